"""What the agent's side may do with a call: play before it answers, hold, hand over, vanish. By real SIP."""

import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from calls.audio import RawAudio, RawRecording
from calls.call import Channel
from calls.consent import Outcome
from tests.ports import free_port
from tests.recorder.telephone_lab import (
    BRIDGED_S,
    NOTICE_S,
    TelephoneLab,
    loud_stretches,
    result_of,
    tone,
    wait_for,
    write_wav,
)

pytestmark = pytest.mark.needs_sip

NOTICE_HZ, LOW_HZ, HIGH_HZ = 350, 500, 1500


def steady(lab: TelephoneLab, hz: float, *, seconds: float = 8, after_s: float = 0.0) -> tuple[str, ...]:
    path = write_wav(lab.home / f"steady-{hz:.0f}.wav", tone(seconds, hz))
    return ("--play", str(path), "--play-after", str(after_s))


def audio_of(lab: TelephoneLab) -> RawAudio:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    return recording.audio


def heard(path: Path) -> NDArray[np.int16]:
    samples: NDArray[np.int16] = soundfile.read(path, dtype="int16")[0]
    return samples


def loudness_at(samples: NDArray[np.int16], hz: float) -> float:
    """Share of the sound that is at this pitch, within 30 Hz; 0 for silence."""
    power = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    at_hz = np.fft.rfftfreq(len(samples), 1 / 8000)
    return float(power[np.abs(at_hz - hz) < 30].sum() / max(power.sum(), 1.0))


