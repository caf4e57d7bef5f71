"""How much of what must be hidden is hidden, and how much else: measured on text, beside Presidio alone."""
