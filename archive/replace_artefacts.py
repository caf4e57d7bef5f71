"""Putting a call that hides more in the place of a kept one.

A replacement takes the next fence, so its objects lie below a prefix of their own, and a lease, so that the sweep does
not take them for leftovers while they are written. Epoch, fence and prefix are asked before every object is put, and
compared once more in the transaction that publishes: an objection, an erasure or a newer replacement that came
meanwhile wins, and what was written is taken away. The old objects go last: a process that is killed before has left
them to the sweep.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.artefacts import artefacts_of, certificate_document, certified
from archive.audit_log import AuditLogInDatabase
from archive.call_rows import Fields, change_row, locked_row
from archive.database import Database
from archive.erasure import prefix_of
from archive.kept_rows import insert_turns_and_masks, tags_of
from archive.lease_rules import told_with
from archive.search_index import add_to_index, forget_removed, remove_from_index
from archive.tables import calls, masks, turns
from calls.audit import AuditEvent
from calls.call import CallId
from calls.errors import EpochChanged, LeaseLost, Superseded, WrongState
from calls.lifecycle import State
from calls.ports import Clock, KeptCall, ObjectStore
from calls.redacted import Certificate, RedactedCall
from calls.retention import QUARANTINE_KEPT_FOR

REPLACED_WITHIN = timedelta(minutes=5)
"""A replacement that takes longer is given up: the sweep may have taken its objects."""
_FREE: Fields = {"lease_owner": None, "lease_until": None}


def replace_artefacts(
    database: Database,
    audit_log: AuditLogInDatabase,
    store: ObjectStore,
    clock: Clock,
    kept: KeptCall,
    redacted: RedactedCall,
    certificate: Certificate,
    *,
    audit: AuditEvent,
) -> None:
    """Keep `redacted` with `certificate` (its checksums are put in here) instead of `kept`. The state stays.

    Raises Superseded (nothing of the replacement remains), WrongState (a legal hold: P9), StoreUnavailable and
    DatabaseUnavailable (the call is as it was, or replaced with old objects left to the sweep).
    """
    artefacts = artefacts_of(redacted)
    certificate = certified(certificate, artefacts)
    fence = _take_fence(database, kept, clock.now())
    prefix = prefix_of(kept.call_id, fence)
    try:
        for artefact in artefacts:
            with database.reading() as connection:
                row = connection.execute(sa.select(calls).where(calls.c.call_id == kept.call_id)).first()
                check_still_the_same(row, kept, fence=fence, now=clock.now())
                tags = _object_tags(connection, row)
            store.put(prefix + artefact.name, artefact.body, content_type=artefact.content_type, tags=tags)
        _publish(audit_log, kept, redacted, certificate, fence, clock.now(), audit)
    except (Superseded, WrongState):
        _let_go(database, kept.call_id, fence)
        store.delete_all_versions(prefix)
        raise
    database.truncate_wal()
    for old in _other_prefixes(store, kept.call_id, prefix):
        store.delete_all_versions(old)


def certify_again(
    audit_log: AuditLogInDatabase, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent, now: datetime
) -> None:
    """Another certificate for the same objects. Raises Superseded, WrongState, DatabaseUnavailable."""
    with audit_log.transaction() as tx:
        check_still_the_same(locked_row(tx.connection, kept.call_id), kept, fence=None, now=now)
        change_row(tx.connection, kept.call_id, {"certificate": certificate_document(certificate)})
        tx.witness(audit)


def check_still_the_same(row: Any, kept: KeptCall, *, fence: int | None, now: datetime) -> None:
    """Whether a call is what it was when it was read; with `fence`, whether that replacement is the newest and in time.

    The epoch is asked first: an objection or erasure always wins. Raises EpochChanged, LeaseLost, WrongState.
    """
    if row is None or row.epoch != kept.epoch:
        raise EpochChanged(f"call {kept.call_id} was objected to or erased meanwhile")
    if row.object_prefix != kept.prefix or row.state != kept.state.value:
        raise LeaseLost(f"call {kept.call_id} was changed meanwhile")
    if row.held:
        raise WrongState(f"call {kept.call_id} is under a legal hold", hint="try again when the hold has ended")
    if fence is not None and (row.fence != fence or row.lease_until is None or row.lease_until <= now):
        raise LeaseLost(f"call {kept.call_id} is replaced by somebody else, or this took too long")


def _take_fence(database: Database, kept: KeptCall, now: datetime) -> int:
    with database.writing() as connection:
        row = locked_row(connection, kept.call_id)
        check_still_the_same(row, kept, fence=None, now=now)
        assert row is not None
        taken = {"fence": row.fence + 1, "lease_owner": "replacement", "lease_until": now + REPLACED_WITHIN}
        change_row(connection, kept.call_id, taken)
        return int(taken["fence"])


def _let_go(database: Database, call_id: CallId, fence: int) -> None:
    """Whatever became of the call: the sweep need not wait for this replacement any more."""
    with database.writing() as connection:
        ours = calls.update().where(calls.c.call_id == call_id, calls.c.fence == fence)
        connection.execute(ours.values(**_FREE))


def _publish(
    audit_log: AuditLogInDatabase,
    kept: KeptCall,
    redacted: RedactedCall,
    certificate: Certificate,
    fence: int,
    now: datetime,
    audit: AuditEvent,
) -> None:
    call_id = kept.call_id
    with audit_log.transaction() as tx:
        check_still_the_same(locked_row(tx.connection, call_id), kept, fence=fence, now=now)
        remove_from_index(tx.connection, call_id)
        for table in (turns, masks):
            tx.connection.execute(sa.delete(table).where(table.c.call_id == call_id))
        insert_turns_and_masks(tx.connection, redacted)
        if kept.state is State.ARCHIVED:
            add_to_index(tx.connection, call_id)
        forget_removed(tx.connection)
        changed = {"certificate": certificate_document(certificate), "object_prefix": prefix_of(call_id, fence)}
        change_row(tx.connection, call_id, _FREE | changed)
        tx.witness(told_of_sums(audit, certificate))


def told_of_sums(audit: AuditEvent, certificate: Certificate) -> AuditEvent:
    """The event with the checksums of what is kept from now on."""
    text, sound = certificate.transcript_sha256, certificate.audio_sha256
    return told_with(audit, transcript_sha256=text, audio_sha256=sound)


def _object_tags(connection: Connection, row: Any) -> dict[str, str]:
    """Until when, as on the objects before (`archive.keep_call`)."""
    if row.state == State.QUARANTINED.value:
        return {"quarantine": (row.kept_at + QUARANTINE_KEPT_FOR).isoformat(timespec="seconds")}
    tags = tags_of(connection, CallId(row.call_id))
    return {tag.purpose.value: tag.expires_at.isoformat(timespec="seconds") for tag in tags}


def _other_prefixes(store: ObjectStore, call_id: CallId, prefix: str) -> Sequence[str]:
    fences = {int(key.split("/")[2]) for key in store.list(prefix_of(call_id))}
    return [other for fence in sorted(fences) if (other := prefix_of(call_id, fence)) != prefix]
