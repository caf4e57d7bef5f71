"""Real SIP and RTP over loopback: a recorder, a caller and an agent, each in a process of its own."""

import time

import pytest
import soundfile

from calls.call import Channel
from calls.consent import Means, Notice, Outcome
from calls.errors import NotFound
from calls.pseudonym import pseudonym_of_number
from tests.recorder.beeping_calls import (
    BEEP_MS,
    LARGEST_SLIP_MS,
    PERIOD_MS,
    assert_lasts,
    assert_on_the_beat,
    gap_ms,
    opened,
    sound_seen,
    the_ending,
)
from tests.recorder.telephone_lab import (
    TelephoneLab,
    loud_stretches,
    result_of,
    wait_for,
)

pytestmark = pytest.mark.needs_sip


def test_a_call_is_recorded_on_two_channels_with_an_exact_timeline(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    recorder = lab.start_recorder()
    agent = lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, "--hangup-after", "5")
    assert result_of(caller)["as_scripted"]
    assert result_of(agent)["as_scripted"]
    captured = lab.the_captured_call()
    call, audio = captured.call, opened(lab).audio
    first: dict[Channel, int] = {}
    for channel in (Channel.CALLER, Channel.AGENT):
        heard = loud_stretches(audio.channel(channel))
        first[channel] = heard[0][0]
        assert len(heard) >= 7
        whole = heard[:-1]
        off_ms = [abs(start_ms - whole[0][0] - n * PERIOD_MS) for n, (start_ms, _) in enumerate(whole)]
        assert max(off_ms) <= LARGEST_SLIP_MS
        assert_lasts(whole, BEEP_MS)
    assert abs(first[Channel.CALLER] - first[Channel.AGENT]) <= LARGEST_SLIP_MS  # the two softphones' own clocks
    assert call.duration_ms == audio.duration_ms
    assert call.consent.notice_played
    assert call.consent.notice == Notice("test-1", "en")
    assert (call.queue, call.truncated) == ("returns", False)
    assert call.caller_pseudonym == pseudonym_of_number("+12125550147", lab.key)
    assert lab.live.counts()[0]["captured"] == 1
    assert "failed" not in lab.live.counts()[0]
    recorder.terminate()
    out, log = recorder.communicate(timeout=60)
    assert (recorder.returncode, out) == (0, "")
    assert "2125550147" not in log


