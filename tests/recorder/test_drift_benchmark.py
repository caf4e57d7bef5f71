"""What the drift benchmark says of recordings whose drift is known, and whether its clocks keep time."""

import socket

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.capture_drift import CLOCKS_PPM, drift_of, streams_of
from benchmarks.capture_frames import FRAME_MS, FRAME_SAMPLES, frame_as_heard
from benchmarks.clocked_voices import ClockedVoices, due_ms
from calls.audio import RawAudio
from calls.call import Channel
from tests.recorder.telephone_lab import wait_for

SECONDS = 130
RIGHT, SLOW = CLOCKS_PPM.index((0, 0)), CLOCKS_PPM.index((100, 0))


def said(stream: int, numbers: range) -> NDArray[np.int16]:
    return np.concatenate([frame_as_heard(stream, number) for number in numbers])


def recording(caller: NDArray[np.int16], agent: NDArray[np.int16]) -> RawAudio:
    length = min(len(caller), len(agent))
    return RawAudio(np.stack([caller[:length], agent[:length]], axis=1), 8000, (Channel.CALLER, Channel.AGENT))


@pytest.mark.parametrize("first", [0, 3000])
def test_channels_that_run_alike_do_not_drift(first: int) -> None:
    """Whether the recording began with the clocks or half a minute later."""
    caller, agent = streams_of(RIGHT)
    all_of_it = range(first, first + 100 * SECONDS)
    drift = drift_of(recording(said(caller, all_of_it), said(agent, all_of_it)))
    assert (drift.clocks_ppm, drift.lost_ms, drift.worst_ms, drift.moved_ms) == ((0, 0), 0, 0, 0)
    assert drift.beyond_share == 0
    assert drift.holds


def test_a_channel_that_is_late_from_the_beginning_is_beyond_the_goal() -> None:
    caller, agent = streams_of(RIGHT)
    drift = drift_of(recording(said(caller, range(1000, 7000)), said(agent, range(1003, 7003))))
    assert drift.worst_ms == pytest.approx(30)
    assert drift.beyond_share == 1
    assert not drift.holds


def test_sound_that_was_dropped_on_one_side_alone_is_beyond_the_goal() -> None:
    caller, agent = streams_of(RIGHT)
    whole, holed = range(100 * SECONDS), np.r_[0:10_000, 10_003 : 100 * SECONDS]
    left = np.concatenate([frame_as_heard(caller, number) for number in holed])
    drift = drift_of(recording(left, said(agent, whole)))
    assert drift.minutes_ms[0] == pytest.approx(0)
    assert drift.worst_ms == pytest.approx(-30)
    assert drift.moved_ms == pytest.approx(-30)
    assert not drift.holds


def test_a_caller_whose_clock_is_slow_leaves_the_timeline_alone_where_its_gaps_are_filled() -> None:
    """100 ppm: ten milliseconds more for every hundred seconds of what it says."""
    caller, agent = streams_of(SLOW)
    gap = np.zeros(FRAME_SAMPLES, dtype=np.int16)
    pieces = [part for start in (0, 10_000) for part in (said(caller, range(start, start + 10_000)), gap)]
    drift = drift_of(recording(np.concatenate(pieces), said(agent, range(100 * SECONDS))))
    assert drift.clocks_ppm == (100, 0)
    assert abs(drift.worst_ms) <= FRAME_MS


def test_a_short_recording_by_clocks_far_off_has_minutes_of_drift() -> None:
    caller, agent = streams_of(SLOW)
    drift = drift_of(recording(said(caller, range(1000)), said(agent, range(1000))), scale=40)
    assert len(drift.minutes_ms) == 7
    assert drift.moved_ms < -20


def test_a_clock_that_is_slow_is_late_by_its_share() -> None:
    assert due_ms(0, 100) == 0
    assert due_ms(100_000, 0) == 1_000_000
    assert due_ms(100_000, 100) == pytest.approx(1_000_100)


def test_a_stream_sends_from_its_next_packet_on_and_counts_what_it_sent() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(30)
        voices = ClockedVoices([0, 100])
        try:
            voices.speak(1, line.getsockname())
            packets = [line.recv(2048) for _ in range(3)]
            told = wait_for(lambda: (told := voices.punctuality()).packets >= 3 and told)
        finally:
            voices.close()
    first, second, third = (int.from_bytes(packet[2:4]) for packet in packets)
    assert (second, third) == (first + 1, first + 2)
    assert first > 0
    assert told.refused == 0
