"""Kept calls as whoever masks them further sees them."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from archive.audit_log import AuditLogInDatabase
from archive.database import Database
from archive.kept_call import kept_call_of, read_artefacts, read_rows
from archive.new_version import VersionWriter
from archive.tables import calls
from calls.audit import AuditEvent
from calls.call import CallId, is_call_id
from calls.errors import NotFound, WrongState
from calls.lifecycle import State
from calls.ports.clock import Clock
from calls.ports.kept_calls import KeptCall
from calls.ports.object_store import ObjectStore
from calls.redacted import Certificate, RedactedCall

REPLACEABLE = frozenset({State.ARCHIVED, State.QUARANTINED})


class KeptCallsInDatabase:
    """`calls.ports.kept_calls.KeptCalls`."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, store: ObjectStore, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._versions = VersionWriter(database, audit_log, store, clock)

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
        with self._database.reading() as connection:
            row = connection.execute(sa.select(calls).where(calls.c.call_id == call_id)).first()
            if row is None or not is_call_id(call_id):
                raise NotFound("no such call", hint="`hushtape calls` lists what there is")
            if State(row.state) not in REPLACEABLE or row.object_prefix is None:
                raise WrongState(f"a call that is {row.state} cannot be masked further", hint="see docs/lifecycle.md")
            rows = read_rows(connection, row)
        return kept_call_of(rows, read_artefacts(rows, self._store))

    def replace(self, kept: KeptCall, redacted: RedactedCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        self._versions.hide_more(kept, redacted, certificate, audit=audit)

    def certify_again(self, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        self._versions.certify_again(kept, certificate, audit=audit)
