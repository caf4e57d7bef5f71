"""What became of a call, as the recorder told it and as it stands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from calls.call import Source, new_call_id
from calls.call_detail import CallDetail, CallOutcome, as_it_stands, died_with_recorder, outcome_of_not_kept, reduced
from calls.consent import Outcome
from calls.lifecycle import State

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RECORDED = CallDetail(
    new_call_id(),
    "ab" * 32,
    NOON,
    CallOutcome.RECORDED,
    source=Source.IN_PATH,
    answered_at=NOON,
    ended_at=NOON.replace(hour=13),
    sip_status=200,
    queue="sales",
    agent_id="agent-7",
    captured_ms=1000,
)
REDUCED = reduced(RECORDED)
DIED = died_with_recorder(new_call_id(), "ab" * 32, NOON)

ROWS = [
    # told by the recorder, state, why it failed → as it stands                               remark
    (RECORDED, State.CAPTURED, None, ("recorded", None)),  # still in work
    (RECORDED, State.ARCHIVED, None, ("recorded", None)),
    (RECORDED, State.QUARANTINED, None, ("recorded", None)),
    (RECORDED, State.EXPIRED, None, ("recorded", None)),  # its time was over; it was recorded all the same
    (RECORDED, State.OBJECTED, None, ("objected", None)),  # an objection wins
    (RECORDED, State.ERASED, None, ("recorded", None)),  # on other grounds than an objection: see below
    (RECORDED, State.RESTRICTED, None, ("recorded", None)),
    (REDUCED, State.ERASED, None, ("objected", None)),  # held when the caller objected, and erased by the sweep
    (RECORDED, State.FAILED, "deadline", ("failed", "deadline")),
    (RECORDED, None, None, ("failed", "not_handed_over")),  # nobody has ever seen the sound
    (DIED, None, None, ("failed", "recorder_died")),
    (DIED, State.CAPTURED, None, ("recorded", None)),  # salvaged
    (DIED, State.ARCHIVED, None, ("recorded", None)),
    (DIED, State.OBJECTED, None, ("objected", None)),
    (DIED, State.NOT_RECORDED, None, ("policy", None)),  # its tombstone was written before the end
    (DIED, State.FAILED, "deadline", ("failed", "deadline")),
]


@pytest.mark.parametrize(("told", "state", "why", "expected"), ROWS)
def test_a_detail_stands_in_the_light_of_the_calls_state(
    told: CallDetail, state: State | None, why: str | None, expected: tuple[str, str | None]
) -> None:
    stands = as_it_stands(told, state, why)
    assert (stands.outcome.value, stands.reason) == expected


@pytest.mark.parametrize("state", [State.ERASED, State.RESTRICTED])
def test_only_after_an_objection_an_erased_call_counts_as_objected(state: State) -> None:
    assert as_it_stands(RECORDED, state, objected=True) == reduced(RECORDED)
    by_an_officer = as_it_stands(RECORDED, state, objected=False)
    assert by_an_officer == replace(RECORDED, agent_id=None, queue=None)
    refused = as_it_stands(replace(RECORDED, outcome=CallOutcome.POLICY), state)
    assert (refused.outcome, refused.recorded_in_error) == (CallOutcome.RECORDED, True)


@pytest.mark.parametrize("state", [*State, None])
@pytest.mark.parametrize("outcome", list(CallOutcome))
def test_every_outcome_in_every_state_is_exactly_one_outcome(outcome: CallOutcome, state: State | None) -> None:
    told = CallDetail(new_call_id(), "ab" * 32, NOON, outcome, "busy")
    assert as_it_stands(told, state, None).outcome in CallOutcome


def test_P1_of_an_objected_call_remain_id_hmac_and_one_time() -> None:
    left = reduced(RECORDED)
    assert left == CallDetail(RECORDED.call_id, "ab" * 32, NOON.replace(hour=13), CallOutcome.OBJECTED)
    assert reduced(left) == left


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_tombstone_has_an_outcome_here(outcome: Outcome) -> None:
    assert outcome_of_not_kept(outcome) in CallOutcome


def test_a_failure_without_a_reason_and_a_time_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="reason"):
        CallDetail(new_call_id(), "", NOON, CallOutcome.FAILED)
    with pytest.raises(ValueError, match="aware"):
        CallDetail(new_call_id(), "", NOON.replace(tzinfo=None), CallOutcome.REFUSED)
