"""Callers who object for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from calls.audit import AuditEvent
from calls.pseudonym import KeyedCaller


@dataclass(frozen=True, slots=True)
class StandingObjection:
    """Somebody who objects for good, as a keyed code of the number."""

    pseudonym: str
    added_at: datetime


class StandingObjections(Protocol):
    """Callers who object for good. Adding and removing twice is no error."""

    def add(self, caller: KeyedCaller, *, audit: AuditEvent) -> bool:
        """`audit` must not hold the number. False when it stood there already."""
        ...

    def remove(self, caller: KeyedCaller, *, audit: AuditEvent) -> bool:
        """Under whatever version of the key it stands there. False when it did not."""
        ...

    def entries(self) -> Sequence[StandingObjection]:
        """Oldest first."""
        ...
