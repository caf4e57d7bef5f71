"""How likely the name model takes the words of a call for secrets."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from calls.finding import Finding
from redact.name_model.marks import NAME, POSSIBLE_REASON, SURE_REASON, WEIGHT


class Shares:
    """The name model's findings in a call, turn by turn."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self._by_turn: dict[int, list[Finding]] = defaultdict(list)
        for finding in found:
            if finding.detector.startswith(NAME):
                self._by_turn[finding.turn].append(finding)

    def is_found(self, turn: int, start: int, end: int) -> bool:
        """Whether the model itself finds a part of characters [start, end)."""
        return any(one.reason != POSSIBLE_REASON for one in self._within(turn, start, end))

    def of(self, turn: int, start: int, end: int) -> float:
        """Of the surest word in characters [start, end); 0 where the model sees nothing."""
        return max((one.confidence / WEIGHT for one in self._within(turn, start, end)), default=0.0)

    def words(self, least: float) -> list[Finding]:
        """The words, one by one, whose share is at least so much."""
        words = (one for found in self._by_turn.values() for one in found if one.reason == POSSIBLE_REASON)
        return [replace(one, reason=SURE_REASON) for one in words if one.confidence >= least * WEIGHT]

    def _within(self, turn: int, start: int, end: int) -> list[Finding]:
        return [one for one in self._by_turn[turn] if one.start < end and one.end > start]
