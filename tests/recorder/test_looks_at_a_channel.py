"""What is added up from looks at a channel's sound, without a line."""

from collections.abc import Sequence
from typing import Any, cast

import pytest

from calls.errors import RecorderError
from recorder import capture
from recorder.capture import HELD_BACK_S, SLOT_S, ChannelCapture, seal_every_slots
from recorder.channel_sinks import ChannelSinks
from recorder.clock_drift import Received
from recorder.inband_dtmf import KEPT_BYTES


class FakeSound:
    """Comes over a network that loses what the test says."""

    has_sound = True

    def __init__(self) -> None:
        self.missing_ms: int | None = 60
        """None: it cannot be asked."""

    def media(self) -> Any:
        raise AssertionError("nothing is connected here")

    def received(self) -> Received:
        if self.missing_ms is None:
            raise RecorderError("gone")
        return Received(self.missing_ms)

    def sounds(self) -> Sequence["FakeSound"]:
        return (self,)


class FakeSink:
    """Stands for a recorder, and for what it has heard since the last look."""

    def __init__(self, *, may_hold_tones: bool = True) -> None:
        self.arrives = b""
        self.may_hold_tones = may_hold_tones

    def open(self) -> tuple["FakeSink", "FakeSink"]:
        return self, self

    def take(self) -> bytes:
        return self.arrives

    def close(self) -> None: ...


@pytest.fixture
def sound() -> FakeSound:
    return FakeSound()


@pytest.fixture
def sink() -> FakeSink:
    return FakeSink()


@pytest.fixture
def channel(sound: FakeSound, sink: FakeSink, monkeypatch: pytest.MonkeyPatch) -> ChannelCapture:
    """It hears the sound already."""
    for name in ("connect", "disconnect"):
        monkeypatch.setattr(capture, name, lambda *_: None)
    heard = ChannelCapture(sound, cast(ChannelSinks, sink))
    heard.hear(True)
    return heard


def test_what_went_missing_before_the_channel_was_heard_is_not_counted(
    sound: FakeSound, channel: ChannelCapture
) -> None:
    channel.look()
    assert channel.missing_ms == 0
    sound.missing_ms = 100
    channel.look()
    assert channel.missing_ms == 40


def test_what_goes_missing_after_the_last_look_is_counted_as_the_call_ends_once(
    sound: FakeSound, channel: ChannelCapture
) -> None:
    channel.look()
    sound.missing_ms = 200
    channel.stop()
    sound.missing_ms = 900
    channel.stop()
    assert channel.missing_ms == 140


def test_what_goes_missing_while_nothing_is_to_be_heard_is_not_counted(
    sound: FakeSound, channel: ChannelCapture
) -> None:
    channel.hear(False)
    sound.missing_ms = 500
    channel.look()
    channel.hear(True)
    sound.missing_ms = 520
    channel.stop()
    assert channel.missing_ms == 20


def test_a_sound_that_cannot_be_asked_any_more_keeps_no_channel_from_ending(
    sound: FakeSound, channel: ChannelCapture
) -> None:
    sound.missing_ms = None
    channel.stop()
    assert channel.missing_ms == 0


def test_F19_sound_is_searched_for_keys_until_what_might_hold_one_is_kept_back_no_longer(
    channel: ChannelCapture, sink: FakeSink
) -> None:
    def searched(n_bytes: int, *, may_hold_tones: bool) -> bool:
        sink.arrives, sink.may_hold_tones = bytes(n_bytes), may_hold_tones
        channel.take()
        was = channel.may_hold_tones
        channel.let_through(b"")
        return was

    assert searched(KEPT_BYTES, may_hold_tones=False), "nobody knows what came before"
    assert not searched(KEPT_BYTES, may_hold_tones=False)
    assert searched(4 * KEPT_BYTES, may_hold_tones=True)
    assert searched(KEPT_BYTES // 2, may_hold_tones=False)
    assert searched(KEPT_BYTES, may_hold_tones=False)
    assert not searched(KEPT_BYTES, may_hold_tones=False)


@pytest.mark.parametrize("block_s", [0.02, 0.08, 0.256])
def test_F2_a_call_is_sealed_as_seldom_as_a_loss_of_less_than_a_second_allows(block_s: float) -> None:
    least_lost_s = seal_every_slots(block_s) * SLOT_S + block_s + HELD_BACK_S
    assert least_lost_s < 1 <= least_lost_s + 2 * SLOT_S
