"""The work table's twin."""

from collections.abc import Sequence
from datetime import datetime

from archive.in_memory.shelf import Shelf, ShelvedCall, free
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
)
from calls.audit import AuditEvent, Did
from calls.call import CallEnding, CallId, CapturedCall
from calls.consent import Outcome
from calls.errors import WrongState
from calls.lifecycle import IN_WORK, WORKED_ON, State, check_can_move
from calls.ports.work_table import Claim
from calls.progress import Progress


class WorkTableInMemory:
    """`calls.ports.work_table.WorkTable`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def admit(self, captured: CapturedCall) -> bool:
        with self._shelf.lock:
            if captured.call_id in self._shelf.calls:
                return False
            self._shelf.calls[captured.call_id] = ShelvedCall(State.CAPTURED, captured)
            self._shelf.audit_log.append(admitted(captured))
            return True

    def claim(self, worker: str, *, lease_s: float) -> Claim | None:  # noqa: ARG002
        now = self._shelf.clock.now()
        with self._shelf.lock:
            for call_id, captured, call in self._due(now):
                call.lost_leases += call.lease_until is not None
                if call.lost_leases >= MOST_LOST_LEASES:
                    free(call, State.QUARANTINED, LOST_LEASES)
                    call.kept_at = now
                    self._shelf.audit_log.append(lost_too_often(call_id))
                    continue
                call.fence, call.state, call.not_before = call.fence + 1, State.CAPTURED, None
                call.lease_until, call.progress = lease_end(now, lease_s), None
                return Claim(captured, fence=call.fence, epoch=call.epoch, attempt=call.attempts + 1)
        return None

    def renew(self, claim: Claim, *, lease_s: float) -> None:
        with self._shelf.lock:
            self._shelf.claimed(claim).lease_until = lease_end(self._shelf.clock.now(), lease_s)

    def advance(self, claim: Claim, state: State) -> None:
        if state not in IN_WORK:
            raise WrongState(f"{state.value} is no step of the work", hint="see docs/lifecycle.md")
        with self._shelf.lock:
            call = self._shelf.claimed(claim)
            if call.state is not state:
                check_can_move(call.state, state)
                call.state = state

    def note_progress(self, claim: Claim, progress: Progress) -> None:
        with self._shelf.lock:
            self._shelf.claimed(claim).progress = progress

    def progress_of(self, call_id: CallId) -> Progress | None:
        with self._shelf.lock:
            call = self._shelf.calls.get(call_id)
            return call.progress if call and call.state in WORKED_ON else None

    def give_up(self, claim: Claim, reason: str, *, audit: AuditEvent, max_attempts: int = 3) -> State:
        with self._shelf.lock:
            call = self._shelf.claimed(claim)
            call.attempts += 1
            free(call, state_after_failure(call.attempts, max_attempts), reason)
            call.not_before = self._shelf.clock.now() + back_off(call.attempts)
            call.kept_at = self._shelf.clock.now() if call.state is State.QUARANTINED else None
            did = Did.QUARANTINED if call.state is State.QUARANTINED else None
            self._shelf.audit_log.append(
                told_with(audit, did, reason=reason, attempt=call.attempts, state=call.state.value)
            )
            return call.state

    def postpone(self, claim: Claim, *, delay_s: float) -> None:
        with self._shelf.lock:
            call = self._shelf.claimed(claim)
            free(call, State.CAPTURED, call.failure_reason)
            call.not_before = lease_end(self._shelf.clock.now(), delay_s)

    def state_of(self, call_id: CallId) -> State | None:
        with self._shelf.lock:
            call = self._shelf.calls.get(call_id)
            return None if call is None else call.state

    def waits_until(self, call_id: CallId) -> datetime | None:
        with self._shelf.lock:
            call = self._shelf.calls.get(call_id)
            return call.not_before if call and call.state in IN_WORK else None

    def fail(self, claim: Claim, reason: str, *, audit: AuditEvent) -> None:
        with self._shelf.lock:
            free(self._shelf.claimed(claim), State.FAILED, reason)
            self._shelf.audit_log.append(told_with(audit, reason=reason))

    def note_ending(self, ending: CallEnding, *, audit: AuditEvent) -> None:
        state = State.OBJECTED if ending.outcome is Outcome.OBJECTED else State.NOT_RECORDED
        with self._shelf.lock:
            known = self._shelf.calls.get(ending.call_id)
            if known is not None and known.state not in IN_WORK:
                return
            epoch = known.epoch + 1 if known else 1
            self._shelf.calls[ending.call_id] = ShelvedCall(state, None, epoch=epoch)
            how = ending.how.value if ending.how else None
            self._shelf.audit_log.append(told_with(audit, how=how, by=ending.actor))

    def overdue(self, *, captured_before: datetime) -> Sequence[CallId]:
        with self._shelf.lock:
            late = [
                (call.captured.captured_at, call_id)
                for call_id, call in self._shelf.calls.items()
                if call.state in IN_WORK and call.captured and call.captured.captured_at < captured_before
            ]
        return [call_id for _, call_id in sorted(late)]

    def expire_raw(self, call_id: CallId, *, audit: AuditEvent) -> None:
        with self._shelf.lock:
            call = self._shelf.calls.get(call_id)
            if call is not None and call.state in IN_WORK:
                call.epoch += 1
                free(call, State.FAILED, DEADLINE)
                self._shelf.audit_log.append(told_with(audit, reason=DEADLINE))

    def _due(self, now: datetime) -> list[tuple[CallId, CapturedCall, ShelvedCall]]:
        due = [
            (call.captured.captured_at, call_id, call.captured, call)
            for call_id, call in self._shelf.calls.items()
            if call.captured
            and call.state in IN_WORK
            and (call.not_before is None or call.not_before <= now)
            and (call.lease_until is None or call.lease_until <= now)
        ]
        return [(call_id, captured, call) for _, call_id, captured, call in sorted(due, key=lambda one: one[:2])]
