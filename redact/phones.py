"""Telephone numbers (ITU-T E.164: at most 15 digits; North American plan 3-3-4; GB 10 or 11 with the leading 0)."""

import re
from collections.abc import Sequence

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape

TELEPHONES = frozenset({(3, 3, 4), (1, 3, 3, 4), (3, 7), (3, 3, 2, 2), (5, 6), (5, 3, 3), (4, 3, 4), (3, 4, 4)})
"""How many digits stand together in telephone numbers."""
_RUNG = re.compile(r"0\d{8,}|1?[2-9]\d\d[2-9]\d{6}|7\d{9}|(?:44|353|33|34|39|49|61|64|91|27|48|40)\d{8,11}")
"""By the digits: a trunk's 0, the North American plan, a British mobile without its 0, callers' commonest countries."""


def may_be_rung(digits: str, groups: Sequence[str] = ()) -> bool:
    """Whether a number has a telephone's form by its digits or, where they are given, its groups."""
    return tuple(map(len, groups)) in TELEPHONES or bool(_RUNG.fullmatch(digits))


def sure_without_cue(shape: NumberShape) -> float | None:
    if shape.letters:
        return None
    count = len(shape.digits)
    sizes = tuple(map(len, shape.groups))
    if shape.has_plus and 8 <= count <= 15:
        return 0.9
    if sizes in TELEPHONES:
        return 0.9
    if count in {10, 11, 12}:
        return 0.6
    return None


RULE = NumberRule(
    kind=Kind.PHONE,
    cues=cues(
        Kind.PHONE,
        "phone number", "telephone number", "cell number", "mobile number", "my cell", "my mobile",
        "your mobile", "cell phone number", "contact number", "callback number", "call back number", "call me at",
        "call me on", "call me back at", "call you at", "call you back", "reach me at", "reach me on", "reach you at",
        "reach you", "best number", "number to reach", "area code", "number for you", "number i can", "text me at",
        "extension", "landline", "home number", "work number", "fax number", "my number is", "your number", "my number",
        "number on file", "ring me on", "phone numbers", "mobile is", "cell is", "number to call", "good number",
    ),
    expected=range(7, 16),
    typical=range(10, 13),
    part_from=3,
    alone=sure_without_cue,
)  # fmt: skip
