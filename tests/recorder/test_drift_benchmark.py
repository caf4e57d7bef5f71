"""What the drift benchmark says of recordings whose drift is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.capture_drift import AGENTS_FROM, CLOCKS_PPM, drift_of
from benchmarks.capture_frames import FRAME_SAMPLES, frame_as_heard
from calls.audio import RawAudio
from calls.call import Channel

AGENT = AGENTS_FROM + 1
SECONDS = 210


def said(stream: int, numbers: range) -> NDArray[np.int16]:
    return np.concatenate([frame_as_heard(stream, number) for number in numbers])


def recording(caller: NDArray[np.int16], agent: NDArray[np.int16]) -> RawAudio:
    length = min(len(caller), len(agent))
    return RawAudio(np.stack([caller[:length], agent[:length]], axis=1), 8000, (Channel.CALLER, Channel.AGENT))


def test_channels_that_run_alike_do_not_drift() -> None:
    all_of_it = range(100 * SECONDS)
    drift = drift_of(recording(said(1, all_of_it), said(AGENT, all_of_it)))
    assert (drift.clock_ppm, drift.lost_ms, drift.worst_ms) == (0, 0, 0)
    assert drift.ms_an_hour == pytest.approx(0, abs=1e-6)
    assert drift.holds


def test_sound_that_was_dropped_on_one_side_alone_is_beyond_the_goal() -> None:
    whole, holed = range(100 * SECONDS), np.r_[0:10_000, 10_003 : 100 * SECONDS]
    caller = np.concatenate([frame_as_heard(1, number) for number in holed])
    drift = drift_of(recording(caller, said(AGENT, whole)))
    assert drift.worst_ms == 30
    assert drift.ms_an_hour < 0
    assert not drift.holds


def test_a_caller_whose_clock_is_slow_leaves_the_timeline_alone_where_its_gaps_are_filled() -> None:
    """100 ppm: ten milliseconds more for every hundred seconds of what it says."""
    slow = CLOCKS_PPM.index(100) + 1
    gap = np.zeros(FRAME_SAMPLES, dtype=np.int16)
    pieces = [part for start in (0, 10_000, 20_000) for part in (said(slow, range(start, start + 10_000)), gap)]
    drift = drift_of(recording(np.concatenate(pieces), said(AGENT, range(100 * SECONDS))))
    assert drift.clock_ppm == 100
    assert drift.worst_ms <= 20
