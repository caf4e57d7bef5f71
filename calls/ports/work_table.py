"""Work on calls, found by state and lease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from calls.audit import AuditEvent
from calls.call import CallEnding, CallId, CapturedCall
from calls.lifecycle import State
from calls.progress import Progress


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to work on a call: valid while its fence is the newest and its epoch unchanged."""

    captured: CapturedCall
    fence: int
    epoch: int
    attempt: int
    """1 for the first try; counts typed failures, not lost leases."""

    @property
    def call_id(self) -> CallId:
        return self.captured.call_id


class WorkTable(Protocol):
    """Work found by state and lease in the database; the truth about who may do what to which call."""

    def admit(self, captured: CapturedCall) -> bool:
        """Enter a captured call once; False when it is known already (whatever its state)."""
        ...

    def claim(self, worker: str, *, lease_s: float) -> Claim | None:
        """Take the oldest call that is due and free. A lease that ran out is counted as lost, and its call is taken
        over with a higher fence. None when there is nothing to do."""
        ...

    def renew(self, claim: Claim, *, lease_s: float) -> None:
        """Raises LeaseLost or EpochChanged."""
        ...

    def advance(self, claim: Claim, state: State) -> None:
        """Note the step the call is in. Raises LeaseLost or EpochChanged."""
        ...

    def note_progress(self, claim: Claim, progress: Progress) -> None:
        """Note how far the work on the call is. Raises LeaseLost or EpochChanged."""
        ...

    def progress_of(self, call_id: CallId) -> Progress | None:
        """How far the work on the call is; None in every state without, and before anything was noted."""
        ...

    def give_up(self, claim: Claim, reason: str, *, audit: AuditEvent, max_attempts: int = 3) -> State:
        """Count one typed failure: back to CAPTURED after a back-off, or QUARANTINED (without artefacts) at the
        limit. `reason` is an error's `code`. Returns the new state."""
        ...

    def postpone(self, claim: Claim, *, delay_s: float) -> None:
        """Give the call back without counting a failure: something we depend on does not answer. Due again after
        `delay_s`. Raises LeaseLost or EpochChanged."""
        ...

    def state_of(self, call_id: CallId) -> State | None:
        """The call's state now; None when it was never entered."""
        ...

    def waits_until(self, call_id: CallId) -> datetime | None:
        """When a call that was put back is due again; None for one that no worker has put back, or that is taken up."""
        ...

    def fail(self, claim: Claim, reason: str, *, audit: AuditEvent) -> None:
        """End the call as FAILED: input that can never work, or the raw deadline."""
        ...

    def note_ending(self, ending: CallEnding, *, audit: AuditEvent) -> None:
        """Enter a call of which nothing was kept (OBJECTED or NOT_RECORDED), once."""
        ...

    def overdue(self, *, captured_before: datetime) -> Sequence[CallId]:
        """Calls whose raw audio has met its deadline and that are still in work."""
        ...

    def expire_raw(self, call_id: CallId, *, audit: AuditEvent) -> None:
        """Move an overdue call to FAILED (reason "deadline"), bumping its epoch so that a running worker loses."""
        ...
