"""Work found by state and lease in the database: the truth about who may do what to which call.

Any number of workers may ask at once. SQLite lets one writer in at a time (BEGIN IMMEDIATE); on PostgreSQL each takes a
row that no other holds (FOR UPDATE SKIP LOCKED). Every change compares epoch and fence inside its own transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.call_details import reduce_detail
from archive.call_rows import (
    Fields,
    captured_of,
    change_row,
    consent_document,
    locked_row,
    row_of_captured,
    row_of_ending,
    state_of_ending,
    tombstone,
)
from archive.database import Conflict, Database
from archive.lease_rules import (
    DEADLINE,
    LOST_LEASES,
    MOST_LOST_LEASES,
    admitted,
    back_off,
    lease_end,
    lost_too_often,
    state_after_failure,
    told_with,
    why_superseded,
)
from archive.tables import calls
from calls.audit import AuditEvent, Did
from calls.call import CallEnding, CallId, CapturedCall, is_call_id
from calls.consent import ConsentDecision, Outcome
from calls.errors import LeaseLost, WrongState
from calls.lifecycle import IN_WORK, WORKED_ON, State, check_can_move
from calls.ports.clock import Clock
from calls.ports.work_table import Claim
from calls.progress import Progress

_IN_WORK = sorted(state.value for state in IN_WORK)
_WORKED_ON = sorted(state.value for state in WORKED_ON)
_FREE: Fields = {"lease_owner": None, "lease_until": None}


class WorkTableInDatabase:
    """`calls.ports.work_table.WorkTable` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._clock = clock

    def admit(self, captured: CapturedCall) -> bool:
        """Enter a captured call once; False when it is known already (whatever its state)."""
        event = admitted(captured)
        try:
            with self._audit_log.transaction() as tx:
                if locked_row(tx.connection, captured.call_id) is not None:
                    return False
                tx.connection.execute(calls.insert().values(**row_of_captured(captured)))
                tx.witness(event)
        except Conflict:  # another process entered it in the same instant
            return False
        return True

    def claim(self, worker: str, *, lease_s: float) -> Claim | None:
        """Take the oldest call that is due and free; None when there is nothing to do."""
        now = self._clock.now()
        with self._audit_log.transaction() as tx:
            while (row := _next_due(tx.connection, now)) is not None:
                lost = row.lost_leases + (row.lease_until is not None)
                if lost < MOST_LOST_LEASES:
                    return _take(tx.connection, row, worker, lease_end(now, lease_s), lost)
                _quarantine(tx, CallId(row.call_id), LOST_LEASES, now, {"lost_leases": lost})
                tx.witness(lost_too_often(CallId(row.call_id)))
        return None

    def renew(self, claim: Claim, *, lease_s: float) -> None:
        """Raises LeaseLost or EpochChanged."""
        with self._database.writing() as connection:
            _check_claim(connection, claim)
            change_row(connection, claim.call_id, {"lease_until": lease_end(self._clock.now(), lease_s)})

    def advance(self, claim: Claim, state: State) -> None:
        """Note the step the call is in. Raises LeaseLost or EpochChanged, WrongState for what is no step."""
        if state not in IN_WORK:
            raise WrongState(f"{state.value} is no step of the work", hint="see docs/lifecycle.md")
        with self._database.writing() as connection:
            row = _check_claim(connection, claim)
            if row.state != state.value:
                check_can_move(State(row.state), state)
                change_row(connection, claim.call_id, {"state": state.value})

    def note_progress(self, claim: Claim, progress: Progress) -> None:
        """Note how far the work on the call is. Raises LeaseLost or EpochChanged."""
        with self._database.writing() as connection:
            _check_claim(connection, claim)
            change_row(connection, claim.call_id, {"progress": asdict(progress)})

    def progress_of(self, call_id: CallId) -> Progress | None:
        """How far the work is; None in every state without, and before anything was noted."""
        wanted = sa.select(calls.c.progress).where(calls.c.call_id == call_id, calls.c.state.in_(_WORKED_ON))
        with self._database.reading() as connection:
            noted = connection.execute(wanted).scalar()
        return None if noted is None else Progress(**noted)

    def give_up(self, claim: Claim, reason: str, *, audit: AuditEvent, max_attempts: int = 3) -> State:
        """Count one typed failure: back to CAPTURED after a back-off, or QUARANTINED at the limit."""
        now = self._clock.now()
        with self._audit_log.transaction() as tx:
            attempts = _check_claim(tx.connection, claim).attempts + 1
            state = state_after_failure(attempts, max_attempts)
            if state is State.QUARANTINED:
                _quarantine(tx, claim.call_id, reason, now, {"attempts": attempts})
            else:
                rest = {"attempts": attempts, "not_before": now + back_off(attempts), "failure_reason": reason}
                change_row(tx.connection, claim.call_id, _FREE | rest | {"state": state.value})
            did = Did.QUARANTINED if state is State.QUARANTINED else None
            tx.witness(told_with(audit, did, reason=reason, attempt=attempts, state=state.value))
        return state

    def postpone(self, claim: Claim, *, delay_s: float) -> None:
        """Give the call back without counting a failure. Raises LeaseLost or EpochChanged."""
        with self._database.writing() as connection:
            _check_claim(connection, claim)
            rest = {"state": State.CAPTURED.value, "not_before": lease_end(self._clock.now(), delay_s)}
            change_row(connection, claim.call_id, _FREE | rest)

    def state_of(self, call_id: CallId) -> State | None:
        """The call's state now; None when it was never entered."""
        if not is_call_id(call_id):
            return None
        with self._database.reading() as connection:
            state = connection.execute(sa.select(calls.c.state).where(calls.c.call_id == call_id)).scalar()
            return None if state is None else State(state)

    def waits_until(self, call_id: CallId) -> datetime | None:
        """When a call that was put back is due again; None for one that no worker has put back, or that is taken up."""
        if not is_call_id(call_id):
            return None
        with self._database.reading() as connection:
            asked = sa.select(calls.c.not_before).where(calls.c.call_id == call_id, calls.c.state.in_(_IN_WORK))
            return connection.execute(asked).scalar()

    def fail(self, claim: Claim, reason: str, *, audit: AuditEvent) -> None:
        """End the call as FAILED: input that can never work, or the raw deadline."""
        with self._audit_log.transaction() as tx:
            _check_claim(tx.connection, claim)
            _end_as_failed(tx, claim.call_id, reason, audit)

    def note_ending(self, ending: CallEnding, *, audit: AuditEvent) -> None:
        """Enter a call of which nothing was kept (OBJECTED or NOT_RECORDED), once. A call that was handed over all the
        same and is still in work ends too: the objection wins."""
        with self._audit_log.transaction() as tx:
            row = locked_row(tx.connection, ending.call_id)
            if row is None:
                tx.connection.execute(calls.insert().values(**row_of_ending(ending)))
            elif State(row.state) in IN_WORK:
                consent = consent_document(ConsentDecision(ending.outcome, how=ending.how))
                gone = tombstone(state_of_ending(ending), at=ending.ended_at, consent=consent)
                change_row(tx.connection, ending.call_id, gone | {"epoch": row.epoch + 1})
            else:
                return
            if ending.outcome is Outcome.OBJECTED:
                reduce_detail(tx.connection, ending.call_id)
            tx.witness(told_with(audit, how=ending.how.value if ending.how else None, by=ending.actor))

    def overdue(self, *, captured_before: datetime) -> Sequence[CallId]:
        """Calls whose raw audio has met its deadline and that are still in work."""
        late = sa.select(calls.c.call_id).where(calls.c.state.in_(_IN_WORK), calls.c.captured_at < captured_before)
        with self._database.reading() as connection:
            return [CallId(row.call_id) for row in connection.execute(late.order_by(calls.c.captured_at))]

    def expire_raw(self, call_id: CallId, *, audit: AuditEvent) -> None:
        """Move an overdue call to FAILED (reason "deadline"), bumping its epoch so that a running worker loses.

        Doing it twice, or to a call that has left the work meanwhile, changes nothing.
        """
        with self._audit_log.transaction() as tx:
            row = locked_row(tx.connection, call_id)
            if row is not None and State(row.state) in IN_WORK:
                change_row(tx.connection, call_id, {"epoch": row.epoch + 1})
                _end_as_failed(tx, call_id, DEADLINE, audit, keep_lease=True)


