"""Over real SIP: whatever becomes of an INVITE, its detail says so."""

import signal

import pytest

from calls.call_detail import CallOutcome
from calls.consent import Means, Outcome, RecordingPolicy
from calls.errors import NotFound, RecorderUnavailable
from calls.pseudonym import pseudonym_of_sip_call_id
from recorder.salvage import salvage
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

pytestmark = pytest.mark.needs_sip


def test_a_recorded_call_is_told_with_times_queue_and_length(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--hangup-after", "1.5")
    call_id = lab.the_live_call().call_id
    result_of(caller)
    detail = lab.the_detail()
    assert (detail.call_id, detail.outcome, detail.sip_status, detail.queue) == (
        call_id,
        CallOutcome.RECORDED,
        200,
        "returns",
    )
    assert detail.answered_at is not None
    assert detail.ended_at is not None
    assert detail.received_at <= detail.answered_at < detail.ended_at
    assert detail.captured_ms == lab.the_captured_call().call.duration_ms > 0


def test_P1_of_an_objected_call_only_id_hmac_and_time_are_told(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    result_of(lab.caller("--keys", "9@1.2", "--hangup-after", "3.5"))
    detail = lab.the_detail()
    assert detail.outcome is CallOutcome.OBJECTED
    assert (detail.answered_at, detail.queue, detail.source, detail.sip_status) == (None, None, None, None)
    assert b"returns" not in b"".join(path.read_bytes() for path in lab.spool_dir.rglob("*.json"))


def test_a_call_paused_during_all_of_the_talk_says_so(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--hangup-after", "2.5")
    lab.live.pause(lab.the_live_call("notice").call_id, actor="desk")
    result_of(caller)
    detail = lab.the_detail()
    assert detail.outcome is CallOutcome.PAUSED_WHOLE
    assert detail.captured_ms > 0


@pytest.mark.parametrize(
    ("agent", "changes", "reason"),
    [("--answer", {}, "ended_in_notice"), ("--answer", {"default_policy": RecordingPolicy.NEVER}, "never")],
)
def test_an_answered_call_that_was_not_recorded_says_by_which_rule(
    lab: TelephoneLab, agent: str, changes: dict[str, object], reason: str
) -> None:
    lab.write_rules(**changes)
    lab.start_recorder()
    lab.agent(agent)
    result_of(lab.caller("--hangup-after", "0.2" if not changes else "1.2"))
    detail = lab.the_detail()
    assert (detail.outcome, detail.reason) == (CallOutcome.POLICY, reason)
    assert [ending.outcome for ending in wait_for(lab.spool.endings)] == [Outcome.POLICY]


def test_a_busy_agent_is_a_call_that_was_not_answered(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent("--busy")
    result_of(lab.caller())
    detail = lab.the_detail()
    assert (detail.outcome, detail.sip_status, detail.answered_at) == (CallOutcome.NOT_ANSWERED, 486, None)


def test_F2_a_call_whose_recorder_is_killed_is_told_as_it_was_salvaged(lab: TelephoneLab) -> None:
    recorder = lab.start_recorder()
    lab.agent()
    lab.caller("--hangup-after", "8")
    call_id = lab.the_live_call().call_id
    wait_for(lambda: [path for path in lab.files_of_calls() if path.suffix == ".sealed" and path.stat().st_size])
    recorder.send_signal(signal.SIGKILL)
    recorder.wait()
    salvage(lab.spool_dir, lab.ram_dir)
    detail = lab.the_detail()
    assert (detail.call_id, detail.outcome, detail.truncated) == (call_id, CallOutcome.RECORDED, True)
    assert detail.captured_ms > 0
    assert len(pseudonym_of_sip_call_id("x", lab.key)) == len(detail.sip_call_id_hmac)


def test_P1_whoever_objects_just_after_hang_up_is_not_told_that_there_is_no_such_call(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--hangup-after", "1.5")
    call_id = lab.the_live_call().call_id
    result_of(caller)
    lab.the_captured_call()
    with pytest.raises(RecorderUnavailable, match="has ended"):
        lab.live.object_to(call_id, how=Means.API, actor="desk")
    with pytest.raises(NotFound):
        lab.live.pause(call_id, actor="desk")
    lab.spool.destroy(call_id)
    with pytest.raises(NotFound):
        lab.live.object_to(call_id, how=Means.API, actor="desk")
