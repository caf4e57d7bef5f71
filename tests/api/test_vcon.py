"""A call as a vCon: who spoke when, what was read again, and nothing that was hidden."""

from uuid import RFC_4122

from api.vcon import uuid_of
from calls.call import CallId, Channel
from tests.api.builders import House, publish, turn


def test_a_vcon_has_a_dialog_a_turn_each_by_one_of_the_parties(house: House) -> None:
    call_id = publish(house)
    answer = house.get(f"/v1/calls/{call_id}.vcon.json")
    assert answer.headers["content-type"] == "application/vcon+json"
    assert answer.headers["content-disposition"] == f'attachment; filename="{call_id}.vcon.json"'
    vcon, call = answer.json(), house.get(f"/v1/calls/{call_id}").json()
    assert [party["name"] for party in vcon["parties"]] == ["caller", "agent"]
    said = [(vcon["parties"][dialog["parties"]]["name"], dialog["body"]) for dialog in vcon["dialog"]]
    assert said == [(turn["channel"], turn["text"]) for turn in call["turns"]]
    assert "[CARD_NUMBER]" in answer.text


def test_a_dialog_starts_on_the_clock_of_the_call(house: House) -> None:
    call_id = publish(house, turns=(turn(Channel.AGENT, "Hello there", 61_500),), masks=())
    (dialog,) = house.get(f"/v1/calls/{call_id}.vcon.json").json()["dialog"]
    call = house.get(f"/v1/calls/{call_id}").json()
    assert call["started_at"] == "2026-11-22T18:00:00Z"
    assert dialog["start"] == "2026-11-22T18:01:01.500Z"
    assert dialog["duration"] == (call["turns"][0]["end_ms"] - 61_500) / 1000


def test_the_certificate_goes_with_it(house: House) -> None:
    call_id = publish(house)
    (report,) = house.get(f"/v1/calls/{call_id}.vcon.json").json()["analysis"]
    assert (report["type"], report["vendor"], report["body"]["verdict"]) == ("report", "hushtape", "clean")
    assert report["body"]["review"] is None
    assert all(check["passed"] for check in report["body"]["checks"])


def test_a_text_conversation_has_no_durations(house: House) -> None:
    call_id = publish(house, audio_ms=None, turns=(turn(Channel.CALLER, "Hello", None),), masks=())
    (dialog,) = house.get(f"/v1/calls/{call_id}.vcon.json").json()["dialog"]
    assert "duration" not in dialog


def test_its_id_is_always_the_same_and_does_not_say_the_calls() -> None:
    call_id = CallId("c_0123456789abcdef01234567")
    assert uuid_of(call_id) == uuid_of(call_id) != uuid_of(CallId("c_0123456789abcdef01234568"))
    assert (uuid_of(call_id).version, uuid_of(call_id).variant) == (8, RFC_4122)
    assert call_id[2:] not in uuid_of(call_id).hex
