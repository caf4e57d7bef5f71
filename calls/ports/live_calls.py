"""Calls on the line, and the orders that they take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from calls.call import CallId
from calls.consent import Means


@dataclass(frozen=True, slots=True)
class LiveCall:
    """A call on the line, as the control path shows it."""

    call_id: CallId
    started_at: datetime
    phase: str
    """"notice", "bridging", "talking"."""
    capture: str
    """A `consent.Capture` value."""
    paused: bool
    recorder: str
    queue: str | None = None


class LiveCalls(Protocol):
    """Live control over every recorder process. Raises RecorderUnavailable, NotFound; all verbs are idempotent."""

    def list(self) -> Sequence[LiveCall]: ...

    def object_to(self, call_id: CallId, *, how: Means, actor: str) -> None: ...

    def pause(self, call_id: CallId, *, actor: str) -> None: ...

    def resume(self, call_id: CallId, *, actor: str) -> None: ...
