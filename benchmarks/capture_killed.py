"""F2: kill -9 a recorder with 20 calls up: `make bench-killed`.

Every call must be salvaged, playable and flagged truncated, with less than a second lost before the kill, and the next
call must be taken within 2 s. What was lost is read from the sound itself, whose frames are numbered. Exits 1 when a
goal was missed.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.capture_frames import FRAME_MS, read_channel
from benchmarks.capture_subjects import RecorderUnderTest
from benchmarks.capture_traffic import Voices
from calls.audio import RawRecording

CALLS = 20
TALK_S = 8.0
GOAL_LOST_MS, GOAL_BACK_S = 1000, 2.0


@dataclass(frozen=True, slots=True)
class Killed:
    salvaged: int
    truncated: int
    worst_lost_ms: int
    back_s: float
    left_folders: int
    """The dead recorder's on the RAM disk."""

    @property
    def is_good(self) -> bool:
        whole = self.salvaged == self.truncated == CALLS and self.left_folders == 0
        return whole and self.worst_lost_ms <= GOAL_LOST_MS and self.back_s <= GOAL_BACK_S


def main() -> int:
    killed = _kill()
    print(
        f"{'calls':>5} {'salvaged':>8} {'truncated':>9} {'lost ms':>7} {'next call after s':>17} {'left folders':>12}"
    )
    print(
        f"{CALLS:5} {killed.salvaged:8} {killed.truncated:9} {killed.worst_lost_ms:7} {killed.back_s:17.2f} "
        f"{killed.left_folders:12}"
    )
    print("all goals met" if killed.is_good else f"MISSED: goals {CALLS}, {CALLS}, {GOAL_LOST_MS}, {GOAL_BACK_S}, 0")
    return 0 if killed.is_good else 1


def _kill() -> Killed:
    voices = Voices(2 * CALLS + 2, core=0)
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
        subject = RecorderUnderTest(Path(folder), voices)
        try:
            subject.set_up(CALLS)
            time.sleep(TALK_S)
            subject.lab.processes[0].kill()
            at_s, number = time.monotonic(), voices.report().last_number
            subject.lab.processes[0].wait()
            subject.lab.write_rules()
            subject.start()
            subject.parties.call(1, at_once=1)
            back_s = time.monotonic() - at_s
            return _opened(subject, number, back_s)
        finally:
            voices.close()
            subject.close()


def _opened(subject: RecorderUnderTest, number: int, back_s: float) -> Killed:
    waiting = subject.lab.spool.waiting()
    lost_frames = []
    for captured in waiting:
        recording = subject.lab.spool.open(captured.call.call_id)
        assert isinstance(recording, RawRecording)
        for channel in (0, 1):
            heard = read_channel(recording.audio.samples[:, channel])
            lost_frames.append((number - heard.last_number) % 65_536)
    return Killed(
        salvaged=len(waiting),
        truncated=sum(captured.call.truncated for captured in waiting),
        worst_lost_ms=FRAME_MS * max(lost_frames, default=0),
        back_s=back_s,
        left_folders=len(list(subject.lab.ram_dir.glob("recorder-*"))) - 1,
    )


if __name__ == "__main__":
    sys.exit(main())
