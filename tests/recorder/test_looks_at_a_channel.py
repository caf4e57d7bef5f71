"""What is added up from looks at a channel's sound, without a line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from calls.errors import RecorderError
from recorder import capture
from recorder.capture import ChannelCapture
from recorder.clock_drift import Received


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


class FakeFile:
    """Stands for a recorder and for the tail of its file."""

    def __init__(self, path: Path) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def sound() -> FakeSound:
    return FakeSound()


@pytest.fixture
def channel(sound: FakeSound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ChannelCapture:
    """It hears the sound already."""
    for name in ("FileRecorder", "WavTail"):
        monkeypatch.setattr(capture, name, FakeFile)
    for name in ("connect", "disconnect"):
        monkeypatch.setattr(capture, name, lambda *_: None)
    heard = ChannelCapture(sound, tmp_path / "sound.wav")
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
