"""Rooms and homes that residents live in: "the Willows care home, room six", "she's in room 118 now", "at the gables".

A patient's bed and a guest's room tell nobody where somebody lives; these say "he", "she" or "still", or name the home.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.number_words import NUMERALS

_NUMBER = rf"(?:\d{{1,4}}\w?|(?:{'|'.join(sorted(NUMERALS))})(?:[ -](?:{'|'.join(sorted(NUMERALS))}))*)\b"
_NAMED_HOUSE = (
    r"(?:limes|firs|elms|oaks|beeches|willows|laurels|hollies|cedars|pines|poplars|larches|birches|gables|paddocks|"
    r"chestnuts|hawthorns|rowans|sycamores|almshouses)"
)
_OWN_WORD = r"(?:(?!the\b|a\b|your\b|my\b|our\b)[a-z']{1,20} )"
_KIND = r"(?:care|nursing|retirement|residential) home"
_PERSON = r"(?:she|he|mum|mom|dad|nan|gran|grandma|grandad|grandpa|mother|father)"
_PUBLIC_AFTER = r"(?:pub|inn|hotel|surgery|clinic|school|care)\b"
_HOMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w'])(?P<place>(?:the )?{_OWN_WORD}{{1,3}}{_KIND},?(?: in)? room {_NUMBER})",
        rf"\bstill (?:at|in) (?P<place>(?:the )?(?:[a-z']{{1,20}} ){{1,3}}in room {_NUMBER})",
        rf"\b{_PERSON}(?:'s| is)(?: still| now)? in (?P<place>room {_NUMBER})(?=[.,]| now| still|$)",
        rf"\b(?:at|from|in|to) (?P<place>the {_NAMED_HOUSE})\b(?!['’ ]+{_PUBLIC_AFTER})",
    )
)
_REASON = "a room or home that somebody lives in"


class CareHomeDetector:
    name = "care homes"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [finding for index, turn in enumerate(turns) for finding in _homes_in(index, turn.text)]


def _homes_in(index: int, text: str) -> Iterator[Finding]:
    for pattern in _HOMES:
        for match in pattern.finditer(text):
            yield Finding(Kind.ADDRESS, index, *match.span("place"), 0.8, CareHomeDetector.name, _REASON)
