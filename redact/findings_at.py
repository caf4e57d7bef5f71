"""Findings by their place, so that whoever asks for those at some characters need not look at all of them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate

from calls.finding import Finding


class FindingsAt:
    """A conversation's findings, turn by turn."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        by_turn: dict[int, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_turn[finding.turn].append(finding)
        self._by_turn = {turn: sorted(there, key=lambda one: one.start) for turn, there in by_turn.items()}
        self._ends_so_far = {
            turn: list(accumulate((one.end for one in there), max)) for turn, there in self._by_turn.items()
        }

    def within(self, turn: int, start: int, end: int) -> list[Finding]:
        """Those that share a character with [start, end) of a turn, by where they begin."""
        there = self._by_turn.get(turn, [])
        low = bisect_right(self._ends_so_far.get(turn, []), start)
        high = bisect_left(there, end, key=lambda one: one.start)
        return [one for one in there[low:high] if one.end > start]
