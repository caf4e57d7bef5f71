"""A letter or digit that is asked back of a code: "is that a B or an 8?", "is that a zero or the letter O?" — "Zero."

The characters that are offered, and the one that is chosen, are hidden as the code is; beside a code alone.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.merge_findings import merge_findings
from redact.number_words import UNITS, ZEROS

_OF_CHARACTERS = frozenset(Kind) - {Kind.PERSON, Kind.ADDRESS, Kind.CARD_EXPIRY, Kind.DATE_OF_BIRTH}
_CHARACTER = rf"(?:[a-z]|\d|{'|'.join(sorted({*UNITS, *ZEROS} - {'o'}))})"
_ONE = (
    r"((?:an? |the )?(?:capital |lower case |small )?(?:letter |number |digit |figure )?"
    rf"{_CHARACTER}\b(?!')(?:,? (?:for|as in|like) \w+)?)"
)
"""With its article, and the word that tells it: "a B for Bertie"."""
_OFFERED = re.compile(
    rf"\b(?:is|was|did you say|do you mean)(?: that| it| this|,)?,? {_ONE},? "
    rf"or(?: is (?:it|that))? {_ONE}"
    r"(?=\s*(?:[.,?!]|$|at the end|on the end|no\b|yeah\b|yes\b|it's\b))",
    re.IGNORECASE,
)
_OR_IS_IT = re.compile(
    rf"\bor (?:is|was)(?: that| it| this) ((?:an? |the letter |the number ){_CHARACTER})\b(?!')", re.IGNORECASE
)
_ASKED = re.compile(
    rf"\b(?:is|was)(?: that| it| this),? ((?:an? |the letter |the number |the digit ){_CHARACTER})\?", re.IGNORECASE
)
_CHOSEN = re.compile(
    r"^\W*(?:(?:yes|yeah|no|um|uh|er|sorry|oh|so)[\s,.]+){0,2}(?:it's |that's |it is )?"
    rf"(?!(?:oh|i)\b\s*,(?! (?:for|as in)\b)){_ONE}(?=\s*(?:[.,?!]|$))",
    re.IGNORECASE,
)
_TURNS_BACK = 2
"""So many turns back, at most, the code was said."""


def with_offered(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` (disjoint, in reading order) with the characters that are offered for a part of a code."""
    codes: dict[int, Kind] = {}
    for finding in found:
        if finding.kind in _OF_CHARACTERS:
            codes.setdefault(finding.turn, finding.kind)
    offered = list(_offered(turns, codes)) if codes else []
    return merge_findings(turns, (*found, *offered)) if offered else tuple(found)


def _offered(turns: Sequence[Turn], codes: dict[int, Kind]) -> Iterator[Finding]:
    for index, turn in enumerate(turns):
        near = [codes[k] for k in range(index, index - _TURNS_BACK - 1, -1) if k in codes]
        if not near:
            continue
        ends = 0
        for match in (
            pattern_match for pattern in (_OFFERED, _ASKED, _OR_IS_IT) for pattern_match in pattern.finditer(turn.text)
        ):
            yield _finding(near[0], index, (match.start(1), match.end(len(match.groups()))))
            ends = max(ends, match.end())
        if ends:
            yield from _chosen(near[0], index, turn.text, ends)
            if index + 1 < len(turns):
                yield from _chosen(near[0], index + 1, turns[index + 1].text, 0)


def _chosen(kind: Kind, index: int, text: str, begins: int) -> Iterator[Finding]:
    match = _CHOSEN.match(text[begins:])
    if match is not None:
        yield _finding(kind, index, (begins + match.start(1), begins + match.end(1)))


def _finding(kind: Kind, index: int, span: tuple[int, int]) -> Finding:
    return Finding(kind, index, *span, 0.8, "offered characters", "offered or chosen for a part of a code")
