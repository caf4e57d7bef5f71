"""A value put right in the middle of it: "6210, no, sorry, 6120", "five one oh five no one too many five one oh".

Between the wrong digits and the right ones stands what somebody says of them; it is hidden with them, so that the value
is one stretch in text and sound.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.merge_findings import merge_findings
from redact.number_words import CORRECTIONS
from redact.word_set import word_set

_MARKS = (CORRECTIONS | word_set("nope oops oop again")) - {"i"}
_MOST_WORDS = 8
_NEVER_PUT_RIGHT_SO = frozenset({Kind.PERSON, Kind.ADDRESS})
"""Between two names as a rule something else is said."""


def with_corrections(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` (disjoint, in reading order), with what puts a value right between two parts of it."""
    between = [
        replace(one, start=one.end, end=two.start)
        for one, two in pairwise(found)
        if one.turn == two.turn
        and one.kind is two.kind
        and one.kind not in _NEVER_PUT_RIGHT_SO
        and _puts_right(turns[one.turn].text[one.end : two.start])
    ]
    return merge_findings(turns, (*found, *between)) if between else tuple(found)


def _puts_right(said: str) -> bool:
    words = [word.strip(".,;:!?…-\"'").lower() for word in said.split()]
    return len(words) <= _MOST_WORDS and not _MARKS.isdisjoint(words)
