"""Does the stereo timeline hold? `python -m benchmarks.capture_drift --minutes 20`

Calls in path talk in real time, each party by a clock of its own that is some parts in a million off. Every 10 ms of
sound says its number, and both clocks began at one instant, so it is known when each was said: the table tells how far
apart the two channels of the recording have what was said at one instant, minute by minute (of the clocks' drift: with
`--scale 40` a minute is 1.5 s, and three minutes are two hours). A minute's figure is its median. Below it stands what
is not the recorder's doing: how late the sender was, and how long the recorder waited for a core. Exit 1 beyond the
goal of 20 ms in any minute.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.capture_frames import FRAME_MS, Heard, read_channel
from benchmarks.capture_subjects import RecorderUnderTest
from benchmarks.clocked_voices import LATE_MS, ClockedVoices, Punctuality
from calls.audio import RawAudio, RawRecording
from calls.call import Channel

CLOCKS_PPM = ((0, 0), (50, 0), (-50, 0), (100, 0), (-100, 0), (100, -100), (-100, 100))
"""By call, the caller's and the agent's: how much longer each frame lasts, millionths; times the scale."""
GOAL_MS = 20
_NUMBERS_MS = 65_536 * FRAME_MS
"""After so long the frames' numbers begin anew."""
_LEAST_WINDOW_MS = 1000.0


@dataclass(frozen=True, slots=True)
class Drift:
    """Of one recording: how much later the caller's channel has what both said at one instant, ms."""

    clocks_ppm: tuple[int, int]
    minutes: float
    lost_ms: float
    minutes_ms: tuple[float, ...]
    """The median of each minute of drift."""
    beyond_share: float
    """Of all frames: further apart than the goal."""

    @property
    def worst_ms(self) -> float:
        return max(self.minutes_ms, key=abs)

    @property
    def moved_ms(self) -> float:
        """From the first tenth of it to the last."""
        tenth = max(1, len(self.minutes_ms) // 10)
        return float(np.median(self.minutes_ms[-tenth:]) - np.median(self.minutes_ms[:tenth]))

    @property
    def holds(self) -> bool:
        return abs(self.worst_ms) <= GOAL_MS


def streams_of(call: int) -> tuple[int, int]:
    """The caller's and the agent's."""
    return 2 * call, 2 * call + 1


def drift_of(audio: RawAudio, scale: int = 1) -> Drift:
    """Raises ValueError when a channel has no numbered sound."""
    caller, agent = read_channel(audio.channel(Channel.CALLER)), read_channel(audio.channel(Channel.AGENT))
    clocks_ppm = CLOCKS_PPM[min(caller.streams) // 2]
    late = [_latency_ms(heard, ppm * scale) for heard, ppm in zip((caller, agent), clocks_ppm, strict=True)]
    both = np.intersect1d(*(np.fromiter(heard.lag_ms, dtype=np.int64) for heard in (caller, agent)))
    apart_ms = late[0][both] - late[1][both]
    window = (both * FRAME_MS // max(60_000 / scale, _LEAST_WINDOW_MS)).astype(np.int64)
    return Drift(
        clocks_ppm,
        audio.duration_ms / 60_000,
        caller.lost_ms + agent.lost_ms,
        tuple(float(np.median(apart_ms[window == one])) for one in np.unique(window)),
        float(np.mean(np.abs(apart_ms) > GOAL_MS)),
    )


def _latency_ms(heard: Heard, clock_ppm: int) -> NDArray[np.float64]:
    """By frame of the recording, its place minus when it was said (plus one number for the whole recording that is the
    same for all channels of it); NaN where there is none.
    """
    places = np.array(sorted(heard.lag_ms))
    lags_ms = np.unwrap([float(heard.lag_ms[place]) for place in places], period=_NUMBERS_MS)
    if lags_ms[0] > _NUMBERS_MS / 2:  # the clocks began before the recording did
        lags_ms -= _NUMBERS_MS
    said_ms = (places * FRAME_MS - lags_ms) * (1 + clock_ppm / 1e6)
    latency_ms = np.full(int(places[-1]) + 1, np.nan)
    latency_ms[places] = places * FRAME_MS - said_ms
    return latency_ms


@dataclass(frozen=True, slots=True)
class Measured:
    drifts: tuple[Drift, ...]
    sender: Punctuality
    waited_share: float
    """Of the time, in which a thread of the recorder's could have run and had no core."""


def measure(folder: Path, seconds: float, scale: int) -> Measured:
    calls = len(CLOCKS_PPM)
    voices = ClockedVoices([ppm * scale for clocks in CLOCKS_PPM for ppm in clocks])
    subject = RecorderUnderTest(folder, voices)
    try:
        subject.lab.write_rules()
        subject.parties.call(calls, at_once=1)  # one by one: the agents' clocks belong to the calls in their order
        before_s, until_s = _waited_s(subject.pid), time.monotonic() + seconds
        subject.parties.run_until(lambda: time.monotonic() >= until_s, within_s=seconds + 60)
        waited_share = (_waited_s(subject.pid) - before_s) / seconds
        sender = voices.punctuality()
        subject.hang_up(calls)
        found = []
        for captured in subject.lab.spool.waiting():
            recording = subject.lab.spool.open(captured.call_id)
            assert isinstance(recording, RawRecording)
            found.append(drift_of(recording.audio, scale))
        in_order = sorted(found, key=lambda drift: CLOCKS_PPM.index(drift.clocks_ppm))
        return Measured(tuple(in_order), sender, waited_share)
    finally:
        voices.close()
        subject.close()


def _waited_s(pid: int) -> float:
    """How long the process's threads have waited for a core (Linux, Documentation/scheduler/sched-stats.rst)."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[1]) for thread in threads) / 1e9


def table_of(measured: Measured) -> str:
    heading = (
        f"{'caller ppm':>10}{'agent ppm':>11}{'minutes':>9}{'lost ms':>9}{'worst ms':>10}{'moved ms':>10}"
        f"{f'> {GOAL_MS} ms':>9}\n"
    )
    rows = [
        f"{d.clocks_ppm[0]:>+10}{d.clocks_ppm[1]:>+11}{d.minutes:>9.1f}{d.lost_ms:>9.0f}{d.worst_ms:>+10.1f}"
        f"{d.moved_ms:>+10.1f}{100 * d.beyond_share:>7.2f} %  {'held' if d.holds else 'beyond the goal'}\n"
        for d in measured.drifts
    ]
    sender = measured.sender
    late = 100 * sender.late / max(1, sender.packets)
    below = (
        f"sender: {sender.packets} packets, the latest {sender.latest_ms:.1f} ms late, {late:.3f} % later than "
        f"{LATE_MS:.0f} ms; the recorder waited for a core {100 * measured.waited_share:.1f} % of the time\n"
    )
    return "".join([heading, *rows, below])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="capture_drift", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument(
        "--scale", type=int, default=1, help="clocks so many times as far off: 40 and 3 minutes, 2 hours"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hushtape-drift-") as folder:
        measured = measure(Path(folder), 60 * asked.minutes, asked.scale)
    sys.stdout.write(table_of(measured))
    return 0 if all(drift.holds for drift in measured.drifts) else 1


if __name__ == "__main__":
    sys.exit(main())
