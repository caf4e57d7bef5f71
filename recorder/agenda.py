"""Which call is looked at when. Hundreds are on the line, and few of them are due at a time: the others stay untouched.

To ask each of them twenty times a second, if only for the instant it is due at, costs more than it seems: the sound of
the others has emptied the caches in between.
"""

import heapq
import math
from collections.abc import Callable
from itertools import count
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
        self._noted: list[tuple[float, int, SomeDue]] = []
        """A heap. An instant that its call no longer says is passed over."""
        self._tie = count()

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
        while self._noted and self._noted[0][0] <= now_s:
            at_s, _, one = heapq.heappop(self._noted)
            if at_s == one.due_at_s:
                due[id(one)] = one
        return list(due.values())

    def next_at_s(self) -> float:
        """When the next one may be due, never later than it is; infinite while there is none."""
        return self._noted[0][0] if self._noted else math.inf

    def _push(self, one: SomeDue) -> None:
        heapq.heappush(self._noted, (one.due_at_s, next(self._tie), one))


def _sleep_on() -> None:
    """What is on no agenda need not be woken."""
