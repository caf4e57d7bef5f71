"""By rules, queue, standing objection and agreement: which calls in path are recorded, and from when."""

import pytest

from calls.consent import Outcome, RecordingPolicy
from calls.pseudonym import pseudonym_of_number
from tests.recorder.beeping_calls import sound_seen, the_ending
from tests.recorder.telephone_lab import (
    TelephoneLab,
    result_of,
    wait_for,
)

pytestmark = pytest.mark.needs_sip


@pytest.mark.parametrize("trouble", ["missing", "damaged", "stale", "from the future", "forged"])
def test_without_trustworthy_rules_the_call_goes_through_unrecorded(lab: TelephoneLab, trouble: str) -> None:
    match trouble:
        case "missing":
            lab.rules_file.unlink()
        case "damaged":
            lab.rules_file.write_bytes(b'{"body": 3')
        case "stale":
            lab.write_rules(age_s=61)
        case "from the future":
            lab.write_rules(age_s=-120)
        case "forged":
            lab.write_rules(key=b"\0" * 32)
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--hangup-after", "1.5")
    assert all(files == [] for files in sound_seen(lab, caller))
    assert result_of(caller)["as_scripted"]
    assert the_ending(lab).outcome is Outcome.POLICY


def test_rules_decide_by_queue_and_by_standing_objection(lab: TelephoneLab) -> None:
    standing = frozenset({pseudonym_of_number("+12125550147", lab.key) or ""})
    lab.write_rules(policy_by_queue={"returns": RecordingPolicy.NEVER}, standing_objections=standing)
    lab.start_recorder()
    lab.agent()
    result_of(lab.caller("--hangup-after", "1.5", user="+12125550199"))
    assert the_ending(lab).outcome is Outcome.POLICY
    lab.spool.forget_ending(the_ending(lab).call_id)
    wait_for(lambda: not lab.live.list())
    lab.agent()
    result_of(lab.caller("--hangup-after", "1.5", to="sales"))
    assert the_ending(lab).outcome is Outcome.STANDING_OBJECTION
    assert lab.files_of_calls() == []


@pytest.mark.parametrize(("to", "queue"), [("returns", "returns"), ("anything", "support")])
def test_a_call_belongs_to_the_queue_that_was_dialled_or_to_the_default(lab: TelephoneLab, to: str, queue: str) -> None:
    lab.start_recorder(default_queue="support")
    lab.agent()
    result_of(lab.caller("--hangup-after", "1.5", to=to))
    assert lab.the_captured_call().call.queue == queue


def test_under_ask_recording_begins_after_the_1(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    lab.write_rules(default_policy=RecordingPolicy.ASK)
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, "--keys", "1@1.5", "--hangup-after", "4.5")
    lab.the_live_call()
    assert lab.files_of_calls() == []
    result_of(caller)
    assert 1000 <= lab.the_captured_call().call.duration_ms <= 2000
