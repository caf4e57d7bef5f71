"""Live control: objections always land somewhere, pausing protects first, resuming witnesses first."""

import threading
from pathlib import Path

import pytest

from api.desk import Limits
from calls.access import Role
from calls.audit import Did
from calls.call import CallId, new_call_id
from calls.lifecycle import State
from tests.api.builders import House, capture, open_house, publish


def _order(house: House, call_id: CallId, verb: str, role: Role = Role.PRIVACY_OFFICER) -> int:
    return house.ask("POST", f"/v1/live-calls/{call_id}/{verb}", role=role).status_code


def test_calls_on_the_line_are_listed(house: House) -> None:
    call_id = house.line.ring()
    (shown,) = house.get("/v1/live-calls").json()["calls"]
    assert shown == {
        "call_id": call_id,
        "started_at": "2026-11-22T18:00:00Z",
        "phase": "talking",
        "capture": "write",
        "paused": False,
        "recorder": "recorder-1",
        "queue": "support",
    }


@pytest.mark.parametrize("verb", ["objection", "pause", "resume"])
def test_an_order_reaches_the_line_and_may_be_given_twice(house: House, verb: str) -> None:
    call_id = house.line.ring()
    assert [_order(house, call_id, verb, Role.INTEGRATOR) for _ in range(2)] == [200, 200]
    assert {actor for _, _, actor in house.line.heard} == {"a integrator"}
    assert len(house.line.heard) == 2


@pytest.mark.parametrize("verb", ["objection", "pause", "resume"])
def test_an_order_to_no_call_is_not_found(house: House, verb: str) -> None:
    assert _order(house, new_call_id(), verb) == 404


def test_P1_an_objection_just_after_hang_up_stops_the_work(house: House) -> None:
    call_id = capture(house).call_id
    assert _order(house, call_id, "objection", Role.INTEGRATOR) == 200
    assert house.state_of(call_id) is State.OBJECTED
    assert _order(house, call_id, "objection", Role.INTEGRATOR) == 200


def test_P1_an_objection_after_publishing_erases(house: House) -> None:
    call_id = publish(house)
    answer = house.ask("POST", f"/v1/live-calls/{call_id}/objection", role=Role.PRIVACY_OFFICER)
    assert answer.json() == {"call_id": call_id, "outcome": "erased"}
    assert house.state_of(call_id) is State.ERASED
    assert house.get(f"/v1/calls/{call_id}/audio").status_code == 404
    assert list(house.store.list("calls/")) == []


def test_a_published_call_is_erased_only_by_who_may(house: House) -> None:
    call_id = publish(house)
    assert _order(house, call_id, "objection", Role.INTEGRATOR) == 403
    assert house.state_of(call_id) is State.ARCHIVED


def test_P1_an_objection_waits_for_a_call_between_recorder_and_database(tmp_path: Path) -> None:
    with open_house(tmp_path, limits=Limits(objection_patience_s=20.0)) as house:
        found: list[CallId] = []
        real = house.archive.object_to
        captured = capture(house)
        hidden = {captured.call_id}

        def not_yet(call_id: CallId, **options: object) -> State:
            asked = CallId("c_" + "0" * 24) if call_id in hidden else call_id
            found.append(call_id)
            return real(asked, **options)  # type: ignore[arg-type]

        house.archive.object_to = not_yet  # type: ignore[method-assign]
        threading.Timer(0.5, hidden.clear).start()
        assert _order(house, captured.call_id, "objection") == 200
        assert len(found) > 1
        assert house.state_of(captured.call_id) is State.OBJECTED


def test_a_silent_recorder_does_not_keep_an_objection_from_the_archive(house: House) -> None:
    call_id = capture(house).call_id
    house.line.answers = False
    assert _order(house, call_id, "objection") == 200
    assert house.state_of(call_id) is State.OBJECTED


def test_a_silent_recorder_is_said_when_nobody_else_knows_the_call(house: House) -> None:
    call_id = house.line.ring()
    house.line.answers = False
    assert [_order(house, call_id, verb) for verb in ("objection", "pause", "resume")] == [503, 503, 503]
    assert house.get("/v1/live-calls").status_code == 503


def test_a_broken_audit_log_keeps_nobody_from_objecting_or_pausing(house: House) -> None:
    call_id = house.line.ring()
    house.audit.broken = True
    assert _order(house, call_id, "objection") == 200
    assert _order(house, call_id, "pause") == 503
    assert [verb for verb, _, _ in house.line.heard] == ["objection by api", "pause"]


def test_without_an_audit_row_a_call_stays_paused(house: House) -> None:
    call_id = house.line.ring()
    _order(house, call_id, "pause")
    house.audit.broken = True
    assert _order(house, call_id, "resume") == 503
    assert house.line.on_the_line[call_id].paused


def test_pausing_and_resuming_are_on_record(house: House) -> None:
    call_id = house.line.ring()
    _order(house, call_id, "pause")
    _order(house, call_id, "resume")
    events = house.audited(Did.PAUSED) + house.audited(Did.RESUMED)
    assert [(event["actor"], event["call_id"]) for event in events] == [("a privacy_officer", call_id)] * 2


def test_an_objection_to_a_call_that_lies_in_the_spool_is_never_told_that_there_is_none(tmp_path: Path) -> None:
    with open_house(tmp_path, call_state=lambda _: State.CAPTURED) as house:
        answer = house.ask("POST", f"/v1/live-calls/{new_call_id()}/objection", role=Role.INTEGRATOR)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_P1_an_objection_waits_for_a_call_that_its_recorder_says_is_on_its_way(tmp_path: Path) -> None:
    with open_house(tmp_path, limits=Limits(objection_patience_s=20.0)) as house:
        call_id = new_call_id()
        house.line.answers = False
        entered = threading.Timer(0.5, lambda: capture(house, call_id=call_id))
        entered.start()
        assert _order(house, call_id, "objection") == 200
        assert house.state_of(call_id) is State.OBJECTED
