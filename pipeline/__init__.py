"""Tells the story: one call, from spool to archive. Begin with process_call.py."""
