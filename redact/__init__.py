"""Hides. Finds what must not be kept, masks it in text and audio, and checks its own work."""
