"""A channel's words in the order of their times, asked for neighbours without a look at every word of a long call."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, islice

from calls.call import Channel
from calls.transcript import TimeSource, Turn, Word


class WordTimeline:
    """The words of it that have times, by start. Ends need not be in the same order: words may overlap."""

    def __init__(self, words: Iterable[Word]) -> None:
        timed = (word for word in words if word.start_ms is not None and word.end_ms is not None)
        self._words = sorted(timed, key=start_of)
        self._starts = [start_of(word) for word in self._words]
        self._ended_by = [0, *accumulate(map(end_of, self._words), max)]
        """How late the first k words end, at most."""

    @classmethod
    def of(cls, turns: Sequence[Turn], channel: Channel) -> "WordTimeline":
        return cls(word for turn in turns if turn.channel is channel for word in turn.words)

    def between(self, start_ms: int, end_ms: int) -> list[Word]:
        """The words of which a part is heard in this stretch."""
        after = first = bisect_left(self._starts, end_ms)
        while first and self._ended_by[first] > start_ms:
            first -= 1
        return [word for word in self._words[first:after] if end_of(word) > start_ms]

    def latest_end_before(self, at_ms: int, *, but: Collection[Word]) -> int:
        """When the last of the words that begin before `at_ms` ends; 0 when there is none. `but`: words not asked."""
        after = bisect_left(self._starts, at_ms)
        apart = min((bisect_left(self._starts, start_of(word)) for word in but), default=after)
        first = min(apart, after)
        ends = (end_of(word) for word in self._words[first:after] if not _is_among(word, but))
        return max(self._ended_by[first], max(ends, default=0))

    def first_start_from(self, at_ms: int, *, but: Collection[Word], or_else: int) -> int:
        """When the first word begins at `at_ms` or later."""
        later = islice(self._words, bisect_left(self._starts, at_ms), None)
        return next((start_of(word) for word in later if not _is_among(word, but)), or_else)


OWN_TIMES = frozenset({TimeSource.ALIGNED, TimeSource.ATTENTION})
"""Of words whose own milliseconds can be trusted, within what these sources err."""


def has_sound(text: str) -> bool:
    """Marks alone ("$") are said by nobody: they stand where no one measured."""
    return any(map(str.isalnum, text))


def telling(words: Sequence[Word]) -> list[Word]:
    """Those of a value's words that tell when it was said; all of them where none has a sound."""
    return [word for word in words if has_sound(word.text) or word.time_source in OWN_TIMES] or list(words)


def start_of(word: Word) -> int:
    return word.start_ms if word.start_ms is not None else 0


def end_of(word: Word) -> int:
    return word.end_ms if word.end_ms is not None else 0


def _is_among(word: Word, others: Collection[Word]) -> bool:
    """The same word, not one like it."""
    return any(word is other for other in others)
