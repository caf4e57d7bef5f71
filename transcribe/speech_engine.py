"""What a Whisper engine does, whichever it is: hear chunks of speech, say the words, the language and the doubt."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from calls.ports.transcribers import Heed, unheeded
from calls.written_together import is_without_blanks
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
    """Probability of each language tag (whisper's), for this chunk alone; where a language was given, faster-whisper
    says 1 for it, and openai-whisper what it heard."""
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
        self,
        chunks: Sequence[Samples16k],
        *,
        language: str | None = None,
        with_times: bool = True,
        heed: Heed = unheeded,
    ) -> list[Heard]:
        """One answer a chunk. `language` None: each chunk in the language it sounds like.

        `heed` is asked before every step, about every second or more often; what it raises ends the work.
        """
        ...


WITHOUT_BLANKS = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Languages whose text both Whisper libraries cut at every character that its tokens make whole."""


def join_pieces(pieces: Sequence[HeardWord], language: str = "en") -> tuple[HeardWord, ...]:
    """Whisper's word pieces as blank-separated words: "-2222" belongs to the "411" before it. In a language without
    blanks a piece that is written without them is a word: a mask would take a whole sentence otherwise, or none of it.

    A word that nobody can say ("—", "…", "♪") is left out: it would take up time in which something else was said.
    """
    words: list[HeardWord] = []
    for piece in pieces:
        if words and _goes_on(words[-1].text, piece.text, language):
            last = words[-1]
            end_ms = last.end_ms if language in WITHOUT_BLANKS and _is_punctuation(piece.text) else piece.end_ms
            words[-1] = HeardWord(last.text + piece.text, last.start_ms, end_ms, min(last.confidence, piece.confidence))
        elif piece.text.strip():
            words.append(piece)
    return tuple(HeardWord(w.text.strip(), w.start_ms, w.end_ms, w.confidence) for w in words if is_spoken(w.text))


def spread_words(text: str, duration_ms: int, confidence: float, language: str = "en") -> tuple[HeardWord, ...]:
    """Words without known times: each gets a stretch by its length. Only good as a start for the alignment.

    As in `join_pieces`: none that nobody can say; in a language without blanks every sign of its script is one.
    """
    runs = [word for run in text.split() for word in _words_of_run(run, language) if is_spoken(word)]
    letters = sum(map(len, runs))
    words, at = [], 0
    for run in runs:
        start_ms, at = duration_ms * at // letters, at + len(run)
        words.append(HeardWord(run, start_ms, duration_ms * at // letters, confidence))
    return tuple(words)


def _words_of_run(run: str, language: str) -> list[str]:
    words = [run[0]]
    for sign in run[1:]:
        if _goes_on(words[-1], sign, language):
            words[-1] += sign
        else:
            words.append(sign)
    return words


def _goes_on(word: str, piece: str, language: str) -> bool:
    """Whether a piece belongs to the word before it. Where no blank tells: marks above and below a letter do,
    punctuation, and what goes on in a script that has blanks ("4111", "iPhone")."""
    if piece.startswith(" "):
        return False
    if language not in WITHOUT_BLANKS or _is_punctuation(piece) or _is_mark(piece[0]):
        return True
    return not is_without_blanks(word[-1]) and not is_without_blanks(piece[0])


def _is_mark(sign: str) -> bool:
    """Whether it stands above or below the letter before it."""
    return unicodedata.category(sign).startswith("M")


def _is_punctuation(piece: str) -> bool:
    return not is_spoken(piece) and not any(map(_is_mark, piece))


def likeliest(probabilities: Mapping[str, float]) -> str:
    return max(probabilities, key=lambda tag: probabilities[tag])