def _next_due(connection: Connection, now: datetime) -> sa.Row[Any] | None:
    due = (
        sa.select(calls)
        .where(calls.c.state.in_(_IN_WORK))
        .where(sa.or_(calls.c.not_before.is_(None), calls.c.not_before <= now))
        .where(sa.or_(calls.c.lease_until.is_(None), calls.c.lease_until <= now))
        .order_by(calls.c.captured_at, calls.c.call_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return connection.execute(due).first()


def _take(connection: Connection, row: sa.Row[Any], worker: str, until: datetime, lost_leases: int) -> Claim:
    """A call whose worker vanished starts over from CAPTURED: every step may run twice."""
    fence = row.fence + 1
    taken = {"fence": fence, "lease_owner": worker, "lease_until": until, "not_before": None, "leftovers": True}
    taken["progress"] = None
    change_row(connection, CallId(row.call_id), taken | {"state": State.CAPTURED.value, "lost_leases": lost_leases})
    return Claim(captured_of(row), fence=fence, epoch=row.epoch, attempt=row.attempts + 1)


def _check_claim(connection: Connection, claim: Claim) -> sa.Row[Any]:
    row = locked_row(connection, claim.call_id)
    if row is None:
        raise LeaseLost(f"call {claim.call_id} is not known here")
    superseded = why_superseded(claim, state=State(row.state), epoch=row.epoch, fence=row.fence)
    if superseded:
        raise superseded
    return row


def _quarantine(tx: Witnessed, call_id: CallId, reason: str, now: datetime, counts: Fields) -> None:
    """Quarantine without artefacts: nothing redacted was found fit to keep."""
    ended = {"state": State.QUARANTINED.value, "failure_reason": reason, "kept_at": now, "not_before": None}
    change_row(tx.connection, call_id, _FREE | ended | counts)


def _end_as_failed(tx: Witnessed, call_id: CallId, reason: str, audit: AuditEvent, *, keep_lease: bool = False) -> None:
    """`keep_lease`: a worker may still be writing, so its leftovers are looked for only when its lease has ended."""
    ended: Fields = {
        "state": State.FAILED.value,
        "failure_reason": reason,
        "caller_pseudonym": None,
        "reference_codes": None,
    }
    change_row(tx.connection, call_id, ended if keep_lease else _FREE | ended)
    tx.witness(told_with(audit, reason=reason))
