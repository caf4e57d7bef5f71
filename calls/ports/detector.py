"""Who finds personal data."""

from collections.abc import Sequence
from typing import Protocol

from calls.finding import Finding
from calls.transcript import Turn


class Detector(Protocol):
    """Finds personal data of one or more kinds in a conversation."""

    @property
    def name(self) -> str: ...

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        """Findings in any order; `turn` indexes `turns`. Reads the whole dialogue, so a question can arm its answer."""
        ...
