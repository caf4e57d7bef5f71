"""The rules of leases and retries, the same for the database and the twin."""

from dataclasses import replace
from datetime import datetime, timedelta

from calls.audit import AuditEvent, Did
from calls.call import CallId, CapturedCall, Source
from calls.errors import EpochChanged, LeaseLost, Superseded
from calls.lifecycle import IN_WORK, State
from calls.ports.work_table import Claim

MOST_LOST_LEASES = 10
"""A lost lease is no failure of the call; ten of them are (F3)."""

LOST_LEASES = "lost_leases"
DEADLINE = "deadline"

_FIRST_BACK_OFF = timedelta(seconds=2)
_LONGEST_BACK_OFF = timedelta(seconds=60)


def back_off(attempts: int) -> timedelta:
    """How long a call rests after its `attempts`-th failure: 2, 4, 8 … 60 s."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(_FIRST_BACK_OFF * (1 << doublings), _LONGEST_BACK_OFF)


def state_after_failure(attempts: int, max_attempts: int) -> State:
    return State.QUARANTINED if attempts >= max_attempts else State.CAPTURED


def why_superseded(claim: Claim, *, state: State, epoch: int, fence: int) -> Superseded | None:
    """Whether the claim still counts; the epoch is asked first, because an objection or erasure always wins."""
    if epoch != claim.epoch:
        return EpochChanged(f"call {claim.call_id} was objected to or erased meanwhile")
    if fence != claim.fence or state not in IN_WORK:
        return LeaseLost(f"call {claim.call_id} is no longer ours")
    return None


def lease_end(now: datetime, lease_s: float) -> datetime:
    return now + timedelta(seconds=lease_s)


def told_with(audit: AuditEvent, did: Did | None = None, **detail: str | int | None) -> AuditEvent:
    """The caller's event with what only the transaction knows."""
    return replace(audit, did=did or audit.did, detail={**audit.detail, **detail})


def admitted(captured: CapturedCall) -> AuditEvent:
    """Who handed the call over: the recorder, or the intake, where its way in is on record already."""
    call = captured.call
    imported = call.source in (Source.IMPORT, Source.CONVERSATION)
    actor = "intake" if imported else "recorder"
    return AuditEvent(Did.CAPTURED, actor, call.call_id, {"source": call.source.value, "basis": call.consent.basis})


def lost_too_often(call_id: CallId) -> AuditEvent:
    return AuditEvent(Did.QUARANTINED, "worker", call_id, {"reason": LOST_LEASES, "lost_leases": MOST_LOST_LEASES})
