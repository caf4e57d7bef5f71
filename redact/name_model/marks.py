"""What marks the findings of the name model: its name, its weight, and the words that it merely thinks possible."""

from redact.confidence_levels import level

NAME = "name model"
WEIGHT = 0.65
"""Confidence for each share: where a rule found the same words, the rule's kind holds."""
POSSIBLE_REASON = "name model: possible by context"
"""Of every single word that may be a secret, however unlikely: it confirms what a rule found there, and hides nothing
itself."""
SURE_REASON = "name model: taken for a secret"
"""Of the same words where they are likely enough to be hidden, whatever else is known of the call."""
LEAST_POSSIBLE = level("name_model.marks", "least_possible")
