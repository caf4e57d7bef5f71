"""Writes down. Whisper engines behind one port, with word times that can be trusted."""
