"""The only way to read what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from calls.access import Reader
from calls.call import CallId, Channel
from calls.finding import Kind
from calls.retention import Purpose

CallDocument = dict[str, Any]
"""A call as the contract's JSON ("A call")."""


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls; None means any. Instants are aware, `started_before` is exclusive."""

    started_from: datetime | None = None
    started_before: datetime | None = None
    agent_id: str | None = None
    queue: str | None = None
    kind: Kind | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class CallPage:
    """Call summaries (the contract's call without turns, masks and checks), newest first, and where to go on."""

    calls: tuple[CallDocument, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    call_id: CallId
    turn: int
    channel: Channel
    start_ms: int | None
    snippet: str
    """Redacted text around the words found; they stand between U+27E6 and U+27E7 (white square brackets)."""
    started_at: datetime


class ReadingRoom(Protocol):
    """The only way to read what is kept: rights first, then the audit row, then the answer.

    Every method raises NotAllowed, AuditUnavailable (nothing is served then) and DatabaseUnavailable; what a reader may
    not know of is NotFound. Quarantined calls are seen by privacy officers alone; restricted ones by nobody.
    """

    def list_calls(
        self, reader: Reader, wanted: CallFilter, *, cursor: str | None = None, limit: int = 50
    ) -> CallPage: ...

    def show(self, reader: Reader, call_id: CallId) -> CallDocument: ...

    def audio(self, reader: Reader, call_id: CallId) -> bytes:
        """The redacted call as FLAC. Raises NotFound for a text conversation."""
        ...

    def search(self, reader: Reader, text: str, wanted: CallFilter, *, limit: int = 50) -> Sequence[SearchResult]:
        """All words must stand in one turn; "quoted words" must stand in a row. Any input is valid."""
        ...

    def pull_samples(self, reader: Reader, *, n: int, seed: int, purpose: Purpose) -> Sequence[Mapping[str, Any]]:
        """Anonymised text samples: fresh random ids, no agent, no time finer than a month, order numbers hidden, and a
        surrogate in place of every label that holds within its call."""
        ...

    def audit_events(self, reader: Reader, *, limit: int = 100) -> Sequence[Mapping[str, Any]]: ...
