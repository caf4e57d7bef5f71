"""What the twins of work table and archive have in common."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from archive.in_memory.audit_log import AuditLogInMemory
from archive.lease_rules import why_superseded
from calls.call import CallId, CapturedCall
from calls.errors import LeaseLost
from calls.lifecycle import State
from calls.ports.archive import ArchivedCall
from calls.ports.clock import Clock
from calls.ports.work_table import Claim
from calls.progress import Progress
from calls.redacted import RedactedCall


@dataclass(slots=True)
class ShelvedCall:
    """What the real archive keeps as a row."""

    state: State
    captured: CapturedCall | None
    epoch: int = 1
    fence: int = 0
    attempts: int = 0
    lost_leases: int = 0
    lease_until: datetime | None = None
    not_before: datetime | None = None
    failure_reason: str | None = None
    redacted: RedactedCall | None = None
    kept: ArchivedCall | None = None
    held: bool = False
    objected: bool = False
    kept_at: datetime | None = None
    progress: Progress | None = None


@dataclass(slots=True)
class Shelf:
    """What the work table and the archive have in common: the calls, the audit log and the lock."""

    clock: Clock
    audit_log: AuditLogInMemory
    calls: dict[CallId, ShelvedCall] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def claimed(self, claim: Claim) -> ShelvedCall:
        """Raises LeaseLost or EpochChanged."""
        call = self.calls.get(claim.call_id)
        if call is None:
            raise LeaseLost(f"call {claim.call_id} is not known here")
        superseded = why_superseded(claim, state=call.state, epoch=call.epoch, fence=call.fence)
        if superseded:
            raise superseded
        return call


def free(call: ShelvedCall, state: State, reason: str | None) -> None:
    """Move a call on and take its lease away."""
    call.state, call.failure_reason, call.lease_until, call.not_before = state, reason, None, None
