"""One channel from sound to timed words.

speech spans → chunks → engine → believed? → aligned? → words; what cannot be placed, or was left out, is heard apart.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import structlog
from numpy.typing import NDArray

from calls.ports.transcribers import Heed, Watch, asked_again, parts_of, unwatched
from calls.transcript import Word
from transcribe.chunk import Chunk, cut_chunks
from transcribe.hallucination import why_not_heard
from transcribe.language import UNSURE, WITHOUT_SPEECH, LanguageVote, language_of_call
from transcribe.loud_sound import loud_spans
from transcribe.number_edges import with_heard_edges
from transcribe.speech_engine import Heard, SpeechEngine
from transcribe.timed_words import align_by_span, align_words, attend_words, with_whole_digits
from transcribe.voice_activity import SpeechSpan, VoiceActivity, widened
from transcribe.word_timing import WordAligner

ROOM_MS = 200
"""So much of the silence around speech is heard with it: fewer words are wrong. No word is missed in it alone."""
LEFT_OUT_MS = 600
"""Speech this long without a word is heard again by itself: Whisper drops short sentences between long ones."""
AROUND_WORDS_MS = 250
"""Loud sound so close to a word belongs to it: word times err, and sound dies away."""

FEWEST_WORDS_PER_S = 0.6
"""In speech; people say two to four. With fewer, a model has dropped most of a chunk, ..."""
FEW_SHREDS_MS = 4_000
"""... and hears so much of it at once the next time."""

CHUNKS_AT_ONCE = 4
"""How many chunks are in memory, and how often there is something to tell a watcher: with base on two cores every few
seconds. In between the engine asks it again, step by step."""
SHARES = (0.04, 0.84, 0.06, 0.06)
"""About what each part of the work on a channel takes: looking for speech, hearing it, hearing again what is in doubt,
hearing what was left out."""
CHECKING_SHARES = (0.9, 0.1)
"""The same of checking it: everything, and once more what was not understood."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Listened:
    """What came of one channel: words by start, sound whose words nobody knows, each chunk's vote on the language."""

    words: list[Word] = field(default_factory=list)
    unwritten: list[SpeechSpan] = field(default_factory=list)
    votes: list[LanguageVote] = field(default_factory=list)


