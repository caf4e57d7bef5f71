"""Attacks on a running recorder with real datagrams, while good calls are on its line."""
