"""The benchmarks of redaction know the same splits, and start."""

import subprocess
import sys

import pytest

from benchmarks.redaction import objections


@pytest.mark.parametrize("module", ["benchmarks.redaction", "benchmarks.redaction.objections"])
def test_a_benchmark_tells_its_splits(module: str) -> None:
    told = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True)
    assert all(split in told.stdout for split in objections.FOLDERS)
