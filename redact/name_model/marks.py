"""What marks the findings of the name model: its name, its weight, and the words that it merely thinks possible."""

NAME = "name model"
WEIGHT = 0.65
"""Confidence for each share: where a rule found the same words, the rule's kind holds."""
POSSIBLE_REASON = "name model: possible by context"
"""Of words below the thresholds: they confirm what a rule found there, and hide nothing themselves."""
LEAST_POSSIBLE = 0.02
