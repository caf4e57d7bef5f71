"""Does the stereo timeline hold? `python -m benchmarks.capture_drift --minutes 20`

Calls in path talk in real time, each caller by a clock of its own that is some parts in a million off; the agents' is
ours. Every 10 ms of sound says its number, so what both said at one instant is found again on both channels of the
recording, at all times. The table tells how far apart that came to lie, against where it lay after the first half
minute, and what that makes in two hours. Exit 1 beyond the goal of 20 ms.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.capture_frames import FRAME_MS, Heard, read_channel
from calls.audio import RawAudio, RawRecording
from calls.call import Channel
from calls.recording_rules import RecordingRules
from pipeline.recording_rules_file import RulesWriter
from tests.recorder.telephone_lab import TelephoneLab, wait_for
from tests.telephones.agents import Agents
from tests.telephones.callers import Callers, Placed
from tests.telephones.numbered_sound import numbered
from tests.telephones.voices import FRAME_S, Voices

CLOCKS_PPM = (0, 0, 50, -50, 100, -100)
"""How much longer a caller's frame lasts, millionths; times the scale: a short run then has the drift of a long one."""
GOAL_MS = 20
GOAL_AT_H = 2
SETTLED_MS = 30_000
AGENTS_FROM = 1000
"""Streams from here on are agents'."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Of one recording: channel against channel."""

    clock_ppm: int
    minutes: float
    lost_ms: float
    worst_ms: float
    """The furthest from where it lay after SETTLED_MS, in either direction."""
    ms_an_hour: float
    """Slope of the straight line through all of it, per hour that the clocks' scale stands for."""

    @property
    def holds(self) -> bool:
        return self.worst_ms <= GOAL_MS and abs(self.ms_an_hour) * GOAL_AT_H <= GOAL_MS


def drift_of(audio: RawAudio, scale: int = 1) -> Drift:
    """Raises ValueError when a channel has no numbered sound."""
    caller, agent = read_channel(audio.channel(Channel.CALLER)), read_channel(audio.channel(Channel.AGENT))
    clock_ppm = CLOCKS_PPM[min(caller.streams) - 1]
    at_ms, apart_ms = _apart(caller, agent, clock_ppm * scale)
    settled = apart_ms[at_ms < at_ms[0] + SETTLED_MS]
    later, then_ms = apart_ms[len(settled) :], at_ms[len(settled) :]
    slope, _ = np.polyfit(then_ms / 3_600_000, later, 1)
    worst_ms = float(np.abs(later - np.median(settled)).max())
    return Drift(clock_ppm, audio.duration_ms / 60_000, caller.lost_ms + agent.lost_ms, worst_ms, float(slope) / scale)


def _apart(caller: Heard, agent: Heard, clock_ppm: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """By instant in the recording, ms: how much later the caller's channel has what both said at once, ms.

    A number's lag grows by itself as the caller's clock runs slow; that much of it is no fault of the recording.
    """
    both = np.array(sorted(caller.lag_ms.keys() & agent.lag_ms.keys()))
    at_ms = both * float(FRAME_MS)
    lag_ms = np.unwrap([caller.lag_ms[n] - agent.lag_ms[n] for n in both], period=65_536 * FRAME_MS)
    return at_ms, lag_ms - at_ms * clock_ppm / 1e6


async def _talk(lab: TelephoneLab, seconds: float, scale: int) -> list[Placed]:
    """All calls at once, for so long; the rules stay fresh meanwhile."""
    rules = RulesWriter(lab.rules_file, lab.key, lambda: RecordingRules(datetime.now(UTC)))
    with ExitStack() as closing:
        ours = Voices()
        closing.callback(ours.close)
        agents = await Agents.open(ours, port=lab.agent_port, sound=lambda number: numbered(AGENTS_FROM + number))
        closing.callback(agents.close)
        over = asyncio.Event()
        calls = []
        for number, clock_ppm in enumerate(CLOCKS_PPM, 1):
            voices = Voices(FRAME_S * (1 + clock_ppm * scale / 1e6))
            closing.callback(voices.close)
            callers = await Callers.open(("127.0.0.1", lab.port), voices)
            closing.callback(callers.close)
            place = callers.place(lambda _: _until(over), user="+12125550147", sound=numbered(number))
            calls.append(asyncio.create_task(place))
        until_s = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until_s:
            rules.refresh()
            await asyncio.sleep(2.0)
        over.set()
        return await asyncio.gather(*calls)


async def _until(over: asyncio.Event) -> None:
    await over.wait()


def measure(folder: Path, seconds: float, scale: int) -> list[Drift]:
    lab = TelephoneLab(folder)
    try:
        lab.start_recorder(most_calls=len(CLOCKS_PPM))
        placed = asyncio.run(_talk(lab, seconds, scale))
        assert [one.code for one in placed] == [200] * len(CLOCKS_PPM)
        wait_for(lambda: len(lab.spool.waiting()) == len(CLOCKS_PPM), within_s=120)
        found = []
        for captured in lab.spool.waiting():
            recording = lab.spool.open(captured.call_id)
            assert isinstance(recording, RawRecording)
            found.append(drift_of(recording.audio, scale))
        return sorted(found, key=lambda drift: CLOCKS_PPM.index(drift.clock_ppm))
    finally:
        lab.close()


def table_of(drifts: Sequence[Drift]) -> str:
    heading = (
        f"{'clock ppm':>10}{'minutes':>9}{'lost ms':>9}{'worst ms':>10}{'ms an hour':>12}{f'ms in {GOAL_AT_H} h':>11}\n"
    )
    rows = [
        f"{d.clock_ppm:>+10}{d.minutes:>9.1f}{d.lost_ms:>9.0f}{d.worst_ms:>10.0f}{d.ms_an_hour:>+12.1f}"
        f"{d.ms_an_hour * GOAL_AT_H:>+11.1f}  {'held' if d.holds else 'beyond the goal'}\n"
        for d in drifts
    ]
    return "".join([heading, *rows])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="capture_drift", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument(
        "--scale", type=int, default=1, help="clocks so many times as far off: 40 and 3 minutes, 2 hours"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hushtape-drift-") as folder:
        drifts = measure(Path(folder), 60 * asked.minutes, asked.scale)
    sys.stdout.write(table_of(drifts))
    return 0 if all(drift.holds for drift in drifts) else 1


if __name__ == "__main__":
    sys.exit(main())
