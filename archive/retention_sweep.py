"""The sweep: what has met its end goes, in all versions, rows and index entries; what is held stays.

Precedence for stored data: legal hold > erasure > expiry > keep. Access ends on time whatever the sweep does: readers
compare a purpose's end with the clock themselves (`archive.readable_calls`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.call_details import drop_details, older_details
from archive.call_rows import locked_row, tombstone
from archive.database import Database
from archive.erasure import bury, remove_objects
from archive.search_index import forget_removed
from archive.tables import calls, retention_tags, sweep_marks
from archive.unvouched_objects import nobody_works, remove_unvouched
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.lifecycle import HOLDS_ARTEFACTS, State
from calls.ports.object_store import ObjectStore
from calls.retention import QUARANTINE_KEPT_FOR

CLOCK_JUMP = timedelta(hours=24)
WALK_EVERY = timedelta(hours=1)
MOST_AT_ONCE = 1_000
MOST_OF_ALL = 0.05
_THE_MARK = 1
DETAILS_KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What went (or, in a dry run, would go), and whether the sweep waits for a person's word."""

    expired: tuple[CallId, ...]
    erased: tuple[CallId, ...]
    """Restricted calls whose legal hold has ended."""
    objects_removed: int
    details_removed: int = 0
    """Call detail records."""
    waiting_for: str | None = None
    """Why nothing was deleted until somebody confirms; None when nothing is in the way."""
    dry_run: bool = False


def sweep(
    database: Database,
    audit_log: AuditLogInDatabase,
    store: ObjectStore,
    *,
    now: datetime,
    dry_run: bool = False,
    confirmed: bool = False,
    actor: str = "sweep",
    details_kept_for: timedelta = DETAILS_KEPT_FOR,
) -> SweepReport:
    """Carry out every end that has come by `now` (aware). Call detail records go `details_kept_for` after the INVITE.

    Without `confirmed` nothing is deleted when the clock seems to have jumped by more than 24 h since the last sweep,
    or when more than 1,000 calls and more than 5 % of the archive would go at once (F11).

    Raises DatabaseUnavailable; StoreUnavailable after the rows are gone (the next sweep removes the objects).
    """
    with database.reading() as connection:
        due = _due(connection, now)
        old = older_details(connection, now - details_kept_for)
        reason = None if confirmed else _why_wait(connection, len(due), old, now)
        walk_is_due = _walk_is_due(connection, now)
    if dry_run or reason:
        return SweepReport(*_sorted_by_end(due), 0, old, waiting_for=reason, dry_run=dry_run)
    ended = [row for row in due if _end(audit_log, CallId(row.call_id), now, actor)]
    with audit_log.transaction() as tx:
        forget_removed(tx.connection)
        _set_mark(tx.connection, now)
        drop_details(tx.connection, now - details_kept_for)
        if ended or old:
            tx.witness(AuditEvent(Did.SWEPT, actor, None, {"calls": len(ended), "call_details": old}))
    database.truncate_wal()
    removed = sum(remove_objects(database, store, call_id) for call_id in _with_leftovers(database, now))
    if walk_is_due:
        removed += remove_unvouched(database, store, now)
    return SweepReport(*_sorted_by_end(ended), removed, old)


def _due(connection: Connection, now: datetime) -> Sequence[sa.Row[Any]]:
    query = sa.select(calls).where(_is_due(now)).order_by(calls.c.kept_at, calls.c.call_id)
    return connection.execute(query).all()


def _is_due(now: datetime) -> ColumnElement[bool]:
    """No purpose lives any more; quarantine is over; or the hold on a restricted call has ended."""
    lives = sa.exists().where(retention_tags.c.call_id == calls.c.call_id, retention_tags.c.expires_at > now)
    return sa.and_(
        sa.not_(calls.c.held),
        sa.or_(
            sa.and_(calls.c.state == State.ARCHIVED.value, ~lives),
            sa.and_(calls.c.state == State.QUARANTINED.value, calls.c.kept_at <= now - QUARANTINE_KEPT_FOR),
            calls.c.state == State.RESTRICTED.value,
        ),
    )


def _end(audit_log: AuditLogInDatabase, call_id: CallId, now: datetime, actor: str) -> bool:
    """Bury one call in a transaction of its own, unless a hold was placed since it was found due."""
    with audit_log.transaction() as tx:
        row = locked_row(tx.connection, call_id)
        still_due = sa.select(calls.c.call_id).where(calls.c.call_id == call_id, _is_due(now))
        if row is None or tx.connection.execute(still_due).first() is None:
            return False
        _bury_and_tell(tx, row, now, actor)
        return True


def _bury_and_tell(tx: Witnessed, row: sa.Row[Any], now: datetime, actor: str) -> None:
    state = State.ERASED if row.state == State.RESTRICTED.value else State.EXPIRED
    stone = tombstone(state, at=now, consent=row.consent) | {"epoch": row.epoch + 1}
    bury(tx.connection, CallId(row.call_id), stone)
    did = Did.ERASED if state is State.ERASED else Did.EXPIRED
    tx.witness(AuditEvent(did, actor, CallId(row.call_id), {"was": row.state}))


def _why_wait(connection: Connection, due: int, old_details: int, now: datetime) -> str | None:
    if not due and not old_details:
        return None
    swept_at = connection.execute(sa.select(sweep_marks.c.swept_at)).scalar()
    if swept_at is not None and abs(now - swept_at) > CLOCK_JUMP:
        return "the clock moved by more than 24 h since the last sweep"
    kept = sa.select(sa.func.count()).where(calls.c.state.in_([state.value for state in HOLDS_ARTEFACTS]))
    if due > MOST_AT_ONCE and due > MOST_OF_ALL * connection.execute(kept).scalar_one():
        return f"{due} calls would go at once"
    return None


def _walk_is_due(connection: Connection, now: datetime) -> bool:
    """In the first sweep of every hour: a walk lists the whole store."""
    swept_at = connection.execute(sa.select(sweep_marks.c.swept_at)).scalar()
    return swept_at is None or abs(now - swept_at) >= WALK_EVERY or swept_at.hour != now.hour


def _set_mark(connection: Connection, now: datetime) -> None:
    connection.execute(sa.delete(sweep_marks))
    connection.execute(sweep_marks.insert().values(mark=_THE_MARK, swept_at=now))


def _with_leftovers(database: Database, now: datetime) -> list[CallId]:
    """Calls without artefacts whose objects may still lie in the store, and whose worker is gone by its lease."""
    query = sa.select(calls.c.call_id).where(calls.c.leftovers, calls.c.object_prefix.is_(None), nobody_works(now))
    with database.reading() as connection:
        return [CallId(row.call_id) for row in connection.execute(query)]


def _sorted_by_end(rows: Sequence[sa.Row[Any]]) -> tuple[tuple[CallId, ...], tuple[CallId, ...]]:
    erased = tuple(CallId(row.call_id) for row in rows if row.state == State.RESTRICTED.value)
    expired = tuple(CallId(row.call_id) for row in rows if row.state != State.RESTRICTED.value)
    return expired, erased
