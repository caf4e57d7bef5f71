"""Which call is looked at when. Hundreds are on the line, and few of them are due at a time: the others stay untouched.

To ask each of them twenty times a second, if only for the instant it is due at, costs more than it seems: the sound of
the others has emptied the caches in between.
"""

import heapq
import math
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Due(Protocol):
    """What an agenda holds."""

    due_at_s: float
    """When it wants to be looked at next, on the monotonic clock; 0.0: at once."""
    wake: Callable[[], None]
    """Must be called once `due_at_s` has been set back."""


SomeDue = TypeVar("SomeDue", bound=Due)


class Agenda(Generic[SomeDue]):
    """Calls by the instant that each says of itself."""

    def __init__(self) -> None:
        self._noted: dict[float, list[SomeDue]] = {}
        """By the instant that each has said; one that its call no longer says is passed over."""
        self._instants: list[float] = []
        """Those, as a heap: far fewer than there are calls, for calls are sealed in slots of the time."""

    def note(self, one: SomeDue) -> None:
        """From now on, or anew after `take_due`: it is due when it says."""
        one.wake = lambda: self._push(one)
        self._push(one)

    def forget(self, one: SomeDue) -> None:
        """It is over."""
        one.wake, one.due_at_s = _sleep_on, math.inf

    def take_due(self, now_s: float) -> list[SomeDue]:
        """Those that are due, each once; then they are off the agenda until they are noted again or wake."""
        due: dict[int, SomeDue] = {}
        while self._instants and self._instants[0] <= now_s:
            at_s = heapq.heappop(self._instants)
            due |= {id(one): one for one in self._noted.pop(at_s) if one.due_at_s == at_s}
        return list(due.values())

    def next_at_s(self) -> float:
        """When the next one may be due, never later than it is; infinite while there is none."""
        return self._instants[0] if self._instants else math.inf

    def _push(self, one: SomeDue) -> None:
        if one.due_at_s not in self._noted:
            self._noted[one.due_at_s] = []
            heapq.heappush(self._instants, one.due_at_s)
        self._noted[one.due_at_s].append(one)


def _sleep_on() -> None:
    """What is on no agenda need not be woken."""
