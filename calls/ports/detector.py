"""Who finds personal data."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from calls.finding import Finding
from calls.transcript import Turn


class Detector(Protocol):
    """Finds personal data of one or more kinds in a conversation."""

    @property
    def name(self) -> str: ...

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        """Findings in any order; `turn` indexes `turns`. Reads the whole dialogue, so a question can arm its answer."""
        ...


@runtime_checkable
class Versioned(Protocol):
    """A detector that stands on parts with versions of their own: libraries, models."""

    @property
    def versions(self) -> Sequence[tuple[str, str]]:
        """(part, version), for the certificate."""
        ...


def parts_of_detector(detector: Detector) -> Sequence[tuple[str, str]]:
    """Its parts and their versions; none for one that consists of rules alone."""
    return detector.versions if isinstance(detector, Versioned) else ()
