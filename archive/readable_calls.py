"""Which calls a reader may know of, as conditions on the table `calls`. Deny by default."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from archive.storable import storable
from archive.tables import calls, masks, retention_tags
from calls.access import Action, Reader, can
from calls.lifecycle import IN_WORK, State
from calls.ports.reading_room import CallFilter
from calls.retention import QUARANTINE_KEPT_FOR, Purpose

_NOTHING_WAS_KEPT = sorted(
    state.value for state in IN_WORK | {State.OBJECTED, State.NOT_RECORDED, State.ERASED, State.EXPIRED, State.FAILED}
)
"""States in which there are no words to read: the row tells only that the call was and how it ended."""


def visible_to(reader: Reader, now: datetime) -> ColumnElement[bool]:
    """Archived calls through a purpose of the reader's that has not ended; quarantined ones for who may review, for
    seven days; restricted ones for nobody."""
    conditions = [calls.c.state.in_(_NOTHING_WAS_KEPT), published_for(reader, now)]
    if can(reader, Action.REVIEW):
        fresh = calls.c.kept_at > now - QUARANTINE_KEPT_FOR
        conditions.append(sa.and_(calls.c.state == State.QUARANTINED.value, fresh))
    return sa.or_(*conditions)


def published_for(reader: Reader, now: datetime) -> ColumnElement[bool]:
    return sa.and_(calls.c.state == State.ARCHIVED.value, _lives_for(reader.purposes, now))


def conditions_of(call_filter: CallFilter, now: datetime) -> list[ColumnElement[bool]]:
    """The filter's conditions; an empty list means any call."""
    conditions: list[ColumnElement[bool]] = []
    if call_filter.started_from is not None:
        conditions.append(calls.c.started_at >= call_filter.started_from)
    if call_filter.started_before is not None:
        conditions.append(calls.c.started_at < call_filter.started_before)
    if call_filter.agent_id is not None:
        conditions.append(calls.c.agent_id == storable(call_filter.agent_id))
    if call_filter.queue is not None:
        conditions.append(calls.c.queue == storable(call_filter.queue))
    if call_filter.kind is not None:
        kind = call_filter.kind.value
        conditions.append(sa.exists().where(masks.c.call_id == calls.c.call_id, masks.c.kind == kind))
    if call_filter.purpose is not None:
        conditions.append(_lives_for(frozenset({call_filter.purpose}), now))
    return conditions


def _lives_for(purposes: frozenset[Purpose], now: datetime) -> ColumnElement[bool]:
    return sa.exists().where(
        retention_tags.c.call_id == calls.c.call_id,
        retention_tags.c.purpose.in_(sorted(purpose.value for purpose in purposes)),
        retention_tags.c.expires_at > now,
    )
