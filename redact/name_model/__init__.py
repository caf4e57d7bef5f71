"""A token classifier of our own for spoken support calls: README.md is its card, training/ made it."""
