"""How one secret can stand in writing: as digits, spaced, dashed, grouped, spelled out; whole and in part."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

SHORTEST: Final = 9
"""Characters: below that a needle would be found by chance in innocent data."""
_SPELLED_RUN: Final = 6
"""Digit words in a row that count as a part of a long number; fewer could be a price or a date."""

_DIGIT_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_GROUPINGS: Final = {16: (4, 4, 4, 4), 15: (4, 6, 5), 10: (3, 3, 4), 9: (3, 2, 4)}
"""How cards, telephone numbers and SSNs are written."""


def written_forms(text: str) -> Iterator[tuple[str, str]]:
    """(form, text) for each way of writing `text` that is at least nine characters long.

    Digits are taken together whatever separates them; a value without nine of them is only spelled out in full.
    """
    for form, written in _all_forms(text):
        if len(written) >= SHORTEST:
            yield form, written


def _all_forms(text: str) -> Iterator[tuple[str, str]]:
    words = re.findall(r"[^\W_]+", text)
    yield "raw", text
    yield "raw", " ".join(words)
    yield from (("part", part.strip()) for part in re.split(r"[,.;]", text))
    digits = re.sub(r"\D", "", text)
    if digits and not re.search(r"[^\W\d_]", text):
        yield from _number_forms(digits)


def _number_forms(digits: str) -> Iterator[tuple[str, str]]:
    for run in _runs(digits, SHORTEST):
        yield "raw", run
        yield "spaced", " ".join(run)
        yield "dashed", "-".join(run)
    groups = _grouped(digits)
    for separator, form in ((" ", "spaced"), ("-", "dashed"), (".", "dotted"), (", ", "spaced")):
        yield form, separator.join(groups)
        yield from ((form, separator.join(pair)) for pair in pairwise(groups))
    for run in _runs(digits, _SPELLED_RUN):
        spelled = [_DIGIT_WORDS[int(digit)] for digit in run]
        yield "spelled", " ".join(spelled)
        yield "spelled", "-".join(spelled)
        yield "spelled", " ".join(spelled).replace("zero", "oh")


def _runs(digits: str, length: int) -> list[str]:
    """Every `length` digits in a row, and the whole."""
    return [digits[at : at + length] for at in range(len(digits) - length + 1)] + [digits]


def _grouped(digits: str) -> list[str]:
    groups, at = [], 0
    for size in _GROUPINGS.get(len(digits), (len(digits),)):
        groups.append(digits[at : at + size])
        at += size
    return groups
