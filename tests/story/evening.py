"""One evening at the switchboard: who calls, who says no and how, and what falls over meanwhile.

Each call is placed once a session; the tests ask what became of it. `tests/story/conftest.py` makes them fixtures.
"""

import time
from contextlib import nullcontext
from dataclasses import dataclass

from calls.access import Role
from calls.call import CallId
from calls.lifecycle import State
from tests.fixtures_manifest import fixture
from tests.recorder.builds import is_production_build
from tests.recorder.telephone_lab import wait_for
from tests.story.stage import AFTER_NOTICE_S, CallOnLine, Stage

KEPT, OBJECTORS_LONG, OBJECTORS_SHORT, KILLED = "demo_call", "objection_call", "objection_demo", "payment_call"
"""Fixtures: the call that is kept; what objectors say, long and short; the call whose worker is killed."""
HANDED_IN = "long_pause"
"""Its caller says nothing of recording: the objection comes over the API alone."""
SENT = "order_call"
"""The call that goes on elsewhere and is sent to us."""


@dataclass(frozen=True, slots=True)
class Objector:
    call_id: CallId
    was_in_spool: bool
    """Whether anything of the call was ever seen in the spool."""


@dataclass(frozen=True, slots=True)
class Objectors:
    in_notice: Objector
    by_sip_info: Objector
    by_http: Objector


@dataclass(frozen=True, slots=True)
class EveningCalls:
    """`sent` is None where the small wheel of pjsua2 takes no recording sessions."""

    kept: CallId
    sent: CallId | None
    objectors: Objectors


@dataclass(frozen=True, slots=True)
class LateObjector:
    """Objected after hang-up; `before` is the state of the call then, `answer` what the API said."""

    call_id: CallId
    before: State
    answer: str


def place_the_evenings_calls(stage: Stage) -> EveningCalls:
    """The kept call while another one is sent to us, then the objectors while both are worked on; all have ended."""
    with stage.recording_client(SENT) if is_production_build() else nullcontext() as sent:
        kept = place_the_kept_call(stage)
    objectors = place_the_objectors(stage)
    for call_id in (kept, sent):
        if call_id is not None:
            stage.wait_for_state(call_id, State.ARCHIVED)
    return EveningCalls(kept, sent, objectors)


def place_the_kept_call(stage: Stage) -> CallId:
    """By SIP, notice to hang-up; it is on its way through the pipeline when this returns."""
    talk_s = AFTER_NOTICE_S + fixture(KEPT).duration_ms / 1000 + 0.3
    with stage.agent(KEPT):
        call = stage.caller(KEPT, "--hangup-after", f"{talk_s:.1f}")
        call.wait_for_hang_up()
    return call.call_id


def place_the_objectors(stage: Stage) -> Objectors:
    """Two on the line at a time: 9 during the notice; 9 by SIP INFO mid-call; somebody at the desk mid-call."""
    with stage.agent(OBJECTORS_LONG, calls=3):
        in_notice = stage.caller(OBJECTORS_SHORT, "--keys", "9@2.0", "--hangup-after", "8.0")
        by_info = stage.caller(OBJECTORS_LONG, "--info", "9@9.0", "--hangup-after", "11.5")
        notice_seen = _seen_in_spool(stage, in_notice)
        by_http = stage.caller(OBJECTORS_LONG, "--hangup-after", "11.0")
        info_seen = _seen_in_spool(stage, by_info)
        stage.wait_until_talking(by_http)
        http_seen = wait_for(lambda: _is_in_spool(stage, by_http))
        time.sleep(1.5)
        assert stage.sign_in(Role.PRIVACY_OFFICER).object_to(by_http.call_id) == "objected"
        by_http.wait_for_hang_up()
    return Objectors(
        Objector(in_notice.call_id, notice_seen),
        Objector(by_info.call_id, info_seen),
        Objector(by_http.call_id, http_seen),
    )


def hand_in_and_object(stage: Stage, *states: State) -> LateObjector:
    """A recording by HTTP; once it is in one of the states, the privacy officer objects for the caller."""
    officer, manager = stage.sign_in(Role.PRIVACY_OFFICER), stage.sign_in(Role.QA_MANAGER)
    call_id = manager.hand_in(fixture(HANDED_IN).path)
    before = stage.wait_for_state(call_id, *states)
    return LateObjector(call_id, before, officer.object_to(call_id))


def kill_the_recorder_mid_call(stage: Stage) -> CallId:
    """Most of a card number is read when the recorder dies; returns when a new one is up."""
    with stage.agent(KEPT):
        call = stage.caller(KEPT)
        stage.wait_until_talking(call)
        time.sleep(8.5)
        killed = stage.kill("recorder")
        stage.wait_for_successor("recorder", killed)
        wait_for(stage.recorder_is_ready)
    return call.call_id


def kill_the_worker_twice(stage: Stage) -> CallId:
    """While it transcribes, and again, once the next worker has taken over, while that one redacts."""
    call_id = stage.sign_in(Role.QA_MANAGER).hand_in(fixture(KILLED).path)
    for state in (State.TRANSCRIBING, State.REDACTING):
        stage.wait_for_state(call_id, state)
        stage.wait_for_successor("worker", stage.kill("worker"))
    return call_id


def _seen_in_spool(stage: Stage, call: CallOnLine) -> bool:
    """Watches until the caller has hung up."""
    seen = False
    while call.is_up:
        seen |= _is_in_spool(stage, call)
        time.sleep(0.02)
    call.wait_for_hang_up()
    return seen


def _is_in_spool(stage: Stage, call: CallOnLine) -> bool:
    return (stage.settings.spool_dir / call.call_id).exists()
