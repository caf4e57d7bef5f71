"""The call details' promises, on the twin, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from calls.access import Role
from calls.audit import Did
from calls.call import CallEnding, new_call_id
from calls.call_detail import CallDetail, CallOutcome, reduced
from calls.consent import Means, Outcome
from calls.redacted import Verdict
from tests.archive.houses import NOON, captured_call, detail_of, event, in_redaction, keep, reader
from tests.contracts.conftest import Adapters

HOUR = timedelta(hours=1)


def told(adapters: Adapters, start: datetime = NOON - HOUR, end: datetime = NOON + HOUR) -> list[CallDetail]:
    return list(adapters.details.received_between(start, end))


def test_a_detail_comes_back_as_it_was_entered_and_only_once(adapters: Adapters) -> None:
    busy = CallDetail(new_call_id(), "ab" * 32, NOON, CallOutcome.NOT_ANSWERED, None, sip_status=486, ended_at=NOON)
    assert [adapters.details.enter([busy, busy]) for _ in range(2)] == [1, 0]
    assert told(adapters) == [busy]


def test_the_first_detail_of_a_call_is_the_one_that_stays(adapters: Adapters) -> None:
    busy = CallDetail(new_call_id(), "ab" * 32, NOON, CallOutcome.NOT_ANSWERED, None, sip_status=486)
    adapters.details.enter([busy])
    adapters.details.enter([replace(busy, outcome=CallOutcome.FAILED, reason="recorder_died")])
    assert told(adapters) == [busy]


def test_the_window_is_open_at_its_end_and_the_oldest_comes_first(adapters: Adapters) -> None:
    late, early = (CallDetail(new_call_id(), "ab" * 32, NOON + at * HOUR, CallOutcome.NOT_ANSWERED) for at in (1, 0))
    adapters.details.enter([late, early])
    assert told(adapters, NOON, NOON + HOUR) == [early]
    assert told(adapters, NOON, NOON + 2 * HOUR) == [early, late]


def test_many_details_are_entered_at_once(adapters: Adapters) -> None:
    many = [CallDetail(new_call_id(), "ab" * 32, NOON, CallOutcome.REFUSED, "busy") for _ in range(1201)]
    assert adapters.details.enter(many) == 1201
    assert len(told(adapters)) == 1201


def test_P1_an_objection_after_hang_up_leaves_id_hmac_and_one_time(adapters: Adapters) -> None:
    captured = captured_call()
    adapters.work.admit(captured)
    detail = detail_of(captured)
    adapters.details.enter([detail])
    adapters.archive.object_to(captured.call_id, how=Means.API, audit=event(Did.OBJECTED, captured.call_id))
    assert told(adapters) == [reduced(detail)]


def test_P1_a_detail_that_arrives_after_the_objection_is_reduced(adapters: Adapters) -> None:
    captured = captured_call()
    ending = CallEnding(captured.call_id, "cd" * 32, NOON, Outcome.OBJECTED, Means.DTMF, "caller")
    adapters.work.note_ending(ending, audit=event(Did.OBJECTED, captured.call_id))
    adapters.details.enter([detail_of(captured)])
    assert told(adapters) == [reduced(detail_of(captured))]


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("deed", ["erase", "object_to"])
def test_a_call_that_an_officer_erased_was_recorded_and_one_that_objected_is_called_so(
    adapters: Adapters, deed: str, late: bool
) -> None:
    captured = captured_call()
    keep(adapters.archive, in_redaction(adapters.work, captured), verdict=Verdict.QUARANTINED)
    detail = detail_of(captured)
    if not late:
        adapters.details.enter([detail])
    getattr(adapters.review, deed)(reader(Role.PRIVACY_OFFICER), captured.call_id)
    adapters.details.enter([detail])
    erased, objected = replace(detail, agent_id=None, queue=None), reduced(detail)
    assert told(adapters) == [objected if deed == "object_to" else erased]


def test_P1_a_tombstone_that_arrives_after_the_detail_reduces_it(adapters: Adapters) -> None:
    captured = captured_call()
    adapters.details.enter([detail_of(captured)])
    ending = CallEnding(captured.call_id, "cd" * 32, NOON, Outcome.OBJECTED, Means.DTMF, "caller")
    adapters.work.note_ending(ending, audit=event(Did.OBJECTED, captured.call_id))
    assert told(adapters) == [reduced(detail_of(captured))]


def test_a_recorded_call_stays_recorded_once_it_is_archived(adapters: Adapters) -> None:
    captured = captured_call()
    claim = in_redaction(adapters.work, captured)
    keep(adapters.archive, claim)
    adapters.details.enter([detail_of(captured)])
    assert told(adapters) == [detail_of(captured)]


def test_a_call_that_was_lost_in_the_pipeline_has_failed_with_its_reason(adapters: Adapters) -> None:
    captured = captured_call()
    claim = in_redaction(adapters.work, captured)
    adapters.details.enter([detail_of(captured)])
    adapters.work.fail(claim, "unreadable-audio", audit=event(Did.FAILED, captured.call_id))
    (detail,) = told(adapters)
    assert (detail.outcome, detail.reason) == (CallOutcome.FAILED, "unreadable-audio")


def test_P1_a_call_that_was_kept_although_the_caller_objected_is_recorded_in_error(adapters: Adapters) -> None:
    captured = captured_call()
    adapters.details.enter([replace(detail_of(captured), outcome=CallOutcome.OBJECTED)])
    adapters.work.admit(captured)
    (detail,) = told(adapters)
    assert (detail.outcome, detail.recorded_in_error) == (CallOutcome.RECORDED, True)
