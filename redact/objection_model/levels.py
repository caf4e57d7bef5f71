"""From which chance on the second opinion counts, and of which version model and levels are: in every certificate."""

NAME = "objection model"
VERSION = "2026.11.28.2"
SUSPECTED = 0.07
"""The call waits for a person, although no rule saw an objection: so few ordinary calls do, below two in a hundred."""
CERTAIN = 0.95
"""What the rules took for a doubt is an objection. README.md says how often that is right."""
