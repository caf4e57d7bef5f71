"""A call as a row, and back. Only named fields cross; nothing of what was said stands in `calls`."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.storable import storable_or_none
from archive.tables import calls
from calls.call import Call, CallEnding, CallId, CapturedCall, Channel, Source
from calls.consent import ConsentDecision, Means, Notice, Outcome
from calls.lifecycle import State

Fields = dict[str, Any]


def row_of_captured(captured: CapturedCall) -> Fields:
    """A call that waits for its first worker."""
    call = captured.call
    return _fresh_row(call.call_id, State.CAPTURED, captured.captured_at) | {
        "source": call.source.value,
        "started_at": call.started_at,
        "duration_ms": call.duration_ms,
        "agent_id": storable_or_none(call.agent_id),
        "queue": storable_or_none(call.queue),
        "channels": [channel.value for channel in call.channels],
        "consent": consent_document(call.consent),
        "caller_pseudonym": call.caller_pseudonym,
        "reference_codes": dict(call.references) or None,
        "truncated": call.truncated,
    }


def row_of_ending(ending: CallEnding) -> Fields:
    """A call of which nothing was kept: who said so, how and when."""
    state = state_of_ending(ending)
    return _fresh_row(ending.call_id, state, ending.ended_at) | {
        "consent": consent_document(ConsentDecision(ending.outcome, how=ending.how)),
        "sip_call_id_hmac": ending.sip_call_id_hmac,
    }


def state_of_ending(ending: CallEnding) -> State:
    return State.OBJECTED if ending.outcome is Outcome.OBJECTED else State.NOT_RECORDED


def tombstone(state: State, *, at: datetime, consent: Fields) -> Fields:
    """What is left of a row when its call is gone: its id, its state, when, how. `epoch` is the caller's to bump."""
    return {
        "state": state.value,
        "captured_at": at,
        "started_at": at,
        "kept_at": None,
        "not_before": None,
        "duration_ms": 0,
        "agent_id": None,
        "queue": None,
        "language": None,
        "channels": [],
        "consent": consent,
        "caller_pseudonym": None,
        "reference_codes": None,
        "truncated": False,
        "certificate": None,
        "object_prefix": None,
        "leftovers": True,
        "progress": None,
    }


def captured_of(row: sa.Row[Any]) -> CapturedCall:
    return CapturedCall(
        Call(
            call_id=CallId(row.call_id),
            source=Source(row.source),
            started_at=row.started_at,
            channels=tuple(Channel(channel) for channel in row.channels),
            consent=consent_of(row.consent),
            duration_ms=row.duration_ms,
            agent_id=row.agent_id,
            queue=row.queue,
            caller_pseudonym=row.caller_pseudonym,
            references=tuple(sorted((row.reference_codes or {}).items())),
            truncated=row.truncated,
        ),
        row.captured_at,
    )


def consent_document(consent: ConsentDecision) -> Fields:
    """The contract's `consent`."""
    notice = consent.notice
    return {
        "notice_played": consent.notice_played,
        "notice": {"version": notice.version, "language": notice.language} if notice else None,
        "outcome": consent.outcome.value,
        "how": consent.how.value if consent.how else None,
        "basis": consent.basis,
    }


def consent_of(document: Fields) -> ConsentDecision:
    notice = document["notice"]
    return ConsentDecision(
        outcome=Outcome(document["outcome"]),
        notice_played=document["notice_played"],
        notice=Notice(notice["version"], notice["language"]) if notice else None,
        how=Means(document["how"]) if document["how"] else None,
        basis=document["basis"],
    )


def locked_row(connection: Connection, call_id: CallId) -> sa.Row[Any] | None:
    """The call's row, held against other writers until the transaction ends."""
    return connection.execute(sa.select(calls).where(calls.c.call_id == call_id).with_for_update()).first()


def change_row(connection: Connection, call_id: CallId, changes: Fields) -> None:
    connection.execute(calls.update().where(calls.c.call_id == call_id).values(**changes))


def _fresh_row(call_id: CallId, state: State, at: datetime) -> Fields:
    return {
        "call_id": call_id,
        "state": state.value,
        "epoch": 1,
        "fence": 0,
        "attempts": 0,
        "lost_leases": 0,
        "captured_at": at,
        "started_at": at,
        "duration_ms": 0,
        "channels": [],
        "truncated": False,
        "leftovers": False,
        "held": False,
    }
