"""The work table's promises, on the twin, on SQLite and on PostgreSQL."""

import threading
from datetime import timedelta

import pytest

from calls.audit import Did
from calls.call import CallEnding, Source, new_call_id
from calls.consent import ConsentDecision, Means, Outcome
from calls.errors import EpochChanged, LeaseLost, WrongState
from calls.lifecycle import State
from calls.ports.work_table import Claim
from calls.progress import Progress
from tests.archive.houses import NOON, captured_call, event
from tests.contracts.conftest import Adapters


def _claim(adapters: Adapters, *, lease_s: float = 60) -> Claim:
    claim = adapters.work.claim("w", lease_s=lease_s)
    assert claim is not None
    return claim


def test_a_call_is_admitted_once_and_witnessed(adapters: Adapters) -> None:
    captured = captured_call()
    assert adapters.work.state_of(captured.call_id) is None
    assert adapters.work.admit(captured)
    assert not adapters.work.admit(captured)
    assert adapters.work.state_of(captured.call_id) is State.CAPTURED
    assert adapters.did(captured.call_id) == ["captured"]


@pytest.mark.parametrize("source", [Source.IMPORT, Source.CONVERSATION])
def test_an_import_enters_as_the_intakes_and_is_not_called_an_import_twice(adapters: Adapters, source: Source) -> None:
    consent = ConsentDecision(Outcome.IMPORTED, basis="contract")
    captured = captured_call(source=source, consent=consent, agent_id=None, queue=None, caller_pseudonym=None)
    adapters.work.admit(captured)
    assert adapters.did(captured.call_id) == ["captured"]
    assert adapters.actors(captured.call_id) == ["intake"]


def test_a_call_from_the_line_is_witnessed_as_the_recorders(adapters: Adapters) -> None:
    captured = captured_call()
    adapters.work.admit(captured)
    assert adapters.actors(captured.call_id) == ["recorder"]


def test_a_claim_carries_the_call_as_it_was_handed_over(adapters: Adapters) -> None:
    captured = captured_call(truncated=True)
    adapters.work.admit(captured)
    claim = _claim(adapters)
    assert claim.captured == captured
    assert (claim.fence, claim.epoch, claim.attempt) == (1, 1, 1)


def test_the_oldest_call_comes_first_and_only_once(adapters: Adapters) -> None:
    young, old = captured_call(captured_at=NOON), captured_call(captured_at=NOON - timedelta(hours=1))
    adapters.work.admit(young)
    adapters.work.admit(old)
    assert [_claim(adapters).call_id, _claim(adapters).call_id] == [old.call_id, young.call_id]
    assert adapters.work.claim("w", lease_s=60) is None


def test_F9_workers_that_ask_at_once_never_get_the_same_call(adapters: Adapters) -> None:
    ids = {captured.call_id for captured in (captured_call() for _ in range(24)) if adapters.work.admit(captured)}
    claimed: list[str] = []

    def work() -> None:
        while (claim := adapters.work.claim("w", lease_s=60)) is not None:
            claimed.append(claim.call_id)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed) == sorted(ids)


