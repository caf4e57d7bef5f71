"""The words before a house's number that belong to it: "flat number 6-0-2, Trinity Heights", "house number 45"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.number_words import NUMERALS

_BEFORE = re.compile(
    r"\b(?:(?:the )?(?:house|flat|plot|door|shop|unit|room|apartment|villa|lot|suite|bungalow|cottage)"
    r"(?: (?:number|no\.?))?)[ ,]+$",
    re.IGNORECASE,
)
_BEFORE_NAMED = re.compile(_BEFORE.pattern.removesuffix("[ ,]+$") + r"[ ,]+$|\bnumber $", re.IGNORECASE)
"""The same before a number and a street."""
_NUMBER = re.compile(rf"\d|(?:{'|'.join(sorted(NUMERALS))})\b", re.IGNORECASE)
_NAME = re.compile(r"\d\W+[A-Za-z]{3}")
_LONGEST_BEFORE = 30


def with_house_words(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found`, those that begin with the number of a house begun where it is named."""
    return [_widened(turns[finding.turn].text, finding) for finding in found]


def _widened(text: str, finding: Finding) -> Finding:
    if finding.kind is not Kind.ADDRESS or not _NUMBER.match(text[finding.start : finding.end]):
        return finding
    near = max(0, finding.start - _LONGEST_BEFORE)
    has_name = _NAME.search(text[finding.start : finding.end]) is not None
    before = (_BEFORE_NAMED if has_name else _BEFORE).search(text[near : finding.start])
    return replace(finding, start=near + before.start()) if before else finding