class ChannelHearer:
    """Samples are one channel's, int16 [n_samples], everywhere; `language` None: hear which it is."""

    def __init__(self, engine: SpeechEngine, activity: VoiceActivity) -> None:
        self._engine, self._activity = engine, activity
        self._aligner = WordAligner()

    @property
    def aligner(self) -> str:
        return self._aligner.name

    def forget(self) -> None:
        """Drop what the aligner learnt of this call's words."""
        self._aligner.forget()

    def write_down(
        self, samples: NDArray[np.int16], rate_hz: int, language: str | None, watch: Watch = unwatched
    ) -> Listened:
        """All words of the channel. Default deny: speech or loud sound of 600 ms without a word is unwritten."""
        watch, heed = asked_again(watch)
        looking, hearing, doubting, seeking = parts_of(watch, SHARES)
        spans = self._activity.speech(samples, rate_hz, looking)
        with_room = widened(spans, ROOM_MS, len(samples) * 1000 // rate_hz)
        listened, doubtful = self._hear_together(samples, rate_hz, with_room, language, hearing, heed)
        language = language or _likely_language(listened.votes)
        self._hear_apart(samples, rate_hz, doubtful, language, listened, doubting, heed)
        left_out = _left_out(spans, listened.words)
        self._hear_apart(samples, rate_hz, left_out, language, listened, seeking, heed)
        unheard = _left_out(loud_spans(samples, rate_hz, listened.words), listened.words, AROUND_WORDS_MS)
        listened.unwritten = _joined([*_left_out(spans, listened.words), *unheard])
        listened.words = with_heard_edges(with_whole_digits(listened.words), samples, rate_hz)
        return listened

    def check(
        self,
        samples: NDArray[np.int16],
        rate_hz: int,
        stretches_ms: Iterable[tuple[int, int]],
        language: str | None,
        watch: Watch = unwatched,
    ) -> list[Word]:
        """Words inside the stretches: no attention times; what matters more than when.

        Masks tear speech into shreds, of which a model makes nothing sometimes: where that left it all but deaf, they
        are heard once more, a few at once. What it heard at first stays where it hears nothing then.
        """
        watch, heed = asked_again(watch)
        together, apart = parts_of(watch, CHECKING_SHARES)
        spans = self._speech_in(samples, rate_hz, stretches_ms, heed)
        language = language or WITHOUT_SPEECH
        words: list[Word] = []
        few: list[Word] = []
        shreds: list[SpeechSpan] = []
        for chunk, heard in self._hear(cut_chunks(samples, rate_hz, spans), language, heed, with_times=False):
            together(chunk.placed[-1].span.end_ms * rate_hz / (1000 * len(samples)))
            is_deaf = _is_deaf(heard, chunk)
            if is_deaf:
                shreds += [placed.span for placed in chunk.placed]
            if _is_believed(heard, chunk):
                found = align_words(heard, chunk, self._aligner, heed) or attend_words(heard, chunk)
                (few if is_deaf else words).extend(found)
        few_at_once = cut_chunks(samples, rate_hz, shreds, longest_ms=FEW_SHREDS_MS)
        for chunk, heard in self._hear(few_at_once, language, heed, with_times=False):
            apart(chunk.placed[-1].span.end_ms * rate_hz / (1000 * len(samples)))
            if _is_believed(heard, chunk):
                words += align_words(heard, chunk, self._aligner, heed) or attend_words(heard, chunk)
        words += [word for word in few if not _is_said_in(word, words)]
        return sorted(words, key=_start)

    def _hear_together(
        self,
        samples: NDArray[np.int16],
        rate_hz: int,
        spans: Sequence[SpeechSpan],
        language: str | None,
        watch: Watch,
        heed: Heed,
    ) -> tuple[Listened, list[SpeechSpan]]:
        """The words, and the spans whose words could not be placed, or are numbers of a chunk that could not."""
        listened, doubtful = Listened(), list[SpeechSpan]()
        for chunk, heard in self._hear(cut_chunks(samples, rate_hz, spans), language, heed):
            watch(chunk.placed[-1].span.end_ms * rate_hz / (1000 * len(samples)))
            if not _is_believed(heard, chunk):
                continue
            listened.votes.append(LanguageVote(heard.languages, chunk.speech_ms))
            words = align_words(heard, chunk, self._aligner, heed)
            if words is None:
                words, unplaced = align_by_span(heard, chunk, self._aligner, heed)
                doubtful += unplaced
            listened.words += words
        return listened, doubtful

    def _hear_apart(
        self,
        samples: NDArray[np.int16],
        rate_hz: int,
        spans: Sequence[SpeechSpan],
        language: str | None,
        listened: Listened,
        watch: Watch,
        heed: Heed,
    ) -> None:
        """Each span by itself, so that no word can stray into another; attention times where alignment fails.

        Where nobody knows the channel's language yet, what is believed now has a vote in it.
        """
        words: list[Word] = []
        chunks = (chunk for span in spans for chunk in cut_chunks(samples, rate_hz, [span]))
        for number, (chunk, heard) in enumerate(self._hear(chunks, language, heed), start=1):
            watch(min(1.0, number / len(spans)))
            if not _is_believed(heard, chunk):
                continue
            if language is None:
                listened.votes.append(LanguageVote(heard.languages, chunk.speech_ms))
            words += align_words(heard, chunk, self._aligner, heed) or attend_words(heard, chunk)
        if spans:
            _log.info("heard apart", n_spans=len(spans), n_words=len(words))
        listened.words = sorted([*listened.words, *words], key=_start)

    def _hear(
        self, chunks: Iterator[Chunk], language: str | None, heed: Heed, *, with_times: bool = True
    ) -> Iterator[tuple[Chunk, Heard]]:
        while batch := list(islice(chunks, CHUNKS_AT_ONCE)):
            samples = [chunk.samples for chunk in batch]
            heard = self._engine.hear(samples, language=language, with_times=with_times, heed=heed)
            yield from zip(batch, heard, strict=True)

    def _speech_in(
        self, samples: NDArray[np.int16], rate_hz: int, stretches_ms: Iterable[tuple[int, int]], heed: Heed
    ) -> list[SpeechSpan]:
        """Speech inside the stretches, overlapping ones as one."""
        spans = []
        for start_ms, end_ms in _merge(stretches_ms):
            part = samples[max(0, start_ms) * rate_hz // 1000 : max(0, end_ms) * rate_hz // 1000]
            spans += [
                SpeechSpan(max(0, start_ms) + span.start_ms, max(0, start_ms) + span.end_ms)
                for span in self._activity.speech(part, rate_hz, lambda _: heed())
            ]
        return spans


def _is_believed(heard: Heard, chunk: Chunk) -> bool:
    rule = why_not_heard(heard)
    if rule:
        _log.info("no words in this chunk", rule=rule, speech_ms=chunk.speech_ms)
    return rule is None


def _is_deaf(heard: Heard, chunk: Chunk) -> bool:
    """Whether much too little was made of a chunk of several spans."""
    n_words = len(heard.words) if why_not_heard(heard) is None else 0
    return len(chunk.placed) > 1 and n_words * 1000 < FEWEST_WORDS_PER_S * chunk.speech_ms


def _is_said_in(word: Word, words: Sequence[Word]) -> bool:
    """Whether something was heard at the same time."""
    return any(_start(one) < (word.end_ms or 0) and (one.end_ms or 0) > _start(word) for one in words)


def _start(word: Word) -> int:
    return word.start_ms or 0


def _likely_language(votes: Sequence[LanguageVote]) -> str | None:
    """None where it is not sure, or where nothing was believed yet."""
    language = language_of_call([votes]) if votes else UNSURE
    return None if language == UNSURE else language


def _left_out(spans: Sequence[SpeechSpan], words: Sequence[Word], around_ms: int = 0) -> list[SpeechSpan]:
    """Stretches of the spans that no word covers, each word widened by `around_ms` on both sides. Both are in order."""
    covered = [(_start(word) - around_ms, (word.end_ms or 0) + around_ms) for word in words]
    stretches = []
    first = 0
    for span in spans:
        while first < len(covered) and covered[first][1] <= span.start_ms:
            first += 1
        at_ms = span.start_ms
        last = bisect_left(covered, (span.end_ms,))
        for start_ms, end_ms in [*covered[first:last], (span.end_ms, span.end_ms)]:
            if start_ms - at_ms >= LEFT_OUT_MS:
                stretches.append(SpeechSpan(at_ms, start_ms))
            at_ms = max(at_ms, end_ms)
    return stretches


def _joined(spans: Sequence[SpeechSpan]) -> list[SpeechSpan]:
    return [SpeechSpan(*stretch) for stretch in _merge((span.start_ms, span.end_ms) for span in spans)]


def _merge(stretches_ms: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start_ms, end_ms in sorted(stretches_ms):
        if merged and start_ms <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end_ms))
        else:
            merged.append((start_ms, end_ms))
    return merged
