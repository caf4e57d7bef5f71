"""Telephone numbers (ITU-T E.164: at most 15 digits; North American plan 3-3-4; GB 10 or 11 with the leading 0)."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape


def sure_without_cue(shape: NumberShape) -> float | None:
    if shape.letters:
        return None
    count = len(shape.digits)
    sizes = tuple(map(len, shape.groups))
    if shape.has_plus and 8 <= count <= 15:
        return 0.9
    if sizes in {(3, 3, 4), (1, 3, 3, 4), (3, 7), (3, 3, 2, 2), (5, 6), (5, 3, 3), (4, 3, 4), (3, 4, 4)}:
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
