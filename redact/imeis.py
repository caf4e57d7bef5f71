"""Identities of mobile equipment (IMEI, 3GPP TS 23.003, 6.2.1: 14 digits and a check digit by the Luhn formula).

The first two digits name the body that gave the type its code (GSMA TS.06). Without them and the check digit nothing
but a cue tells an IMEI from a card number of 15 digits, and either is hidden.
"""

from calls.finding import Kind
from redact.card_numbers import luhn_holds
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape

_DIGITS = 15
_REPORTING_BODIES = frozenset({"01", "35", "44", "45", "49", "50", "51", "52", "53", "54", "86", "91", "98", "99"})


def can_be_imei(digits: str) -> bool:
    """Whether the check digit holds and a body that gives out codes is named."""
    return len(digits) == _DIGITS and digits[:2] in _REPORTING_BODIES and luhn_holds(digits)


def sure_without_cue(shape: NumberShape) -> float | None:
    return 0.98 if not shape.letters and can_be_imei(shape.digits) else None


RULE = NumberRule(
    kind=Kind.IMEI,
    cues=cues(Kind.IMEI, "imei", "i m e i", "ime", "imi", "i m e", "imeis", "imai", "star hash zero six"),
    expected=range(12, 20),
    part_from=4,
    alone=sure_without_cue,
)
