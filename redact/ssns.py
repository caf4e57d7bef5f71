"""US social security numbers: nine digits in groups of 3, 2 and 4.

Never-issued numbers (area 000, 666, 900-999; SSA, "Social Security Number Randomization") are hidden too: a caller who
misspeaks, or a recogniser that mishears one digit, still gave away the rest.
"""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape


def sure_without_cue(shape: NumberShape) -> float | None:
    if not shape.letters and tuple(map(len, shape.groups)) == (3, 2, 4):
        return 0.9
    return None


RULE = NumberRule(
    kind=Kind.SSN,
    cues=cues(
        Kind.SSN,
        "social security", "social security number", "social", "ssn", "s s n", "your social", "my social",
        "last four of your social", "last four of my social", "socialist", "social is", "socials", "so shall",
        "tax id", "taxpayer identification", "social number", "security number",
        "national insurance", "national insurance number", "n i number", "ni number",
    ),
    expected=range(7, 13),
    part_from=3,
    alone=sure_without_cue,
)  # fmt: skip
