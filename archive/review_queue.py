"""Which calls wait for a review, and how one of them is shown."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from archive import call_document
from archive.artefacts import certificate_of
from archive.kept_call import RowsOfCall, read_rows
from archive.tables import calls
from calls.call import CallId, is_call_id
from calls.errors import NotFound
from calls.instants import instant
from calls.lifecycle import State
from calls.ports.reading_room import CallDocument
from calls.retention import QUARANTINE_KEPT_FOR
from calls.review import QuarantinedCall, ReviewQueue, obstacles_to_release


def waits_for_review(now: datetime) -> ColumnElement[bool]:
    """In quarantine, and its seven days are not over, whether or not the sweep has been here."""
    fresh = calls.c.kept_at > now - QUARANTINE_KEPT_FOR
    return sa.and_(calls.c.state == State.QUARANTINED.value, fresh)


def read_queue(connection: Connection, now: datetime, limit: int) -> ReviewQueue:
    """Those that die first come first."""
    waiting = waits_for_review(now)
    query = sa.select(calls).where(waiting).order_by(calls.c.kept_at, calls.c.call_id).limit(limit)
    found = tuple(quarantined_call_of(row) for row in connection.execute(query))
    total = connection.execute(sa.select(sa.func.count()).select_from(calls).where(waiting)).scalar_one()
    return ReviewQueue(found, total)


def read_waiting(connection: Connection, call_id: CallId, now: datetime) -> RowsOfCall:
    """A call of the queue with all that belongs to it. Raises NotFound."""
    wanted = sa.select(calls).where(calls.c.call_id == call_id, waits_for_review(now))
    row = connection.execute(wanted).first() if is_call_id(call_id) else None
    if row is None:
        raise not_in_queue()
    return read_rows(connection, row)


def not_in_queue() -> NotFound:
    return NotFound("no such call in quarantine", hint="`hushtape review list` shows what waits for a review")


def quarantined_call_of(row: sa.Row[Any]) -> QuarantinedCall:
    return QuarantinedCall(
        call_id=CallId(row.call_id),
        started_at=row.started_at,
        quarantined_at=row.kept_at,
        reason=row.failure_reason or "unknown",
        certificate=certificate_of(row.certificate) if row.certificate else None,
        duration_ms=row.duration_ms,
        agent_id=row.agent_id,
        queue=row.queue,
        language=row.language,
        held=row.held,
    )


def review_document(kept: RowsOfCall) -> CallDocument:
    """The contract's call, and `review` besides."""
    whole = call_document.document(kept.row, (), kept.turns, kept.masks)
    return whole | {"review": review_fields(quarantined_call_of(kept.row))}


def review_fields(call: QuarantinedCall) -> dict[str, Any]:
    """Why it is here, until when, and what stands between it and its release."""
    return {
        "reason": call.reason,
        "quarantined_at": instant(call.quarantined_at),
        "destroyed_at": instant(call.destroyed_at),
        "obstacles": [obstacle.value for obstacle in obstacles_to_release(call.certificate)],
    }
