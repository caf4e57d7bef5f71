"""An erasure that a person asks for: the same end as by an objection, on other grounds."""

from archive.audit_log import AuditLogInDatabase
from archive.call_rows import change_row, locked_row, tombstone
from archive.database import Database
from archive.erasure import bury, remove_objects
from archive.lease_rules import told_with
from archive.search_index import forget_removed
from calls.audit import AuditEvent
from calls.call import CallId
from calls.errors import EpochChanged
from calls.lifecycle import State, check_can_move
from calls.ports.clock import Clock
from calls.ports.object_store import ObjectStore


def erase_call(
    database: Database,
    audit_log: AuditLogInDatabase,
    store: ObjectStore,
    clock: Clock,
    call_id: CallId,
    *,
    epoch: int,
    audit: AuditEvent,
) -> State:
    """Make a call gone, which was seen at `epoch`: ERASED, or RESTRICTED while a legal hold lasts.

    Raises EpochChanged, WrongState, DatabaseUnavailable, and StoreUnavailable when the objects could not be removed
    yet: the row is a tombstone already then, and the sweep removes them.
    """
    with audit_log.transaction() as tx:
        row = locked_row(tx.connection, call_id)
        if row is None or row.epoch != epoch:
            raise EpochChanged(f"call {call_id} was objected to or erased meanwhile")
        state = State.RESTRICTED if row.held else State.ERASED
        check_can_move(State(row.state), state)
        change_row(tx.connection, call_id, {"epoch": row.epoch + 1})
        if state is State.RESTRICTED:
            change_row(tx.connection, call_id, {"state": state.value})
        else:
            bury(tx.connection, call_id, tombstone(state, at=clock.now(), consent=row.consent))
            forget_removed(tx.connection)
        tx.witness(told_with(audit, was=row.state, state=state.value))
    if state is State.ERASED:
        database.truncate_wal()
        remove_objects(database, store, call_id)
    return state
