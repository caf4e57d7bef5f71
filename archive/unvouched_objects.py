"""Objects that no row vouches for, found by walking the store.

A worker that slept through its lease, an objection and a sweep may wake between asking for its epoch and putting an
object, and die before it can take the object away again. `leftovers` on the row was cleared by then.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from archive.database import Database
from archive.erasure import prefix_of
from archive.tables import calls
from calls.call import CallId, is_call_id
from calls.lifecycle import IN_WORK
from calls.ports.object_store import ObjectStore

ALL_CALLS = "calls/"
_ROWS_AT_ONCE = 500


def nobody_works(now: datetime) -> ColumnElement[bool]:
    """The call has left the work, and the lease of whoever worked on it has ended."""
    return sa.and_(
        calls.c.state.not_in([state.value for state in IN_WORK]),
        sa.or_(calls.c.lease_until.is_(None), calls.c.lease_until <= now),
    )


def remove_unvouched(database: Database, store: ObjectStore, now: datetime) -> int:
    """Remove every attempt's objects below finished calls but the published ones; returns how many objects went.

    Objects of a call without a row stay: a wrong database must not empty the store. Raises StoreUnavailable,
    DatabaseUnavailable.
    """
    attempts = _attempts(store)
    removed = 0
    while batch := list(islice(attempts, _ROWS_AT_ONCE)):
        removed += sum(store.delete_all_versions(prefix) for prefix in _unvouched(database, batch, now))
    return removed


def _attempts(store: ObjectStore) -> Iterator[tuple[CallId, str]]:
    """(call, prefix) of every attempt that has objects in the store."""
    for (call_id, fence), _ in groupby(_places(store.list(ALL_CALLS))):
        yield call_id, prefix_of(call_id, fence)


def _places(keys: Iterable[str]) -> Iterator[tuple[CallId, int]]:
    for key in keys:
        _, call_id, fence, *_ = [*key.split("/"), "", ""]
        if is_call_id(call_id) and fence.isdecimal():
            yield CallId(call_id), int(fence)


def _unvouched(database: Database, batch: list[tuple[CallId, str]], now: datetime) -> list[str]:
    ids = {call_id for call_id, _ in batch}
    query = sa.select(calls.c.call_id, calls.c.object_prefix).where(calls.c.call_id.in_(ids), nobody_works(now))
    with database.reading() as connection:
        published = {row.call_id: row.object_prefix for row in connection.execute(query)}
    return [prefix for call_id, prefix in batch if call_id in published and published[call_id] != prefix]
