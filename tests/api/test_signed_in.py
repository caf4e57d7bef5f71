"""Tokens: bearer or cookie, on time, and from our own pages only."""

from datetime import timedelta

import pytest

from api.signed_in import COOKIE
from api.web.sign_in import own_page
from calls.access import Role
from tests.api.builders import House

SAME = {"Sec-Fetch-Site": "same-origin"}


def _cookie(house: House, role: Role = Role.PRIVACY_OFFICER) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={house.tokens[role]}"}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic dXNlcjpwYXNz", "Bearer ht_é"])
def test_a_token_that_is_none_opens_nothing(house: House, header: str) -> None:
    answer = house.get("/v1/calls", role=None, headers={"Authorization": header.encode()})
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:hushtape:problem:not-signed-in")


def test_a_token_ends_on_time(house: House) -> None:
    assert house.tokens[Role.QA_MANAGER]
    house.clock.at += timedelta(hours=8) - timedelta(seconds=1)
    assert house.get("/v1/calls").status_code == 200
    house.clock.at += timedelta(seconds=1)
    assert house.get("/v1/calls").status_code == 401


def test_signing_in_puts_the_token_where_no_script_reads_it(house: House) -> None:
    form = {"token": f" {house.tokens[Role.QA_MANAGER]} ", "next": "/calls/c_0123456789abcdef01234567"}
    answer = house.ask("POST", "/sign-in", data=form, headers=SAME)
    assert (answer.status_code, answer.headers["location"]) == (303, "/calls/c_0123456789abcdef01234567")
    cookie = answer.headers["set-cookie"]
    for part in (f"{COOKIE}={house.tokens[Role.QA_MANAGER]}", "HttpOnly", "SameSite=strict", "Max-Age=28800", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_stays_there(house: House) -> None:
    form = {"token": house.tokens[Role.QA_MANAGER]}
    answer = house.ask("POST", "https://desk.test/sign-in", data=form, headers=SAME)
    assert "Secure" in answer.headers["set-cookie"]


def test_a_wrong_token_is_told_and_not_echoed(house: House) -> None:
    answer = house.ask("POST", "/sign-in", data={"token": "ht_wrong-one"}, headers=SAME)
    assert answer.status_code == 401
    assert "unknown, or its time is over" in answer.text
    assert "ht_wrong-one" not in answer.text
    assert "set-cookie" not in answer.headers


def test_the_cookie_reads_like_a_bearer_token(house: House) -> None:
    assert house.get("/v1/calls", role=None, headers=_cookie(house)).status_code == 200


CROSS = [
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://desk.test"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "none"}, 403),
    ({"Origin": "http://evil.test"}, 403),
    ({"Origin": "null"}, 403),
    ({}, 403),
    ({"Origin": "http://desk.test"}, 200),
    ({"Sec-Fetch-Site": "same-origin"}, 200),
]


@pytest.mark.parametrize(("headers", "status"), CROSS)
def test_a_cookie_presses_buttons_only_from_our_own_pages(house: House, headers: dict[str, str], status: int) -> None:
    call_id = house.line.ring()
    path = f"/v1/live-calls/{call_id}/objection"
    assert house.ask("POST", path, headers=_cookie(house) | headers).status_code == status
    assert len(house.line.heard) == (status == 200)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_other_sites_sign_nobody_in_or_out(house: House, path: str) -> None:
    answer = house.ask("POST", path, data={"token": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_signing_out_forgets_the_cookie(house: House) -> None:
    answer = house.ask("POST", "/sign-out", headers=SAME | _cookie(house))
    assert answer.status_code == 303
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]


def test_a_form_is_small(house: House) -> None:
    answer = house.ask("POST", "/sign-in", data={"token": "x" * 20_000}, headers=SAME)
    assert answer.status_code == 413


def test_a_person_without_a_token_is_led_to_the_sign_in_and_back(house: House) -> None:
    path = "/calls/c_0123456789abcdef01234567"
    answer = house.get(path, role=None, headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fcalls%2Fc_0123456789abcdef01234567"
    assert f'value="{path}"' in house.get(answer.headers["location"], role=None).text


@pytest.mark.parametrize("path", ["//evil.test", "https://evil.test", "/\\evil.test", "/calls/c_1", "javascript:x", ""])
def test_the_way_back_never_leads_to_another_site(path: str) -> None:
    assert own_page(path) == "/"


def test_every_answer_forbids_scripts_from_elsewhere_framing_sniffing_and_keeping(house: House) -> None:
    for path in ("/", "/v1/calls", "/sign-in", "/v1/nothing", "/livez"):
        headers = house.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
