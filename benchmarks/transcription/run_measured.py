"""Runs a command and writes what it cost: `run_measured.py OUT.json CMD…`. Standard library only.

A process of its own between the benchmark and its subject: Linux counts the memory of whoever started a process into
that process's peak (getrusage(2) keeps the largest value across exec), so the starter must be small.
"""

import json
import os
import subprocess
import sys
import time


def main() -> int:
    out, *command = sys.argv[1:]
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cost = {
        "wall_s": time.monotonic() - started,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss // 1024,
    }
    with open(out, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would only make this process larger
        json.dump(cost, file)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
