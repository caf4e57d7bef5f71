"""The list of those who object for good: privacy officers only, idempotent, audited, without a number anywhere."""

from pathlib import Path

import pytest

from calls.access import Role
from calls.audit import Did
from calls.pseudonym import KeyRing
from tests.api.builders import House, open_house

NUMBER = "+13105550199"
KEYS = KeyRing({1: b"k" * 32})
OFFICER = Role.PRIVACY_OFFICER


@pytest.fixture
def desk(tmp_path: Path):  # type: ignore[no-untyped-def]
    with open_house(tmp_path, caller_of=KEYS.caller_of) as house:
        yield house


def order(house: House, method: str, number: object = NUMBER, role: Role = OFFICER) -> tuple[int, dict[str, str]]:
    answer = house.ask(method, "/v1/objections", role=role, json={"number": number})
    return answer.status_code, answer.json()


def listed(house: House) -> list[str]:
    return [entry["code"] for entry in house.get("/v1/objections", role=OFFICER).json()["objections"]]


def test_a_number_is_added_and_removed_by_its_code_and_twice_is_no_error(desk: House) -> None:
    code = KEYS.codes_of_number(NUMBER)[0]
    assert order(desk, "POST") == (200, {"code": code, "outcome": "added"})
    assert order(desk, "POST", "1 (310) 555-0199") == (200, {"code": code, "outcome": "known"})
    assert listed(desk) == [code]
    assert order(desk, "DELETE") == (200, {"code": code, "outcome": "removed"})
    assert order(desk, "DELETE") == (200, {"code": code, "outcome": "absent"})
    assert listed(desk) == []


def test_each_change_is_on_record_once_with_its_actor_and_so_is_a_look(desk: House) -> None:
    for method in ("POST", "POST", "DELETE", "DELETE"):
        order(desk, method)
    for did in (Did.STANDING_OBJECTION_ADDED, Did.STANDING_OBJECTION_REMOVED):
        assert [(event["actor"], event["detail"]) for event in desk.audited(did)] == [("a privacy_officer", {})]
    listed(desk)
    assert [event["detail"] for event in desk.audited(Did.LISTED)] == [{"standing_objections": 0}]


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("role", [role for role in Role if role is not OFFICER])
def test_F20_nobody_else_sees_or_changes_the_list(desk: House, method: str, role: Role) -> None:
    assert order(desk, method, role=role)[0] == 403
    assert listed(desk) == []


BAD = ["anonymous", "", "1", "+1\n3105550199", "+" + "1" * 70, None, 13105550199, [NUMBER]]


@pytest.mark.parametrize("number", BAD)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_P5_what_is_no_number_is_refused_and_not_echoed(desk: House, method: str, number: object) -> None:
    status, problem = order(desk, method, number)
    assert status == 422
    assert "3105550199" not in str(problem)
    assert "anonymous" not in str(problem)
    assert listed(desk) == []


def test_P5_the_number_stands_in_no_answer_file_or_log(
    desk: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [str(order(desk, method)) for method in ("POST", "DELETE", "POST")]
    assert desk.ask("POST", "/v1/objections", role=OFFICER, json={"nummer": NUMBER}).status_code == 422
    written = capsys.readouterr()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "3105550199" not in "".join(answers) + written.out + written.err
    assert b"3105550199" not in kept


def test_P6_without_an_audit_row_the_list_is_not_shown(desk: House) -> None:
    assert desk.tokens[OFFICER]
    desk.audit.broken = True
    assert desk.get("/v1/objections", role=OFFICER).status_code == 503
