"""One command in a process of its own: how long, how much processor time, how much memory at most."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from calls.errors import HushtapeError

_RUNNER = Path(__file__).with_name("run_measured.py")


class SubjectFailed(HushtapeError):
    """A subject of the benchmark ended with an error."""

    code = "subject_failed"


@dataclass(frozen=True, slots=True)
class Cost:
    wall_s: float
    cpu_s: float
    """Of all its threads and children, loading the model included."""
    peak_mb: int


def measure(command: Sequence[str], *, threads: int, environment: Mapping[str, str] | None = None) -> Cost:
    """Run `command` to its end, quietly. Raises SubjectFailed with the last line it said."""
    ours = {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
        out = Path(folder) / "cost.json"
        ran = subprocess.run(
            [sys.executable, "-S", "-E", str(_RUNNER), str(out), *command],
            env={**os.environ, **ours, **(environment or {})},
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if ran.returncode:
            raise SubjectFailed(f"{command[0]} failed: {(ran.stderr.strip().splitlines() or ['it said nothing'])[-1]}")
        return Cost(**json.loads(out.read_text("utf-8")))
