"""What was said in one breath: a turn of recognised speech cut behind questions, where a sentence ends and a pause
follows, and at long pauses. Turns without times are no speech, and have none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from calls.transcript import Turn, Word

PAUSE_MS = 600
"""Ends an utterance anywhere, ..."""
PAUSE_AFTER_SENTENCE_MS = 150
"""... and this after a full stop."""
_LEAST_CONFIDENCE = 1e-3


@dataclass(frozen=True, slots=True, repr=False)
class Utterance:
    """Words [first, end) of turn `index`."""

    index: int
    turn: Turn
    first: int
    end: int

    @property
    def words(self) -> tuple[Word, ...]:
        return self.turn.words[self.first : self.end]

    def __repr__(self) -> str:
        return f"Utterance(turn {self.index}, words {self.first}-{self.end})"


def utterances_of(index: int, turn: Turn) -> Iterator[Utterance]:
    """None for a turn of which a word has no times."""
    words = turn.words
    if any(word.start_ms is None or word.end_ms is None for word in words):
        return
    first = 0
    for k in range(1, len(words) + 1):
        if k == len(words) or _parts(words[k - 1], words[k]):
            yield Utterance(index, turn, first, k)
            first = k


def _parts(word: Word, following: Word) -> bool:
    if word.text.endswith("?"):
        return True
    pause_ms = (following.start_ms or 0) - (word.end_ms or 0)
    return pause_ms >= (PAUSE_AFTER_SENTENCE_MS if word.text[-1:] in ".?!" else PAUSE_MS)


def spoken_ms(words: Sequence[Word]) -> int:
    """From the first word's start to the last one's end; 0 without words."""
    return (words[-1].end_ms or 0) - (words[0].start_ms or 0) if words else 0


def confidence_of(words: Sequence[Word]) -> float:
    """How sure the recogniser was of these words: the geometric mean, 1 without words."""
    return exp(sum(log(max(word.confidence, _LEAST_CONFIDENCE)) for word in words) / len(words)) if words else 1.0


def low(word: Word) -> str:
    """In lower case, without marks at its ends."""
    return word.text.lower().replace("’", "'").strip('.,?!;:…"-')


def stands_at(words: Sequence[Word], k: int, phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether one of the phrases begins at word `k`."""
    return any(tuple(map(low, words[k : k + len(phrase)])) == phrase for phrase in phrases)
