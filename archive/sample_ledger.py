"""Which calls may go out as samples, and the ledger of those that did: a withdrawal can be listed for past pulls."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from archive.readable_calls import conditions_of, published_for
from archive.tables import calls, sample_exports, sample_withdrawals, standing_objections
from calls.access import Reader
from calls.ports.reading_room import CallFilter
from calls.retention import Purpose


def sampleable(connection: Connection, reader: Reader, purpose: Purpose, now: datetime) -> Sequence[sa.Row[Any]]:
    """Published calls for which this purpose lives, that were not withdrawn, and whose caller does not object for
    good."""
    withdrawn = sa.exists().where(sample_withdrawals.c.call_id == calls.c.call_id)
    query = sa.select(calls).where(
        published_for(reader, now),
        sa.not_(objects_for_good()),
        sa.not_(withdrawn),
        *conditions_of(CallFilter(purpose=purpose), now),
    )
    return connection.execute(query).all()


def objects_for_good() -> ColumnElement[bool]:
    """The caller of a row of `calls` stands on the list."""
    objectors = sa.select(standing_objections.c.pseudonym)
    return sa.and_(calls.c.caller_pseudonym.is_not(None), calls.c.caller_pseudonym.in_(objectors))


def enter_in_ledger(
    connection: Connection, names: Mapping[str, str], *, purpose: Purpose, actor: str, now: datetime
) -> None:
    pull_id = f"p_{secrets.token_hex(12)}"
    rows = [
        {
            "pull_id": pull_id,
            "call_id": call_id,
            "sample_id": name,
            "purpose": purpose.value,
            "actor": actor,
            "pulled_at": now,
        }
        for call_id, name in names.items()
    ]
    if rows:
        connection.execute(sample_exports.insert(), rows)
