"""The recorder's heap lies on huge pages where the system has them."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from recorder.huge_pages import prefer_huge_pages

HAS_HUGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage").exists()
ASK_AND_TELL = """
import re
from pathlib import Path
from recorder.huge_pages import prefer_huge_pages
def kept(): return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = kept()
asked = prefer_huge_pages()
maps = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text(), flags=re.MULTILINE)
huge = any("[heap]" in each and re.search(r"^VmFlags:.* hg", each, re.MULTILINE) for each in maps)
print(asked, huge, kept() - before < 8 * 1024)
"""


def test_the_heap_grows_onto_huge_pages_and_takes_no_memory_for_it() -> None:
    """In a process of its own: what was asked for cannot be taken back."""
    done = subprocess.run([sys.executable, "-c", ASK_AND_TELL], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(HAS_HUGE_PAGES), str(HAS_HUGE_PAGES), "True"]


def test_a_process_that_may_not_grow_so_far_stays_as_it_was() -> None:
    limited = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (300 << 20,) * 2)" + ASK_AND_TELL
    done = subprocess.run([sys.executable, "-c", limited], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert prefer_huge_pages() is False
