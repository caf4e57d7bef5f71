"""International standard book numbers (ISO 2108: 978 or 979, nine digits, the check digit of an EAN-13): everybody's.

No card has 13 digits that begin so. What says that a number is one is its check digit, or that its first three digits
are written apart. Where a whole one was read out, its parts are parts of it.
"""

from collections.abc import Sequence

from calls.finding import Finding
from calls.transcript import Turn
from redact.dialogue_context import read_turns
from redact.spoken_forms import Run

_DIGITS = 13
_PREFIXES = ("978", "979")
_WEIGHTS = (1, 3) * 6 + (1,)
_FEWEST_OF_A_PART = 5


def is_book_number(digits: str, groups: Sequence[str] = ()) -> bool:
    """`groups`: the digits as they were written or said together."""
    if len(digits) != _DIGITS or not digits.startswith(_PREFIXES):
        return False
    return groups[:1] in [(prefix,) for prefix in _PREFIXES] or _check_holds(digits)


def _check_holds(digits: str) -> bool:
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 10 == 0


def without_book_numbers(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found` without what lies within the numbers of books that are read out."""
    if not any(prefix[0] in turn.text or "nine" in turn.text.lower() for turn in turns for prefix in _PREFIXES):
        return list(found)
    reads = read_turns(turns)
    whole = {
        run.digits for read in reads for run in read.runs if not run.letters and is_book_number(run.digits, run.groups)
    }
    if not whole:
        return list(found)
    places = [(read.index, run) for read in reads for run in read.runs if _is_of(run, whole)]
    return [finding for finding in found if not any(_is_within(finding, turn, run) for turn, run in places)]


def _is_of(run: Run, whole: set[str]) -> bool:
    if run.letters or len(run.digits) < _FEWEST_OF_A_PART:
        return False
    return any(run.digits in number for number in whole)


def _is_within(finding: Finding, turn: int, run: Run) -> bool:
    return finding.turn == turn and run.start <= finding.start and finding.end <= run.end + 1
