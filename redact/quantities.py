"""Which numbers a unit behind them explains: those that can be how many there are of it."""

import re

from calls.finding import Kind
from redact.cues import Topic
from redact.number_rules import NumberShape
from redact.rule_book import NUMBER_RULES

_LONGEST_PLAIN = 6
"""Digits; what is longer is written with marks between its thousands, or said with "hundred" and "thousand"."""
_LONG_FROM = 9
_SHORTEST_ANNOUNCED = 5
_IN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[,.'’ ]\d{3})+(?:[.,]\d{1,2})?")
_THOUSANDS, _MILLIONS = "000", "000000"


def can_be_quantity(said: str, shape: NumberShape, announced: Topic | None) -> bool:
    """Whether a number, in characters `said`, can be a quantity of what stands behind it ("10 business days").

    `announced`: what was named last before it in its turn. A number of a person stays one, whatever follows: "reach me
    at two one two five five five oh one four seven day or night".
    """
    count = len(shape.digits)
    if shape.is_cardinal and len(shape.groups) == 1:
        return True
    is_in_thousands = _IN_THOUSANDS.fullmatch(said) is not None
    if _announces(announced, count) and not (is_in_thousands and count < _LONG_FROM):
        return False
    if count <= _LONGEST_PLAIN or shape.digits.endswith(_MILLIONS):
        return True
    return is_in_thousands and (count < _LONG_FROM or " " not in said or shape.digits.endswith(_THOUSANDS))


def _announces(topic: Topic | None, count: int) -> bool:
    """Whether a number of so many digits is what was announced, and it tells of a person."""
    rule = NUMBER_RULES.get(topic) if isinstance(topic, Kind) and topic is not Kind.ORDER_NUMBER else None
    return rule is not None and count >= _SHORTEST_ANNOUNCED and count in rule.expected
