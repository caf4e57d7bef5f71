"""What telephones and the recorder tell one another about recording (RFC 7866 §6): in text, and by real SIP."""

import shutil

import pytest

from calls.call import Channel
from calls.consent import Capture, Means, Outcome
from recorder.record_awareness import Preference, preference_in, told_as, told_in, with_attribute
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

SESSION = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
AUDIO = "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
VIDEO = "m=video 4002 RTP/AVP 99\r\n"


@pytest.mark.parametrize(
    ("sdp", "preference", "remark"),
    [
        (SESSION + AUDIO + "a=recordpref:off\r\n", Preference.OFF, "on the audio line"),
        (SESSION + "a=recordpref:pause\r\n" + AUDIO, Preference.PAUSE, "for the whole session"),
        (SESSION + "a=recordpref:off\r\n" + AUDIO + "a=recordpref:on\r\n", Preference.ON, "the line's own comes first"),
        (SESSION + AUDIO + "a=recordpref:nopreference \r\n", Preference.NONE, "none, with a blank"),
        (SESSION + AUDIO + VIDEO + "a=recordpref:off\r\n", None, "of the picture only"),
        (SESSION + AUDIO + "a=recordpref:never\r\n", None, "a word that the RFC does not know"),
        (SESSION + AUDIO + "a=xrecordpref:off\r\n", None, "another attribute"),
        (SESSION + AUDIO, None, "nothing said"),
        ("", None, "no SDP"),
    ],
)
def test_what_a_telephone_prefers(sdp: str, preference: Preference | None, remark: str) -> None:
    assert preference_in(sdp) is preference, remark


@pytest.mark.parametrize("ending", ["", "\r\n"])
def test_what_is_told_stands_on_the_audio_line(ending: str) -> None:
    told = with_attribute(SESSION + VIDEO + AUDIO.rstrip() + ending, "record:on")
    assert told == SESSION + VIDEO + AUDIO + "a=record:on\r\n"
    assert told_in(told) == "on"
    assert with_attribute(SESSION + VIDEO, "record:on") == SESSION + VIDEO


@pytest.mark.parametrize("capture", list(Capture))
def test_what_is_told_is_what_is_done(capture: Capture) -> None:
    expected = {Capture.WRITE: "on", Capture.SILENCE: "paused", Capture.NOTHING: "off", Capture.DESTROY: "off"}
    assert told_as(capture) == f"record:{expected[capture]}"


@pytest.mark.needs_sip
def test_P2_a_caller_whose_telephone_prefers_off_has_objected_before_anything_was_kept(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--prefer", "off", "--hangup-after", "1.5")
    while caller.poll() is None:
        assert lab.files_of_calls() == []
    assert result_of(caller)["as_scripted"]
    (ending,) = wait_for(lab.spool.endings)
    assert (ending.outcome, ending.how, ending.actor) == (Outcome.OBJECTED, Means.SIP, "caller")


@pytest.mark.needs_sip
def test_P1_off_in_the_middle_of_a_call_destroys_it(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--prefer-later", "off@2", "--hangup-after", "4")
    lab.the_live_call()
    wait_for(lambda: lab.files_of_calls() != [])
    (ending,) = wait_for(lab.spool.endings)
    assert (ending.outcome, ending.how) == (Outcome.OBJECTED, Means.SIP)
    wait_for(lambda: lab.files_of_calls() == [])
    assert result_of(caller)["as_scripted"]


@pytest.mark.needs_sip
def test_a_telephone_may_pause_and_resume_and_is_told_each_time(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    # Time enough for an offer that met the telephone's own: it comes again after 2.1 s.
    caller = lab.caller("--aware", "--prefer-later", "pause@1.5", "--prefer-later", "on@3", "--hangup-after", "7")
    lab.the_live_call()
    assert wait_for(lambda: lab.live.list()[0].paused)
    assert wait_for(lambda: not lab.live.list()[0].paused)
    assert result_of(caller)["told"] == ["off", "on", "paused", "on"]
    captured = lab.the_captured_call()
    assert captured.call.consent.outcome is Outcome.RECORDED
    notes = [(note.call_id, note.paused, note.by) for note in lab.spool.pauses()]
    assert notes == [(captured.call_id, paused, Channel.CALLER) for paused in (True, False)]


@pytest.mark.needs_sip
def test_the_end_of_a_pause_that_cannot_be_put_on_record_does_not_come(lab: TelephoneLab) -> None:
    (lab.spool_dir / "pauses").mkdir(parents=True)
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--aware", "--prefer-later", "pause@1.5", "--prefer-later", "on@3", "--hangup-after", "4.5")
    lab.the_live_call()
    assert wait_for(lambda: list(lab.spool.pauses()))
    shutil.rmtree(lab.spool_dir / "pauses")
    (lab.spool_dir / "pauses").write_bytes(b"not a folder")
    assert result_of(caller)["told"] == ["off", "on", "paused"]


@pytest.mark.needs_sip
def test_an_objection_is_told_to_the_telephone(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    caller = lab.caller("--aware", "--keys", "9@1.5", "--hangup-after", "4")
    assert result_of(caller)["told"] == ["off", "on", "paused", "off"]


@pytest.mark.needs_sip
def test_who_is_not_aware_is_not_bothered_with_offers(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "2"))["told"] == ["off"]


@pytest.mark.needs_sip
@pytest.mark.parametrize(("key", "outcome"), [("", Outcome.RECORDED), ("*", Outcome.OBJECTED)])
def test_off_from_an_agents_telephone_pauses_unless_agents_may_object(
    lab: TelephoneLab, key: str, outcome: Outcome
) -> None:
    lab.start_recorder(agent_objection_key=key)
    lab.agent("--answer", "--prefer-later", "off@1.5")
    caller = lab.caller("--hangup-after", "3")
    lab.the_live_call()
    if outcome is Outcome.RECORDED:
        assert wait_for(lambda: lab.live.list()[0].paused)
        assert [(note.paused, note.by) for note in lab.spool.pauses()] == [(True, Channel.AGENT)]
    result_of(caller)
    kept = lab.spool.waiting if outcome is Outcome.RECORDED else lab.spool.endings
    assert len(wait_for(kept)) == 1
