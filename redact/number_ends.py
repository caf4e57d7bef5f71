"""How the rest of a number is told instead of said: "… double oh, and then zeros", "eight more zeros", "176148 and a
little 1 off by itself", "one ninety two dot something", and the digit that was wrong or wanting: "I put a one", "I've
put the six in", a last letter behind what was spelled. What is told is hidden with the number.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.findings_at import FindingsAt
from redact.merge_findings import merge_findings
from redact.number_words import NUMERALS, TEENS, UNITS

_OF_DIGITS = frozenset(Kind) - {Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.ORDER_NUMBER}
_COUNT = rf"(?:{'|'.join((*UNITS, *TEENS))}|\d{{1,2}}|some|several|a few|the rest)"
_ZEROS = re.compile(
    rf"(?:\b(?:and|then|all|just|with|plus) ){{0,3}}(?:{_COUNT} )?(?:more |other |further |extra )?"
    r"\b(?:zeros|zeroes|noughts|naughts|oughts|ohs|nils)\b(?: (?:in|at the|up) front| at the (?:start|end|beginning))?",
    re.IGNORECASE,
)
_DIGIT = rf"(?:\d|{'|'.join(sorted(word for word in NUMERALS if word in UNITS or word in {'zero', 'oh', 'nought'}))})"
_LONE_DIGIT = re.compile(
    rf"[\s,]*(?:\band |\bthen |\bwith ){{1,3}}(?:an? |the )?(?:(?:little|last|final|lone) )?({_DIGIT})\b"
    r"(?=,? (?:(?:all )?(?:off )?by itself|on its own|all alone|at the (?:very )?end|on the end|to finish)\b)",
    re.IGNORECASE,
)
_SIGN = r"(?:star|pound|hash)(?: key| sign| button)?"
_MARK = r"(?:exclamation (?:point|mark)|dollar sign|question mark|hash(?:tag)?|at sign|asterisk|underscore)"
_LAST_SIGN = re.compile(
    rf"[\s,]*(?:\band |\bthen |\bwith |\bplus )+(?:an? |the )?(?:{_SIGN}|{_MARK})\b(?: at the end| on the end)?",
    re.IGNORECASE,
)
"""Of a door's code or a password: "2271 and the star", "Magnolia with an exclamation point"."""
_SPELLED = re.compile(r"(?:\b[a-z][-, ]+){2,}[a-z]$", re.IGNORECASE)
_LAST_LETTER = re.compile(r",? (?:and )?(?:then )(?:an? |the letter )?[a-z](?=\s*(?:[.,?!]|$))", re.IGNORECASE)
"""Behind what was spelled: "D-S-H-A-W-N, and then K"."""
_LONGEST_SPELLED = 40
_UNSAID = re.compile(r"[\s,]*(?:(?:dot|point|dash) )?something\b(?! else| like| with)", re.IGNORECASE)
_PUT_RIGHT = re.compile(
    r"\b(?:put|typed|entered|keyed|pressed|wrote|missed|added|changed)(?: in| out| down)? (?:an?|the|that|your) "
    rf"(?:extra |last |other |missing )?({_DIGIT})(?=(?: in| there| instead| by mistake| back)?\s*(?:[.,;?!]|$))",
    re.IGNORECASE,
)
_TURNS_BACK = 2
"""So many turns back, at most, the number was said that is put right."""
_NEAR_CHARS = 40
"""Between a number and what is told of it in the same turn."""
_MOST_WORDS_OF_A_TURN = 8
"""Of one that tells of the number in a turn beside it."""


def with_ends_told(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` (disjoint, in reading order) with the ends of its numbers that are told."""
    numbers = [finding for finding in found if finding.kind in _OF_DIGITS]
    ends = [*(_ends(turns, FindingsAt(numbers), numbers) if numbers else ()), *_last_letters(turns, found)]
    return merge_findings(turns, (*found, *ends)) if ends else tuple(found)


def _ends(turns: Sequence[Turn], placed: FindingsAt, numbers: Sequence[Finding]) -> Iterator[Finding]:
    kinds = {finding.turn: finding.kind for finding in numbers}
    for index, turn in enumerate(turns):
        for match in _ZEROS.finditer(turn.text):
            start, end = match.span()
            near = placed.within(index, max(0, start - _NEAR_CHARS), end + _NEAR_CHARS)
            kind = near[0].kind if near else _kind_beside(kinds, index) if _is_short(turn.text) else None
            if kind is not None:
                yield _end(kind, index, start, end)
        said = [kinds[before] for before in range(index, index - _TURNS_BACK - 1, -1) if before in kinds]
        if said:
            yield from (_end(said[0], index, *match.span(1)) for match in _PUT_RIGHT.finditer(turn.text))
    for finding in numbers:
        unsaid = _UNSAID.match(turns[finding.turn].text, finding.end)
        if unsaid is not None:
            yield _end(finding.kind, finding.turn, *unsaid.span())
        tail = _LONE_DIGIT.match(turns[finding.turn].text, finding.end)
        if tail is not None:
            yield _end(finding.kind, finding.turn, *tail.span(1))
        sign = _LAST_SIGN.match(turns[finding.turn].text, finding.end) if finding.kind is Kind.CREDENTIAL else None
        if sign is not None:
            yield _end(finding.kind, finding.turn, *sign.span())


def _last_letters(turns: Sequence[Turn], found: Sequence[Finding]) -> Iterator[Finding]:
    for finding in found:
        text = turns[finding.turn].text
        tail = _LAST_LETTER.match(text, finding.end)
        if tail is not None and _SPELLED.search(text[max(finding.start, finding.end - _LONGEST_SPELLED) : finding.end]):
            yield _end(finding.kind, finding.turn, *tail.span())


def _end(kind: Kind, turn: int, start: int, end: int) -> Finding:
    return Finding(kind, turn, start, end, 0.8, "number ends", "the end of a number, told instead of said")


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS_OF_A_TURN


def _kind_beside(kinds: dict[int, Kind], turn: int) -> Kind | None:
    return kinds.get(turn - 1) or kinds.get(turn + 1)
