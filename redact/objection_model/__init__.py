"""A learnt second opinion on whether a caller objects to being recorded: README.md is its card, training/ made it."""
