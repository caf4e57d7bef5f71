"""What was said, word by word, before anything is hidden. `repr` never shows it."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from calls.call import Channel
from calls.written_together import are_written_together


class TimeSource(StrEnum):
    """Where a word's milliseconds come from; decides how much padding its mask gets."""

    ALIGNED = "aligned"
    """Forced alignment: mean error 0.05 s."""
    ATTENTION = "attention"
    """The recogniser's own attention: ends up to 0.5 s early. Or an alignment in a language that has no aligner."""
    SEGMENT = "segment"
    """Only the segment's bounds are known."""
    NONE = "none"
    """Text without sound."""


@dataclass(frozen=True, slots=True, repr=False)
class Word:
    """One word as the recogniser wrote it. Times in ms from the call's start; None in a text conversation."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    confidence: float = 1.0
    time_source: TimeSource = TimeSource.NONE

    def __repr__(self) -> str:
        return f"Word({len(self.text)} chars, {self.start_ms}-{self.end_ms} ms, {self.time_source.value})"


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """A stretch of speech of one party. `text` contains the words' texts in order."""

    channel: Channel
    text: str
    words: tuple[Word, ...]
    start_ms: int | None = None
    end_ms: int | None = None
    _spans: tuple[tuple[int, int], ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spans", _locate(self.text, self.words))

    @classmethod
    def of_text(cls, channel: Channel, text: str) -> "Turn":
        """A turn of a text conversation: words are the runs between blanks, without times."""
        return cls(channel, text, tuple(Word(run) for run in text.split()))

    @classmethod
    def of_words(cls, channel: Channel, words: tuple[Word, ...]) -> "Turn":
        """A turn from recognised words, single-spaced where their script has blanks, bounded by its first and last."""
        return cls(channel, _joined(words), words, words[0].start_ms, words[-1].end_ms)

    def word_spans(self) -> tuple[tuple[int, int], ...]:
        """Each word's character span in `text`, end exclusive, in order."""
        return self._spans

    def words_in(self, start: int, end: int) -> range:
        """Indices of the words that touch the characters [start, end)."""
        touched = [i for i, (a, b) in enumerate(self._spans) if a < end and b > start]
        return range(touched[0], touched[-1] + 1) if touched else range(0)

    def __repr__(self) -> str:
        return f"Turn({self.channel.value}, {len(self.words)} words, {self.start_ms}-{self.end_ms} ms)"


def _joined(words: tuple[Word, ...]) -> str:
    text = words[0].text
    for before, word in pairwise(words):
        text += word.text if are_written_together(before.text, word.text) else " " + word.text
    return text


def _locate(text: str, words: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    at = 0
    for word in words:
        start = text.find(word.text, at)
        if start < 0:
            raise ValueError("a turn's words must stand in its text, in order")
        at = start + len(word.text)
        spans.append((start, at))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one channel, in ms, end exclusive."""

    channel: Channel
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """A call's turns on one clock, ordered by start; overlapping turns are kept.

    `language` is a BCP 47 primary tag ("en"), or "und" where the recogniser is not sure.
    """

    turns: tuple[Turn, ...]
    language: str
    duration_ms: int
    engine: str = ""
    model: str = ""
    unwritten: tuple[Window, ...] = ()
    """Speech, or loud sound (music on hold too), over which no believable word was written: what was said there is
    unknown, so the redaction silences it."""
    aligner: str = ""

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """(part, version) of what wrote it down; none where nothing had to be recognised."""
        aligned = (("aligner", self.aligner),) if self.aligner else ()
        return ((f"written by {self.engine}", self.model), *aligned) if self.model else ()
