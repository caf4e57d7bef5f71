"""Lists, one call, searches, samples, the audit log: through the reading room, by named fields."""

from datetime import timedelta

import pytest

from api.call_filter import instant_of
from calls.access import Role
from calls.audit import Did
from calls.errors import BadInput
from calls.redacted import Verdict
from tests.api.builders import STARTED, House, publish

DAYS = [
    ("2026-11-22", False, "2026-11-22T00:00:00+00:00", "a day begins at midnight UTC"),
    ("2026-11-22", True, "2026-11-23T00:00:00+00:00", "as `to` it is included"),
    ("9999-12-31", True, "9999-01-01T00:00:00+00:00", "the calendar's end does not overflow"),
    ("2026-11-22T10:00:00+02:00", True, "2026-11-22T08:00:00+00:00", "an instant stays what it is"),
]


@pytest.mark.parametrize(("text", "end_of_day", "expected", "remark"), DAYS)
def test_days_and_instants(text: str, end_of_day: bool, expected: str, remark: str) -> None:
    instant = instant_of(text, "to", end_of_day=end_of_day)
    assert instant is not None
    assert instant.isoformat() == expected, remark


@pytest.mark.parametrize("text", ["2026-11-31", "now", "2026-11-22T10:00:00", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        instant_of(text, "from")


def test_pages_follow_one_another_without_gap_or_repeat(house: House) -> None:
    ids = [publish(house, started_at=STARTED - timedelta(minutes=n), audio_ms=None) for n in range(5)]
    seen, path = [], "/v1/calls?limit=2&queue=support"
    while path:
        answer = house.get(path)
        seen += [call["call_id"] for call in answer.json()["calls"]]
        link = answer.headers.get("link", "")
        path = link.partition(">")[0].removeprefix("<")
        assert bool(path) is (answer.json()["next_cursor"] is not None)
        if path:
            assert 'rel="next"' in link
            assert "queue=support" in path
    assert seen == ids


def test_filters_narrow_the_list(house: House) -> None:
    first = publish(house, agent_id="agent-1", queue="orders")
    second = publish(house, agent_id="agent-2", masks=(), started_at=STARTED - timedelta(days=3))

    def listed(query: str) -> list[str]:
        return [call["call_id"] for call in house.get(f"/v1/calls?{query}").json()["calls"]]

    assert listed("agent=agent-1") == [first]
    assert listed("queue=orders") == [first]
    assert listed("kind=CARD_NUMBER") == [first]
    assert listed("to=2026-11-19") == [second]
    assert listed("from=2026-11-22&to=2026-11-22") == [first]
    assert listed("purpose=dispute") == []


def test_a_call_has_exactly_the_fields_of_the_contract(house: House) -> None:
    call_id = publish(house)
    call = house.get(f"/v1/calls/{call_id}").json()
    contract = {
        *("call_id", "state", "started_at", "duration_ms", "agent_id", "queue", "language", "channels"),
        *("consent", "tags", "held", "turns", "masks", "certificate"),
    }
    assert contract <= set(call)
    assert set(call["turns"][0]) == {"channel", "start_ms", "end_ms", "text", "words"}
    assert set(call["turns"][0]["words"][0]) == {"text", "start_ms", "end_ms", "confidence", "masked"}
    assert set(call["masks"][0]) == {"kind", "channel", "start_ms", "end_ms", "turn", "start", "end"}
    assert call["certificate"]["verdict"] == "clean"
    assert call["consent"]["outcome"] == "recorded"
    assert {tag["purpose"] for tag in call["tags"]} == {"agent_training", "service_quality"}


def test_P6_each_read_is_on_record_once(house: House) -> None:
    call_id = publish(house)
    house.get("/v1/calls")
    house.get(f"/v1/calls/{call_id}")
    house.get(f"/v1/calls/{call_id}.vtt")
    house.get("/v1/search?q=refund")
    assert [len(house.audited(did)) for did in (Did.LISTED, Did.READ, Did.SEARCHED)] == [1, 2, 1]


def test_a_search_finds_the_turn_and_marks_the_words(house: House) -> None:
    call_id = publish(house)
    (hit,) = house.get('/v1/search?q="refund for"').json()["results"]
    assert (hit["call_id"], hit["turn"], hit["channel"], hit["start_ms"]) == (call_id, 1, "caller", 3500)
    assert "⟦" in hit["snippet"]


@pytest.mark.parametrize("words", ['"', "a OR (", "%", "\x00", "NEAR(a b)", "*", "🎧", "-"])
def test_any_search_words_are_fine(house: House, words: str) -> None:
    publish(house)
    assert house.get("/v1/search", params={"q": words}).status_code == 200


def test_quarantined_calls_are_seen_by_privacy_officers_alone(house: House) -> None:
    call_id = publish(house, verdict=Verdict.QUARANTINED)
    assert house.get(f"/v1/calls/{call_id}").status_code == 404
    assert house.get(f"/v1/calls/{call_id}", role=Role.PRIVACY_OFFICER).status_code == 200


def test_samples_are_json_lines_that_a_seed_repeats(house: House) -> None:
    publish(house)
    first = house.get("/v1/samples?n=5&seed=7", role=Role.TRAINER)
    assert first.headers["content-type"].startswith("application/jsonl")
    assert len(first.text.splitlines()) == 1
    assert "agent-7" not in first.text
    assert house.get("/v1/samples?n=5&seed=7", role=Role.TRAINER).text == first.text


def test_samples_only_for_a_purpose_of_ones_own(house: House) -> None:
    assert house.get("/v1/samples?purpose=dispute", role=Role.TRAINER).status_code == 403


def test_P13_a_withdrawn_sample_is_told_for_the_pull_that_holds_it(house: House) -> None:
    call_id = publish(house)
    sample_id = house.get("/v1/samples?n=5&seed=7", role=Role.TRAINER).json()["id"]
    answer = house.ask("POST", f"/v1/samples/{call_id}/withdrawal", role=Role.PRIVACY_OFFICER)
    assert answer.status_code == 200
    (pull,) = answer.json()["pulls"]
    assert (pull["by"], pull["samples"]) == ("a trainer", 1)
    assert pull["withdrawn"] == [{"sample_id": sample_id, "because": "withdrawn"}]
    told = house.get("/v1/samples/pulls", role=Role.TRAINER)
    assert told.json() == {"pulls": [pull]}
    assert call_id not in told.text
    assert house.get("/v1/samples?n=5&seed=7", role=Role.TRAINER).text == ""
    assert house.ask("POST", "/v1/samples/s_unknown/withdrawal", role=Role.TRAINER).status_code == 404


def test_reading_the_audit_log_is_an_entry_of_its_own(house: House) -> None:
    house.get("/v1/audit", role=Role.AUDITOR)
    newest = house.get("/v1/audit?limit=1", role=Role.AUDITOR).json()["events"]
    assert [(event["did"], event["actor"]) for event in newest] == [("read_audit", "a auditor")]
