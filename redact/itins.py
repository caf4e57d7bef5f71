"""US taxpayer numbers of those who have no social security number (ITIN): nine digits, the first of them 9.

The fourth and fifth digits are 50-65, 70-88, 90-92 or 94-99 (IRS, Internal Revenue Manual 3.21.263). Other groups are
hidden too, as numbers of social security: one misheard digit does not give the rest back.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape

_GROUPS_IN_USE = frozenset((*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)))


def can_be_itin(digits: str) -> bool:
    """Whether nine digits are such as the IRS gives out."""
    return len(digits) == 9 and digits[0] == "9" and int(digits[3:5]) in _GROUPS_IN_USE


def sure_without_cue(shape: NumberShape) -> float | None:
    is_grouped = not shape.letters and tuple(map(len, shape.groups)) == (3, 2, 4)
    return 0.92 if is_grouped and can_be_itin(shape.digits) else None


RULE = NumberRule(
    kind=Kind.ITIN,
    cues=cues(Kind.ITIN, "itin", "i t i n", "individual taxpayer"),
    expected=range(7, 13),
    part_from=3,
    alone=sure_without_cue,
)
