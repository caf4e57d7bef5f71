"""Calls in path that fail, are given up, or lose their recorder, their disk or their line (P4, F2, F5)."""

import resource
import shutil
import signal
import time

import pytest

from calls.call import Channel
from calls.consent import Outcome
from tests.recorder.beeping_calls import (
    LARGEST_SLIP_MS,
    opened,
    sound_seen,
    the_ending,
)
from tests.recorder.builds import is_production_build
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
    """The spool is scanned all through the call; the RAM disk never holds more than about a second, and beside the
    production build, which holds all sound in its own memory, a file's header at most."""
    lab.start_recorder()
    lab.agent("--answer", *beeps)
    caller = lab.caller(*beeps, "--hangup-after", "4.5")
    most_bytes = 0
    for files in sound_seen(lab, caller):
        for path in files:
            if lab.ram_dir in path.parents and path.exists():
                most_bytes = max(most_bytes, path.stat().st_blocks * 512)
    assert most_bytes <= 4_096 if is_production_build() else 0 < most_bytes <= 40_000
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
    resource.prlimit(recorder.pid, resource.RLIMIT_FSIZE, (60_000, 60_000))
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
