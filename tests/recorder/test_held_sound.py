"""Sound that is held in memory until it is sealed, without a line (bootstrap/held_sound.c)."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.errors import CaptureFailed
from recorder import held_sound
from recorder.held_sound import HeldSound
from recorder.inband_dtmf import HIGHER_HZ, LOWER_HZ, RATE_HZ, WINDOW, find_tones
from tests.recorder.builds import pjsua2_extension

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]

FRAME_BYTES = 2 * WINDOW


class Writer:
    """The WAV writer's side."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._held = library.hushtape_held_new()

    def add(self, pcm: bytes) -> None:
        self._library.hushtape_held_add(self._held, pcm, len(pcm))

    def end(self) -> None:
        self._library.hushtape_held_end(self._held)


@pytest.fixture(scope="module")
def library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(pjsua2_extension()))
    held_sound.declare(library)
    library.hushtape_held_new.restype = ctypes.c_void_p
    library.hushtape_held_add.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    library.hushtape_held_end.argtypes = [ctypes.c_void_p]
    return library


@pytest.fixture
def writer(library: ctypes.CDLL) -> Iterator[Writer]:
    writer = Writer(library)
    yield writer
    writer.end()


@pytest.fixture
def held(library: ctypes.CDLL, writer: Writer, tmp_path: Path) -> Iterator[HeldSound]:  # noqa: ARG001
    held = HeldSound(library, tmp_path / "sound.held.wav")
    yield held
    held.remove()


def key(lower_hz: float, higher_hz: float, n_samples: int) -> bytes:
    at_s = np.arange(n_samples) / RATE_HZ
    sound = 4000 * (np.sin(2 * np.pi * lower_hz * at_s) + np.sin(2 * np.pi * higher_hz * at_s))
    return bytes(sound.astype("<i2").tobytes())


def noise(n_samples: int) -> bytes:
    return bytes(np.random.default_rng(1).normal(0, 3000, n_samples).astype("<i2").tobytes())


@given(frames=st.lists(st.binary(min_size=FRAME_BYTES, max_size=FRAME_BYTES), max_size=8), takes=st.integers(1, 4))
def test_all_that_was_added_is_taken_once_and_in_order(
    library: ctypes.CDLL, tmp_path_factory: pytest.TempPathFactory, frames: list[bytes], takes: int
) -> None:
    writer = Writer(library)
    held = HeldSound(library, tmp_path_factory.getbasetemp() / "sound.held.wav")
    taken = b""
    for number, frame in enumerate(frames):
        writer.add(frame)
        if number % takes == 0:
            taken += held.take()
    taken += held.take()
    writer.end()
    held.remove()

    assert taken == b"".join(frames)


def test_what_nobody_takes_for_a_minute_is_kept_whole(writer: Writer, held: HeldSound) -> None:
    sound = noise(60 * RATE_HZ)
    for at in range(0, len(sound), FRAME_BYTES):
        writer.add(sound[at : at + FRAME_BYTES])

    assert held.take() == sound
    assert held.take() == b""


def test_what_finds_no_room_is_never_lost_in_silence(writer: Writer, held: HeldSound) -> None:
    second = bytes(2 * RATE_HZ)
    for _ in range(300):
        writer.add(second)

    with pytest.raises(CaptureFailed):
        held.take()


def test_it_is_complete_once_the_recorder_is_closed_and_its_rest_can_still_be_taken(
    library: ctypes.CDLL, tmp_path: Path
) -> None:
    writer = Writer(library)
    held = HeldSound(library, tmp_path / "sound.held.wav")
    writer.add(noise(WINDOW))
    assert not held.is_complete()

    writer.end()

    assert held.is_complete()
    assert held.take() == noise(WINDOW)
    held.remove()


def test_what_was_removed_is_complete_empty_and_may_be_removed_again(writer: Writer, held: HeldSound) -> None:
    writer.add(noise(WINDOW))
    held.remove()
    held.remove()

    assert held.is_complete()
    assert held.take() == b""


def test_a_recorder_may_outlive_who_takes(library: ctypes.CDLL, tmp_path: Path) -> None:
    path = tmp_path / "sound.held.wav"
    path.touch()
    writer = Writer(library)
    HeldSound(library, path).remove()

    writer.add(noise(WINDOW))
    writer.end()

    assert not path.exists()


@pytest.mark.parametrize("lower_hz", LOWER_HZ)
@pytest.mark.parametrize("higher_hz", HIGHER_HZ)
def test_F19_a_key_of_forty_milliseconds_is_suspected_wherever_it_begins(
    writer: Writer, held: HeldSound, lower_hz: int, higher_hz: int
) -> None:
    for begins_at in range(0, WINDOW, 20):
        sound = bytes(2 * begins_at) + key(lower_hz, higher_hz, 320) + bytes(2 * (2 * WINDOW - begins_at))
        assert find_tones(np.frombuffer(sound, dtype="<i2")), "the closer look finds it"
        for at in range(0, len(sound), FRAME_BYTES):
            writer.add(sound[at : at + FRAME_BYTES])
        assert held.take() == sound
        assert held.may_hold_tones


def test_noise_and_silence_need_no_closer_look(writer: Writer, held: HeldSound) -> None:
    for sound in (bytes(RATE_HZ), noise(RATE_HZ)):
        for at in range(0, len(sound), FRAME_BYTES):
            writer.add(sound[at : at + FRAME_BYTES])
        held.take()
        assert not held.may_hold_tones


def test_a_frame_of_another_length_is_always_looked_at_closely(writer: Writer, held: HeldSound) -> None:
    writer.add(bytes(FRAME_BYTES // 2))
    held.take()
    assert held.may_hold_tones
