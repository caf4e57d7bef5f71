"""Calls whose parties beep on the beat, and what a recording of them must be like."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawRecording
from calls.call import CallEnding
from tests.recorder.telephone_lab import (
    TelephoneLab,
    loud_stretches,
    silence,
    tone,
    wait_for,
)

BEEPS = np.concatenate([np.concatenate([tone(0.1, 1000), silence(0.4)])] * 12)
"""Six seconds of beeps, 100 ms long, every 500 ms."""
PERIOD_MS, BEEP_MS = 500, 100
USUAL_SLIP_MS, LARGEST_SLIP_MS = 20, 100
"""How far off a beep may be: in length most by a frame, in its place none by more than five. A packet that came late
once shifts all that follows by up to the 60 ms of the jitter buffer (decision 22), and a softphone on shared cores is
itself a frame or two late; it never adds up."""


def opened(lab: TelephoneLab) -> RawRecording:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    return recording


def the_ending(lab: TelephoneLab) -> CallEnding:
    (ending,) = wait_for(lab.spool.endings)
    return ending


def sound_seen(lab: TelephoneLab, party: subprocess.Popen[str]) -> Iterator[list[Path]]:
    """The files that could hold sound, again and again while the party is on the line."""
    while party.poll() is None:
        yield lab.files_of_calls()
        time.sleep(0.02)


def gap_ms(samples: NDArray[np.int16]) -> int:
    """The longest silence between two beeps."""
    beeps = loud_stretches(samples)
    return max(after[0] - before[1] for before, after in pairwise(beeps))


def assert_lasts(beeps: Sequence[tuple[int, int]], length_ms: int) -> None:
    off_ms = [abs(end_ms - start_ms - length_ms) for start_ms, end_ms in beeps]
    assert median(off_ms) <= USUAL_SLIP_MS
    assert max(off_ms) <= LARGEST_SLIP_MS


def assert_on_the_beat(beeps: list[tuple[int, int]]) -> None:
    """Every whole beep starts a multiple of the period after the first one: nothing was cut from the timeline."""
    whole = [start_ms for start_ms, end_ms in beeps if abs(end_ms - start_ms - BEEP_MS) <= USUAL_SLIP_MS]
    after_a_beat = [(start_ms - whole[0]) % PERIOD_MS for start_ms in whole]
    assert max(min(late_ms, PERIOD_MS - late_ms) for late_ms in after_a_beat) <= LARGEST_SLIP_MS
