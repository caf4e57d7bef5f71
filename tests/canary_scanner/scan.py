"""Looks for needles in folders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.canary_scanner.haystacks import Walk
from tests.canary_scanner.matcher import Matcher
from tests.canary_scanner.needles import Needles


@dataclass(frozen=True, slots=True)
class ScanReport:
    """`found`: (haystack, needle's label), sorted; never a value. `searched_bytes` counts opened contents too."""

    found: tuple[tuple[str, str], ...]
    files: int
    haystacks: int
    searched_bytes: int
    needles: int
    vanished: int
    unopened: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not self.found

    def __str__(self) -> str:
        lines = [f"{len(self.found)} found in {self.files} files, {self.searched_bytes} bytes"]
        return "\n".join([*lines, *(f"  {haystack}: {label}" for haystack, label in self.found)])


def scan(folders: Sequence[Path], needles: Needles) -> ScanReport:
    """Every needle that stands anywhere below `folders`, in any file, file name, archive, database or recording.

    Raises NotADirectoryError for a folder that is not there: a scan of nothing proves nothing.
    """
    folded = Matcher(needle for needle in needles.needles if needle.folded)
    exact = Matcher(needle for needle in needles.needles if not needle.folded)

    def look(data: bytes) -> set[str]:
        return exact.find(data) | folded.find(data.lower())

    walk = Walk()
    found: set[tuple[str, str]] = set()
    haystacks = searched_bytes = 0
    for folder in folders:
        if not folder.is_dir():
            raise NotADirectoryError(f"nothing to scan: {folder.name} is not a folder")
        for name, data in walk.haystacks(folder):
            haystacks += 1
            searched_bytes += len(data)
            found |= {(_shown(name, look), label) for label in look(data)}
    return ScanReport(
        tuple(sorted(found)),
        walk.files,
        haystacks,
        searched_bytes,
        len(needles),
        walk.vanished,
        tuple(walk.unopened),
    )


def _shown(name: str, look: Callable[[bytes], set[str]]) -> str:
    """A haystack's name, unless it holds a needle itself."""
    return "(a name that holds a needle)" if look(name.encode()) else name