def test_both_channels_stand_on_one_clock(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    """The agent hears the caller's beeps and sends them back a moment later: the echo's delay must not drift."""
    lab.start_recorder()
    heard = lab.home / "heard.wav"
    lab.agent("--answer", *beeps)
    result_of(lab.caller(*beeps, "--record", str(heard), "--hangup-after", "5"))
    audio = opened(lab).audio
    offsets = [
        mine[0] - theirs[0]
        for mine, theirs in zip(
            loud_stretches(audio.channel(Channel.CALLER)), loud_stretches(audio.channel(Channel.AGENT)), strict=False
        )
    ]
    assert max(offsets) - min(offsets) <= LARGEST_SLIP_MS
    assert len(offsets) >= 7


def test_the_parties_hear_the_notice_and_then_each_other(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    lab.start_recorder()
    heard_by_caller, heard_by_agent = lab.home / "caller.wav", lab.home / "agent.wav"
    agent = lab.agent("--answer", "--record", str(heard_by_agent), *beeps)
    result_of(lab.caller(*beeps, "--record", str(heard_by_caller), "--hangup-after", "3.2"))
    result_of(agent)
    notice, *rest = loud_stretches(soundfile.read(heard_by_caller, dtype="int16")[0])
    assert 450 <= notice[1] - notice[0] <= 550
    assert len(rest) >= 3
    at_the_agent = loud_stretches(soundfile.read(heard_by_agent, dtype="int16")[0])
    assert all(end_ms - start_ms <= 150 for start_ms, end_ms in at_the_agent)
    assert len(at_the_agent) >= 3


@pytest.mark.parametrize("pressed", [("--keys", "9@0.1"), ("--info", "9@0.1"), ("--keys", "9@0.45")])
def test_P2_an_objection_in_the_notice_writes_no_audio(
    lab: TelephoneLab, beeps: tuple[str, ...], pressed: tuple[str, ...]
) -> None:
    lab.start_recorder()
    agent = lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, *pressed, "--hangup-after", "3.5")
    assert all(files == [] for files in sound_seen(lab, caller))
    assert result_of(caller)["as_scripted"]
    assert result_of(agent)["answered"]
    ending = the_ending(lab)
    assert (ending.outcome, ending.actor) == (Outcome.OBJECTED, "caller")
    assert ending.how is (Means.SIP if pressed[0] == "--info" else Means.DTMF)
    assert lab.spool.waiting() == []


@pytest.mark.parametrize(("option", "how"), [("--keys", Means.DTMF), ("--info", Means.SIP)])
def test_P1_an_objection_mid_call_destroys_everything_and_the_call_goes_on(
    lab: TelephoneLab, beeps: tuple[str, ...], option: str, how: Means
) -> None:
    lab.start_recorder()
    heard = lab.home / "heard.wav"
    agent = lab.agent("--answer", *beeps, "--record", str(heard))
    caller = lab.caller(*beeps, option, "9@2", "--hangup-after", "5")
    lab.the_live_call()
    assert lab.files_of_calls() != []
    assert (the_ending(lab).outcome, the_ending(lab).how) == (Outcome.OBJECTED, how)
    wait_for(lambda: lab.files_of_calls() == [])
    assert lab.the_live_call().capture == "destroy"
    assert all(files == [] for files in sound_seen(lab, caller))
    assert result_of(caller)["as_scripted"]
    result_of(agent)
    beeps_heard = loud_stretches(soundfile.read(heard, dtype="int16")[0])
    assert len(beeps_heard) >= 7
    assert lab.spool.waiting() == []


def test_hanging_up_right_after_the_9_is_an_objection(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    result_of(lab.caller(*beeps, "--keys", "9@2", "--hangup-after", "2.4"))
    assert the_ending(lab).outcome is Outcome.OBJECTED
    wait_for(lambda: lab.files_of_calls() == [])


def test_F19_a_keyed_number_full_of_9s_does_not_object_and_is_not_in_the_sound(
    lab: TelephoneLab, beeps: tuple[str, ...]
) -> None:
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    keys = [word for number, key in enumerate("49992") for word in ("--keys", f"{key}@{2 + 0.3 * number:.1f}")]
    result_of(lab.caller(*beeps, *keys, "--hangup-after", "5.5"))
    assert lab.spool.endings() == []
    audio = opened(lab).audio
    assert gap_ms(audio.channel(Channel.AGENT)) <= PERIOD_MS


def test_a_9_that_begins_a_number_is_silence_in_the_recording_and_nothing_is_lost_from_the_timeline(
    lab: TelephoneLab, beeps: tuple[str, ...]
) -> None:
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    result_of(lab.caller(*beeps, "--keys", "9@2", "--keys", "4@3.1", "--hangup-after", "5"))
    beeps_kept = loud_stretches(opened(lab).audio.channel(Channel.AGENT))
    longest = gap_ms(opened(lab).audio.channel(Channel.AGENT))
    assert longest >= 2 * PERIOD_MS - BEEP_MS
    assert_on_the_beat(beeps_kept)


def test_pause_and_resume_keep_the_timeline_with_silence(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, "--keys", "9@2.5", "--hangup-after", "6")
    call_id = lab.the_live_call().call_id
    time.sleep(1.0)
    lab.live.pause(call_id, actor="desk")
    lab.live.pause(call_id, actor="desk")
    paused_s = time.monotonic()
    assert lab.the_live_call().paused
    assert lab.the_live_call().capture == "silence"
    time.sleep(1.6)
    lab.live.resume(call_id, actor="desk")
    pause_ms = round((time.monotonic() - paused_s) * 1000)
    result_of(caller)
    assert lab.spool.endings() == []
    audio = opened(lab).audio
    for channel in (Channel.CALLER, Channel.AGENT):
        samples = audio.channel(channel)
        assert gap_ms(samples) >= pause_ms - 150
        assert_on_the_beat(loud_stretches(samples))


def test_an_objection_over_the_control_path_takes_effect_at_once(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, "--hangup-after", "3")
    call_id = lab.the_live_call().call_id
    time.sleep(0.5)
    lab.live.object_to(call_id, how=Means.API, actor="desk")
    assert lab.files_of_calls() == []
    lab.live.object_to(call_id, how=Means.SPOKEN, actor="other")
    ending = the_ending(lab)
    assert (ending.call_id, ending.outcome, ending.how, ending.actor) == (call_id, Outcome.OBJECTED, Means.API, "desk")
    assert result_of(caller)["as_scripted"]
    wait_for(lambda: not lab.live.list())
    with pytest.raises(NotFound):
        lab.live.object_to(call_id, how=Means.API, actor="desk")
