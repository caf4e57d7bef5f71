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

_NUMBERS = frozenset(
    {Kind.CARD_NUMBER, Kind.SSN, Kind.ITIN, Kind.PHONE, Kind.BANK_ACCOUNT, Kind.IBAN, Kind.IMEI, Kind.DEVICE_SERIAL,
     Kind.ID_DOCUMENT, Kind.CUSTOMER_ID, Kind.CREDENTIAL, Kind.IP_ADDRESS}
)  # fmt: skip
"""Of which one try may be taken for one kind and the next for another."""
_MARKS = (CORRECTIONS | word_set("nope oops")) - {"i"}
_MOST_WORDS = 6
_MOST_WORDS_AFTER_A_MARK = 3
_NEAR_WORDS = 4
"""The mark may stand within the wrong try: "five no one", "too", "many five one oh"."""
_LONGEST_BEFORE = 60
"""Characters that hold these words."""
_NEVER_PUT_RIGHT_SO = frozenset({Kind.PERSON, Kind.ADDRESS})
"""Between two names as a rule something else is said."""


def with_corrections(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` (disjoint, in reading order), with what puts a value right between two parts of it."""
    between: list[Finding] = []
    begins = 0
    for one, two in pairwise(found):
        if not between or between[-1].end != one.start or between[-1].turn != one.turn:
            begins = one.start
        text = turns[one.turn].text
        if (
            one.turn == two.turn
            and _are_one_value(one.kind, two.kind)
            and _puts_right(text, begins, one.end, two.start)
        ):
            between.append(replace(one, start=one.end, end=two.start))
    return merge_findings(turns, (*found, *between)) if between else tuple(found)


def _are_one_value(one: Kind, two: Kind) -> bool:
    return (one is two and one not in _NEVER_PUT_RIGHT_SO) or {one, two} <= _NUMBERS


def _puts_right(text: str, begins: int, end: int, then: int) -> bool:
    """Whether characters [end, then) put right the value that begins at `begins`."""
    said = _words(text[end:then])
    if not _MARKS.isdisjoint(said):
        return len(said) <= _MOST_WORDS
    before = _words(text[max(begins, end - _LONGEST_BEFORE) : end])[-_NEAR_WORDS:]
    return len(said) <= _MOST_WORDS_AFTER_A_MARK and not _MARKS.isdisjoint(before)


def _words(text: str) -> list[str]:
    return [word.strip(".,;:!?…-\"'").lower() for word in text.split()]