def heard_ms(path: Path, hz: float) -> int:
    """For how long this pitch was heard, in pieces of 40 ms."""
    samples = heard(path)
    pieces = samples[: len(samples) // 320 * 320].reshape(-1, 320)
    return 40 * sum(bool(np.abs(piece).max() > 1500) and loudness_at(piece, hz) > 0.8 for piece in pieces)


def second_agent(lab: TelephoneLab, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Another agent of the same house, and its address."""
    port = free_port()
    return lab.softphone("--port", str(port), *(arguments or ("--answer",))), f"sip:second@127.0.0.1:{port}"


def test_the_caller_hears_what_the_agents_side_plays_before_it_answers_and_none_of_it_is_kept(
    lab: TelephoneLab,
) -> None:
    lab.start_recorder()
    lab.agent("--answer", "--early", "1.5", *steady(lab, LOW_HZ, seconds=1.2))
    recorded = lab.home / "caller.wav"
    caller = lab.caller("--record", str(recorded), "--hangup-after", "4")
    wait_for(lab.live.list)
    kept = lab.files_of_calls()
    while lab.live.list()[0].phase != "talking":
        assert kept == []
        kept = lab.files_of_calls()  # before the next question: what is there may have come with the talk
    assert result_of(caller)["as_scripted"]
    assert heard_ms(recorded, LOW_HZ) >= 500
    assert heard_ms(recorded, NOTICE_HZ) >= 300
    assert loud_stretches(audio_of(lab).channel(Channel.AGENT)) == []


def test_by_setting_the_caller_hears_ringing_only(lab: TelephoneLab) -> None:
    lab.start_recorder(early_media=False)
    lab.agent("--answer", "--early", "1", *steady(lab, LOW_HZ, seconds=0.8))
    recorded = lab.home / "caller.wav"
    result_of(lab.caller("--record", str(recorded), "--hangup-after", "1.5"))
    assert heard_ms(recorded, LOW_HZ) == 0
    assert heard_ms(recorded, NOTICE_HZ) >= 300


def test_a_caller_who_cancels_during_early_media_leaves_nothing(lab: TelephoneLab) -> None:
    lab.start_recorder()
    agent = lab.agent("--answer", "--early", "15")
    caller = lab.caller("--cancel-after", "1")
    assert result_of(caller)["code"] == 487
    assert result_of(agent)["answered"] is False
    wait_for(lambda: not lab.live.list())
    assert lab.files_of_calls() == []
    assert lab.spool.endings() == []


@pytest.mark.parametrize(
    ("holder", "option", "way"),
    [
        ("caller", "--reinvite", "sendonly"),
        ("agent", "--reinvite", "sendonly"),
        ("caller", "--reinvite", "inactive"),
        ("agent", "--update", "inactive"),
    ],
)
def test_hold_keeps_the_files_and_the_timeline(lab: TelephoneLab, holder: str, option: str, way: str) -> None:
    """Before and after, both are heard; meanwhile the clock runs on, with silence where nothing comes."""
    lab.start_recorder()
    holds = (option, f"{way}@2", option, "sendrecv@3.5")
    agent = lab.agent("--answer", *steady(lab, LOW_HZ, after_s=BRIDGED_S), *(holds if holder == "agent" else ()))
    speaks = steady(lab, HIGH_HZ, after_s=BRIDGED_S)
    caller = lab.caller(*speaks, "--hangup-after", "5.5", *(holds if holder == "caller" else ()))
    assert result_of(caller)["as_scripted"]
    assert result_of(agent)["as_scripted"]
    audio = audio_of(lab)
    assert abs(audio.duration_ms - (5500 - NOTICE_S * 1000)) <= 400
    for channel, hz in ((Channel.CALLER, HIGH_HZ), (Channel.AGENT, LOW_HZ)):
        samples = audio.channel(channel)
        end_of_talk = samples[-1500 * 8 : -500 * 8]
        assert loudness_at(end_of_talk, hz) > 0.9
        before_hold = samples[600 * 8 : 1300 * 8]
        assert loudness_at(before_hold, hz) > 0.9
    if way == "inactive":
        silent = audio.channel(Channel.CALLER if holder == "caller" else Channel.AGENT)[2000 * 8 : 2700 * 8]
        assert loud_stretches(silent) == []


def test_a_pause_during_hold_outlasts_it(lab: TelephoneLab) -> None:
    """The sound that comes back with the end of the hold is not connected by habit."""
    lab.start_recorder()
    lab.agent()
    speaks = steady(lab, HIGH_HZ, after_s=BRIDGED_S)
    caller = lab.caller(*speaks, "--reinvite", "inactive@1.8", "--reinvite", "sendrecv@3", "--hangup-after", "5")
    call_id = lab.the_live_call().call_id
    time.sleep(1.7)
    lab.live.pause(call_id, actor="desk")
    assert result_of(caller)["as_scripted"]
    samples = audio_of(lab).channel(Channel.CALLER)
    assert loudness_at(samples[600 * 8 : 1100 * 8], HIGH_HZ) > 0.9
    assert loud_stretches(samples[-1500 * 8 :]) == []


@pytest.mark.parametrize("asking", ["caller", "agent"])
def test_transfers_are_refused_by_default_and_the_call_goes_on(lab: TelephoneLab, asking: str) -> None:
    lab.start_recorder()
    second, uri = second_agent(lab)
    asks = ("--transfer", f"{uri}@1.5")
    lab.agent("--answer", *(asks if asking == "agent" else ()))
    assert result_of(lab.caller("--hangup-after", "3", *(asks if asking == "caller" else ())))["as_scripted"]
    assert lab.the_captured_call().call.duration_ms >= 2000
    second.terminate()
    assert result_of(second)["answered"] is False


def test_a_caller_is_never_transferred_even_where_agents_may_be(lab: TelephoneLab) -> None:
    lab.start_recorder(transfer="follow")
    second, uri = second_agent(lab)
    lab.agent()
    assert result_of(lab.caller("--transfer", f"{uri}@1.5", "--hangup-after", "3"))["as_scripted"]
    assert lab.the_captured_call().call.duration_ms >= 2000
    second.terminate()
    assert result_of(second)["answered"] is False


def test_a_transfer_by_the_agent_is_followed_and_the_same_recording_goes_on(lab: TelephoneLab) -> None:
    lab.start_recorder(transfer="follow")
    second, uri = second_agent(lab, "--answer", *steady(lab, HIGH_HZ))
    first = lab.agent("--answer", *steady(lab, LOW_HZ, after_s=BRIDGED_S), "--transfer", f"{uri}@2.5")
    recorded = lab.home / "caller.wav"
    caller = lab.caller("--record", str(recorded), "--hangup-after", "5.5")
    assert result_of(first)["answered"]
    assert result_of(caller)["as_scripted"]
    assert result_of(second)["as_scripted"]
    assert len(lab.spool.waiting()) == 1
    audio = audio_of(lab)
    samples = audio.channel(Channel.AGENT)
    assert loudness_at(samples[600 * 8 : 1400 * 8], LOW_HZ) > 0.9
    assert loudness_at(samples[-1500 * 8 : -500 * 8], HIGH_HZ) > 0.9
    assert loudness_at(heard(recorded)[-1500 * 8 : -500 * 8], HIGH_HZ) > 0.9
    assert abs(audio.duration_ms - (5500 - NOTICE_S * 1000)) <= 400
    assert lab.the_captured_call().call.consent.notice_played


def test_a_transfer_that_nobody_answers_leaves_the_caller_with_the_agent(lab: TelephoneLab) -> None:
    lab.start_recorder(transfer="follow")
    _, uri = second_agent(lab, "--busy")
    lab.agent("--answer", *steady(lab, LOW_HZ, after_s=BRIDGED_S), "--transfer", f"{uri}@1.5")
    assert result_of(lab.caller("--hangup-after", "4"))["as_scripted"]
    assert loudness_at(audio_of(lab).channel(Channel.AGENT)[-1500 * 8 : -500 * 8], LOW_HZ) > 0.9


def test_an_agent_who_transfers_and_hangs_up_leaves_the_caller_waiting_for_the_next(lab: TelephoneLab) -> None:
    lab.start_recorder(transfer="follow")
    second, uri = second_agent(lab, "--answer", "--early", "1", *steady(lab, HIGH_HZ))
    lab.agent("--answer", "--transfer", f"{uri}@1.5", "--hangup-after", "1.8")
    assert result_of(lab.caller("--hangup-after", "5"))["as_scripted"]
    assert result_of(second)["answered"]
    assert loudness_at(audio_of(lab).channel(Channel.AGENT)[-1500 * 8 : -500 * 8], HIGH_HZ) > 0.9


@pytest.mark.parametrize("who", ["caller", "agent", "both"])
def test_whoever_vanishes_without_a_bye_ends_the_call_and_it_is_handed_over(lab: TelephoneLab, who: str) -> None:
    lab.start_recorder(silent_leg_s=1.5)
    agent = lab.agent()
    caller = lab.caller()
    lab.the_live_call()
    time.sleep(1)
    gone = {"caller": [caller], "agent": [agent], "both": [caller, agent]}[who]
    for party in gone:
        party.send_signal(signal.SIGKILL)
        party.communicate()
    captured = lab.the_captured_call()
    assert captured.call.consent.outcome is Outcome.RECORDED
    assert not captured.call.truncated
    assert 1000 <= captured.call.duration_ms <= 5000
    for party in {caller, agent} - set(gone):
        assert result_of(party)["code"] == 200


def test_a_party_on_hold_may_be_silent_for_longer(lab: TelephoneLab) -> None:
    lab.start_recorder(silent_leg_s=1.0)
    lab.agent()
    assert result_of(lab.caller("--reinvite", "inactive@1.2", "--reinvite", "sendrecv@3.5", "--hangup-after", "4.5"))[
        "as_scripted"
    ]
    assert lab.the_captured_call().call.duration_ms >= 3500
