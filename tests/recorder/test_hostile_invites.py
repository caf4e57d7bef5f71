"""One INVITE, whatever is in it and whatever goes wrong in serving it, ends one call at most."""

import subprocess
from collections.abc import Iterator

import pytest

from calls.audio import RawRecording
from calls.call import Channel
from calls.consent import Outcome
from calls.errors import RecorderError
from calls.pseudonym import pseudonym_of_number
from tests.recorder.sip_attacker import Attacker
from tests.recorder.telephone_lab import (
    BRIDGED_S,
    TelephoneLab,
    loud_stretches,
    result_of,
    tone,
    wait_for,
    write_wav,
)

pytestmark = pytest.mark.needs_sip

NOT_UTF_8 = b"abc\xff\xfedef"


@pytest.fixture
def attacker(lab: TelephoneLab) -> Iterator[Attacker]:
    stranger = Attacker(lab.port)
    yield stranger
    stranger.close()


def log_of(recorder: subprocess.Popen[str]) -> str:
    recorder.terminate()
    out, log = recorder.communicate(timeout=60)
    assert (recorder.returncode, out) == (0, "")
    return log


def hang_up_for_good(party: subprocess.Popen[str]) -> None:
    party.terminate()
    party.communicate(timeout=60)


@pytest.mark.parametrize("header", ["Call_ID", "Subject", "From", "To", "Contact", "User_Agent"])
def test_F13_a_header_that_is_no_utf_8_is_answered_and_ends_nothing(
    lab: TelephoneLab, attacker: Attacker, header: str
) -> None:
    recorder = lab.start_recorder()
    busy = lab.agent("--busy")
    plain = attacker.fields()[header.replace("_", "-")]
    hostile = NOT_UTF_8 + plain if header in ("Call_ID", "Subject", "User_Agent") else plain.replace(b"<", b'"\xff" <')
    if header == "From":
        hostile = plain.replace(b'"x"', b'"\xff\xfe"')
    assert attacker.invite(attacker.fields(**{header: hostile})) in (400, 486)
    hang_up_for_good(busy)
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.5"))["as_scripted"]
    assert lab.the_captured_call().call.queue == "returns"
    assert "call_failed" not in log_of(recorder)


def test_F13_a_good_call_is_recorded_while_200_mutated_invites_come_in(lab: TelephoneLab, attacker: Attacker) -> None:
    recorder = lab.start_recorder()
    lab.agent("--answer", "--give-up-after", "120")
    steady = write_wav(lab.home / "steady.wav", tone(120, 700))
    caller = lab.caller("--play", str(steady), "--play-after", str(BRIDGED_S), "--give-up-after", "120")
    good = lab.the_live_call().call_id
    answers = [attacker.invite(headers, within_s=0.15) for headers in attacker.mutated(200)]
    assert answers.count(486) >= 50  # these got as far as the agent, who is busy with the good call
    assert recorder.poll() is None
    assert lab.the_live_call().call_id == good
    caller.terminate()
    assert result_of(caller)["answered"]
    (captured,) = wait_for(lab.spool.waiting)
    assert (captured.call.call_id, captured.call.truncated) == (good, False)
    opened = lab.spool.open(good)
    assert isinstance(opened, RawRecording)
    # The caller's telephone shares the cores with the attack: what it sends late is no fault of the recorder.
    ((start_ms, end_ms),) = loud_stretches(opened.audio.channel(Channel.CALLER), bridging_ms=700)
    assert end_ms - start_ms >= captured.call.duration_ms - 2000
    log = log_of(recorder)
    assert "2125550199" not in log
    assert "attacker" not in log


