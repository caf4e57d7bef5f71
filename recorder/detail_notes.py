"""What a recording notes for its call detail while the call lasts, and what it comes to at the end."""

from dataclasses import dataclass
from datetime import datetime

from calls.call import Call
from calls.call_detail import ENDED_IN_NOTICE, CallOutcome, outcome_of_not_kept
from calls.consent import Outcome, RecordingPolicy, Standing
from recorder.objection import Wishes


@dataclass(slots=True)
class DetailNotes:
    """`heard` is whether any sound was let into the capture; `trouble` the code of what kept it from being kept."""

    answered_at: datetime | None = None
    talked: bool = False
    heard: bool = False
    handed_over: Call | None = None
    trouble: str | None = None
    gap_ms: int = 0
    drift_ms: int | None = None

    def outcome(self, wishes: Wishes) -> tuple[CallOutcome, str | None]:
        """What became of the call, and by which rule or for what reason where that is not plain."""
        if wishes.objected:
            return CallOutcome.OBJECTED, None
        if self.handed_over is not None:
            return (CallOutcome.RECORDED if self.heard else CallOutcome.PAUSED_WHOLE), None
        if self.trouble is not None:
            return CallOutcome.FAILED, self.trouble
        if self.answered_at is None:
            return CallOutcome.NOT_ANSWERED, None
        if wishes.outcome is not Outcome.RECORDED:
            return outcome_of_not_kept(wishes.outcome), _rule(wishes)
        if not self.talked:
            return CallOutcome.POLICY, ENDED_IN_NOTICE
        return CallOutcome.FAILED, "not_captured"


def _rule(wishes: Wishes) -> str | None:
    if wishes.standing is Standing.OBJECTS:
        return None
    if wishes.standing is Standing.UNKNOWN:
        return "rules_unknown"
    return "never" if wishes.policy is RecordingPolicy.NEVER else "not_agreed"
