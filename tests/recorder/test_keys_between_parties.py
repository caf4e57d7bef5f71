"""Keys on the line, by real SIP: what reaches the other party, what ends the notice, who may object with them."""

import time

import pytest

from calls.consent import Means, Notice, Outcome, RecordingPolicy
from tests.recorder.telephone_lab import (
    BRIDGED_S,
    NOTICE_S,
    TelephoneLab,
    result_of,
    silence,
    tone,
    wait_for,
    write_wav,
)

pytestmark = pytest.mark.needs_sip

LONG_NOTICE_S = 6.0


def keyed(option: str, digits: str, *, from_s: float) -> list[str]:
    """Digits a quarter of a second apart."""
    return [word for at, key in enumerate(digits) for word in (option, f"{key}@{from_s + 0.25 * at:.2f}")]


@pytest.fixture
def long_notice(lab: TelephoneLab) -> TelephoneLab:
    write_wav(lab.notice_wav, tone(LONG_NOTICE_S, 350))
    return lab


@pytest.mark.parametrize("option", ["--keys", "--info"])
def test_F19_keys_reach_the_other_party_and_are_kept_nowhere(lab: TelephoneLab, option: str) -> None:
    recorder = lab.start_recorder()
    agent = lab.agent("--answer", *keyed(option, "31#", from_s=1.2))
    caller = lab.caller(*keyed(option, "424299*", from_s=1.0), "--hangup-after", "3.5")
    assert result_of(caller)["keys_heard"] == "31#"
    assert result_of(agent)["keys_heard"] == "424299*"
    lab.the_captured_call()
    recorder.terminate()
    _, log = recorder.communicate(timeout=60)
    assert "424299" not in log


def test_an_objections_key_never_reaches_the_agent_and_later_keys_do(lab: TelephoneLab) -> None:
    lab.start_recorder()
    agent = lab.agent()
    caller = lab.caller("--keys", "9@1.2", "--keys", "7@3.2", "--hangup-after", "4")
    result_of(caller)
    assert result_of(agent)["keys_heard"] == "7"
    assert wait_for(lab.spool.endings)[0].outcome is Outcome.OBJECTED


def test_F19_a_card_number_keyed_under_pause_reaches_the_agent_and_does_not_object(lab: TelephoneLab) -> None:
    lab.start_recorder()
    agent = lab.agent()
    caller = lab.caller(*keyed("--keys", "9999", from_s=1.8), "--hangup-after", "5")
    lab.live.pause(lab.the_live_call().call_id, actor="desk")
    result_of(caller)
    assert result_of(agent)["keys_heard"] == "9999"
    assert lab.spool.endings() == []


def test_a_key_ends_the_notice_early_and_the_parties_talk(long_notice: TelephoneLab) -> None:
    lab = long_notice
    lab.start_recorder(notice_skip_keys="#")
    lab.agent()
    caller = lab.caller("--keys", "5@0.3", "--keys", "#@0.8", "--hangup-after", "2.5")
    began_s = time.monotonic()
    lab.the_live_call()
    assert 0.7 <= time.monotonic() - began_s < LONG_NOTICE_S - 2
    result_of(caller)
    assert lab.the_captured_call().call.consent.notice == Notice("test-1", "en")


def test_P2_the_objection_key_ends_the_notice_and_the_call_goes_on_unrecorded(long_notice: TelephoneLab) -> None:
    lab = long_notice
    lab.start_recorder()
    agent = lab.agent()
    caller = lab.caller("--keys", "9@0.5", "--hangup-after", "2")
    assert lab.the_live_call().capture == "destroy"
    assert lab.files_of_calls() == []
    assert result_of(caller)["as_scripted"]
    assert result_of(agent)["as_scripted"]
    ending = wait_for(lab.spool.endings)[0]
    assert (ending.outcome, ending.how, ending.actor) == (Outcome.OBJECTED, Means.DTMF, "caller")
    assert lab.files_of_calls() == []


def test_under_ask_the_1_in_the_notice_ends_it_and_recording_begins(long_notice: TelephoneLab) -> None:
    lab = long_notice
    lab.write_rules(default_policy=RecordingPolicy.ASK)
    lab.start_recorder()
    lab.agent()
    result_of(lab.caller("--keys", "1@0.5", "--hangup-after", "2.5"))
    assert lab.the_captured_call().call.duration_ms >= 1000


def test_an_agent_objects_for_the_caller_by_a_key_of_their_own(lab: TelephoneLab) -> None:
    lab.start_recorder(agent_objection_key="*")
    agent = lab.agent("--answer", "--keys", "*@1.5")
    caller = lab.caller("--hangup-after", "4")
    lab.the_live_call()
    wait_for(lambda: lab.files_of_calls() != [])
    ending = wait_for(lab.spool.endings)[0]
    assert (ending.outcome, ending.how, ending.actor) == (Outcome.OBJECTED, Means.DTMF, "agent")
    wait_for(lambda: lab.files_of_calls() == [])
    assert result_of(caller)["keys_heard"] == ""
    result_of(agent)


def test_without_such_a_setting_an_agents_keys_mean_nothing_here(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent("--answer", "--keys", "9@1.2")
    assert result_of(lab.caller("--hangup-after", "3.2"))["keys_heard"] == "9"
    assert lab.the_captured_call().call.duration_ms >= 1000
    assert lab.spool.endings() == []


def test_a_queues_callers_hear_its_own_notice_and_the_consent_record_says_which(lab: TelephoneLab) -> None:
    german = write_wav(lab.home / "de.wav", tone(2 * NOTICE_S, 600))
    lab.start_recorder(notices={"returns": [str(german), "2026-12", "de"]}, default_queue="support")
    lab.agent("--answer", "--calls", "2")
    for to, notice in (("returns", Notice("2026-12", "de")), ("sales", Notice("test-1", "en"))):
        result_of(lab.caller("--hangup-after", str(BRIDGED_S + 2 * NOTICE_S), to=to))
        call = lab.the_captured_call().call
        assert call.consent.notice == notice
        lab.spool.destroy(call.call_id)


@pytest.mark.parametrize("changes", [{"agent_objection_key": "12"}, {"notice_skip_keys": "x"}])
def test_keys_that_are_none_stop_the_start(lab: TelephoneLab, changes: dict[str, str]) -> None:
    recorder = lab.launch_recorder(**changes)
    _, log = recorder.communicate(timeout=60)
    assert recorder.returncode == 2
    assert log.startswith("bad-settings: ")


def test_a_notice_that_cannot_be_played_stops_the_start(lab: TelephoneLab) -> None:
    empty = write_wav(lab.home / "empty.wav", silence(0))
    recorder = lab.launch_recorder(notices={"returns": [str(empty), "1", "en"]})
    _, log = recorder.communicate(timeout=60)
    assert recorder.returncode == 2
    assert log.startswith("bad-settings: ")
