"""Hears. SIP in, encrypted spool out; its own process, without database or object-store credentials."""
