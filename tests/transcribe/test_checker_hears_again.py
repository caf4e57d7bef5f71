"""A checker that made nothing of the shreds between masks hears them once more, a few at once."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.audio import RedactedAudio
from calls.call import Channel
from calls.errors import WorkerStopping
from calls.ports.transcribers import Heed, Watch, unheeded, unwatched
from calls.transcript import Window
from transcribe.resample import MODEL_RATE_HZ, Samples16k
from transcribe.speech_engine import Heard, HeardWord
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import SpeechSpan, VoiceActivity

RATE_HZ = 8000
WHOLE_CALL = Window(Channel.CALLER, 0, 10_000)


class ThreeShreds(VoiceActivity):
    def speech(self, samples: NDArray[np.int16], rate_hz: int, watch: Watch = unwatched) -> list[SpeechSpan]:
        del samples, rate_hz, watch
        return [SpeechSpan(0, 2000), SpeechSpan(3500, 5500), SpeechSpan(7000, 9000)]


class Hears:
    """An engine that understands chunks of up to `longest_ms`, and notes how many it was given."""

    engine, model = "twin", "none"

    def __init__(self, longest_ms: int) -> None:
        self._longest_ms = longest_ms
        self.n_chunks = 0

    def warm_up(self) -> None:
        """There is nothing to load."""

    def hear(
        self,
        chunks: Sequence[Samples16k],
        *,
        language: str | None = None,
        with_times: bool = True,
        heed: Heed = unheeded,
    ) -> list[Heard]:
        assert not with_times
        heed()
        self.n_chunks += len(chunks)
        return [self._heard(len(chunk) * 1000 // MODEL_RATE_HZ, language or "en") for chunk in chunks]

    def _heard(self, length_ms: int, language: str) -> Heard:
        if length_ms > self._longest_ms:
            return Heard((), {language: 1.0}, language, 0.9, -3.0, has_attention_times=False)
        words = tuple(
            HeardWord(word, 400 * k, 400 * k + 400, 0.9) for k, word in enumerate("that is all right".split())
        )
        return Heard(words, {language: 1.0}, language, 0.0, -0.1, has_attention_times=False)


def heard_by(engine: Hears, watch: Watch = unwatched) -> list[str]:
    sound = np.random.default_rng(1).integers(-3000, 3000, (10 * RATE_HZ, 1)).astype(np.int16)
    audio = RedactedAudio(sound, RATE_HZ, (Channel.CALLER,))
    turns = CallTranscriber(engine, activity=ThreeShreds(), language="en").listen_again(audio, [WHOLE_CALL], watch)
    return [word.text for turn in turns for word in turn.words]


def test_shreds_of_which_nothing_was_made_together_are_heard_apart() -> None:
    engine = Hears(longest_ms=3000)
    assert heard_by(engine) == "that is all right".split() * 3
    assert engine.n_chunks == 1 + 3


def test_whoever_watches_is_told_how_far_it_is_and_may_end_it() -> None:
    shares: list[float] = []
    heard_by(Hears(longest_ms=3000), shares.append)
    assert len(set(shares)) == 1 + 1 + 3, "nothing yet; all at once; each shred"
    assert shares == sorted(shares)
    assert 0 == shares[0] < shares[-1] <= 1

    def enough(share: float) -> None:
        raise WorkerStopping(f"asked to end at {share}")

    engine = Hears(longest_ms=3000)
    with pytest.raises(WorkerStopping):
        heard_by(engine, enough)
    assert engine.n_chunks == 0


def test_what_was_understood_at_once_is_heard_once() -> None:
    engine = Hears(longest_ms=30_000)
    assert len(heard_by(engine)) == 4
    assert engine.n_chunks == 1 + 0


def test_what_cannot_be_understood_is_tried_twice_and_no_more() -> None:
    engine = Hears(longest_ms=100)
    assert heard_by(engine) == []
    assert engine.n_chunks == 1 + 3
