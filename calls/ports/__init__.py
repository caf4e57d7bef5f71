"""What the rooms promise one another, a port a file. Adapters live in the rooms; twins that pass the same tests ship
beside them, and port, adapter and twin share a name."""
