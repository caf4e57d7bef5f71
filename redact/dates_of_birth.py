"""Dates of birth, as digits ("03-14-1982", "one four, oh three …"). Dates in words are in `spoken_dates.py`."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.DATE_OF_BIRTH,
    cues=cues(
        Kind.DATE_OF_BIRTH,
        "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "born in", "d o b", "dob",
        "date of births", "data birth", "day of birth", "dates of birth", "birth dates",
    ),
    expected=range(3, 11),
    part_from=2,
)  # fmt: skip
