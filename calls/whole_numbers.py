"""A number said in groups, as a reader looks for it: "3782 822463 10005" is 378282246310005.

For text to be read and searched. What finds secrets reads the groups as the recogniser wrote them: each has its own
times, and corrections ("5, no, 6"), counting and pauses show in how they are parted. Whisper's own normaliser, too,
takes "three seven eight two" for one number.
"""

import re
from collections.abc import Iterator

FEWEST_DIGITS = 5
"""Fewer in groups are a result ("3-1"), a time ("9 30"), a year or two things in a row ("2 12-packs")."""
_MOST_DIGITS = 20
"""An ICCID, the longest number that people read out (ITU-T E.118); more digits are several numbers."""

_IN_GROUPS = re.compile(r"(?<![\w.,$£€:/#'’–-])\d+(?:[ –-]\d+)+(?![\w:/%'’–-]|[.,]\d)")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[- ]\d{1,2}[- ](?:19|20)\d\d|(?:(?:19|20)\d\d[ –-])+(?:19|20)\d\d")
"""Days, and years in a row."""
_UP = "0123456789"


def whole_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Every number in groups: its characters [start, end) in `text`, and its digits without what parts them."""
    for match in _IN_GROUPS.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        if FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and not _DATE.fullmatch(match[0]) and not _is_counting(digits):
            yield *match.span(), digits


def with_whole_numbers(text: str) -> str:
    """`text` with each number in groups written as one; all else as it is. A second time it changes nothing."""
    pieces, at = [], 0
    for start, end, digits in whole_numbers(text):
        pieces += [text[at:start], digits]
        at = end
    return "".join([*pieces, text[at:]])


def _is_counting(digits: str) -> bool:
    """1 2 3 4 5, or down."""
    return digits in _UP or digits in _UP[::-1]
