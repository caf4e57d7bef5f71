"""The call detail records."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from calls.call_detail import CallDetail


class CallDetails(Protocol):
    """The call detail records. Reading takes each call's state into account (`calls.call_detail.as_it_stands`)."""

    def enter(self, details: Sequence[CallDetail]) -> int:
        """Enter those that are not known yet; returns how many. Of an objected call only the reduced form is kept."""
        ...

    def received_between(self, start: datetime, end: datetime) -> Iterator[CallDetail]:
        """Oldest first; `start` inclusive, `end` exclusive."""
        ...
