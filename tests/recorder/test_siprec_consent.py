"""Whose recording sessions may be kept, and what an objection or a pause does to one (P1, P2)."""

from typing import Any

import pytest

from calls.consent import Means, Notice, Outcome, RecordingPolicy
from calls.pseudonym import pseudonym_of_number
from tests.recorder.recording_client import Line
from tests.recorder.siprec_documents import (
    CALLER,
    document,
    partial,
    participant,
)
from tests.recorder.siprec_line import (
    AGENT_HZ,
    CALLER_HZ,
    Begin,
    log_of,
    opened,
    sound_for,
    start,
    steady,
)
from tests.recorder.telephone_lab import TelephoneLab, loud_stretches, wait_for

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]


@pytest.mark.parametrize(
    ("changes", "rules", "caller", "outcome"),
    [
        ({}, {"default_policy": RecordingPolicy.NEVER}, CALLER, Outcome.POLICY),
        ({}, {"default_policy": RecordingPolicy.ASK}, CALLER, Outcome.POLICY),
        ({}, {"age_s": 120}, CALLER, Outcome.POLICY),
        ({}, {}, "sip:anonymous@anonymous.invalid", Outcome.POLICY),
        ({"peers": {"127.0.0.1": ""}}, {}, CALLER, Outcome.POLICY),
        ({}, {"objector": "+12125550147"}, "tel:+1-212-555-0147", Outcome.STANDING_OBJECTION),
    ],
    ids=["never", "ask", "stale rules", "no number", "no notice", "a standing objection"],
)
def test_P2_what_may_not_be_recorded_is_answered_and_nothing_of_it_is_written(
    lab: TelephoneLab, begin: Begin, changes: Any, rules: dict[str, Any], caller: str, outcome: Outcome
) -> None:
    objector = rules.pop("objector", None)
    objections = frozenset({pseudonym_of_number(objector, lab.key) or ""} if objector else ())
    lab.write_rules(standing_objections=objections, **rules)
    start(lab, **changes)
    client = begin()
    assert client.invite(document(caller=caller)).code == 200
    assert client.was_told_inactive()
    assert lab.the_live_call().capture == "nothing"
    assert lab.files_of_calls() == []
    client.bye()
    (ending,) = wait_for(lab.spool.endings)
    assert ending.outcome is outcome
    assert lab.spool.waiting() == []


def test_a_client_may_say_which_notice_this_caller_heard(lab: TelephoneLab, begin: Begin) -> None:
    start(lab, peers={"127.0.0.1": ""})
    client = begin()
    client.invite(document(), headers=("Require: siprec", "Hushtape-Notice: 2026-11; language=de"))
    sound_for(lab, 500)
    client.bye()
    assert lab.the_captured_call().call.consent.notice == Notice("2026-11", "de")


def test_without_a_stated_notice_the_settings_may_still_allow_it_and_the_record_says_so(
    lab: TelephoneLab, begin: Begin
) -> None:
    start(lab, peers={"127.0.0.1": ""}, unannounced=True)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    client.bye()
    consent = lab.the_captured_call().call.consent
    assert (consent.notice_played, consent.notice) == (False, None)


@pytest.mark.parametrize("how", [Means.SIP, Means.API])
def test_P1_an_objection_destroys_the_call_and_tells_the_client_and_holds_for_the_whole_contact(
    lab: TelephoneLab, begin: Begin, how: Means
) -> None:
    recorder = start(lab)
    first, second = begin(), begin()
    first.invite(document())
    second.invite(document().replace(b"ses-1", b"ses-2"))  # the same group
    sound_for(lab, 500)
    assert wait_for(lambda: len(lab.live.list()) == 2)
    if how is Means.SIP:
        assert first.info("9").code == 200
    else:
        lab.live.object_to(lab.live.list()[0].call_id, how=Means.API, actor="desk")
    assert first.was_told_inactive()
    assert second.was_told_inactive()
    wait_for(lambda: lab.files_of_calls() == [])
    assert {call.capture for call in lab.live.list()} == {"destroy"}
    assert first.invite(None).attributes("inactive") == ["inactive", "inactive"]
    later = begin()
    later.invite(document().replace(b"ses-1", b"ses-3"))
    assert later.was_told_inactive()
    for client in (first, second, later):
        client.bye()
    endings = wait_for(lambda: lab.spool.endings() if len(lab.spool.endings()) == 3 else ())
    assert {ending.outcome for ending in endings} == {Outcome.OBJECTED}
    assert how in {ending.how for ending in endings}
    assert lab.files_of_calls() == []
    assert "grp-1" not in log_of(recorder)


@pytest.mark.parametrize("number", [0, 1], ids=["on the caller's line", "on the agent's line"])
def test_P1_the_objection_key_inside_a_lines_sound_destroys_the_call(
    lab: TelephoneLab, begin: Begin, number: int
) -> None:
    start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    assert lab.files_of_calls() != []
    client.lines[number].press("9")
    assert client.was_told_inactive()
    wait_for(lambda: lab.files_of_calls() == [])
    client.bye()
    (ending,) = wait_for(lab.spool.endings)
    assert (ending.outcome, ending.how, ending.actor) == (Outcome.OBJECTED, Means.DTMF, "caller")


def test_P1_an_objection_holds_for_the_whole_contact_after_a_restart(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    first = begin()
    first.invite(document())
    sound_for(lab, 500)
    assert first.info("9").code == 200
    wait_for(lab.spool.endings)
    recorder.kill()
    recorder.wait()
    start(lab)
    later = begin()
    later.invite(document().replace(b"ses-1", b"ses-2"))  # the same group
    assert later.was_told_inactive()
    later.bye()
    wait_for(lambda: len(lab.spool.endings()) == 2)
    assert lab.files_of_calls() == []


def test_P1_whoever_joins_and_objects_for_good_ends_the_recording(lab: TelephoneLab, begin: Begin) -> None:
    lab.write_rules(standing_objections=frozenset({pseudonym_of_number("+12125550199", lab.key) or ""}))
    start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    client.update(partial(participant("par-x", "tel:+12125550199")))
    assert client.was_told_inactive()
    wait_for(lambda: lab.files_of_calls() == [])


def test_a_pause_by_the_desk_writes_silence(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 800)
    call_id = lab.the_live_call().call_id
    lab.live.pause(call_id, actor="desk")
    sound_for(lab, 1_500)
    lab.live.resume(call_id, actor="desk")
    sound_for(lab, 800)
    client.bye()
    audio = opened(lab)
    for channel in audio.channels:
        before, after = loud_stretches(audio.channel(channel), bridging_ms=300)
        assert after[0] - before[1] >= 1_200  # a resume takes effect within 300 ms
