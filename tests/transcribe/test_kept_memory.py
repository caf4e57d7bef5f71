"""What a model's process frees it keeps, so that the next window's buffers are not fetched anew page by page."""

import subprocess
import sys

import pytest

_FAULTS = """
import resource
from transcribe.kept_memory import keep_freed_memory
{keep}
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    b"1" * 100_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
faults()
print(faults())
"""


@pytest.mark.parametrize(("keep", "fewest", "most"), [("", 1_000, 100_000), ("assert keep_freed_memory()", 0, 100)])
def test_a_large_buffer_is_fetched_page_by_page_each_time_unless_freed_memory_is_kept(
    keep: str, fewest: int, most: int
) -> None:
    ran = subprocess.run([sys.executable, "-c", _FAULTS.format(keep=keep)], capture_output=True, text=True, check=True)
    assert fewest <= int(ran.stdout) <= most


_HELD = """
from pathlib import Path
from transcribe.kept_memory import give_back_freed_memory, keep_freed_memory
assert keep_freed_memory()
def held_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000
first, last = b"1" * 100_000_000, b"1" * 1_000
del first
before = held_mb()
give_back_freed_memory()
print(before - held_mb())
"""


def test_what_was_freed_between_what_is_used_is_given_back_when_asked() -> None:
    ran = subprocess.run([sys.executable, "-c", _HELD], capture_output=True, text=True, check=True)
    assert int(ran.stdout) >= 90
