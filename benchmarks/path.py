"""Hang-up to searchable, and memory: `make bench-path`.

Real SIP calls over loopback, one after the other, through the whole of Hushtape. Each line is a ratio to the call's own
length; the goal is hang-up to searchable in at most 0.35 of the length plus 5 s on two cores, with the worker's peak at
most 2 GB and the recorder's at most 150 MB. Exits 1 when a call was not published clean or a goal was missed.
"""

import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from calls.finding import Kind
from calls.lifecycle import IN_WORK, State
from calls.ports.reading_room import CallFilter
from calls.redacted import Verdict
from pipeline.wiring import OPERATOR
from tests.fixtures_manifest import fixture
from tests.story.stage import AFTER_NOTICE_S, Stage

CALLS = (("demo_call", "refund"), ("payment_call", "friday"), ("trade_in_call", "phone"), ("order_call", "order"))
"""A fixture, and an innocent word by which its transcript must be found."""
SHARE_OF_LENGTH, PLUS_S = 0.35, 5.0
WORKER_MB, RECORDER_MB = 2000, 150


@dataclass(frozen=True, slots=True)
class Run:
    name: str
    length_s: float
    after_s: float
    state: State
    hidden: tuple[Kind, ...]

    @property
    def allowed_s(self) -> float:
        return SHARE_OF_LENGTH * self.length_s + PLUS_S

    @property
    def is_good(self) -> bool:
        return self.state is State.ARCHIVED and self.after_s <= self.allowed_s


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
        stage = Stage(Path(folder))
        try:
            stage.wait_until_ready()
            _await_models(stage)
            runs = [_run(stage, name, word) for name, word in CALLS]
            worker_mb, recorder_mb = _peak_mb(stage, "worker"), _peak_mb(stage, "recorder")
        finally:
            stage.close()
    print(f"{'call':<14} {'length s':>8} {'searchable after s':>18} {'ratio':>6} {'allowed s':>9}  state     hidden")
    for run in runs:
        ratio = run.after_s / run.length_s
        hidden = ", ".join(run.hidden) or "nothing"
        print(
            f"{run.name:<14} {run.length_s:8.1f} {run.after_s:18.1f} {ratio:6.2f} {run.allowed_s:9.1f}  "
            f"{run.state.value:<9} {hidden}"
        )
    print(f"peak memory: worker {worker_mb} MB (goal {WORKER_MB}), recorder {recorder_mb} MB (goal {RECORDER_MB})")
    good = all(run.is_good for run in runs) and worker_mb <= WORKER_MB and recorder_mb <= RECORDER_MB
    print("all goals met" if good else "a goal was MISSED")
    return 0 if good else 1


def _run(stage: Stage, name: str, word: str) -> Run:
    length_s = fixture(name).duration_ms / 1000
    with stage.agent(name):
        on_line = stage.caller(name, "--hangup-after", str(AFTER_NOTICE_S + length_s + 0.2))
        on_line.wait_for_hang_up()
        hung_up_s = time.monotonic()
    while (state := stage.kept.work.state_of(on_line.call_id)) is None or state in IN_WORK:
        time.sleep(0.02)
    found = stage.kept.reading_room.search(OPERATOR, word, CallFilter())
    after_s = time.monotonic() - hung_up_s
    document = stage.kept.reading_room.show(OPERATOR, on_line.call_id)
    clean = (document["certificate"] or {}).get("verdict") == Verdict.CLEAN
    if not clean or on_line.call_id not in {result.call_id for result in found}:
        state = State.FAILED if state is State.ARCHIVED else state
    hidden = tuple(sorted({Kind(mask["kind"]) for mask in document["masks"]}))
    return Run(name, document["duration_ms"] / 1000, after_s, state, hidden)


def _await_models(stage: Stage) -> None:
    """A server that has been up for a while has its models loaded; the log says when."""
    while "worker_ready" not in stage.log_file.read_text(encoding="utf-8"):
        time.sleep(0.1)


def _peak_mb(stage: Stage, role: str) -> int:
    """The largest resident set so far of the process that has this role (VmHWM)."""
    status = Path(f"/proc/{stage.process_of(role)}/status").read_text(encoding="utf-8")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert peak is not None
    return int(peak[1]) // 1024


if __name__ == "__main__":
    sys.exit(main())
