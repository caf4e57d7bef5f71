"""A call as the contract's JSON ("A call"), built field by field: what is not named here does not leave."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from calls.instants import instant
from calls.lifecycle import State

Row = sa.Row[Any]

_TOMBSTONES = frozenset(state.value for state in (State.OBJECTED, State.NOT_RECORDED, State.ERASED, State.EXPIRED))
"""States whose row keeps one time only: when the call was gone."""

_OF_CERTIFICATE = ("verdict", "checked_at", "review")


def summary(row: Row, tags: Sequence[Row], kinds: Sequence[str]) -> dict[str, Any]:
    """The call without turns, masks and checks; `kinds` says what was hidden in it."""
    certificate = row.certificate
    return {
        "call_id": row.call_id,
        "state": row.state,
        "started_at": None if row.state in _TOMBSTONES else instant(row.started_at),
        "gone_at": instant(row.started_at) if row.state in _TOMBSTONES else None,
        "duration_ms": row.duration_ms,
        "agent_id": row.agent_id,
        "queue": row.queue,
        "language": row.language,
        "channels": list(row.channels),
        "references": dict(row.reference_codes or {}),
        "consent": dict(row.consent),
        "truncated": row.truncated,
        "failure_reason": row.failure_reason,
        "tags": [{"purpose": tag.purpose, "expires_at": instant(tag.expires_at)} for tag in tags],
        "held": row.held,
        "kinds": list(kinds),
        "certificate": {name: certificate.get(name) for name in _OF_CERTIFICATE} if certificate else None,
    }


def document(
    row: Row, tags: Sequence[Row], turns: Sequence[Row], masks: Sequence[Row], detail: Row | None = None
) -> dict[str, Any]:
    """The whole call; turns and masks in their order. `detail` is its call detail record: what was measured of its
    sound is shown, unless nothing is left of the call."""
    kinds = sorted({mask.kind for mask in masks})
    measured = detail if row.state not in _TOMBSTONES else None
    return summary(row, tags, kinds) | {
        "turns": [turn_fields(turn) for turn in turns],
        "masks": [mask_fields(mask) for mask in masks],
        "gap_ms": measured.gap_ms if measured is not None else None,
        "drift_ms": measured.drift_ms if measured is not None else None,
        "certificate": {"review": None} | row.certificate if row.certificate else None,
    }


_WORD_FIELDS = ("text", "start_ms", "end_ms", "confidence", "masked")


def turn_fields(turn: Row) -> dict[str, Any]:
    return {
        "channel": turn.channel,
        "start_ms": turn.start_ms,
        "end_ms": turn.end_ms,
        "text": turn.text,
        "words": [{name: word[name] for name in _WORD_FIELDS} for word in turn.words],
    }


def mask_fields(mask: Row) -> dict[str, Any]:
    return {name: getattr(mask, name) for name in ("kind", "channel", "start_ms", "end_ms", "turn", "start", "end")}
