"""Word error rate with Whisper's own standard normaliser (openai-whisper's `EnglishTextNormalizer`)."""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from whisper.normalizers import EnglishTextNormalizer

_DIGITS = re.compile(r"(?<=\d)(?=\d)")


_BLOCK_WORDS = 50
_RESAMPLES = 2_000
_SEED = 20


@dataclass(frozen=True, slots=True)
class WordErrors:
    of_words: tuple[float, ...] = ()
    """How many errors each expected word has; a word too many is one of the word before it."""

    @property
    def errors(self) -> float:
        return sum(self.of_words)

    @property
    def n_words(self) -> int:
        return len(self.of_words)

    @property
    def rate(self) -> float:
        return self.errors / self.n_words if self.n_words else 0.0

    def __add__(self, other: "WordErrors") -> "WordErrors":
        return WordErrors(self.of_words + other.of_words)


def mean_errors(heard: Sequence[WordErrors]) -> WordErrors:
    """Of the same words heard several times."""
    return WordErrors(tuple(np.mean([errors.of_words for errors in heard], axis=0).tolist()))


def spread(rates: Sequence[float]) -> float:
    """How far the rates of several runs on the same sound lie apart."""
    return max(rates) - min(rates)


def more_errors(one: WordErrors, other: WordErrors) -> tuple[float, float, float]:
    """How much higher `one`'s rate is than `other`'s on the same words, and the ends of its 95 % interval.

    By bootstrap over blocks of 50 words in a row, both systems' errors of a block together.
    """
    more = np.subtract(one.of_words, other.of_words)
    blocks = np.array([block.sum() for block in np.split(more, range(_BLOCK_WORDS, len(more), _BLOCK_WORDS))])
    drawn = np.random.default_rng(_SEED).integers(0, len(blocks), (_RESAMPLES, len(blocks)))
    low, high = np.percentile(blocks[drawn].sum(axis=1), (2.5, 97.5)) / len(more)
    return float(more.mean()), float(low), float(high)


def word_errors(expected: str, heard: str, *, digits_apart: bool = False) -> WordErrors:
    """`digits_apart`: each digit is a word, so that "411 22" for "four one one, two two" is no error."""
    normalise = _normaliser()
    texts = [normalise(text) for text in (expected, heard)]
    if digits_apart:
        texts = [_DIGITS.sub(" ", text) for text in texts]
    wanted, got = (text.split() for text in texts)
    return WordErrors(tuple(_errors_of(wanted, got)))


@cache
def _normaliser() -> EnglishTextNormalizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its table of spellings to the garbage collector
        return EnglishTextNormalizer()


def _errors_of(wanted: list[str], got: list[str]) -> list[int]:
    """How many errors each wanted word has, along a shortest way from one text to the other (Levenshtein, in words)."""
    places = np.arange(len(got) + 1, dtype=np.int32)
    rows = [places]
    for number, word in enumerate(wanted, start=1):
        changed = rows[-1][:-1] + np.array([heard != word for heard in got], np.int32)
        row = np.minimum(rows[-1] + 1, [number, *changed])
        rows.append(np.minimum.accumulate(row - places) + places)
    errors = [0] * len(wanted)
    number, at = len(wanted), len(got)
    while number:
        here = rows[number][at]
        if at and rows[number][at - 1] + 1 == here:
            at -= 1
            errors[number - 1] += 1
            continue
        number -= 1
        if rows[number][at] + 1 == here:
            errors[number] += 1
        else:
            at -= 1
            errors[number] += int(rows[number][at] < here)
    if errors:
        errors[0] += at
    return errors
