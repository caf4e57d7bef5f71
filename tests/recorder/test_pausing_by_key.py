"""The agents' keys that pause and resume: the rule by table, then one call by real SIP."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.audio import RawRecording
from calls.call import Channel
from calls.consent import Capture, Means, Outcome, RecordingPolicy, Standing
from calls.errors import BadSettings
from recorder.meaningful_keys import MeaningfulKeys
from recorder.objection import KEYS, QUIET_S, Wishes
from tests.recorder.telephone_lab import BRIDGED_S, TelephoneLab, loud_stretches, result_of, tone, wait_for, write_wav

AGENT, CALLER = Channel.AGENT, Channel.CALLER
RECORD = Wishes(RecordingPolicy.RECORD, Standing.NONE, agent_pause_key="*", agent_resume_key="#")
PAUSED = RECORD.pause(AGENT)


def press_all(wishes: Wishes, keys: str, *, by: Channel = AGENT, from_s: float = 10.0, apart_s: float = 0.3) -> Wishes:
    for number, key in enumerate(keys):
        wishes = wishes.press(key, Means.DTMF, from_s + apart_s * number, by=by)
    return wishes


@pytest.mark.parametrize(
    ("before", "keys", "pauses", "remark"),
    [
        (RECORD, "*", True, "a lone *"),
        (RECORD, "**", True, "by both means, or to be sure"),
        (RECORD, "#*", True, "the wrong key, then the right one"),
        (RECORD, "*#", False, "both: the last one counts"),
        (RECORD, "#", False, "nothing to resume"),
        (RECORD, "*21*5550199#", False, "a keyed number that begins with *"),
        (RECORD, "4111111111111111*", False, "one that ends with it"),
        (RECORD, "9", False, "the callers' objection key"),
        (PAUSED, "*", True, "paused already"),
        (PAUSED, "#", False, "a lone #"),
        (PAUSED, "##", False, "pressed twice"),
        (PAUSED, "4111111111111111#", True, "a card number and the # that ends it"),
        (PAUSED, "#1", True, "a keyed number that begins with #"),
        (PAUSED, "#*", True, "both: the last one counts"),
    ],
)
def test_which_keys_pause_and_resume(before: Wishes, keys: str, pauses: bool, remark: str) -> None:
    pressed = press_all(before, keys)
    settled = pressed.settle(10 + 0.3 * len(keys) + QUIET_S)
    assert settled.paused is pauses, remark
    assert settled.capture is (Capture.SILENCE if pauses else Capture.WRITE), remark
    assert not settled.objected, remark


def test_the_pause_key_silences_at_once_and_another_key_lifts_that_at_once() -> None:
    pressed = press_all(RECORD, "*")
    assert (pressed.capture, pressed.paused, pressed.pending) == (Capture.SILENCE, False, False)
    assert press_all(RECORD, "*2").capture is Capture.WRITE


def test_the_resume_key_lets_nothing_be_heard_before_the_quiet() -> None:
    assert press_all(PAUSED, "#").settle(10 + QUIET_S - 0.001).capture is Capture.SILENCE
    assert press_all(PAUSED, "#").settle(10 + QUIET_S).capture is Capture.WRITE
    assert press_all(RECORD, "*#").capture is Capture.SILENCE


@pytest.mark.parametrize(
    ("paused", "remark"),
    [
        (RECORD.pause(), "by command"),
        (RECORD.pause(CALLER), "by the caller's telephone"),
        (PAUSED.pause(), "by the agent and by command"),
    ],
)
def test_the_agents_key_ends_no_pause_of_somebody_else(paused: Wishes, remark: str) -> None:
    settled = press_all(paused, "#").settle(20.0)
    assert settled.paused, remark
    assert not settled.resume().paused, remark


_PRESSED = st.tuples(st.sampled_from([AGENT, CALLER]), st.sampled_from(sorted(KEYS)), st.integers(0, 3))
"""Who, what, and how many seconds later."""


@given(st.lists(_PRESSED, max_size=30))
def test_no_keys_whatever_end_a_pause_by_command(pressed: list[tuple[Channel, str, int]]) -> None:
    wishes, at_s = RECORD.pause(), 0.0
    for by, key, later_s in pressed:
        at_s += later_s
        wishes = wishes.press(key, Means.DTMF, at_s, by=by)
        assert wishes.capture is Capture.SILENCE
    assert wishes.settle(at_s + QUIET_S).capture is Capture.SILENCE


@given(st.lists(_PRESSED, max_size=30))
def test_exactly_the_agents_runs_of_these_keys_alone_pause_and_resume(pressed: list[tuple[Channel, str, int]]) -> None:
    wishes, at_s, runs, last_s = replace(RECORD, objection_key="0"), 0.0, [""], 0.0
    for by, key, later_s in pressed:
        at_s += later_s
        wishes = wishes.press(key, Means.DTMF, at_s, by=by)
        if by is AGENT:
            runs = [*runs, key] if at_s - last_s >= QUIET_S else [*runs[:-1], runs[-1] + key]
            last_s = at_s
        assert wishes.capture is not Capture.WRITE or not (wishes.paused or wishes.is_pausing)
    meant = [run[-1] for run in runs if run and set(run) <= {"*", "#"}]
    wishes = wishes.settle(at_s + QUIET_S)
    assert wishes.objected or wishes.paused is (meant[-1:] == ["*"])


def test_a_command_ends_a_pause_by_key() -> None:
    assert not press_all(RECORD, "*").settle(20.0).resume().paused


def test_callers_neither_pause_nor_resume_by_these_keys() -> None:
    assert not press_all(RECORD, "*", by=CALLER).settle(20.0).paused
    assert press_all(PAUSED, "#", by=CALLER).settle(20.0).paused


def test_without_such_settings_agents_keys_mean_nothing_here() -> None:
    none = Wishes(RecordingPolicy.RECORD, Standing.NONE)
    for key in "*#":
        pressed = press_all(none, key)
        assert not pressed.holds_key_of(AGENT)
        assert not pressed.settle(20.0).paused


def test_P1_an_objection_wins_over_the_pause_key_and_is_heard_while_it_is_pending() -> None:
    objected = press_all(press_all(RECORD, "*"), "9", by=CALLER, from_s=10.5).settle(20.0)
    assert objected.capture is Capture.DESTROY
    assert press_all(objected, "#", from_s=30.0).settle(40.0).capture is Capture.DESTROY


@pytest.mark.parametrize(
    ("policy", "captured"), [(RecordingPolicy.NEVER, Capture.NOTHING), (RecordingPolicy.ASK, Capture.NOTHING)]
)
def test_neither_key_begins_a_recording(policy: RecordingPolicy, captured: Capture) -> None:
    wishes = Wishes(policy, Standing.NONE, agent_pause_key="*", agent_resume_key="#")
    for keys in ("*", "#"):
        wishes = press_all(wishes, keys)
        assert wishes.capture is captured
        wishes = wishes.settle(20.0)
        assert wishes.capture is captured


def test_hanging_up_right_after_the_pause_key_is_a_pause_and_after_the_resume_key_no_end_of_it() -> None:
    assert press_all(RECORD, "*").hang_up().paused
    assert press_all(PAUSED, "#").hang_up().paused


def test_these_keys_are_kept_from_the_caller_unless_they_begin_a_number() -> None:
    assert press_all(RECORD, "*").holds_key_of(AGENT)
    assert press_all(PAUSED, "#").holds_key_of(AGENT)
    assert not press_all(RECORD, "*2").holds_key_of(AGENT)
    assert not press_all(RECORD, "*").holds_key_of(CALLER)


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (MeaningfulKeys(agent_pause="9"), "HUSHTAPE_AGENT_PAUSE_KEY is HUSHTAPE_OBJECTION_KEY, too"),
        (MeaningfulKeys(agent_pause="1"), "HUSHTAPE_AGENT_PAUSE_KEY is the key that agrees, too"),
        (MeaningfulKeys("9", "*", "*"), "HUSHTAPE_AGENT_PAUSE_KEY is HUSHTAPE_AGENT_OBJECTION_KEY, too"),
        (MeaningfulKeys("9", "", "*", "*"), "HUSHTAPE_AGENT_RESUME_KEY is HUSHTAPE_AGENT_PAUSE_KEY, too"),
        (MeaningfulKeys("#", "", "*", "#"), "HUSHTAPE_AGENT_RESUME_KEY is HUSHTAPE_OBJECTION_KEY, too"),
        (MeaningfulKeys(agent_pause="**"), "HUSHTAPE_AGENT_PAUSE_KEY must be one telephone key"),
        (MeaningfulKeys(agent_resume="#"), "without HUSHTAPE_AGENT_PAUSE_KEY"),
    ],
)
def test_keys_that_could_be_mistaken_for_one_another_stop_the_start(keys: MeaningfulKeys, named: str) -> None:
    with pytest.raises(BadSettings) as stopped:
        keys.check()
    assert named in str(stopped.value)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("keys", [MeaningfulKeys(), MeaningfulKeys("9", "0", "*", "#"), MeaningfulKeys("9", "9", "A")])
def test_keys_that_are_told_apart_are_taken(keys: MeaningfulKeys) -> None:
    keys.check()


@pytest.mark.needs_sip
@pytest.mark.parametrize(("option", "how"), [("--keys", Means.DTMF), ("--info", Means.SIP)])
def test_an_agent_pauses_and_resumes_by_keys_within_300_ms_and_the_timeline_is_kept(
    lab: TelephoneLab, option: str, how: Means
) -> None:
    """Steady tones: where silence begins and ends in the recording, against when the agent pressed the keys."""
    lab.start_recorder(agent_pause_key="*", agent_resume_key="#")
    steady = ("--play", str(write_wav(lab.home / "steady.wav", tone(8, 700))), "--play-after", str(BRIDGED_S))
    lab.agent("--answer", *steady, option, "*@2.0", option, "#@4.0")
    caller = lab.caller(*steady, "--hangup-after", "6.5")
    assert wait_for(lambda: lab.the_live_call().paused)
    assert lab.the_live_call().capture == "silence"
    assert result_of(caller)["keys_heard"] == ""
    captured = lab.the_captured_call()
    recording = lab.spool.open(captured.call_id)
    assert isinstance(recording, RawRecording)
    # A telephone that shares the cores with other tests may falter, and begin to play a moment late.
    (began_ms, silent_ms), (back_ms, _) = loud_stretches(recording.audio.channel(AGENT), bridging_ms=700)
    assert -100 <= silent_ms - began_ms - (2000 - BRIDGED_S * 1000) + 60 <= 300
    assert -100 <= back_ms - silent_ms - 2000 - QUIET_S * 1000 + 60 <= 300
    (_, others_ms), (others_back_ms, _) = loud_stretches(recording.audio.channel(CALLER), bridging_ms=700)
    assert abs(others_ms - silent_ms) <= 240  # a telephone that sends a key is silent by itself meanwhile
    assert abs(others_back_ms - back_ms) <= 100
    assert captured.call.duration_ms == recording.audio.duration_ms
    assert captured.call.consent.outcome is Outcome.RECORDED
    notes = [(note.call_id, note.paused, note.by, note.how) for note in lab.spool.pauses()]
    assert notes == [(captured.call_id, paused, AGENT, how) for paused in (True, False)]
