"""The audit log in the database: written in the same transaction as what it witnesses, or before what it allows."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from archive.audit_chain import AuditEntry, ChainReport, link, verify
from archive.audit_head import AuditHeadFile, Head
from archive.database import Database
from archive.tables import audit_events
from calls.audit import AuditEvent
from calls.errors import AuditUnavailable, DatabaseUnavailable
from calls.instants import instant
from calls.ports.clock import Clock

_ONE_WRITER = 4_871_301
"""PostgreSQL's advisory lock that makes the chain one chain; SQLite's write lock does so by itself."""

_log = structlog.get_logger()


@dataclass(slots=True)
class Witnessed:
    """A transaction and what it will be on record for. Nothing is committed without its events."""

    connection: Connection
    events: list[AuditEvent] = field(default_factory=list)

    def witness(self, event: AuditEvent) -> None:
        self.events.append(event)


class AuditLogInDatabase:
    """Hash-chained; its signed head goes to a second place with every commit."""

    def __init__(self, database: Database, head_file: AuditHeadFile, clock: Clock) -> None:
        self._database = database
        self._head_file = head_file
        self._clock = clock

    @contextmanager
    def transaction(self) -> Iterator[Witnessed]:
        """One writing transaction whose events are entered as its last act: on PostgreSQL the chain's lock is then
        taken after all row locks, so two transactions cannot block each other. Raises DatabaseUnavailable."""
        with self._database.writing() as connection:
            witnessed = Witnessed(connection)
            yield witnessed
            head = self._enter(connection, witnessed.events)
        if head is not None:
            self._note_late(head)

    def append(self, event: AuditEvent) -> None:
        """Raises AuditUnavailable; then what was to be witnessed must not happen."""
        try:
            with self._database.writing() as connection:
                head = self._enter(connection, [event])
            if head is not None:
                self._head_file.note(head)
        except (DatabaseUnavailable, SQLAlchemyError, OSError) as error:
            raise AuditUnavailable(
                "the audit log cannot be written, so nothing is served", hint="check the database and the disk's space"
            ) from error

    def newest(self, *, limit: int) -> list[Mapping[str, Any]]:
        """The newest events first, as plain fields."""
        query = sa.select(audit_events).order_by(audit_events.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_shown(_entry_of(row)) for row in connection.execute(query)]

    def verify(self) -> ChainReport:
        """Whether any event was changed, removed, moved or cut off. The head is read first: events that are written
        meanwhile lie behind it and are no fault."""
        head = self._head_file.read()
        query = sa.select(audit_events).order_by(audit_events.c.seq)
        with self._database.reading() as connection:
            return verify((_entry_of(row) for row in connection.execute(query)), head=head)

    def _enter(self, connection: Connection, events: list[AuditEvent]) -> Head | None:
        if not events:
            return None
        if not self._database.is_sqlite:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_WRITER})
        newest = connection.execute(
            sa.select(audit_events.c.seq, audit_events.c.hash).order_by(audit_events.c.seq.desc()).limit(1)
        ).first()
        head = Head(newest.seq, newest.hash) if newest else None
        for event in events:
            entry = link(event, at=self._clock.now(), after=head)
            connection.execute(audit_events.insert().values(**_fields(entry)))
            head = entry.head
        return head

    def _note_late(self, head: Head) -> None:
        """What is committed stays committed: a head that cannot be written lags behind until the next event."""
        try:
            self._head_file.note(head)
        except OSError as error:
            _log.error("audit_head_not_written", seq=head.seq, errno=error.errno)


def _fields(entry: AuditEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in AuditEntry.__slots__}


def _entry_of(row: sa.Row[Any]) -> AuditEntry:
    return AuditEntry(**row._asdict())


def _shown(entry: AuditEntry) -> Mapping[str, Any]:
    return {
        "seq": entry.seq,
        "at": instant(entry.at),
        "actor": entry.actor,
        "did": entry.did,
        "call_id": entry.call_id,
        "detail": json.loads(entry.detail),
        "hash": entry.hash,
    }
