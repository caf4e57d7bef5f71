"""The review queue over HTTP and on the page."""

import re
from datetime import timedelta

import pytest

from calls.access import Role
from calls.audit import AuditEvent, Did
from calls.call import CallId, Channel, new_call_id
from calls.lifecycle import State
from calls.redacted import LANGUAGE_CHECK, OBJECTION_CHECK, Check, Verdict
from calls.transcript import Window
from tests.api.builders import House, capture, publish, turn

OFFICER = Role.PRIVACY_OFFICER
HTML = {"Accept": "text/html"}
WIDER = {"channel": "caller", "start_ms": 3500, "end_ms": 6500, "kind": "ADDRESS"}
FORM = {"channel": "caller", "from_s": "3.5", "to_s": "6.5", "kind": "ADDRESS"}
DOUBT = Check("sound read again", False, "1 findings (PERSON)", (Window(Channel.CALLER, 10_500, 16_500),))
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def quarantined(house: House, *failed: str, audio_ms: int | None = 17_000) -> CallId:
    checks = tuple(Check(name, name not in failed, "…") for name in (LANGUAGE_CHECK, OBJECTION_CHECK))
    return publish(house, verdict=Verdict.QUARANTINED, checks=(*checks, DOUBT), audio_ms=audio_ms)


def failed_thrice(house: House) -> CallId:
    call_id = capture(house).call_id
    claim = house.work.claim("worker", lease_s=60)
    assert claim is not None
    house.work.give_up(
        claim, "transcription-failed", audit=AuditEvent(Did.QUARANTINED, "worker", call_id), max_attempts=1
    )
    return call_id


# ── the API ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_says_why_and_until_when_and_never_a_word(house: House) -> None:
    doubtful, broken = quarantined(house, OBJECTION_CHECK), failed_thrice(house)
    answer = house.get("/v1/review", role=OFFICER).json()
    lines = {line["call_id"]: line for line in answer["calls"]}
    assert answer["total"] == 2
    assert lines[doubtful]["reason"] == "second-look"
    assert lines[doubtful]["obstacles"] == ["doubtful_objection"]
    assert [check["name"] for check in lines[doubtful]["failed_checks"]] == [OBJECTION_CHECK, "sound read again"]
    assert lines[doubtful]["destroyed_at"] == "2026-11-29T19:00:00Z"
    assert (lines[broken]["reason"], lines[broken]["obstacles"]) == ("transcription-failed", ["no_artefacts"])
    assert "refund" not in str(answer)


def test_a_call_is_shown_with_the_places_of_its_doubt(house: House) -> None:
    shown = house.get(f"/v1/review/{quarantined(house)}", role=OFFICER).json()
    assert shown["turns"][3]["text"] == "It is [CARD_NUMBER] thank you."
    assert shown["certificate"]["checks"][-1]["where"] == [{"channel": "caller", "start_ms": 10_500, "end_ms": 16_500}]
    assert shown["review"]["obstacles"] == []


def test_the_masked_sound_can_be_heard_in_parts(house: House) -> None:
    call_id = quarantined(house)
    answer = house.get(f"/v1/review/{call_id}/audio", role=OFFICER, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.content) == (206, b"fLaC")


def test_a_widening_answers_with_the_masks_that_came(house: House) -> None:
    call_id = quarantined(house)
    answer = house.ask("POST", f"/v1/review/{call_id}/widening", role=OFFICER, json=WIDER)
    assert answer.status_code == 200
    assert answer.json()["masks"][0]["kind"] == "ADDRESS"
    shown = house.get(f"/v1/review/{call_id}", role=OFFICER).json()
    assert shown["turns"][1]["text"] == "[ADDRESS]"
    (event,) = house.audited(Did.WIDENED)
    assert event["detail"].items() >= WIDER.items()
    assert event["detail"].keys() >= {"audio_sha256", "transcript_sha256"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_ms": -1},
        {"end_ms": 3500},
        {"start_ms": 3.5},
        {"start_ms": True},
        {"end_ms": 10**12},
        {"start_ms": 17_000, "end_ms": 18_000},
        {"channel": "unknown"},
        {"channel": "somebody"},
        {"kind": "SHOE_SIZE"},
        {"note": "it is Jane"},
    ],
)
def test_a_widening_that_makes_no_sense_is_refused_and_not_echoed(house: House, wrong: dict[str, object]) -> None:
    call_id = quarantined(house)
    answer = house.ask("POST", f"/v1/review/{call_id}/widening", role=OFFICER, json=WIDER | wrong)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "Jane" not in answer.text
    assert house.audited(Did.WIDENED) == []