def test_F10_a_lease_that_ran_out_is_taken_over_with_a_higher_fence_and_no_failure_counted(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    first = _claim(adapters)
    adapters.work.advance(first, State.TRANSCRIBING)
    adapters.clock.pass_(seconds=59)
    assert adapters.work.claim("w2", lease_s=60) is None
    adapters.clock.pass_(seconds=1)
    second = _claim(adapters)
    assert (second.call_id, second.fence, second.attempt) == (first.call_id, 2, 1)
    adapters.work.advance(second, State.TRANSCRIBING)


def test_F9_a_stopped_worker_that_wakes_up_can_do_nothing(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    stale = _claim(adapters)
    adapters.clock.pass_(seconds=61)
    _claim(adapters)
    audit = event(Did.FAILED, stale.call_id)
    with pytest.raises(LeaseLost):
        adapters.work.renew(stale, lease_s=60)
    with pytest.raises(LeaseLost):
        adapters.work.advance(stale, State.TRANSCRIBING)
    with pytest.raises(LeaseLost):
        adapters.work.give_up(stale, "x", audit=audit)
    with pytest.raises(LeaseLost):
        adapters.work.fail(stale, "x", audit=audit)
    with pytest.raises(LeaseLost):
        adapters.work.postpone(stale, delay_s=1)


def test_a_renewed_lease_lasts_longer(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    claim = _claim(adapters)
    adapters.clock.pass_(seconds=50)
    adapters.work.renew(claim, lease_s=60)
    adapters.clock.pass_(seconds=50)
    assert adapters.work.claim("w2", lease_s=60) is None


def test_a_step_may_be_noted_twice_but_not_skipped(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    claim = _claim(adapters)
    adapters.work.advance(claim, State.TRANSCRIBING)
    adapters.work.advance(claim, State.TRANSCRIBING)
    adapters.work.advance(claim, State.REDACTING)
    with pytest.raises(WrongState):
        adapters.work.advance(claim, State.TRANSCRIBING)
    with pytest.raises(WrongState):
        adapters.work.advance(claim, State.ARCHIVED)


def test_F10_three_typed_failures_quarantine_with_a_rest_between_them(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    states = []
    for attempt in (1, 2, 3):
        claim = _claim(adapters)
        assert claim.attempt == attempt
        audit = event(Did.FAILED, claim.call_id)
        states.append(adapters.work.give_up(claim, "transcription-failed", audit=audit))
        assert adapters.work.claim("w", lease_s=60) is None, "the call must rest before the next try"
        adapters.clock.pass_(seconds=60)
    assert states == [State.CAPTURED, State.CAPTURED, State.QUARANTINED]
    assert adapters.work.claim("w", lease_s=60) is None
    assert adapters.did(claim.call_id) == ["captured", "failed", "failed", "quarantined"]


def test_F3_ten_lost_leases_quarantine_and_the_next_call_is_served(adapters: Adapters) -> None:
    unlucky, next_one = captured_call(captured_at=NOON - timedelta(hours=1)), captured_call()
    adapters.work.admit(unlucky)
    for _ in range(10):
        assert _claim(adapters).call_id == unlucky.call_id
        adapters.clock.pass_(seconds=61)
    adapters.work.admit(next_one)
    assert _claim(adapters).call_id == next_one.call_id
    assert adapters.work.state_of(unlucky.call_id) is State.QUARANTINED
    assert adapters.did(unlucky.call_id) == ["captured", "quarantined"]


def test_a_postponed_call_comes_back_without_a_failure(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    adapters.work.postpone(_claim(adapters), delay_s=10)
    assert adapters.work.claim("w", lease_s=60) is None
    adapters.clock.pass_(seconds=10)
    assert _claim(adapters).attempt == 1


def test_a_call_that_was_put_back_says_until_when_it_waits(adapters: Adapters) -> None:
    captured = captured_call()
    call_id = captured.call_id
    assert adapters.work.waits_until(call_id) is None
    adapters.work.admit(captured)
    assert adapters.work.waits_until(call_id) is None
    now = adapters.clock.now()
    adapters.work.postpone(_claim(adapters), delay_s=10)
    assert adapters.work.waits_until(call_id) == now + timedelta(seconds=10)
    adapters.clock.pass_(seconds=10)
    claim = _claim(adapters)
    assert adapters.work.waits_until(call_id) is None
    adapters.work.give_up(claim, "step-failed", audit=event(Did.FAILED, call_id))
    waits_until = adapters.work.waits_until(call_id)
    assert waits_until is not None
    assert waits_until > adapters.clock.now()


def test_input_that_can_never_work_ends_as_failed(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    claim = _claim(adapters)
    adapters.work.fail(claim, "unreadable-audio", audit=event(Did.FAILED, claim.call_id))
    assert adapters.work.state_of(claim.call_id) is State.FAILED
    assert adapters.work.claim("w", lease_s=60) is None
    assert adapters.did(claim.call_id) == ["captured", "failed"]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.OBJECTED, State.OBJECTED),
        (Outcome.POLICY, State.NOT_RECORDED),
        (Outcome.STANDING_OBJECTION, State.NOT_RECORDED),
    ],
)
def test_P1_an_ending_is_noted_once_and_never_worked_on(adapters: Adapters, outcome: Outcome, state: State) -> None:
    ending = CallEnding(new_call_id(), "cd" * 32, NOON, outcome, Means.DTMF, "caller")
    for _ in range(2):
        adapters.work.note_ending(ending, audit=event(Did.OBJECTED, ending.call_id))
    assert adapters.work.state_of(ending.call_id) is state
    assert adapters.work.claim("w", lease_s=60) is None
    assert adapters.did(ending.call_id) == ["objected"]


def test_P1_an_ending_wins_over_a_call_that_was_handed_over_all_the_same(adapters: Adapters) -> None:
    captured = captured_call()
    adapters.work.admit(captured)
    claim = _claim(adapters)
    ending = CallEnding(captured.call_id, "cd" * 32, NOON, Outcome.OBJECTED, Means.DTMF, "caller")
    adapters.work.note_ending(ending, audit=event(Did.OBJECTED, captured.call_id))
    with pytest.raises(EpochChanged):
        adapters.work.renew(claim, lease_s=60)


def test_P4_an_overdue_call_fails_and_its_running_worker_loses(adapters: Adapters) -> None:
    late, in_time = captured_call(captured_at=NOON - timedelta(hours=7)), captured_call()
    adapters.work.admit(late)
    adapters.work.admit(in_time)
    claim = _claim(adapters)
    assert list(adapters.work.overdue(captured_before=NOON - timedelta(hours=6))) == [late.call_id]
    for _ in range(2):
        adapters.work.expire_raw(late.call_id, audit=event(Did.FAILED, late.call_id))
    with pytest.raises(EpochChanged):
        adapters.work.advance(claim, State.TRANSCRIBING)
    assert adapters.work.state_of(late.call_id) is State.FAILED
    assert adapters.did(late.call_id) == ["captured", "failed"]
    assert list(adapters.work.overdue(captured_before=NOON - timedelta(hours=6))) == []


def test_progress_is_told_while_the_call_is_worked_on_and_begins_anew_with_every_try(adapters: Adapters) -> None:
    adapters.work.admit(captured_call())
    first = _claim(adapters, lease_s=60)
    assert adapters.work.progress_of(first.call_id) is None
    adapters.work.advance(first, State.TRANSCRIBING)
    adapters.work.note_progress(first, Progress(percent=40, eta_s=90))
    assert adapters.work.progress_of(first.call_id) == Progress(percent=40, eta_s=90)
    adapters.clock.pass_(seconds=61)
    second = _claim(adapters)
    adapters.work.advance(second, State.TRANSCRIBING)
    assert adapters.work.progress_of(first.call_id) is None
    with pytest.raises(LeaseLost):
        adapters.work.note_progress(first, Progress(percent=50, eta_s=80))
    adapters.work.note_progress(second, Progress(percent=10, eta_s=9))
    adapters.work.advance(second, State.REDACTING)
    assert adapters.work.progress_of(first.call_id) == Progress(percent=10, eta_s=9)
    adapters.clock.pass_(seconds=61)
    _claim(adapters)
    assert adapters.work.progress_of(first.call_id) is None


def test_progress_of_a_call_that_was_objected_to_cannot_be_noted(adapters: Adapters) -> None:
    captured = captured_call()
    adapters.work.admit(captured)
    claim = _claim(adapters)
    ending = CallEnding(captured.call_id, "cd" * 32, NOON, Outcome.OBJECTED, Means.DTMF, "caller")
    adapters.work.note_ending(ending, audit=event(Did.OBJECTED, captured.call_id))
    with pytest.raises(EpochChanged):
        adapters.work.note_progress(claim, Progress(percent=1, eta_s=1))
