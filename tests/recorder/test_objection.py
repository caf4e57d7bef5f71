"""The caller's keys, by table and by chance."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call import Channel
from calls.consent import Capture, Means, Outcome, RecordingPolicy, Standing
from recorder.objection import KEYS, QUIET_S, Wishes

RECORD = Wishes(RecordingPolicy.RECORD, Standing.NONE)
ASK = Wishes(RecordingPolicy.ASK, Standing.NONE)


def press_all(wishes: Wishes, keys: list[tuple[str, float]]) -> Wishes:
    for key, at_s in keys:
        wishes = wishes.press(key, Means.DTMF, at_s)
    return wishes


@pytest.mark.parametrize(
    ("keys", "objects", "remark"),
    [
        ([("9", 10.0)], True, "a lone 9"),
        ([("9", 10.0), ("9", 10.005)], True, "sent twice, by RFC 4733 and by SIP INFO"),
        ([("9", 10.0), ("9", 11.0), ("9", 12.0)], True, "somebody in a hurry"),
        ([("9", 10.0), ("4", 11.4)], False, "another key within 1.5 s: a number"),
        ([("9", 10.0), ("4", 11.5)], True, "another key after 1.5 s comes too late"),
        ([("4", 10.0), ("9", 11.0)], False, "a number that ends with 9"),
        ([("4", 10.0), ("9", 11.6)], True, "a lone 9 after a number"),
        ([(k, 10 + 0.3 * i) for i, k in enumerate("4999999999999999")], False, "a card number full of 9s"),
        ([(k, 10 + 0.3 * i) for i, k in enumerate("9999999994")], False, "a number that begins with 9s"),
        ([("1", 10.0)], False, "another key alone"),
        ([("#", 10.0)], False, "a hash"),
        ([("x", 10.0), ("", 11.0), ("99", 12.0)], False, "no telephone keys"),
        ([("9", 10.0), ("x", 10.5)], True, "what is no telephone key makes no number"),
    ],
)
def test_which_keys_are_an_objection(keys: list[tuple[str, float]], objects: bool, remark: str) -> None:
    ended = press_all(RECORD, keys).settle(keys[-1][1] + QUIET_S)
    assert ended.objected is objects, remark
    assert ended.capture is (Capture.DESTROY if objects else Capture.WRITE), remark


def test_a_lone_9_suspends_at_once_and_is_confirmed_after_the_quiet() -> None:
    pressed = RECORD.press("9", Means.SIP, 10.0)
    assert pressed.pending
    assert pressed.capture is Capture.SILENCE
    assert pressed.settle(11.499) == pressed
    confirmed = pressed.settle(11.5)
    assert (confirmed.objected_by, confirmed.objected_how) == ("caller", Means.SIP)
    assert confirmed.capture is Capture.DESTROY
    assert confirmed.outcome is Outcome.OBJECTED


def test_another_key_lifts_the_suspension_at_once() -> None:
    assert press_all(RECORD, [("9", 10.0), ("4", 10.2)]).capture is Capture.WRITE


def test_keys_never_object_while_paused() -> None:
    paused = press_all(RECORD.pause(), [("9", 10.0)]).settle(20.0)
    assert not paused.objected
    assert paused.capture is Capture.SILENCE


def test_a_telephone_ends_only_the_pause_that_it_asked_for() -> None:
    commanded = RECORD.pause()
    assert commanded.resume(Channel.AGENT).paused, "an agent's telephone that says on does not undo the agent's command"
    both = commanded.pause(Channel.CALLER)
    assert both.resume(Channel.CALLER).paused
    assert not both.resume().paused, "a command ends them all"
    assert not RECORD.pause(Channel.CALLER).resume(Channel.CALLER).paused


def test_a_number_begun_while_paused_does_not_object_when_it_ends_after_the_pause() -> None:
    number = RECORD.pause().press("4", Means.DTMF, 10.0).resume().press("9", Means.DTMF, 10.5)
    assert not number.settle(20.0).objected


def test_a_9_pressed_before_the_pause_still_objects() -> None:
    assert RECORD.press("9", Means.DTMF, 10.0).pause().settle(11.5).objected


def test_a_9_that_begins_a_number_finished_under_pause_does_not_object() -> None:
    assert not RECORD.press("9", Means.DTMF, 10.0).pause().press("4", Means.DTMF, 10.5).settle(12.0).objected


def test_hanging_up_with_an_objection_pending_objects() -> None:
    assert RECORD.press("9", Means.DTMF, 10.0).hang_up().objected
    assert not RECORD.press("4", Means.DTMF, 10.0).hang_up().objected


def test_the_first_objection_stays_on_record() -> None:
    twice = RECORD.object_to(Means.API, "desk").object_to(Means.SPOKEN, "other").press("9", Means.DTMF, 1.0).settle(9.0)
    assert (twice.objected_by, twice.objected_how) == ("desk", Means.API)


def test_an_objection_is_never_taken_back_by_pause_or_resume() -> None:
    assert RECORD.object_to(Means.API, "desk").pause().resume().capture is Capture.DESTROY


@pytest.mark.parametrize(
    ("keys", "objects", "remark"),
    [
        ([("*", Channel.AGENT, 10.0)], True, "the agent's own key, alone"),
        ([("9", Channel.AGENT, 10.0)], False, "the caller's key, pressed by the agent"),
        ([("*", Channel.CALLER, 10.0)], False, "the agent's key, pressed by the caller"),
        ([("*", Channel.AGENT, 10.0), ("4", Channel.AGENT, 10.5)], False, "an agent's keyed number"),
        ([("*", Channel.AGENT, 10.0), ("4", Channel.CALLER, 10.5)], True, "another party's key makes no number of it"),
        ([("9", Channel.CALLER, 10.0), ("5", Channel.AGENT, 10.5)], True, "nor of the caller's"),
    ],
)
def test_an_agent_can_have_an_objection_key(keys: list[tuple[str, Channel, float]], objects: bool, remark: str) -> None:
    wishes = Wishes(RecordingPolicy.RECORD, Standing.NONE, agent_objection_key="*")
    for key, by, at_s in keys:
        wishes = wishes.press(key, Means.DTMF, at_s, by=by)
    assert wishes.pending is objects, remark
    settled = wishes.settle(keys[-1][2] + QUIET_S)
    assert settled.objected is objects, remark
    assert settled.objected_by == (keys[0][1].value if objects else None), remark
    assert wishes.hang_up().objected is objects, remark


def test_P2_in_the_notice_the_objection_key_holds_at_once() -> None:
    objected = RECORD.press_in_notice("9", Means.SIP)
    assert (objected.objected_by, objected.objected_how) == ("caller", Means.SIP)
    assert RECORD.press_in_notice("5", Means.DTMF) == RECORD


def test_in_the_notice_the_1_agrees_at_once_under_ask_only() -> None:
    assert ASK.press_in_notice("1", Means.DTMF).capture is Capture.WRITE
    assert not ASK.press_in_notice("5", Means.DTMF).agreed
    assert RECORD.press_in_notice("1", Means.DTMF) == RECORD


def test_under_ask_nothing_is_recorded_until_a_lone_1() -> None:
    assert ASK.capture is Capture.NOTHING
    pressed = ASK.press("1", Means.DTMF, 10.0)
    assert pressed.capture is Capture.NOTHING
    agreed = pressed.settle(11.5)
    assert agreed.capture is Capture.WRITE
    assert agreed.outcome is Outcome.RECORDED
    assert ASK.outcome is Outcome.POLICY


def test_under_ask_a_number_with_a_1_is_no_agreement() -> None:
    assert not press_all(ASK, [("1", 10.0), ("2", 10.5)]).settle(20.0).agreed


def test_under_record_a_1_means_nothing() -> None:
    assert not RECORD.press("1", Means.DTMF, 10.0).settle(20.0).agreed


@pytest.mark.parametrize("standing", [Standing.OBJECTS, Standing.UNKNOWN])
def test_a_standing_objection_or_an_unreadable_list_records_nothing(standing: Standing) -> None:
    assert Wishes(RecordingPolicy.RECORD, standing).capture is Capture.NOTHING


def test_another_objection_key_may_be_set() -> None:
    star = Wishes(RecordingPolicy.RECORD, Standing.NONE, objection_key="*")
    assert star.press("*", Means.DTMF, 1.0).settle(3.0).objected
    assert not star.press("9", Means.DTMF, 1.0).settle(3.0).objected


_KEYS = st.sampled_from(sorted(KEYS))
_GAPS_S = st.integers(0, 4 * 64).map(lambda ticks: ticks / 64)
"""Sums of these are exact, so that a gap of just `QUIET_S` is one."""


@given(st.lists(st.tuples(_KEYS, _GAPS_S), max_size=30))
def test_exactly_the_runs_of_9_alone_object(pressed: list[tuple[str, float]]) -> None:
    at_s, keys = 0.0, []
    for key, gap_s in pressed:
        at_s += gap_s
        keys.append((key, at_s))
    runs: list[list[str]] = []
    for index, (key, when_s) in enumerate(keys):
        if index == 0 or when_s - keys[index - 1][1] >= QUIET_S:
            runs.append([])
        runs[-1].append(key)
    ended = press_all(RECORD, keys).settle(at_s + QUIET_S)
    assert ended.objected is any(set(run) == {"9"} for run in runs)


_STEPS = st.lists(
    st.one_of(_KEYS, st.sampled_from(["pause", "resume", "object", "wait"])).flatmap(
        lambda step: st.tuples(st.just(step), _GAPS_S)
    ),
    max_size=30,
)


@given(_STEPS, st.sampled_from(list(RecordingPolicy)), st.sampled_from(list(Standing)))
def test_an_objection_is_for_good_and_sound_is_written_only_when_all_allow_it(
    steps: list[tuple[str, float]], policy: RecordingPolicy, standing: Standing
) -> None:
    wishes, at_s, history = Wishes(policy, standing), 0.0, []
    for step, gap_s in steps:
        at_s += gap_s
        match step:
            case "pause":
                wishes = wishes.pause()
            case "resume":
                wishes = wishes.resume()
            case "object":
                wishes = wishes.object_to(Means.API, "desk")
            case "wait":
                wishes = wishes.settle(at_s)
            case key:
                wishes = wishes.press(key, Means.DTMF, at_s)
        history.append(wishes)
    for before, after in pairwise(history):
        assert after.objected or not before.objected
    for moment in history:
        if moment.capture is Capture.WRITE:
            assert (moment.objected, moment.paused, moment.pending) == (False, False, False)
            assert standing is Standing.NONE
            assert policy is RecordingPolicy.RECORD or (policy is RecordingPolicy.ASK and moment.agreed)
