"""Call detail records in the database: what became of every INVITE, in the light of what happened to the call since."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.database import Database
from archive.storable import storable_or_none
from archive.tables import call_details, calls, standing_objections
from calls.call import CallId, Source
from calls.call_detail import GONE, KEPT, CallDetail, CallOutcome, as_it_stands, reduced, without_people
from calls.consent import Outcome
from calls.lifecycle import State
from calls.recording_rules import STALE_AFTER

_AT_ONCE = 500
"""Rows a statement: SQLite takes 32,766 parameters at most."""


class CallDetailsInDatabase:
    """`calls.ports.call_details.CallDetails`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(self, details: Sequence[CallDetail]) -> int:
        """Raises DatabaseUnavailable; then nothing was entered and the same batch may be entered again."""
        fresh = 0
        with self._database.writing() as connection:
            for at in range(0, len(details), _AT_ONCE):
                fresh += _enter(connection, details[at : at + _AT_ONCE])
        return fresh

    def received_between(self, start: datetime, end: datetime) -> Iterator[CallDetail]:
        """Raises DatabaseUnavailable."""
        query = (
            sa.select(
                call_details, calls.c.state, calls.c.failure_reason, calls.c.consent, standing_objections.c.added_at
            )
            .outerjoin(calls, calls.c.call_id == call_details.c.call_id)
            .outerjoin(standing_objections, standing_objections.c.pseudonym == calls.c.caller_pseudonym)
            .where(call_details.c.received_at >= start, call_details.c.received_at < end)
            .order_by(call_details.c.received_at, call_details.c.call_id)
            .execution_options(yield_per=_AT_ONCE)
        )
        with self._database.reading() as connection:
            for row in connection.execute(query):
                state = None if row.state is None else State(row.state)
                objected = _objected(row.consent)
                detail = as_it_stands(_detail_of(row), state, row.failure_reason, objected=objected)
                yield replace(detail, recorded_in_error=True) if _objected_before(detail, row.added_at) else detail


def reduce_detail(connection: Connection, call_id: CallId) -> None:
    """P1: after an objection nothing but id, HMAC and time remains of the call's detail."""
    row = connection.execute(sa.select(call_details).where(call_details.c.call_id == call_id)).first()
    if row is not None:
        changes = _row_of(reduced(_detail_of(row)))
        connection.execute(call_details.update().where(call_details.c.call_id == call_id).values(**changes))


def strip_detail(connection: Connection, call_id: CallId) -> None:
    """The call's last purpose has ended (P8): who spoke, and for which queue, goes; that there was a call stays."""
    stripped = call_details.update().where(call_details.c.call_id == call_id)
    connection.execute(stripped.values(agent_id=None, queue=None))


def older_details(connection: Connection, before: datetime) -> int:
    """How many details of calls received before an instant there are."""
    count = sa.select(sa.func.count()).select_from(call_details).where(call_details.c.received_at < before)
    return int(connection.execute(count).scalar_one())


def drop_details(connection: Connection, before: datetime) -> None:
    connection.execute(sa.delete(call_details).where(call_details.c.received_at < before))


def _enter(connection: Connection, details: Sequence[CallDetail]) -> int:
    """The calls' rows are held meanwhile, so that an objection comes wholly before or wholly after."""
    unique = {detail.call_id: detail for detail in details}
    among = sa.select(call_details.c.call_id).where(call_details.c.call_id.in_(unique))
    known = set(connection.execute(among).scalars())
    states = sa.select(calls.c.call_id, calls.c.state, calls.c.consent).where(calls.c.call_id.in_(unique))
    row_of = {row.call_id: row for row in connection.execute(states.with_for_update())}
    rows = [
        _row_of(_what_may_be_kept(detail, row_of.get(call_id)))
        for call_id, detail in unique.items()
        if call_id not in known
    ]
    if rows:
        connection.execute(call_details.insert(), rows)
    return len(rows)


def _objected_before(detail: CallDetail, added_at: datetime | None) -> bool:
    """Whether a call was recorded though its caller stood on the list, which recorders know within `STALE_AFTER`."""
    return detail.outcome in KEPT and added_at is not None and added_at + STALE_AFTER < detail.received_at


def _what_may_be_kept(detail: CallDetail, row: Any | None) -> CallDetail:
    """A detail that comes late meets a call that is gone already. Of a held one nobody knows why it is restricted: it
    is taken for an objection, which leaves less."""
    state = State(row.state) if row is not None else None
    if row is not None and (state in (State.OBJECTED, State.RESTRICTED) or _objected(row.consent)):
        return reduced(detail)
    return without_people(detail) if state in GONE else detail


def _objected(consent: dict[str, Any] | None) -> bool:
    return consent is not None and consent["outcome"] == Outcome.OBJECTED.value


def _row_of(detail: CallDetail) -> dict[str, Any]:
    return {
        "call_id": detail.call_id,
        "sip_call_id_hmac": detail.sip_call_id_hmac,
        "received_at": detail.received_at,
        "outcome": detail.outcome.value,
        "reason": detail.reason,
        "source": detail.source.value if detail.source else None,
        "answered_at": detail.answered_at,
        "ended_at": detail.ended_at,
        "sip_status": detail.sip_status,
        "queue": storable_or_none(detail.queue),
        "agent_id": storable_or_none(detail.agent_id),
        "captured_ms": detail.captured_ms,
        "gap_ms": detail.gap_ms,
        "drift_ms": detail.drift_ms,
        "truncated": detail.truncated,
    }


def _detail_of(row: sa.Row[Any]) -> CallDetail:
    return CallDetail(
        call_id=CallId(row.call_id),
        sip_call_id_hmac=row.sip_call_id_hmac,
        received_at=row.received_at,
        outcome=CallOutcome(row.outcome),
        reason=row.reason,
        source=Source(row.source) if row.source else None,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        sip_status=row.sip_status,
        queue=row.queue,
        agent_id=row.agent_id,
        captured_ms=row.captured_ms,
        gap_ms=row.gap_ms,
        drift_ms=row.drift_ms,
        truncated=row.truncated,
    )
