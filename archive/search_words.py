"""What counts as a word for searching. Both databases index the same words, cut here and nowhere else, so that a
search finds the same on each, and so that no character of a question is ever an operator."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from calls.whole_numbers import whole_numbers

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 200
"""PostgreSQL refuses lexemes above 2 KB; no spoken word comes near."""

_MOST_WORDS, _MOST_CHARS = 16_000, 200_000
_MOST_ASKED = 500

MARK_START, MARK_END = "⟦", "⟧"
_WORDS_AROUND = 12

Phrase = tuple[str, ...]


def fold(word: str) -> str:
    return word.casefold()[:_LONGEST_WORD]


def words_of(text: str) -> list[str]:
    """The text's words as they are indexed: letters and digits, case folded."""
    return [fold(found.group()) for found in _WORD.finditer(text)]


def words_to_index(text: str) -> list[str]:
    """The words of one turn that the index takes, and behind them each number said in groups as one word ("19 68 400"
    is found as 1968400, too).

    PostgreSQL holds 16,383 places and 1 MB a turn. Nobody speaks that long; a pasted conversation might.
    """
    words, chars = [*words_of(text), *(digits for _, _, digits in whole_numbers(text))][:_MOST_WORDS], 0
    for at, word in enumerate(words):
        chars += len(word)
        if chars > _MOST_CHARS:
            return words[:at]
    return words


def phrases_of(question: str) -> tuple[Phrase, ...]:
    """What must stand in a turn: each word alone, and "quoted words" in a row. A quote left open ends at the end.

    Empty when the question holds no word; then nothing is found. Only the first 500 words are asked for: PostgreSQL
    runs out of stack at some thousands.
    """
    phrases: list[Phrase] = []
    left = _MOST_ASKED
    for number, part in enumerate(question.split('"')):
        words = words_of(part)[:left]
        left -= len(words)
        if number % 2 and words:
            phrases.append(tuple(words))
        else:
            phrases.extend((word,) for word in words)
    return tuple(dict.fromkeys(phrases))


@dataclass(frozen=True, slots=True)
class _Place:
    word: str
    start: int
    end: int


def snippet_of(text: str, phrases: tuple[Phrase, ...]) -> str:
    """The text around the first words found, with every found word between ⟦ and ⟧; "…" where it was cut."""
    text = text.replace(MARK_START, "[").replace(MARK_END, "]")
    places = [_Place(fold(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
    marked = _found_in(places, phrases) | _wholes_in(text, places, phrases)
    first = min(marked, default=0)
    low, high = max(0, first - _WORDS_AROUND), min(len(places), first + _WORDS_AROUND + 1)
    cut = places[low:high]
    start = cut[0].start if low > 0 else 0
    end = cut[-1].end if high < len(places) else len(text)
    pieces = ["…" if low > 0 else ""]
    for number, place in enumerate(cut, start=low):
        found = number in marked
        pieces += [text[start : place.start], MARK_START * found, text[place.start : place.end], MARK_END * found]
        start = place.end
    return "".join([*pieces, text[start:end], "…" if high < len(places) else ""])


def _found_in(places: list[_Place], phrases: tuple[Phrase, ...]) -> set[int]:
    """The numbers of the words that belong to a phrase."""
    found: set[int] = set()
    for phrase in phrases:
        for at in range(len(places) - len(phrase) + 1):
            if all(places[at + step].word == word for step, word in enumerate(phrase)):
                found.update(range(at, at + len(phrase)))
    return found


def _wholes_in(text: str, places: list[_Place], phrases: tuple[Phrase, ...]) -> set[int]:
    """The numbers of the words that are groups of a number asked for as one."""
    spans = [(start, end) for start, end, digits in whole_numbers(text) if (digits,) in phrases]
    starts = [start for start, _ in spans]
    before = [bisect_right(starts, place.start) - 1 for place in places]
    return {number for number, k in enumerate(before) if k >= 0 and places[number].start < spans[k][1]}
