"""Whoever is refused is on record: who, which route, which call; never what was typed."""

from calls.access import Role
from calls.audit import Did
from calls.call import new_call_id
from tests.api.builders import House, publish


def test_a_refusal_by_role_is_on_record_with_route_and_call(house: House) -> None:
    call_id = new_call_id()
    assert house.get(f"/v1/calls/{call_id}?secret=4111", role=Role.TRAINER).status_code == 403
    (event,) = house.audited(Did.REFUSED)
    assert (event["actor"], event["call_id"]) == ("a trainer", call_id)
    assert event["detail"] == {"method": "GET", "route": "/v1/calls/{call_id}", "reason": "not-allowed"}


def test_a_refusal_inside_a_route_is_on_record_too(house: House) -> None:
    call_id = publish(house)
    answer = house.ask("POST", f"/v1/live-calls/{call_id}/objection", role=Role.INTEGRATOR)
    assert answer.status_code == 403
    assert [event["call_id"] for event in house.audited(Did.REFUSED)] == [call_id]


def test_who_is_nobody_leaves_no_trace_in_the_audit_log(house: House) -> None:
    assert house.get("/v1/audit", role=None).status_code == 401
    assert house.audited(Did.REFUSED) == []


def test_P6_a_refusal_that_cannot_be_put_on_record_is_an_unavailable_desk(house: House) -> None:
    assert house.tokens[Role.TRAINER]
    house.audit.broken = True
    assert house.get("/v1/audit", role=Role.TRAINER).status_code == 503
