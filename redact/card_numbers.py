"""Payment card numbers (ISO/IEC 7812-1: 8-19 digits, last one by the Luhn formula; brands in use have 13-19).

Luhn only raises confidence: of spoken card numbers a recogniser writes half with a digit missing, doubled or misheard.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape

CARD_LENGTHS = range(13, 20)
"""Digits of the brands in use. So long a number is hidden even where an order number was asked for: callers confuse
them."""


def luhn_holds(digits: str) -> bool:
    """The check digit formula of ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return bool(digits) and total % 10 == 0


def sure_without_cue(shape: NumberShape) -> float | None:
    if shape.letters or not 13 <= len(shape.digits) <= 22:
        return None
    if len(shape.digits) <= 19 and luhn_holds(shape.digits):
        return 0.97
    return 0.75


RULE = NumberRule(
    kind=Kind.CARD_NUMBER,
    cues=cues(
        Kind.CARD_NUMBER,
        "card number", "card numbers", "car number", "cart number", "cod number", "credit card", "debit card",
        "credit car", "debit car", "sixteen digit", "16 digit", "long number", "number on the card",
        "numbers on the card", "number on the front", "card ending", "card ends", "card ending in", "card is",
        "the card",
        "my card", "your card", "visa", "mastercard", "master card", "amex", "american express", "discover card",
        "card details", "card information", "payment card", "new card", "bank card", "primary account number",
    ),
    expected=range(10, 24),
    typical=CARD_LENGTHS,
    part_from=3,
    alone=sure_without_cue,
)  # fmt: skip
