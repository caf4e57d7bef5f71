"""A long call whose worker is killed in the middle: `make bench-killed-call MINUTES=120`.

The call is imported, the worker is ended by kill -9 at a share of the work, and another one takes the call over when
the lease has run out. The plot shows the resident memory of everything that works on the call, and how far it is; flat
within a part of the work means that memory does not grow with what was heard or looked at. Between the parts it rises
by the masked copy of the call and what the second look needs. Exits 1 when the call ended otherwise than published or
in quarantine, was not taken over, told no progress, or when memory grew within a part.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.transcription.goals import tell_goals
from benchmarks.transcription.long_call import long_call
from calls.call import CallId
from calls.lifecycle import IN_WORK, State
from pipeline.process_call import SHARES
from pipeline.settings import PREFIX, Settings
from pipeline.wiring import Kept, open_kept

ROOT = Path(__file__).resolve().parents[2]
LEASE_S = 10
MOST_GROWTH = 0.15
"""Within a part of the work, of its memory when it was under way."""
_UNDER_WAY = (2, 7)
"""Percentages of the work behind a part's begin by which its memory is judged."""
_ENDED = 2
"""Percentages before a part's end that are left out: the next one may have begun."""
_EVERY_S = 2.0
_ROWS, _WIDTH = 24, 60


@dataclass(frozen=True, slots=True)
class Look:
    """How things stood at one moment. `worker` counts the workers, from 1."""

    at_s: float
    worker: int
    percent: int | None
    memory_mb: int


def main() -> int:
    wanted = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no worker is left behind
    call = long_call(wanted.minutes)
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
        environment = os.environ | {PREFIX + "HOME": folder, PREFIX + "LEASE_S": str(LEASE_S)}
        call_id = _import(call.stereo, environment)
        kept = open_kept(Settings(home=Path(folder), lease_s=LEASE_S))
        looks = list(_watch(kept, call_id, environment, wanted.kill_at))
        state = kept.work.state_of(call_id)
    _print_plot(looks)
    return _judge(looks, state, call.duration_s)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A long call whose worker is killed in the middle.")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--kill-at", type=int, default=40, help="percent of the work")
    return parser.parse_args()


def _import(file: Path, environment: dict[str, str]) -> CallId:
    command = [sys.executable, "-m", "cli", "import", str(file), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    call_id: CallId = json.loads(done.stdout)["call_id"]
    return call_id


def _watch(kept: Kept, call_id: CallId, environment: dict[str, str], kill_at: int) -> Iterator[Look]:
    """Looks until the call is done: first with a worker that is killed, then with the one after it."""
    begun_s = time.monotonic()
    for number in (1, 2):
        with _worker(environment) as worker:
            while (state := kept.work.state_of(call_id)) is None or state in IN_WORK:
                progress = kept.work.progress_of(call_id)
                percent = progress.percent if progress else None
                yield Look(time.monotonic() - begun_s, number, percent, _memory_mb(worker.pid))
                if number == 1 and (percent or 0) >= kill_at:
                    break
                time.sleep(_EVERY_S)


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`hushtape serve --only worker` in a group of its own, ended by kill -9 as a whole."""
    command = [sys.executable, "-m", "cli", "serve", "--only", "worker", "--quiet"]
    with tempfile.TemporaryFile() as log:
        worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield worker
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def _memory_mb(group: int) -> int:
    """Resident memory of every process of the group, shared pages counted in each."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
            pages += int(fields[21]) if int(fields[2]) == group else 0
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _print_plot(looks: Sequence[Look]) -> None:
    """A row for each stretch of time: its largest memory as a bar, and the last percentage that was told."""
    most_mb = max(look.memory_mb for look in looks)
    rows = [looks[len(looks) * row // _ROWS : len(looks) * (row + 1) // _ROWS] for row in range(_ROWS)]
    print(f"{'s':>7} {'worker':>6} {'done':>5} {'MB':>6}")
    for row in filter(None, rows):
        last, mb = row[-1], max(look.memory_mb for look in row)
        percent = "-" if last.percent is None else f"{last.percent} %"
        print(f"{last.at_s:7.0f} {last.worker:6} {percent:>5} {mb:6} {'█' * (_WIDTH * mb // most_mb)}")


def _judge(looks: Sequence[Look], state: State | None, duration_s: float) -> int:
    first, second = ([look for look in looks if look.worker == number] for number in (1, 2))
    left_at = first[-1].percent or 0
    begun = next((n for n, look in enumerate(second) if (look.percent or left_at) < left_at), None)
    told = [look.percent for look in second[begun or 0 :] if look.percent is not None]
    heard_at = round(SHARES[0] * 100)
    hearing, looking = _growth(second, 0, heard_at), _growth(second, heard_at, 100 + _ENDED)
    goals = {
        f"the call of {duration_s / 60:.0f} minutes ended {state}": state in {State.ARCHIVED, State.QUARANTINED},
        f"killed at {left_at} %, then begun anew {_after(second, begun)}": begun is not None,
        f"{len(set(told))} percentages told by the second worker, never fewer": told == sorted(told) and len(told) > 1,
        f"while it heard, memory grew by {hearing:.1%} (at most {MOST_GROWTH:.0%})": hearing <= MOST_GROWTH,
        f"while it looked again, memory grew by {looking:.1%} (at most {MOST_GROWTH:.0%})": looking <= MOST_GROWTH,
    }
    print(f"second worker: {second[-1].at_s - second[0].at_s:.0f} s, peak {max(look.memory_mb for look in second)} MB")
    return tell_goals(goals.items())


def _growth(looks: Sequence[Look], begin: int, end: int) -> float:
    """Of the memory from `begin` to `end` percent of the work; infinite where the part was not seen."""
    first, last = (begin + after for after in _UNDER_WAY)
    under_way = [look.memory_mb for look in looks if first <= (look.percent or 0) < last]
    later = [look.memory_mb for look in looks if last <= (look.percent or 0) < end - _ENDED]
    return max(later) / max(under_way) - 1 if under_way and later else float("inf")


def _after(second: Sequence[Look], begun: int | None) -> str:
    return "by nobody" if begun is None else f"{second[begun].at_s - second[0].at_s:.0f} s after the second's start"


if __name__ == "__main__":
    sys.exit(main())
