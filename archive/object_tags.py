"""What the bucket alone shows of an object: why it is there, and until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.kept_rows import tags_of
from calls.call import CallId
from calls.lifecycle import State
from calls.redacted import Certificate, Verdict
from calls.retention import QUARANTINE_KEPT_FOR, RetentionTag


def quarantine_tags(quarantined_at: datetime) -> dict[str, str]:
    return {"quarantine": (quarantined_at + QUARANTINE_KEPT_FOR).isoformat(timespec="seconds")}


def purpose_tags(tags: Sequence[RetentionTag]) -> dict[str, str]:
    """Each purpose with its end."""
    return {tag.purpose.value: tag.expires_at.isoformat(timespec="seconds") for tag in tags}


def tags_by_verdict(certificate: Certificate, tags: Sequence[RetentionTag], *, now: datetime) -> dict[str, str]:
    """What the objects of a call get that is kept `now`."""
    return quarantine_tags(now) if certificate.verdict is Verdict.QUARANTINED else purpose_tags(tags)


def tags_of_objects(connection: Connection, row: sa.Row[Any]) -> dict[str, str]:
    """What stands on the objects of a kept call."""
    if row.state == State.QUARANTINED.value:
        return quarantine_tags(row.kept_at)
    return purpose_tags(tags_of(connection, CallId(row.call_id)))
