"""Telephones of plain Python, for tests that need many or that must misbehave: SIP over UDP, sound, keys."""
