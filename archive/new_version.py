"""A new version of a kept call's objects: under a prefix of its own, never in place; the old version goes.

Whoever writes one takes a number and a short lease first, as a worker does, so that no sweep takes its objects for
somebody's leftovers. One transaction then compares state, epoch, number and the version that was read: whoever was
overtaken by an objection, the sweep or another person changes nothing and takes its objects away.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from archive.artefacts import Artefact
from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.call_rows import change_row, locked_row
from archive.database import Database
from archive.erasure import prefix_of
from archive.kept_call import RowsOfCall
from archive.lease_rules import lease_end
from archive.tables import calls
from calls.errors import EpochChanged, StoreUnavailable, Superseded
from calls.ports import Clock, ObjectStore

LEASE = timedelta(minutes=10)

_log = structlog.get_logger()


class VersionWriter:
    """Replaces a kept call's objects and rows by others, or changes nothing."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, store: ObjectStore, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._store = store
        self._clock = clock

    def replace(
        self,
        kept: RowsOfCall,
        artefacts: Sequence[Artefact],
        tags: Mapping[str, str],
        change: Callable[[Witnessed], None],
    ) -> None:
        """Put `artefacts` as a new version of `kept`; `change` writes the rows and the audit event that go with it.

        Raises Superseded (what it wrote is removed), StoreUnavailable, DatabaseUnavailable (the sweep removes it when
        the lease has ended, unless the transaction came through after all).
        """
        fence = self._take_number(kept)
        prefix = prefix_of(kept.call_id, fence)
        try:
            for artefact in artefacts:
                with self._database.reading() as connection:
                    row = connection.execute(sa.select(calls).where(calls.c.call_id == kept.call_id)).first()
                self._check_still_ours(row, kept, fence)
                self._store.put(
                    prefix + artefact.name, artefact.body, content_type=artefact.content_type, tags=dict(tags)
                )
            with self._audit_log.transaction() as tx:
                self._check_still_ours(locked_row(tx.connection, kept.call_id), kept, fence)
                change(tx)
                free = {"object_prefix": prefix, "lease_owner": None, "lease_until": None}
                change_row(tx.connection, kept.call_id, free)
        except Superseded:
            self._let_go(kept, fence)
            self._store.delete_all_versions(prefix)
            raise
        self._forget(kept)

    def _take_number(self, kept: RowsOfCall) -> int:
        with self._database.writing() as connection:
            row = locked_row(connection, kept.call_id)
            fence = row.fence + 1 if row is not None else 0
            _check_unchanged(row, kept, fence - 1)
            until = lease_end(self._clock.now(), LEASE.total_seconds())
            change_row(connection, kept.call_id, {"fence": fence, "lease_owner": "review", "lease_until": until})
        return fence

    def _check_still_ours(self, row: sa.Row[Any] | None, kept: RowsOfCall, fence: int) -> None:
        _check_unchanged(row, kept, fence)
        if row is None or row.lease_until is None or row.lease_until <= self._clock.now():
            raise Superseded(f"the new version of call {kept.call_id} took too long", hint="try again")

    def _let_go(self, kept: RowsOfCall, fence: int) -> None:
        """Whatever became of the call: the sweep need not wait for this version any more."""
        ours = calls.update().where(calls.c.call_id == kept.call_id, calls.c.fence == fence)
        with self._database.writing() as connection:
            connection.execute(ours.values(lease_owner=None, lease_until=None))

    def _forget(self, kept: RowsOfCall) -> None:
        """Nobody can reach the old version any more; should the store not answer, the sweep's walk removes it."""
        self._database.truncate_wal()
        try:
            self._store.delete_all_versions(kept.row.object_prefix)
        except StoreUnavailable:
            _log.warning("old_version_not_removed", call_id=kept.call_id)


def _check_unchanged(row: sa.Row[Any] | None, kept: RowsOfCall, fence: int) -> None:
    """Raises EpochChanged for an objection or erasure, Superseded for everything else that came first."""
    if row is None or row.epoch != kept.row.epoch:
        raise EpochChanged(f"call {kept.call_id} was objected to or erased meanwhile")
    is_same = row.state == kept.row.state and row.object_prefix == kept.row.object_prefix and row.held == kept.row.held
    if not is_same or row.fence != fence:
        raise Superseded(f"somebody else changed call {kept.call_id} meanwhile", hint="look at it again")
