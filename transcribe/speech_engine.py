"""What a Whisper engine does, whichever it is: hear chunks of speech, say the words, the language and the doubt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from transcribe.resample import Samples16k
from transcribe.spoken_words import is_spoken


@dataclass(frozen=True, slots=True, repr=False)
class HeardWord:
    """One blank-separated run as the engine wrote it; times in ms of the chunk, by attention (or spread evenly)."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """What an engine made of one chunk."""

    words: tuple[HeardWord, ...]
    languages: Mapping[str, float]
    """Probability of each language tag (whisper's), for this chunk alone; of a given language 1."""
    spoken_as: str
    """The language it was decoded in."""
    no_speech: float
    mean_logprob: float
    has_attention_times: bool

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class SpeechEngine(Protocol):
    """One loaded Whisper model. Raises ModelMissing when it cannot be loaded, TranscriptionFailed when it breaks."""

    @property
    def engine(self) -> str: ...

    @property
    def model(self) -> str: ...

    def warm_up(self) -> None:
        """Load now what would otherwise be loaded at the first chunk."""
        ...

    def hear(
        self, chunks: Sequence[Samples16k], *, language: str | None = None, with_times: bool = True
    ) -> list[Heard]:
        """One answer a chunk. `language` None: each chunk in the language it sounds like."""
        ...


def join_pieces(pieces: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Whisper's word pieces as blank-separated words: "-2222" belongs to the "411" before it.

    A word that nobody can say ("—", "…", "♪") is left out: it would take up time in which something else was said.
    """
    words: list[HeardWord] = []
    for piece in pieces:
        if words and not piece.text.startswith(" "):
            last = words[-1]
            words[-1] = HeardWord(
                last.text + piece.text, last.start_ms, piece.end_ms, min(last.confidence, piece.confidence)
            )
        elif piece.text.strip():
            words.append(piece)
    return tuple(HeardWord(w.text.strip(), w.start_ms, w.end_ms, w.confidence) for w in words if is_spoken(w.text))


def spread_words(text: str, duration_ms: int, confidence: float) -> tuple[HeardWord, ...]:
    """Words without known times: each gets a stretch by its length. Only good as a start for the alignment.

    As in `join_pieces`, none that nobody can say.
    """
    runs = [run for run in text.split() if is_spoken(run)]
    letters = sum(map(len, runs))
    words, at = [], 0
    for run in runs:
        start_ms, at = duration_ms * at // letters, at + len(run)
        words.append(HeardWord(run, start_ms, duration_ms * at // letters, confidence))
    return tuple(words)


def likeliest(probabilities: Mapping[str, float]) -> str:
    return max(probabilities, key=lambda tag: probabilities[tag])


def most_common(tags: Sequence[str]) -> str:
    return Counter(tags).most_common(1)[0][0]
