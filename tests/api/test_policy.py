"""F20: deny by default, for every role on every route."""

import pytest

from api.app import create_app, routes_of
from api.policy import MOUNTED, POLICY, Open, satisfies
from api.signed_in import COOKIE
from calls.access import MAY, Reader, Role
from calls.call import new_call_id
from calls.errors import BadSettings
from tests.api.builders import House, publish

GUARDED = sorted(pair for pair, rule in POLICY.items() if rule is not Open.PUBLIC)
PUBLIC = sorted(pair for pair, rule in POLICY.items() if rule is Open.PUBLIC)


def test_F20_every_route_has_a_policy_and_every_policy_a_route(house: House) -> None:
    served = routes_of(house.app)
    assert {pair for pair in served if pair[0] != "MOUNT"} == set(POLICY)
    assert {path for method, path in served if method == "MOUNT"} == MOUNTED


def test_F20_a_route_without_a_policy_stops_the_start(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(POLICY, ("GET", "/v1/audit"))
    with pytest.raises(BadSettings, match="no policy for GET /v1/audit"):
        create_app(house.desk)


def test_F20_a_route_added_later_is_served_to_nobody(house: House) -> None:
    house.app.get("/v1/backdoor")(lambda: "open")
    for role in Role:
        assert house.get("/v1/backdoor", role=role).status_code == 403


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_F20_each_role_passes_exactly_the_routes_of_its_actions(
    walked_house: House, method: str, path: str, role: Role
) -> None:
    rule = POLICY[method, path]
    allowed = rule is Open.SIGNED_IN or (isinstance(rule, frozenset) and bool(MAY[role] & rule))
    answer = walked_house.ask(method, _filled(path), role=role)
    assert (answer.status_code == 403) is not allowed
    assert answer.status_code < 500


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_F20_nobody_passes_without_a_token(walked_house: House, method: str, path: str) -> None:
    answer = walked_house.ask(method, _filled(path))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), PUBLIC)
def test_public_routes_answer_without_a_valid_token(walked_house: House, method: str, path: str) -> None:
    answer = walked_house.ask(method, path, headers={"Cookie": f"{COOKIE}=stale", "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code in ((200, 303) if path != "/sign-in" or method == "GET" else (401,))


@pytest.mark.parametrize("suffix", ["", ".vtt", ".srt", ".txt", ".vcon.json", "/audio", "/peaks"])
@pytest.mark.parametrize("role", list(Role))
def test_F20_a_call_that_no_purpose_of_ours_covers_is_unknown(house: House, role: Role, suffix: str) -> None:
    call_id = publish(house)
    house.clock.at = house.clock.at.replace(year=house.clock.at.year + 1)
    house.tokens[role] = house.tokens.fresh(role)
    answer = house.get(f"/v1/calls/{call_id}{suffix}", role=role)
    assert answer.status_code in (403, 404)
    assert house.get(f"/v1/calls/{new_call_id()}{suffix}", role=role).status_code == answer.status_code


@pytest.mark.parametrize("bad", ["c_1", "C_0123456789abcdef01234567", "%2e%2e", "c_0123456789abcdef0123456%00"])
def test_what_is_no_call_id_is_unknown(house: House, bad: str) -> None:
    assert house.get(f"/v1/calls/{bad}").status_code == 404


def test_a_set_of_actions_is_satisfied_by_one_of_them() -> None:
    officer = Reader("officer", frozenset({Role.PRIVACY_OFFICER}))
    rule = POLICY["GET", "/v1/jobs/{call_id}"]
    assert isinstance(rule, frozenset)
    assert satisfies(officer, rule)
    assert not satisfies(Reader("nobody", frozenset()), rule)


def _filled(path: str) -> str:
    return path.replace("{call_id}", new_call_id()).replace("{verb}", "pause")
