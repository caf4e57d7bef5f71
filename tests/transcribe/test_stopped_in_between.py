"""A stop does not wait for what an engine is at: it is asked between all steps, and no word changes by it."""

from collections.abc import Callable, Sequence

import pytest

from calls.call import Channel
from calls.errors import WorkerStopping
from calls.ports.transcribers import asked_again
from tests.transcribe.conftest import sound_of
from transcribe.chunk import Chunk, cut_chunks
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.models import WhisperWeights
from transcribe.openai_whisper_engine import OpenaiWhisperEngine
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard, HeardWord, SpeechEngine
from transcribe.timed_words import align_by_span, align_words
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import VoiceActivity
from transcribe.word_timing import Piece, WordAligner

LAYERS = 6
"""Of the encoder of Whisper base."""


class Stop:
    """Asks to end at the question number `at`, and counts how often it was asked; 0: never."""

    def __init__(self, at: int = 0) -> None:
        self._at, self.asked = at, 0

    def __call__(self) -> None:
        self.asked += 1
        if self.asked == self._at:
            raise WorkerStopping("asked to end")


def two_chunks() -> list[Chunk]:
    audio = sound_of("payment_call")
    caller = audio.channel(Channel.CALLER)
    return list(cut_chunks(caller, audio.rate_hz, VoiceActivity().speech(caller, audio.rate_hz), longest_ms=12_000))[:2]


def heard_by(engine: SpeechEngine, stop: Callable[[], None]) -> list[tuple[str, list[tuple[int, int]]]]:
    heard = engine.hear([chunk.samples for chunk in two_chunks()], heed=stop)
    return [(one.text, [(word.start_ms, word.end_ms) for word in one.words]) for one in heard]


def test_asked_again_a_watch_is_told_what_it_was_told_last() -> None:
    told: list[float] = []
    tell, heed = asked_again(told.append)
    heed()
    for share in (0.2, 0.1, 0.4):
        tell(share)
        heed()
    assert told == [0, 0.2, 0.2, 0.2, 0.2, 0.4, 0.4]


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
@pytest.mark.parametrize("in_bfloat16", [True, False])
def test_faster_whisper_asks_between_its_steps_and_while_it_waits_for_a_batch(
    weights: WhisperWeights, in_bfloat16: bool
) -> None:
    engine = FasterWhisperEngine(weights, encodes_in_bfloat16=in_bfloat16)
    never = Stop()
    words = heard_by(engine, never)
    asked_by_steps = 1 + 2 * (1 + LAYERS * in_bfloat16) + 1 + 2
    """The batch; the encoder's layers of each chunk; what is spoken; each chunk's attention. More: while it waits."""
    assert never.asked > asked_by_steps
    assert words == heard_by(engine, lambda: None)
    for at in (3, asked_by_steps, asked_by_steps + 20):
        stop = Stop(at)
        with pytest.raises(WorkerStopping):
            heard_by(engine, stop)
        assert stop.asked == at, "nothing is asked, and so no step begun, after a stop"
    assert heard_by(engine, lambda: None) == words, "what was cut off leaves nothing behind"


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_openai_whisper_asks_before_every_layer_and_every_token(reference: OpenaiWhisperEngine) -> None:
    never = Stop()
    words = heard_by(reference, never)
    n_words = sum(len(text.split()) for text, _ in words)
    assert never.asked > LAYERS + n_words
    for at in (LAYERS, LAYERS + 5):
        stop = Stop(at)
        with pytest.raises(WorkerStopping):
            heard_by(reference, stop)
        assert stop.asked == at
    later = Stop()
    assert heard_by(reference, later) == words
    assert later.asked == never.asked, "no hook is left behind by a stop"


class Refusing(WordAligner):
    """An aligner that must not be reached."""

    def align(self, words: Sequence[str], samples: Samples16k) -> list[Piece] | None:
        raise AssertionError(f"{len(words)} words in {len(samples)} samples: it began all the same")


def test_every_alignment_is_asked_for() -> None:
    chunk = next(chunk for chunk in two_chunks() if len(chunk.placed) > 1)
    words = tuple(HeardWord("hello", placed.at_ms + 100, placed.at_ms + 400, 0.9) for placed in chunk.placed)
    heard = Heard(words, {"en": 1.0}, "en", 0.1, -0.3, has_attention_times=True)
    with pytest.raises(WorkerStopping):
        align_words(heard, chunk, Refusing(), Stop(1))
    with pytest.raises(WorkerStopping):
        align_by_span(heard, chunk, Refusing(), Stop(1))


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_a_transcript_is_the_same_whether_it_is_watched_or_not(transcriber: CallTranscriber) -> None:
    audio = sound_of("payment_call")
    shares: list[float] = []
    watched = transcriber.transcribe(audio, shares.append)
    assert watched == transcriber.transcribe(audio)
    assert shares == sorted(shares)
    assert len(shares) > 4 * len(set(shares)), "it is asked much more often than there is something to tell"
