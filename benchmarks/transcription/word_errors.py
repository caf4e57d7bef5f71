"""Word error rate with Whisper's own standard normaliser (openai-whisper's `EnglishTextNormalizer`)."""

import re
import warnings
from dataclasses import dataclass
from functools import cache

from whisper.normalizers import EnglishTextNormalizer

_DIGITS = re.compile(r"(?<=\d)(?=\d)")


@dataclass(frozen=True, slots=True)
class WordErrors:
    errors: int
    n_words: int

    @property
    def rate(self) -> float:
        return self.errors / self.n_words if self.n_words else 0.0

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return WordErrors(self.errors + other.errors, self.n_words + other.n_words)


def word_errors(expected: str, heard: str, *, digits_apart: bool = False) -> WordErrors:
    """`digits_apart`: each digit is a word, so that "411 22" for "four one one, two two" is no error."""
    normalise = _normaliser()
    texts = [normalise(text) for text in (expected, heard)]
    if digits_apart:
        texts = [_DIGITS.sub(" ", text) for text in texts]
    wanted, got = (text.split() for text in texts)
    return WordErrors(_edits(wanted, got), len(wanted))


@cache
def _normaliser() -> EnglishTextNormalizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its table of spellings to the garbage collector
        return EnglishTextNormalizer()


def _edits(wanted: list[str], got: list[str]) -> int:
    """Levenshtein distance in words."""
    row = list(range(len(got) + 1))
    for number, word in enumerate(wanted, start=1):
        diagonal, row[0] = row[0], number
        for at, heard in enumerate(got, start=1):
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + (heard != word))
    return row[-1]
