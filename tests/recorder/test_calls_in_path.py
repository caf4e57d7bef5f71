"""Real SIP and RTP over loopback: a recorder, a caller and an agent, each in a process of its own."""

import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from calls.audio import RawRecording
from calls.call import CallEnding, Channel
from calls.consent import Means, Notice, Outcome, RecordingPolicy
from calls.errors import NotFound
from calls.pseudonym import pseudonym_of_number
from tests.recorder.builds import is_production_build
from tests.recorder.telephone_lab import (
    BRIDGED_S,
    TelephoneLab,
    loud_stretches,
    result_of,
    silence,
    tone,
    wait_for,
    write_wav,
)

pytestmark = pytest.mark.needs_sip

BEEPS = np.concatenate([np.concatenate([tone(0.1, 1000), silence(0.4)])] * 12)
"""Six seconds of beeps, 100 ms long, every 500 ms."""
PERIOD_MS, BEEP_MS = 500, 100
USUAL_SLIP_MS, LARGEST_SLIP_MS = 20, 100
"""How far off a beep may be: in length most by a frame, in its place none by more than five. A packet that came late
once shifts all that follows by up to the 60 ms of the jitter buffer (decision 22), and a softphone on shared cores is
itself a frame or two late; it never adds up."""


@pytest.fixture
def beeps(lab: TelephoneLab) -> tuple[str, ...]:
    """What a party is told to play: beeps, once the two surely hear each other."""
    return ("--play", str(write_wav(lab.home / "beeps.wav", BEEPS)), "--play-after", str(BRIDGED_S))


def opened(lab: TelephoneLab) -> RawRecording:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    return recording


def the_ending(lab: TelephoneLab) -> CallEnding:
    (ending,) = wait_for(lab.spool.endings)
    return ending


def sound_seen(lab: TelephoneLab, party: subprocess.Popen[str]) -> Iterator[list[Path]]:
    """The files that could hold sound, again and again while the party is on the line."""
    while party.poll() is None:
        yield lab.files_of_calls()
        time.sleep(0.02)


def gap_ms(samples: NDArray[np.int16]) -> int:
    """The longest silence between two beeps."""
    beeps = loud_stretches(samples)
    return max(after[0] - before[1] for before, after in pairwise(beeps))


def assert_lasts(beeps: Sequence[tuple[int, int]], length_ms: int) -> None:
    off_ms = [abs(end_ms - start_ms - length_ms) for start_ms, end_ms in beeps]
    assert median(off_ms) <= USUAL_SLIP_MS
    assert max(off_ms) <= LARGEST_SLIP_MS


def assert_on_the_beat(beeps: list[tuple[int, int]]) -> None:
    """Every whole beep starts a multiple of the period after the first one: nothing was cut from the timeline."""
    whole = [start_ms for start_ms, end_ms in beeps if abs(end_ms - start_ms - BEEP_MS) <= USUAL_SLIP_MS]
    after_a_beat = [(start_ms - whole[0]) % PERIOD_MS for start_ms in whole]
    assert max(min(late_ms, PERIOD_MS - late_ms) for late_ms in after_a_beat) <= LARGEST_SLIP_MS


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


@pytest.mark.parametrize(("agent", "code"), [("--busy", 486), ("--silent", 480)])
def test_a_busy_or_silent_agent_is_a_proper_sip_answer(lab: TelephoneLab, agent: str, code: int) -> None:
    lab.start_recorder(ring_timeout_s=1.0)
    lab.agent(agent)
    answer = result_of(lab.caller())
    assert (answer["code"], answer["answered"]) == (code, False)
    wait_for(lambda: not lab.live.list())
    assert lab.spool.endings() == []
    assert lab.files_of_calls() == []


def test_an_agent_that_nobody_is_at_ends_in_a_proper_answer(lab: TelephoneLab) -> None:
    lab.start_recorder(ring_timeout_s=1.0)
    assert result_of(lab.caller())["code"] in (480, 503)


