"""Kept calls as whoever masks them further sees them."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from archive.audit_log import AuditLogInDatabase
from archive.database import Database
from archive.read_kept_call import read_kept_call
from archive.replace_artefacts import certify_again, replace_artefacts
from archive.tables import calls
from calls.audit import AuditEvent
from calls.call import CallId
from calls.lifecycle import State
from calls.ports import Clock, KeptCall, ObjectStore
from calls.redacted import Certificate, RedactedCall


class KeptCallsInDatabase:
    """`calls.ports.KeptCalls`."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, store: ObjectStore, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._store = store
        self._clock = clock

    def certified_otherwise(self, versions: Mapping[str, str]) -> Sequence[CallId]:
        named = calls.c.certificate["versions"]
        differs = [
            sa.or_(named[part].as_string().is_(None), named[part].as_string() != version)
            for part, version in versions.items()
        ]
        query = sa.select(calls.c.call_id).where(
            calls.c.state == State.ARCHIVED.value, sa.not_(calls.c.held), sa.or_(*differs)
        )
        with self._database.reading() as connection:
            return [CallId(row.call_id) for row in connection.execute(query.order_by(calls.c.kept_at, calls.c.call_id))]

    def open(self, call_id: CallId) -> KeptCall:
        return read_kept_call(self._database, self._store, call_id)

    def replace(self, kept: KeptCall, redacted: RedactedCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        replace_artefacts(
            self._database, self._audit_log, self._store, self._clock, kept, redacted, certificate, audit=audit
        )

    def certify_again(self, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        certify_again(self._audit_log, kept, certificate, audit=audit, now=self._clock.now())
