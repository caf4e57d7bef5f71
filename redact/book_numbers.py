"""International standard book numbers (ISO 2108: 978 or 979, nine digits, the check digit of an EAN-13): everybody's.

978 and 979 are telephone area codes as well, so that a book must be spoken of, and either the check digit hold or the
number be written in the five groups of a book. Where a whole one was read out, its parts are parts of it.
"""

import re
from collections.abc import Sequence

from calls.finding import Finding
from calls.transcript import Turn
from redact.dialogue_context import ReadTurn, read_turns
from redact.spoken_forms import Run

_DIGITS = 13
_PREFIXES = ("978", "979")
_WEIGHTS = (1, 3) * 6 + (1,)
_GROUPS = 5
_FEWEST_OF_A_PART = 5
_OF_BOOKS = re.compile(
    r"\b(?:i ?s ?b ?n|books?|paperbacks?|hardbacks?|hardcovers?|titles?|novels?|authors?|puffin|penguin)\b", re.I
)
_PARTS = [(first, end) for first in range(_DIGITS) for end in range(first + _FEWEST_OF_A_PART, _DIGITS + 1)]
"""Digits [first, end) that stand for the number."""


def is_book_number(digits: str, groups: Sequence[str] = ()) -> bool:
    """`groups`: the digits as they were written or said together."""
    if len(digits) != _DIGITS or not digits.startswith(_PREFIXES):
        return False
    return (groups[:1] == (digits[:3],) and len(groups) == _GROUPS) or _check_holds(digits)


def _check_holds(digits: str) -> bool:
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 10 == 0


def without_book_numbers(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found` without what lies within the numbers of books that are read out."""
    if not any(_OF_BOOKS.search(turn.text) for turn in turns):
        return list(found)
    reads = read_turns(turns)
    whole = {run.digits for read in reads for run in read.runs if is_book_number(run.digits, run.groups)}
    if not whole:
        return list(found)
    parts = {digits[first:end] for digits in whole for first, end in _PARTS}
    return [finding for finding in found if not _is_within(finding, reads[finding.turn], parts)]


def _is_within(finding: Finding, read: ReadTurn, parts: set[str]) -> bool:
    runs = read.runs_at(finding.start, finding.end)
    return len(runs) == 1 and not runs[0].letters and runs[0].digits in parts and _covers(runs[0], finding)


def _covers(run: Run, finding: Finding) -> bool:
    """A mark behind the number may belong to the finding."""
    return run.start <= finding.start and finding.end <= run.end + 1
