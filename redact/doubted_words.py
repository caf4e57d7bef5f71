"""Words that rules take into a finding and the name model takes for none: cut out of it, wherever they stand in it.

A rule finds where a secret ends by the words of a sentence, and errs by some: "and the postcode's LS6 2AB", "treble
eight, no, hang on, 8-8-8-8", "Hartley Pryce Solicitors, Benedicta". The model reads every word beside the whole call. A
word goes where the model's share lies below a level that depends on how often the rule errs, and on whether the word is
a plain one; digits, letters and names go from few rules only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.everyday_words import is_everyday
from redact.model_shares import Shares
from redact.name_model.marks import NAME
from redact.name_words import NOT_NAMES, Worth, worth_of
from redact.number_words import MONTHS, NUMERALS, ORDINALS
from redact.passwords import ANSWERED, SAID_TO_BE
from redact.street_words import SUFFIXES
from redact.word_set import word_set

_MARKS = ".,;:!?…\"'"
_KINDS_WITH_EDGES = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.CREDENTIAL})
_SPELLED = "spelled letter by letter"
_SAID_IN_CODES = NUMERALS | ORDINALS | frozenset(MONTHS) | word_set("capital dash hyphen point star hash pound dot")
"""Plain words that are parts of numbers, dates and codes."""
_BETWEEN_PLACES = word_set("near on in of by opposite")


@dataclass(frozen=True, slots=True)
class _Least:
    """The least share that the model gives to a word that stays."""

    plain: float = 0.0
    other: float = 0.0


_LEAST_OF_DIGITS = level("doubted_words", "least_of_digits")
_OF_A_NAME = _Least(plain=0.3)
_OF_A_NUMBER = _Least(plain=0.2)
_LONGEST_IN_CODE = 4
_JOINING = word_set("and then space dash hyphen dot slash")
"""Between two parts of one number."""
_LEAST = {
    "answers a question for an address": _Least(plain=0.3, other=0.1),
    "said while an address is spoken of": _Least(plain=0.3, other=0.1),
    ANSWERED: _Least(plain=0.1),
    SAID_TO_BE: _Least(plain=0.3),
    "made up as passwords and user names are": _Least(plain=0.1),
    "has the form of an address": _Least(plain=0.1),
    "presidio: PERSON": _OF_A_NAME,
    "a first name, and what belongs to it": _OF_A_NAME,
    "introduced or addressed by name": _OF_A_NAME,
    "perhaps introduced by name": _OF_A_NAME,
    "named by what follows": _Least(plain=0.3, other=0.1),
    "named in the opening of a call": _Least(plain=0.3, other=0.1),
    "answers a question for a name": _Least(plain=0.1),
    "joined to a name": _Least(plain=0.3, other=0.1),
    "known from this call": _OF_A_NAME,
    "answers a question of the dialogue": _OF_A_NUMBER,
    "announced in the same turn": _OF_A_NUMBER,
    "has the shape of its kind": _OF_A_NUMBER,
    "a long number that nothing explains": _OF_A_NUMBER,
    "a further part of a number or code": _OF_A_NUMBER,
    "a part of a number that was asked for": _OF_A_NUMBER,
    "part of a known number": _OF_A_NUMBER,
}
"""By a rule's reason; words of rules that do not stand here stay."""


def without_doubted_words(turns: Sequence[Turn], found: Sequence[Finding], shares: Shares) -> list[Finding]:
    """`found`, each finding in as many pieces as are left of it."""
    return [piece for finding in found for piece in _pieces(turns[finding.turn].text, finding, shares)]


def _pieces(text: str, finding: Finding, shares: Shares) -> Iterator[Finding]:
    least = _LEAST.get(finding.reason)
    if least is None or finding.detector.startswith(NAME):
        yield _without_edges(text, finding, shares)
        return
    words = list(word_places(text, finding.start, finding.end))
    stays: list[bool] = []
    for k, place in enumerate(words):
        is_joined = k > 0 and stays[-1] and finding.kind is Kind.ADDRESS and _is_joined(text, words, k)
        stays.append(is_joined or _stays(text, finding, place, least, shares))
    for first, end in _rows(stays):
        yield _without_edges(text, replace(finding, start=words[first][0], end=words[end - 1][1]), shares)


def _rows(stays: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Stretches of words that stay."""
    at = 0
    for is_staying, row in groupby(stays):
        end = at + sum(1 for _ in row)
        if is_staying:
            yield at, end
        at = end


def _is_joined(text: str, words: Sequence[tuple[int, int]], k: int) -> bool:
    """Whether a word belongs to the part of an address before it: "Fernbank Close", "55 Main", "Bramham, near York"."""
    said, before = text[slice(*words[k])], text[slice(*words[k - 1])]
    low = said.lower().strip(_MARKS)
    is_street = said[0].isupper() and before[-1] not in _MARKS and (low in SUFFIXES or before[-1].isdigit())
    return is_street or (low in _BETWEEN_PLACES and k + 1 < len(words) and text[words[k + 1][0]].isupper())


def word_places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the words in characters [start, end) of a turn begin and end."""
    at = start
    for word in text[start:end].split():
        first = text.index(word, at)
        at = first + len(word)
        yield first, at


def _stays(text: str, finding: Finding, place: tuple[int, int], least: _Least, shares: Shares) -> bool:
    low = text[slice(*place)].lower().strip(_MARKS)
    is_name = finding.kind is Kind.PERSON and worth_of(low.removesuffix("'s")) is not Worth.NOTHING
    if is_everyday_word(low) and not is_name:
        level = 0.0 if least is _OF_A_NUMBER and low in _JOINING else least.plain
    else:
        level = min(least.other, _LEAST_OF_DIGITS) if low in NUMERALS or low.isdigit() else least.other
    return level == 0.0 or shares.of(finding.turn, *place) >= level


def is_everyday_word(low: str) -> bool:
    """Whether a word, in lower case, is an everyday one and no part of a number or code."""
    is_word = low.replace("'", "").isalpha() and len(low) > 1 and low not in _SAID_IN_CODES
    return is_word and (low in NOT_NAMES or is_everyday(low))


def is_written_as_code(said: str) -> bool:
    """Whether a word is letters and digits in one, or a few capitals: "1EG4", "RXG"."""
    word = said.strip(_MARKS)
    is_mixed = word.isalnum() and any(char.isdigit() for char in word) and any(char.isalpha() for char in word)
    return is_mixed or (word.isalpha() and word.isupper() and 1 < len(word) <= _LONGEST_IN_CODE)


def _without_edges(text: str, finding: Finding, shares: Shares) -> Finding:
    """Without everyday words at its ends that the model, which finds the rest, surely finds no part of it."""
    is_fixed = finding.kind not in _KINDS_WITH_EDGES or finding.detector.startswith(NAME) or finding.reason == _SPELLED
    if is_fixed or not shares.is_found(finding.turn, finding.start, finding.end):
        return finding
    held = [
        (start, end)
        for start, end in word_places(text, finding.start, finding.end)
        if not is_everyday_word(text[start:end].lower().strip(_MARKS)) or shares.of(finding.turn, start, end)
    ]
    return replace(finding, start=held[0][0], end=held[-1][1]) if held else finding
