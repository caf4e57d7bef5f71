"""An objection that arrives after hang-up: it always wins, over a running worker and over what is published."""

from typing import Any

import sqlalchemy as sa

from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.call_details import reduce_detail
from archive.call_rows import change_row, consent_document, locked_row, tombstone
from archive.database import Database
from archive.erasure import bury, prefix_of, remove_objects
from archive.lease_rules import told_with
from archive.search_index import forget_removed
from calls.audit import AuditEvent
from calls.call import CallId, is_call_id
from calls.consent import ConsentDecision, Means, Outcome
from calls.errors import NotFound
from calls.lifecycle import IN_WORK, State
from calls.ports.clock import Clock
from calls.ports.object_store import ObjectStore


def carry_out_objection(
    database: Database,
    audit_log: AuditLogInDatabase,
    store: ObjectStore,
    clock: Clock,
    call_id: CallId,
    how: Means,
    audit: AuditEvent,
) -> State:
    """In work → OBJECTED, published → ERASED (or RESTRICTED while held); everything of it goes. Idempotent.

    Raises NotFound, DatabaseUnavailable, and StoreUnavailable when the objects could not be removed yet: the row is a
    tombstone already then, and the sweep removes them, or the same call again.
    """
    if not is_call_id(call_id):
        raise NotFound("no such call")
    with audit_log.transaction() as tx:
        row = locked_row(tx.connection, call_id)
        if row is None:
            raise NotFound("no such call")
        old = State(row.state)
        state = after_objection(old, held=row.held)
        if state is not old:
            _change_rows(tx, row, state, how, clock)
            tx.witness(told_with(audit, how=how.value, was=old.value, state=state.value))
    _remove_what_is_left(database, store, call_id, state)
    return state


def after_objection(old: State, *, held: bool) -> State:
    """What an objection makes of a call; states in which nothing is kept stay as they are."""
    if old in IN_WORK:
        return State.OBJECTED
    if old in (State.ARCHIVED, State.QUARANTINED):
        return State.RESTRICTED if held else State.ERASED
    return old


def _change_rows(tx: Witnessed, row: sa.Row[Any], state: State, how: Means, clock: Clock) -> None:
    call_id = CallId(row.call_id)
    change_row(tx.connection, call_id, {"epoch": row.epoch + 1})
    reduce_detail(tx.connection, call_id)
    if state is State.RESTRICTED:
        change_row(tx.connection, call_id, {"state": state.value})
        return
    consent = consent_document(ConsentDecision(Outcome.OBJECTED, how=how))
    bury(tx.connection, call_id, tombstone(state, at=clock.now(), consent=consent))
    forget_removed(tx.connection)


def _remove_what_is_left(database: Database, store: ObjectStore, call_id: CallId, state: State) -> None:
    """A worker may still be writing for a call that was in work; the sweep looks again when its lease has ended."""
    if state is State.ERASED:
        database.truncate_wal()
        remove_objects(database, store, call_id)
    elif state is State.OBJECTED:
        database.truncate_wal()
        store.delete_all_versions(prefix_of(call_id))
