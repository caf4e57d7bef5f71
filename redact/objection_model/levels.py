"""From which chance on the second opinion counts, and of which version model and levels are: in every certificate."""

from redact.confidence_levels import level

NAME = "objection model"
VERSION = "2026.12.1.2"
SUSPECTED = level("objection_model.levels", "suspected")
"""The call waits for a person, although no rule saw an objection: about two ordinary calls in a hundred do."""
SUSPECTED_UNNAMED = level("objection_model.levels", "suspected_unnamed")
"""The same where neither the words nor what was said before them speak of recording (`suspicion.py`)."""
CONCEIVABLE = level("objection_model.levels", "conceivable")
"""What the rules took for an objection is one. README.md says how many of those have less."""
CERTAIN = level("objection_model.levels", "certain")
"""What the rules took for a doubt is an objection. README.md says how often that is right."""