def test_a_released_call_is_read_by_those_whose_purposes_cover_it_and_is_found(house: House) -> None:
    call_id = quarantined(house)
    assert house.get(f"/v1/calls/{call_id}").status_code == 404
    answer = house.ask("POST", f"/v1/review/{call_id}/release", role=OFFICER)
    assert answer.json() == {"call_id": call_id, "state": "archived"}
    certificate = house.get(f"/v1/calls/{call_id}").json()["certificate"]
    assert certificate["verdict"] == "quarantined"
    assert certificate["review"] == {"outcome": "released", "by": "privacy_officer", "at": "2026-11-22T19:00:00Z"}
    (listed,) = house.get("/v1/calls").json()["calls"]
    assert listed["certificate"]["review"] == certificate["review"]
    assert certificate["checks"][-1]["name"] == "released by review"
    assert certificate["checks"][-1]["detail"].startswith("by privacy_officer, "), "the role, not the name"
    assert [check["name"] for check in certificate["checks"] if not check["passed"]] == ["sound read again"]
    assert [hit["call_id"] for hit in house.get("/v1/search?q=refund").json()["results"]] == [call_id]


def test_P12_what_may_not_be_released_is_not(house: House) -> None:
    for call_id, code in (
        (failed_thrice(house), "wrong-state"),
        (quarantined(house, LANGUAGE_CHECK), "wrong-state"),
        (quarantined(house, OBJECTION_CHECK), "needs-confirmation"),
    ):
        answer = house.ask("POST", f"/v1/review/{call_id}/release", role=OFFICER)
        assert (answer.status_code, answer.json()["type"]) == (409, f"urn:hushtape:problem:{code}")
        assert answer.json()["hint"]
        assert house.state_of(call_id) is State.QUARANTINED


def test_a_doubtful_objection_is_released_when_confirmed_or_carried_out(house: House) -> None:
    innocent, objected = quarantined(house, OBJECTION_CHECK), quarantined(house, OBJECTION_CHECK)
    answer = house.ask("POST", f"/v1/review/{innocent}/release?confirm=true", role=OFFICER)
    assert answer.json()["state"] == "archived"
    assert house.ask("POST", f"/v1/review/{objected}/objection", role=OFFICER).status_code == 200
    assert house.get(f"/v1/calls/{objected}", role=OFFICER).json()["consent"] == {
        "notice_played": False,
        "notice": None,
        "outcome": "objected",
        "how": "spoken",
        "basis": None,
    }


def test_an_erased_call_is_gone_from_the_queue_and_the_store(house: House) -> None:
    call_id = quarantined(house)
    assert house.ask("POST", f"/v1/review/{call_id}/erasure", role=OFFICER).json()["state"] == "erased"
    assert list(house.store.list(f"calls/{call_id}/")) == []
    assert house.ask("POST", f"/v1/review/{call_id}/erasure", role=OFFICER).status_code == 404
    assert house.get("/v1/review", role=OFFICER).json()["total"] == 0


@pytest.mark.parametrize("path", ["/v1/review", "/v1/review/{id}", "/v1/review/{id}/audio", "/review", "/review/{id}"])
def test_P6_without_an_audit_row_not_one_byte_is_served(house: House, path: str) -> None:
    call_id = quarantined(house)
    house.audit.broken = True
    answer = house.get(path.replace("{id}", call_id), role=OFFICER)
    assert answer.status_code == 503
    assert "refund" not in answer.text
    assert b"fLaC" not in answer.content


@pytest.mark.parametrize("path", ["", "/audio"])
def test_what_is_not_in_quarantine_is_not_found(house: House, path: str) -> None:
    for call_id in (publish(house), new_call_id(), "c_1"):
        assert house.get(f"/v1/review/{call_id}{path}", role=OFFICER).status_code == 404


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(house: House, path: str) -> str:
    answer = house.get(path, role=OFFICER, headers=HTML)
    assert answer.status_code == 200
    return answer.text


def test_the_page_lists_reason_and_time_left(house: House) -> None:
    call_id, broken = quarantined(house), failed_thrice(house)
    house.clock.at += timedelta(days=4, hours=1)
    house.tokens[OFFICER] = house.tokens.fresh(OFFICER)
    html = _page(house, "/review")
    for shown in (
        f'href="/review/{call_id}"',
        f'href="/review/{broken}"',
        "1 findings (PERSON)",
        "it could not be written down",
        "2 days",
    ):
        assert shown in html


def test_an_empty_queue_says_so(house: House) -> None:
    assert "Nothing is in quarantine" in _page(house, "/review")


def test_only_who_may_review_sees_the_way_there(house: House) -> None:
    call_id = quarantined(house)
    assert 'href="/review"' in _page(house, "/")
    assert 'href="/review"' not in house.get("/", headers=HTML).text
    assert f'href="/review/{call_id}"' in _page(house, f"/calls/{call_id}")