@pytest.mark.parametrize(
    "place",
    [
        "calls.pseudonym:pseudonym_of_sip_call_id",
        "recorder.rules:RulesFile.look_up",
        "recorder.bridge:Bridge.start",
        "recorder.bridge:Bridge._step",
        "recorder.bridge:Bridge._from_agent",
        "recorder.bridge:Bridge._join",
        "recorder.live_call:LiveRecording.session_over",
        "recorder.live_call:LiveRecording._begin",
        "recorder.capture:CallCapture.tick",
        "recorder.capture:CallCapture.seal",
        "recorder.capture:CallCapture.abandon",
        "recorder.sip_endpoint:user_of",
        "recorder.sip_endpoint:has_active_audio",
    ],
)
def test_F13_whatever_goes_wrong_in_one_call_ends_that_call_and_no_other(lab: TelephoneLab, place: str) -> None:
    breaks = {place: 1} | ({"recorder.capture:CallCapture.tick": 1} if place.endswith("abandon") else {})
    recorder = lab.start_recorder(breaks=breaks)
    agent = lab.agent()
    answer = result_of(lab.caller("--hangup-after", "2.5"))
    assert answer["code"] in (200, 500, 503)
    wait_for(lambda: not lab.live.list())
    assert lab.live.counts()[0]["failed"] >= 1
    for captured in lab.spool.waiting():
        lab.spool.destroy(captured.call_id)
    hang_up_for_good(agent)
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "2.5", user="+12125550198"))["as_scripted"]
    code = pseudonym_of_number("+12125550198", lab.key)
    wait_for(lambda: [captured.call.caller_pseudonym for captured in lab.spool.waiting()] == [code])
    log = log_of(recorder)
    assert '"error": "ZeroDivisionError"' in log
    assert "must not be logged" not in log


def test_F19_each_call_is_searched_for_tones_alone_when_the_search_of_all_together_fails(lab: TelephoneLab) -> None:
    recorder = lab.start_recorder(breaks={"recorder.run_recorder:mute_tones": 1})
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "2.5"))["as_scripted"]
    captured = lab.the_captured_call()
    assert not captured.call.truncated
    assert captured.call.duration_ms > 1000
    assert '"error": "ZeroDivisionError"' in log_of(recorder)


def test_P1_an_objection_is_carried_out_though_serving_the_call_fails(lab: TelephoneLab) -> None:
    lab.start_recorder(breaks={"recorder.call_record:CallRecord.end_with": 1})
    lab.agent()
    result_of(lab.caller("--keys", "9@1.5", "--hangup-after", "4"))
    wait_for(lambda: not lab.live.list())
    assert lab.files_of_calls() == []
    assert lab.spool.waiting() == []


def test_a_request_that_cannot_be_served_ends_its_call_alone(lab: TelephoneLab) -> None:
    recorder = lab.start_recorder(breaks={"recorder.live_call:LiveRecording.pause": 1})
    lab.agent()
    caller = lab.caller()
    call_id = lab.the_live_call().call_id
    with pytest.raises(RecorderError):
        lab.live.pause(call_id, actor="desk")
    assert result_of(caller)["answered"]
    wait_for(lambda: not lab.live.list())
    assert "must not be logged" not in log_of(recorder)


@pytest.mark.parametrize(
    ("caller", "outcome"),
    [
        (b"<tel:+1-212-555-0147>;tag=1", Outcome.STANDING_OBJECTION),
        (b"<sip:12125550147@example.com>;tag=1", Outcome.STANDING_OBJECTION),
        (b"<sip:%2B12125550147@example.com>;tag=1", Outcome.STANDING_OBJECTION),
        (b"<sip:+12125550147;ext=5@example.com>;tag=1", Outcome.STANDING_OBJECTION),
        (b"<sip:+12125550147;phone-context=x@example.com>;tag=1", Outcome.STANDING_OBJECTION),
        (b"<SIP:+12125550147@example.com>;tag=1", Outcome.STANDING_OBJECTION),
        (b'"sip:100@x" <sip:+12125550147@example.com>;tag=1', Outcome.STANDING_OBJECTION),
        (b"<mailto:jo@example.com>;tag=1", Outcome.POLICY),
    ],
)
def test_a_standing_objection_is_heeded_however_the_number_is_written(
    lab: TelephoneLab, attacker: Attacker, caller: bytes, outcome: Outcome
) -> None:
    lab.write_rules(standing_objections=frozenset({pseudonym_of_number("2125550147", lab.key) or ""}))
    recorder = lab.start_recorder()
    lab.agent()
    assert attacker.invite(attacker.fields(From=caller)) == 200
    (ending,) = wait_for(lab.spool.endings)
    assert ending.outcome is outcome
    assert lab.files_of_calls() == []
    assert "2125550147" not in log_of(recorder)
