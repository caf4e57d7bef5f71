"""Digital silence costs nothing: the model is asked about sound and a little silence around it."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.call import Channel
from tests.transcribe.conftest import sound_of
from transcribe.voice_activity import FRAME_MS, SpeechSpan, VoiceActivity, widened

RATE_HZ = 8000
MINUTE = np.zeros(60 * RATE_HZ, np.int16)


class Counting:
    """Silero's session, and how many frames it was asked about."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.n_frames = 0

    def run(self, names: None, inputs: dict[str, NDArray[np.float32]]) -> Any:
        self.n_frames += len(inputs["input"])
        return self._session.run(names, inputs)


@pytest.fixture
def counted() -> tuple[VoiceActivity, Counting]:
    activity = VoiceActivity()
    session = Counting(activity._session)
    activity.__dict__["_session"] = session
    return activity, session


@pytest.fixture
def sentence() -> NDArray[np.int16]:
    """The first thing that a caller says, as it lies in a recording."""
    audio = sound_of("payment_call")
    caller = audio.channel(Channel.CALLER)
    span = VoiceActivity().speech(caller, audio.rate_hz)[0]
    return caller[span.start_ms * audio.rate_hz // 1000 : span.end_ms * audio.rate_hz // 1000]


def test_a_minute_of_digital_silence_is_hardly_looked_at(counted: tuple[VoiceActivity, Counting]) -> None:
    activity, session = counted
    assert activity.speech(MINUTE, RATE_HZ) == []
    assert session.n_frames * FRAME_MS < 3_000


def test_sound_of_a_line_on_which_nobody_speaks_is_looked_at_whole(counted: tuple[VoiceActivity, Counting]) -> None:
    activity, session = counted
    hum = np.random.default_rng(3).normal(0, 40, len(MINUTE)).astype(np.int16)
    assert activity.speech(hum, RATE_HZ) == []
    assert session.n_frames * FRAME_MS >= 60_000


def test_P12_speech_between_minutes_of_silence_is_found_where_it_is(
    counted: tuple[VoiceActivity, Counting], sentence: NDArray[np.int16]
) -> None:
    activity, session = counted
    spans = activity.speech(np.concatenate([MINUTE, sentence, MINUTE, sentence]), RATE_HZ)
    sentence_ms = len(sentence) * 1000 // RATE_HZ
    starts_ms = (60_000, 120_000 + sentence_ms)
    assert session.n_frames * FRAME_MS < 2 * sentence_ms + 15_000
    for start_ms in starts_ms:
        covered = sum(max(0, min(span.end_ms, start_ms + sentence_ms) - max(span.start_ms, start_ms)) for span in spans)
        assert covered >= sentence_ms - 600
    assert all(any(abs(span.start_ms - start_ms) < sentence_ms + 600 for start_ms in starts_ms) for span in spans)


@pytest.mark.parametrize("n_samples", [1, 100, 512, 2_000])
def test_a_channel_of_a_few_frames_is_looked_at(n_samples: int) -> None:
    assert VoiceActivity().speech(np.full(n_samples, 500, np.int16), RATE_HZ) == []


def test_spans_get_room_but_never_over_half_of_the_silence_between_them() -> None:
    spans = [SpeechSpan(50, 1_000), SpeechSpan(1_100, 2_000), SpeechSpan(3_000, 4_000)]
    assert widened(spans, 200, 4_120) == [SpeechSpan(0, 1_050), SpeechSpan(1_050, 2_200), SpeechSpan(2_800, 4_120)]
    assert widened([], 200, 4_120) == []
