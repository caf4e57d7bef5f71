"""Errors are problem+json (RFC 9457) with a stable type, and never echo what was handed in."""

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from calls import errors
from calls.access import Role
from calls.errors import DatabaseUnavailable, HushtapeError
from tests.api.builders import House, open_house, publish

SECRET = "4111111111111111"

EVERY_ERROR = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, HushtapeError) and kind.__module__ == errors.__name__
]


@pytest.mark.parametrize("kind", EVERY_ERROR, ids=lambda kind: kind.code)
def test_every_error_of_the_house_has_a_problem(house: House, kind: type[HushtapeError]) -> None:
    def fail() -> None:
        raise kind("it did not work", hint="mend it")

    house.app.router.routes.insert(0, _route("/livez", fail))
    answer = house.get("/livez")
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == body["status"] == kind.http_status
    assert body["type"] == f"urn:hushtape:problem:{kind.code}"
    assert body["title"]
    assert body["detail"]
    assert ("retry-after" in answer.headers) is (kind.http_status == 503)


@pytest.mark.parametrize(
    ("path", "role", "name"),
    [
        (f"/v1/calls?limit={SECRET}", Role.QA_MANAGER, "limit"),
        (f"/v1/calls?kind={SECRET}", Role.QA_MANAGER, "kind"),
        (f"/v1/calls?agent=%00{SECRET}", Role.QA_MANAGER, "agent"),
        (f"/v1/calls?from={SECRET}", Role.QA_MANAGER, "from"),
        (f"/v1/calls?to={SECRET}T10:00", Role.QA_MANAGER, "to"),
        (f"/v1/calls?cursor={SECRET}", Role.QA_MANAGER, ""),
        ("/v1/search", Role.QA_MANAGER, "q"),
        (f"/v1/search?q={SECRET * 100}", Role.QA_MANAGER, "q"),
        (f"/v1/samples?purpose={SECRET}", Role.TRAINER, "purpose"),
        ("/v1/samples?n=10001", Role.TRAINER, "n"),
        (f"/v1/audit?limit=x{SECRET}", Role.AUDITOR, "limit"),
    ],
)
def test_what_does_not_fit_is_named_but_not_echoed(house: House, path: str, role: Role, name: str) -> None:
    answer = house.get(path, role=role)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert name in answer.json()["detail"]
    assert SECRET not in answer.text


def test_an_unknown_address_and_a_wrong_method_are_problems_too(house: House) -> None:
    missing = house.get("/v1/nothing")
    assert (missing.status_code, missing.json()["type"]) == (404, "urn:hushtape:problem:not-found")
    wrong = house.ask("DELETE", "/v1/calls", role=Role.ADMIN)
    assert (wrong.status_code, wrong.json()["type"]) == (405, "urn:hushtape:problem:method-not-allowed")


def test_P5_an_unexpected_error_tells_nobody_what_it_says(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise RuntimeError(SECRET)

    house.app.router.routes.insert(0, _route("/livez", fail))
    answer = house.get("/livez")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:hushtape:problem:unexpected")
    assert SECRET not in answer.text
    written = capsys.readouterr()
    assert SECRET not in written.out + written.err


def test_a_silent_database_is_503_with_retry_after(house: House) -> None:
    call_id = publish(house)
    assert house.tokens[Role.QA_MANAGER]
    with house.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE tokens")
    answer = house.get(f"/v1/calls/{call_id}")
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:hushtape:problem:database-unavailable"
    assert answer.headers["retry-after"] == "5"


def test_a_person_gets_the_same_problem_as_a_page(house: House) -> None:
    answer = house.get("/calls/c_000000000000000000000000", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Back to the calls" in answer.text


def test_readyz_names_the_silent_parts_by_code_only(tmp_path: Path) -> None:
    def silent() -> None:
        raise DatabaseUnavailable(f"no answer from {SECRET}")

    with open_house(tmp_path, checks={"database": silent, "object_store": lambda: None}) as house:
        answer = house.get("/readyz", role=None)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["checks"] == {"database": "database-unavailable", "object_store": "ok"}
    assert SECRET not in answer.text


def test_the_description_says_problem_json_for_every_refusal(house: House) -> None:
    document = house.get("/openapi.json", role=None).json()
    assert document["openapi"].startswith("3.1")
    for operations in document["paths"].values():
        for operation in operations.values():
            refusals = {status: told for status, told in operation["responses"].items() if status >= "400"}
            assert all("application/problem+json" in told["content"] for told in refusals.values())
            assert bool(operation["x-roles"]) is ("security" in operation)
    assert "HTTPValidationError" not in json.dumps(document)


def test_every_reference_of_the_description_leads_somewhere(house: House) -> None:
    document = house.get("/openapi.json", role=None).json()
    references = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(document)))
    assert references <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


def _route(path: str, fail: Callable[[], None]) -> APIRoute:
    return APIRoute(path, fail, methods=["GET"])
