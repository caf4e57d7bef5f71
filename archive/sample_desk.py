"""What became of samples that were pulled: what may not be used any more, and withdrawals (P13)."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects import postgresql, sqlite

from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.database import Database
from archive.sample_ledger import objects_for_good
from archive.storable import storable
from archive.tables import audit_events, calls, retention_tags, sample_exports, sample_withdrawals
from calls.access import Action, Reader, check_can
from calls.audit import AuditEvent, Did
from calls.call import CallId, is_call_id
from calls.consent import Outcome
from calls.errors import NotFound
from calls.lifecycle import State
from calls.ports.clock import Clock
from calls.retention import Purpose
from calls.samples import SamplePull, WithdrawnBecause, WithdrawnSample

MOST_PULLS = 1000


class SampleDeskInDatabase:
    """`calls.ports.sample_desk.SampleDesk`."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._clock = clock

    def list_pulls(self, reader: Reader, *, limit: int = 50) -> Sequence[SamplePull]:
        check_can(reader, Action.TRACE_SAMPLES)
        with self._database.reading() as connection:
            pulls = _pulls(connection, reader, limit=max(1, min(limit, MOST_PULLS)))
            lost = _withdrawn(connection, [pull.pull_id for pull in pulls], self._clock.now())
        answer = [_with(pull, lost.get(pull.pull_id, ())) for pull in pulls]
        told = {"pulls": len(answer), "withdrawn": sum(len(pull.withdrawn) for pull in answer)}
        self._audit_log.append(AuditEvent(Did.LISTED, reader.name, None, told))
        return answer

    def withdraw(self, reader: Reader, wanted: str) -> Sequence[SamplePull]:
        check_can(reader, Action.TRACE_SAMPLES)
        with self._audit_log.transaction() as tx:
            call_id = _call_of(tx.connection, wanted)
            _enter(tx, call_id, reader, self._clock.now())
            samples = _samples_of(tx.connection, call_id)
            pulls = _pulls(tx.connection, reader, among=list(samples))
            tx.witness(AuditEvent(Did.WITHDRAWN, reader.name, call_id, {"pulls": len(pulls)}))
        because = WithdrawnBecause.WITHDRAWN
        return [_with(pull, [WithdrawnSample(samples[pull.pull_id], because)]) for pull in pulls]


def _pulls(
    connection: Connection, reader: Reader, *, among: Sequence[str] | None = None, limit: int = MOST_PULLS
) -> list[SamplePull]:
    """Those for purposes of the reader's."""
    column = sample_exports.c
    pulled_at = sa.func.min(column.pulled_at, type_=column.pulled_at.type).label("pulled_at")
    actor, purpose = sa.func.min(column.actor).label("actor"), sa.func.min(column.purpose).label("purpose")
    query = (
        sa.select(column.pull_id, pulled_at, actor, purpose, sa.func.count().label("samples"))
        .where(column.purpose.in_(sorted(purpose.value for purpose in reader.purposes)))
        .group_by(column.pull_id)
        .order_by(pulled_at.desc(), column.pull_id)
        .limit(limit)
    )
    if among is not None:
        query = query.where(column.pull_id.in_(among))
    return [
        SamplePull(row.pull_id, row.pulled_at, row.actor, Purpose(row.purpose), row.samples)
        for row in connection.execute(query)
    ]


def _withdrawn(connection: Connection, pull_ids: Sequence[str], now: datetime) -> dict[str, list[WithdrawnSample]]:
    """By pull: the samples that may not be used any more."""
    masked = _masked_since(connection, pull_ids)
    query = (
        sa.select(
            sample_exports,
            calls.c.state,
            calls.c.consent,
            objects_for_good().label("objects"),
            _lives(now).label("lives"),
            sample_withdrawals.c.withdrawn_at,
        )
        .join(calls, calls.c.call_id == sample_exports.c.call_id)
        .outerjoin(sample_withdrawals, sample_withdrawals.c.call_id == sample_exports.c.call_id)
        .where(sample_exports.c.pull_id.in_(pull_ids))
        .order_by(sample_exports.c.sample_id)
    )
    found: dict[str, list[WithdrawnSample]] = {}
    for row in connection.execute(query):
        because = _because(row, is_masked_further=(row.pull_id, row.call_id) in masked)
        if because is not None:
            found.setdefault(row.pull_id, []).append(WithdrawnSample(row.sample_id, because))
    return found


def _because(row: Any, *, is_masked_further: bool) -> WithdrawnBecause | None:
    if row.objects or row.consent["outcome"] == Outcome.OBJECTED.value:
        return WithdrawnBecause.OBJECTED
    if row.state in (State.ERASED.value, State.RESTRICTED.value):
        return WithdrawnBecause.ERASED
    if row.withdrawn_at is not None:
        return WithdrawnBecause.WITHDRAWN
    if row.state != State.ARCHIVED.value or not row.lives:
        return WithdrawnBecause.EXPIRED
    return WithdrawnBecause.MASKED_FURTHER if is_masked_further else None


def _lives(now: datetime) -> ColumnElement[bool]:
    """The purpose that a sample was pulled for has not ended for its call."""
    return sa.exists().where(
        retention_tags.c.call_id == sample_exports.c.call_id,
        retention_tags.c.purpose == sample_exports.c.purpose,
        retention_tags.c.expires_at > now,
    )


def _masked_since(connection: Connection, pull_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(pull, call) where a recheck hid more after the pull; the audit log knows, also of pulls of long ago."""
    query = (
        sa.select(sample_exports.c.pull_id, sample_exports.c.call_id, audit_events.c.detail)
        .join(audit_events, audit_events.c.call_id == sample_exports.c.call_id)
        .where(sample_exports.c.pull_id.in_(pull_ids), audit_events.c.did == Did.RECHECKED.value)
        .where(audit_events.c.at >= sample_exports.c.pulled_at)
    )
    return {(row.pull_id, row.call_id) for row in connection.execute(query) if json.loads(row.detail).get("masked")}


def _call_of(connection: Connection, wanted: str) -> CallId:
    """Raises NotFound."""
    if is_call_id(wanted):
        query = sa.select(calls.c.call_id).where(calls.c.call_id == wanted)
    else:
        query = sa.select(sample_exports.c.call_id).where(sample_exports.c.sample_id == storable(wanted))
    call_id = connection.execute(query).scalar()
    if call_id is None:
        raise NotFound("no such call or sample", hint="a call's id starts with c_, a sample's with s_")
    return CallId(call_id)


def _enter(tx: Witnessed, call_id: CallId, reader: Reader, now: datetime) -> None:
    """The first word stands, also of two that are said at once."""
    row = {"call_id": call_id, "withdrawn_at": now, "actor": reader.name}
    insert = postgresql.insert if tx.connection.dialect.name == "postgresql" else sqlite.insert
    tx.connection.execute(insert(sample_withdrawals).on_conflict_do_nothing(), row)


def _samples_of(connection: Connection, call_id: CallId) -> dict[str, str]:
    """By pull: the call's sample."""
    query = sa.select(sample_exports.c.pull_id, sample_exports.c.sample_id).where(sample_exports.c.call_id == call_id)
    return {row.pull_id: row.sample_id for row in connection.execute(query)}


def _with(pull: SamplePull, withdrawn: Sequence[WithdrawnSample]) -> SamplePull:
    return replace(pull, withdrawn=tuple(withdrawn))
