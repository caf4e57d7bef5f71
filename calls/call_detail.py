"""A call detail record: what became of one INVITE, for the operator's books. Never a number, never a word.

Every INVITE that the recorder sees has one, also those that were refused, cancelled, never answered or not recorded.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from calls.call import CallId, Source
from calls.consent import Outcome
from calls.lifecycle import IN_WORK, State

RECORDER_DIED = "recorder_died"
NOT_HANDED_OVER = "not_handed_over"
ENDED_IN_NOTICE = "ended_in_notice"


class CallOutcome(StrEnum):
    """What became of the INVITE; exactly one of these."""

    RECORDED = "recorded"
    OBJECTED = "objected"
    POLICY = "policy"
    """Answered and by the rules not recorded; `reason` says by which."""
    PAUSED_WHOLE = "paused_whole"
    """Recorded, and paused during all of the talk: silence is all there is."""
    STANDING_OBJECTION = "standing_objection"
    FAILED = "failed"
    """Should have been recorded; `reason` says why it was not."""
    NOT_ANSWERED = "not_answered"
    """Busy, cancelled, no answer: there was no talk to record."""
    REFUSED = "refused"
    """The recorder itself did not take the call."""


KEPT = frozenset({CallOutcome.RECORDED, CallOutcome.PAUSED_WHOLE})
"""Outcomes of which sound was handed over."""

ENDED_BY_WISH = frozenset({State.OBJECTED, State.ERASED, State.RESTRICTED})
"""States that an objection leads to; the last two may have other grounds, too."""

GONE = frozenset({State.ERASED, State.RESTRICTED, State.EXPIRED})
"""States of a call that was recorded and of which nothing is shown any more."""

SAID_NO = frozenset({CallOutcome.OBJECTED, CallOutcome.POLICY, CallOutcome.STANDING_OBJECTION})
"""Outcomes after which no sound may be there."""


@dataclass(frozen=True, slots=True)
class CallDetail:
    """One INVITE. Instants are aware; `captured_ms` is the length of what was handed over, `gap_ms` how much of it the
    network or the machine lost.

    After an objection only `call_id`, `sip_call_id_hmac`, `outcome` and one time are left (P1): see `reduced`.
    """

    call_id: CallId
    sip_call_id_hmac: str
    received_at: datetime
    outcome: CallOutcome
    reason: str | None = None
    source: Source | None = None
    """In path or SIPREC; None where that is not known any more."""
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sip_status: int | None = None
    """The final status that the caller's INVITE got."""
    queue: str | None = None
    agent_id: str | None = None
    captured_ms: int = 0
    gap_ms: int = 0
    drift_ms: int | None = None
    """What the clock of a party gained on the recorder's during the call (lost, where negative), of the two parties'
    the farther one, to within 20 ms: so much of that party's sound was dropped, or filled in, to keep both channels on
    one timeline. None where it is not known: little or much interrupted talk, Opus, nothing recorded."""
    truncated: bool = False
    recorded_in_error: bool = False
    """Sound was handed over although the caller or the policy had said no; found by `as_it_stands`, never stored."""

    def __post_init__(self) -> None:
        if any(at is not None and at.tzinfo is None for at in (self.received_at, self.answered_at, self.ended_at)):
            raise ValueError("instants of a call detail must be aware")
        if self.outcome is CallOutcome.FAILED and not self.reason:
            raise ValueError("a failed call needs a reason")


def reduced(detail: CallDetail) -> CallDetail:
    """What may remain of an objected call (P1): its id, the HMAC of its SIP Call-ID and the time it ended."""
    at = detail.ended_at or detail.received_at
    return CallDetail(detail.call_id, detail.sip_call_id_hmac, at, CallOutcome.OBJECTED)


def died_with_recorder(call_id: CallId, sip_call_id_hmac: str, received_at: datetime) -> CallDetail:
    """The detail of a call whose recorder did not live to write it."""
    return CallDetail(call_id, sip_call_id_hmac, received_at, CallOutcome.FAILED, RECORDER_DIED)


def outcome_of_not_kept(outcome: Outcome) -> CallOutcome:
    """A tombstone's outcome as a detail's."""
    return CallOutcome.POLICY if outcome in (Outcome.RECORDED, Outcome.IMPORTED) else CallOutcome(outcome.value)


def without_people(detail: CallDetail) -> CallDetail:
    """What may remain of a call that was kept and is gone (P8): that there was one."""
    return replace(detail, agent_id=None, queue=None)


def as_it_stands(
    detail: CallDetail, state: State | None, failure_reason: str | None = None, *, objected: bool = False
) -> CallDetail:
    """The detail in the light of the call's state: what happened to it after hang-up. `state` is None where the
    archive knows of no such call; `objected` tells a call that was erased after an objection from one that was erased
    on other grounds.

    An objection wins; a call that is in work or was kept was recorded, whatever the recorder could still write; one
    that was lost in the pipeline has failed, whatever the recorder wrote.
    """
    if state in ENDED_BY_WISH and (objected or state is State.OBJECTED or detail.outcome is CallOutcome.OBJECTED):
        return reduced(detail)
    if state is State.FAILED:
        return replace(detail, outcome=CallOutcome.FAILED, reason=failure_reason or "failed")
    if state in GONE:
        detail = without_people(detail)
    if state in IN_WORK or state in GONE or state in (State.ARCHIVED, State.QUARANTINED):
        if detail.outcome in KEPT:
            return detail
        refused = detail.outcome in SAID_NO
        return replace(detail, outcome=CallOutcome.RECORDED, reason=None, recorded_in_error=refused)
    if state is State.NOT_RECORDED and detail.reason == RECORDER_DIED:
        return replace(detail, outcome=CallOutcome.POLICY, reason=None)
    if state is None and detail.outcome in KEPT:
        return replace(detail, outcome=CallOutcome.FAILED, reason=NOT_HANDED_OVER)
    return detail
