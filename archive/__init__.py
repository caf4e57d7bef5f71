"""Keeps. Redacted calls, their retention, their erasure and the log of who did what."""
