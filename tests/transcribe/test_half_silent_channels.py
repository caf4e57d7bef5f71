"""What hearing costs goes with what is said, not with the number of channels it is said on: passes are counted."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Channel
from calls.ports.transcribers import Heed, unheeded
from tests.transcribe.conftest import sound_of
from transcribe.hear_channel import ChannelHearer
from transcribe.resample import MODEL_RATE_HZ, Samples16k
from transcribe.speech_engine import Heard, spread_words
from transcribe.transcribe_call import CallTranscriber

RATE_HZ = 8000
PARTIES = (Channel.CALLER, Channel.AGENT)
TALKS = ("payment_call", "trade_in_call", "order_call", "demo_call", "objection_call")


class Passes:
    """An engine that hears nothing, and remembers how many seconds of sound each pass was given."""

    engine, model = "twin", "none"

    def __init__(self) -> None:
        self.seconds: list[float] = []

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
        heed()
        assert with_times
        self.seconds += [len(chunk) / MODEL_RATE_HZ for chunk in chunks]
        return [Heard(spread_words("♪", 100, 0.9), {"en": 1.0}, language or "en", 0.1, -0.3, False) for _ in chunks]


@pytest.fixture(autouse=True)
def each_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was left out, as far as these tests go."""
    monkeypatch.setattr(ChannelHearer, "_hear_apart", lambda *_: [])


def passes(samples: NDArray[np.int16], channels: tuple[Channel, ...]) -> list[float]:
    """How many seconds each pass is given of the speech that voice activity finds."""
    engine = Passes()
    CallTranscriber(engine).transcribe(RawAudio(samples, RATE_HZ, channels))
    return engine.seconds


def talks(silence_s: int = 0) -> NDArray[np.int16]:
    """Two minutes in which now one party speaks and now the other: int16 [n_samples, 2]; silence before each call."""
    silence = np.zeros((silence_s * RATE_HZ, 2), np.int16)
    return np.concatenate([piece for name in TALKS for piece in (silence, sound_of(name).samples)])


def test_two_half_silent_channels_cost_hardly_more_passes_than_one_on_which_both_speak() -> None:
    both = talks()
    on_one = np.clip(both.astype(np.int32).sum(axis=1, keepdims=True), -32768, 32767).astype(np.int16)
    apart, together = passes(both, PARTIES), passes(on_one, (Channel.UNKNOWN,))
    assert len(together) >= 4
    assert len(apart) <= 1.25 * len(together)
    assert sum(apart) <= 1.5 * sum(together), "of each pause a second is heard, too"


def test_longer_silence_of_both_parties_costs_nothing() -> None:
    short, long = passes(talks(silence_s=5), PARTIES), passes(talks(silence_s=60), PARTIES)
    assert len(long) == len(short)
    assert sum(long) == pytest.approx(sum(short), rel=0.02)


def test_a_silent_channel_costs_nothing() -> None:
    caller = talks()[:, :1]
    beside_silence = np.concatenate([caller, np.zeros_like(caller)], axis=1)
    assert passes(beside_silence, PARTIES) == passes(caller, (Channel.UNKNOWN,))
