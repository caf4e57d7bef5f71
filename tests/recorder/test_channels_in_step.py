"""Both channels are sealed in stretches of the same length, whichever has got its latest frame; without a line."""

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pytest

from calls.call import Call, Channel
from recorder import capture
from recorder.capture import CallCapture
from recorder.channel_sinks import ChannelSinks
from recorder.sealed_call import SealedCall
from recorder.sip_sound import FilePlayer
from tests.recorder.spool_workshop import STARTED_AT, a_call

FRAME = 160
FRAMES_HELD_BACK = 4
NOISE = np.random.default_rng(3).integers(-9000, 9000, (400 * FRAME, 2), dtype=np.int16)


class Unheard:
    """A voice that nothing carries."""

    def sounds(self) -> tuple[()]:
        return ()


class Sink:
    """Stands for a recorder and for what it has heard since the last look."""

    may_hold_tones = False

    def __init__(self, column: int) -> None:
        self._sound, self._taken, self.frames = NOISE[:, column], 0, 0

    def take(self) -> bytes:
        before, self._taken = self._taken, self.frames
        return self._sound[before * FRAME : self.frames * FRAME].tobytes()

    def is_complete(self) -> bool:
        return True

    def close(self) -> None: ...
    def remove(self) -> None: ...


class Sealed:
    """Stands for the call's folder."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.finals: list[bool] = []

    def append(self, chunk: bytes, *, final: bool = False) -> None:
        self.chunks.append(chunk)
        self.finals.append(final)

    def finish(self, call: Call, *, captured_at: Any) -> None: ...

    def sound(self) -> np.ndarray[Any, np.dtype[np.int16]]:
        return np.concatenate([np.frombuffer(one, "<i2").reshape(2, -1) for one in self.chunks], axis=1).T


@pytest.fixture
def sinks() -> tuple[Sink, Sink]:
    return Sink(0), Sink(1)


@pytest.fixture
def sealed() -> Sealed:
    return Sealed()


@pytest.fixture
def call(sinks: tuple[Sink, Sink], sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> CallCapture:
    monkeypatch.setattr(capture, "connect", lambda *_: None)

    class Opening:
        block_s = 0.02
        left: Iterator[Sink] = iter(sinks)

        def open(self) -> tuple[Sink, Sink]:
            sink = next(self.left)
            return sink, sink

    voices = {Channel.CALLER: Unheard(), Channel.AGENT: Unheard()}
    return CallCapture(cast(SealedCall, sealed), cast(ChannelSinks, Opening()), voices, cast(FilePlayer, None))


def hear(call: CallCapture, sinks: tuple[Sink, Sink], *frames: tuple[int, int]) -> None:
    """Tick and seal, a second apart, when each channel has got so many frames in all."""
    for second, counts in enumerate(frames):
        for sink, count in zip(sinks, counts, strict=True):
            sink.frames = count
        call.tick(100.0 + second)
        call.seal()


def test_a_channel_that_is_a_frame_ahead_waits_for_the_other_and_nothing_is_lost(
    call: CallCapture, sinks: tuple[Sink, Sink], sealed: Sealed
) -> None:
    hear(call, sinks, (0, 0), (41, 40), (80, 81), (121, 120))
    assert all(len(chunk) % (4 * FRAME) == 0 for chunk in sealed.chunks)
    assert call.duration_ms == (120 - FRAMES_HELD_BACK) * 20
    sinks[0].frames = sinks[1].frames = 130
    done = call.finish(a_call(), captured_at=STARTED_AT)
    assert done.duration_ms == 130 * 20
    assert np.array_equal(sealed.sound(), NOISE[: 130 * FRAME])
    assert sealed.finals == [False] * (len(sealed.finals) - 1) + [True]


def test_the_end_is_filled_up_where_a_channel_got_less(
    call: CallCapture, sinks: tuple[Sink, Sink], sealed: Sealed
) -> None:
    hear(call, sinks, (0, 0), (50, 48))
    call.finish(a_call(), captured_at=STARTED_AT)
    sound = sealed.sound()
    assert np.array_equal(sound[: 48 * FRAME], NOISE[: 48 * FRAME])
    assert np.array_equal(sound[:, 0], NOISE[: 50 * FRAME, 0])
    assert not sound[48 * FRAME :, 1].any()


def test_while_a_channel_has_nothing_nothing_is_sealed_of_the_other(
    call: CallCapture, sinks: tuple[Sink, Sink], sealed: Sealed
) -> None:
    hear(call, sinks, (0, 0), (50, 0), (100, 0))
    assert sealed.chunks == []
    sinks[0].frames = sinks[1].frames = 110
    call.tick(104.0)
    call.seal()
    assert np.array_equal(sealed.sound(), NOISE[: (110 - FRAMES_HELD_BACK) * FRAME])
