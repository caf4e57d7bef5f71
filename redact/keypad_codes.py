"""Codes that are typed on a keypad with a key beside them: "star six two oh five", "3-8-1-1, then the star", "5520#".

A number of three digits and more; what a caller is told to press or dial is no secret, nor are stars and pounds.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.number_words import NUMERALS

_DIGIT = rf"(?:\d|(?:{'|'.join(sorted(NUMERALS))})\b)"
_DIGITS = rf"{_DIGIT}(?:[\s,-]*{_DIGIT}){{2,11}}"
_KEY_BEFORE = re.compile(
    rf"(?:\b(?:star|pound|hash|asterisk)\b|[#*])(?: key)?[\s,-]*(?P<code>{_DIGITS})(?![\w.]*\d)", re.IGNORECASE
)
_KEY_AFTER = re.compile(
    rf"(?<![\d.$£€])(?:(?<=\W)|^)(?P<code>{_DIGITS})[\s,-]*"
    r"(?:(?:then|and|and then|followed by) )?(?:the )?(?P<key>star|pound|hash|asterisk|[#*])"
    r"(?: (?:key|sign|to (?:open|enter|get in)|and|then|opens|now)\b|\s*[.,?!;:]|\s*$)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:press|dial|dialling|dialing|hit|push|rated?|costs?|paid|pay|weighs?)\b[^.?!]{0,14}$", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(NUMERALS))}|a|an|per|the|hundred|thousand|lone|rock|gold)|[\d.])[\s-]*$", re.IGNORECASE
)
_OF_DOORS = re.compile(
    r"\b(?:gate|door|code|entry|enter|lock|keypad|alarm|voicemail|access|pin|buzz|barrier|garage)\b", re.IGNORECASE
)
_DOORS_SPOKEN_OF_WITHIN = 4
"""Turns; a pound behind a number is a price or a weight elsewhere."""


_ANY_KEY = re.compile(r"star|pound|hash|asterisk|[#*]", re.IGNORECASE)


class KeypadCodeDetector:
    name = "keypad codes"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [finding for index in range(len(turns)) for finding in _codes_in(turns, index)]


def _codes_in(turns: Sequence[Turn], index: int) -> Iterator[Finding]:
    text = turns[index].text
    if _ANY_KEY.search(text) is None:
        return
    for match in _KEY_BEFORE.finditer(text):
        before = text[: match.start()]
        is_star_of_hash = match.group().startswith(("#", "*"))
        if not _TOLD.search(before) and (is_star_of_hash or not _COUNTED.search(before)):
            yield _finding(index, match.start(), match.end("code"))
    for match in _KEY_AFTER.finditer(text):
        is_pound = match.group("key").lower() == "pound"
        if _TOLD.search(text[: match.start("code")]) or (is_pound and not _is_of_door(turns, index)):
            continue
        is_joined = not any(char.isalpha() for char in text[match.end("code") : match.start("key")])
        yield _finding(index, match.start("code"), match.end("key") if is_joined else match.end("code"))


def _is_of_door(turns: Sequence[Turn], index: int) -> bool:
    near = turns[max(0, index - _DOORS_SPOKEN_OF_WITHIN) : index + 1]
    return any(_OF_DOORS.search(turn.text) for turn in near)


def _finding(index: int, start: int, end: int) -> Finding:
    return Finding(Kind.CREDENTIAL, index, start, end, 0.8, KeypadCodeDetector.name, "a code for a keypad")