def test_a_caller_who_cancels_while_it_rings_leaves_nothing(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent("--silent")
    caller = lab.caller("--cancel-after", "0.7")
    assert result_of(caller)["code"] == 487
    wait_for(lambda: not lab.live.list())
    assert lab.files_of_calls() == []


def test_a_caller_who_hangs_up_in_the_notice_leaves_a_record_and_no_sound(lab: TelephoneLab) -> None:
    lab.start_recorder()
    lab.agent()
    result_of(lab.caller("--hangup-after", "0.2"))
    assert the_ending(lab).outcome is Outcome.POLICY
    assert lab.files_of_calls() == []


def test_a_third_call_is_refused_and_the_two_go_on(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    lab.start_recorder(most_calls=2)
    lab.agent("--answer", "--calls", "2", *beeps)
    first = lab.caller("--hangup-after", "3.5")
    lab.the_live_call()
    second = lab.caller("--hangup-after", "2.5")
    wait_for(lambda: len([call for call in lab.live.list() if call.phase == "talking"]) == 2)
    third = result_of(lab.caller())
    assert (third["code"], third["answered"]) in ((503, False), (486, False))
    assert result_of(first)["as_scripted"]
    assert result_of(second)["as_scripted"]
    assert len(wait_for(lambda: lab.spool.waiting()[:2] if len(lab.spool.waiting()) == 2 else [])) == 2


def test_the_sip_port_in_use_is_told_in_one_line(lab: TelephoneLab) -> None:
    lab.start_recorder()
    second = lab.launch_recorder()
    _, log = second.communicate(timeout=60)
    assert second.returncode == 1
    assert log.startswith("port-in-use: cannot listen on 127.0.0.1:")
    assert lab.live.ready() == [f"recorder-{lab.port}"]


def test_only_the_production_build_faces_a_network(lab: TelephoneLab) -> None:
    if is_production_build():
        lab.start_recorder(sip_host="0.0.0.0")
        return
    recorder = lab.launch_recorder(sip_host="0.0.0.0")
    _, log = recorder.communicate(timeout=60)
    assert recorder.returncode == 2
    assert "loopback only" in log
    assert "make pjsua2" in log


def test_on_sigterm_running_calls_are_handed_over(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    recorder = lab.start_recorder()
    lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps)
    lab.the_live_call()
    time.sleep(1.2)
    recorder.terminate()
    _, log = recorder.communicate(timeout=60)
    assert recorder.returncode == 0, log
    assert not lab.the_captured_call().call.truncated
    assert opened(lab).audio.duration_ms >= 1000
    assert result_of(caller)["code"] == 200
    assert list(lab.ram_dir.iterdir()) == []


def test_F2_a_killed_recorders_call_is_salvaged_and_no_plaintext_is_left(
    lab: TelephoneLab, beeps: tuple[str, ...]
) -> None:
    recorder = lab.start_recorder()
    lab.agent("--answer", *beeps)
    lab.caller(*beeps)
    lab.the_live_call()
    talking_s = time.monotonic()
    time.sleep(3.0)
    recorder.send_signal(signal.SIGKILL)
    talked_ms = (time.monotonic() - talking_s) * 1000
    recorder.communicate()
    assert lab.spool.waiting() == []
    lab.start_recorder()
    call = lab.the_captured_call().call
    assert call.truncated
    assert call.duration_ms >= talked_ms - 1000
    audio = opened(lab).audio
    assert abs(audio.duration_ms - call.duration_ms) <= 1
    assert len(loud_stretches(audio.channel(Channel.CALLER))) >= 3
    assert [path for path in lab.files_of_calls() if lab.ram_dir in path.parents] == []


def test_a_recorder_killed_while_an_objection_is_pending_buries_the_call(
    lab: TelephoneLab, beeps: tuple[str, ...]
) -> None:
    recorder = lab.start_recorder()
    lab.agent("--answer", *beeps)
    lab.caller(*beeps, "--keys", "9@2")
    wait_for(lambda: list(lab.spool_dir.glob("c_*/suspended.json")))
    recorder.send_signal(signal.SIGKILL)
    recorder.communicate()
    lab.start_recorder()
    assert lab.spool.waiting() == []
    assert the_ending(lab).outcome is Outcome.OBJECTED
    assert lab.files_of_calls() == []


def test_P4_nothing_but_memory_ever_holds_the_plaintext(lab: TelephoneLab, beeps: tuple[str, ...]) -> None:
    """The spool is scanned all through the call; the RAM disk never holds more than about a second."""
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, "--hangup-after", "4.5")
    most_bytes = 0
    for files in sound_seen(lab, caller):
        for path in files:
            if lab.ram_dir in path.parents and path.exists():
                most_bytes = max(most_bytes, path.stat().st_blocks * 512)
    assert 0 < most_bytes <= 40_000
    audio = opened(lab).audio
    haystack = b"".join(path.read_bytes() for path in lab.spool_dir.rglob("*") if path.is_file())
    for channel in (Channel.CALLER, Channel.AGENT):
        samples = audio.channel(channel)
        for start_ms, _ in loud_stretches(samples):
            window = samples[start_ms * 8 + 80 : start_ms * 8 + 112].tobytes()
            assert window not in haystack


@pytest.mark.parametrize("option", ["--keys", "--info"])
def test_a_lone_9_is_heeded_within_300_ms(lab: TelephoneLab, option: str) -> None:
    """A steady tone: where the suspended stretch begins and ends in the recording, against when the keys came."""
    lab.start_recorder()
    steady = ("--play", str(write_wav(lab.home / "steady.wav", tone(6, 700))), "--play-after", str(BRIDGED_S))
    lab.agent()
    result_of(lab.caller(*steady, option, "9@2.0", option, "4@3.0", "--hangup-after", "4.5"))
    # A telephone that shares the cores with other tests may falter, and begin to play a moment late; the second between
    # the keys is longer than that.
    (began_ms, silent_ms), (back_ms, _) = loud_stretches(opened(lab).audio.channel(Channel.CALLER), bridging_ms=700)
    assert -LARGEST_SLIP_MS <= silent_ms - began_ms - (2000 - BRIDGED_S * 1000) + 60 <= 300
    assert abs(back_ms - silent_ms - 1000) <= 100


def test_F5_a_call_whose_spool_cannot_be_written_goes_on_unrecorded_and_is_counted(lab: TelephoneLab) -> None:
    lab.start_recorder()
    shutil.rmtree(lab.spool_dir)
    lab.spool_dir.write_bytes(b"")
    agent = lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.5"))["as_scripted"]
    assert result_of(agent)["as_scripted"]
    assert wait_for(lambda: lab.live.counts()[0].get("capture_failed")) == 1


def test_F5_a_file_that_stops_growing_ends_the_capture_and_not_the_call(
    lab: TelephoneLab, beeps: tuple[str, ...]
) -> None:
    recorder = lab.start_recorder()
    lab.agent("--answer", *beeps)
    resource.prlimit(recorder.pid, resource.RLIMIT_FSIZE, (30_000, 30_000))
    caller = lab.caller(*beeps, "--hangup-after", "7")
    assert result_of(caller)["as_scripted"]
    assert wait_for(lambda: lab.live.counts()[0].get("capture_failed")) == 1
    call = lab.the_captured_call().call
    assert call.truncated
    assert 500 <= call.duration_ms <= 2000
    assert opened(lab).audio.duration_ms == call.duration_ms


def test_settings_that_make_no_sense_stop_the_start(lab: TelephoneLab) -> None:
    for changes in ({"objection_key": "1"}, {"objection_key": "99"}, {"agent_uri": "nobody"}, {"ring_timeout_s": 0}):
        recorder = lab.launch_recorder(**changes)
        _, log = recorder.communicate(timeout=60)
        assert recorder.returncode == 2
        assert log.startswith("bad-settings: ")
