"""The benchmarks of redaction start, and tell which splits they measure."""

import subprocess
import sys
from collections.abc import Collection

import pytest

from benchmarks.redaction import __main__ as secrets
from benchmarks.redaction import objections


@pytest.mark.parametrize(
    ("module", "splits"),
    [("benchmarks.redaction", secrets.FOLDERS), ("benchmarks.redaction.objections", objections.FOLDERS)],
    ids=["secrets", "objections"],
)
def test_a_benchmark_tells_its_splits(module: str, splits: Collection[str]) -> None:
    told = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True)
    assert all(split in told.stdout for split in splits)