def test_a_call_shows_where_the_doubt_is_its_masked_sound_and_the_forms(house: House) -> None:
    call_id = quarantined(house, OBJECTION_CHECK)
    html = _page(house, f"/review/{call_id}?channel=caller&from_ms=10500&to_ms=16500")
    for shown in (
        'href="#turn-3"',
        f'src="/v1/review/{call_id}/audio"',
        'value="10.500"',
        'value="16.500"',
        '<option value="caller" selected>',
        'name="confirm"',
        f'action="/review/{call_id}/widening"',
        f'action="/review/{call_id}/release"',
        f'action="/review/{call_id}/erasure"',
        f'action="/review/{call_id}/objection"',
    ):
        assert shown in html
    assert 'preload="none"' in html


def test_a_call_without_artefacts_can_only_be_erased(house: House) -> None:
    call_id = failed_thrice(house)
    html = _page(house, f"/review/{call_id}")
    assert "only be erased" in html
    assert f'action="/review/{call_id}/erasure"' in html
    assert f'action="/review/{call_id}/release"' not in html
    assert "<audio" not in html


def test_a_text_conversation_has_no_form_to_hide_more(house: House) -> None:
    checks = (Check(LANGUAGE_CHECK, True, ""), Check(OBJECTION_CHECK, True, ""), Check("text read again", False, ""))
    call_id = publish(
        house,
        verdict=Verdict.QUARANTINED,
        checks=checks,
        audio_ms=None,
        turns=(turn(Channel.CALLER, "Hello", None),),
        masks=(),
    )
    html = _page(house, f"/review/{call_id}")
    assert "/widening" not in html
    assert f'action="/review/{call_id}/release"' in html


def test_the_forms_do_it_and_lead_on(house: House) -> None:
    one, two, three = (quarantined(house, OBJECTION_CHECK) for _ in range(3))
    for path, form, leads_to, told in (
        (f"/review/{one}/widening", FORM, f"/review/{one}?done=widened", "The old version was deleted"),
        (f"/review/{one}/release", {"confirm": "yes"}, "/review?done=released", "Released"),
        (f"/review/{two}/erasure", {}, "/review?done=erased", "Erased"),
        (f"/review/{three}/objection", {}, "/review?done=objected", "carried out"),
    ):
        answer = house.ask("POST", path, role=OFFICER, data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, leads_to)
        assert told in _page(house, leads_to)
    assert [house.state_of(call_id) for call_id in (one, two, three)] == [State.ARCHIVED, State.ERASED, State.ERASED]


@pytest.mark.parametrize(
    "wrong", [{"from_s": "now"}, {"from_s": "nan"}, {"to_s": "1e300"}, {"kind": ""}, {"channel": "x"}, {"from_s": "9"}]
)
def test_a_form_that_is_not_filled_in_changes_nothing(house: House, wrong: dict[str, str]) -> None:
    call_id = quarantined(house)
    answer = house.ask("POST", f"/review/{call_id}/widening", role=OFFICER, data=FORM | wrong, headers=HTML)
    assert answer.status_code == 422
    assert house.audited(Did.WIDENED) == []


def test_a_release_without_the_tick_is_refused_on_the_page_too(house: House) -> None:
    call_id = quarantined(house, OBJECTION_CHECK)
    answer = house.ask("POST", f"/review/{call_id}/release", role=OFFICER, headers=HTML)
    assert answer.status_code == 409
    assert house.state_of(call_id) is State.QUARANTINED


@pytest.mark.parametrize("deed", ["widening", "release", "erasure", "objection"])
@pytest.mark.parametrize(("site", "status"), [("same-origin", 303), ("cross-site", 403), ("same-site", 403)])
def test_another_site_cannot_press_the_buttons(house: House, deed: str, site: str, status: int) -> None:
    call_id = quarantined(house)
    cookie = {"Cookie": f"hushtape_token={house.tokens[OFFICER]}", "Sec-Fetch-Site": site}
    answer = house.ask("POST", f"/review/{call_id}/{deed}", data=FORM, headers=cookie)
    assert answer.status_code == status


def test_F21_script_in_every_field_stays_text(house: House) -> None:
    checks = (Check(SCRIPT, False, SCRIPT, (Window(Channel.CALLER, 0, 1000),)),)
    hostile = (turn(Channel.CALLER, SCRIPT, 0),)
    call_id = publish(
        house, verdict=Verdict.QUARANTINED, checks=checks, turns=hostile, masks=(), agent_id=SCRIPT, queue=SCRIPT
    )
    for path in ("/review", f"/review/{call_id}"):
        html = _page(house, path)
        assert "<script>" not in html
        assert "<img src=x" not in html
        assert 'style="' not in html


def test_every_field_of_the_forms_has_a_label(house: House) -> None:
    html = _page(house, f"/review/{quarantined(house, OBJECTION_CHECK)}")
    bare = re.sub(r"<label.*?</label>", "", html, flags=re.DOTALL)
    assert "<input" not in bare
    assert "<select" not in bare
