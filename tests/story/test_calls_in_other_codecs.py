"""Calls whose caller speaks Opus or G.722: heard, written down and kept like any other."""

import pytest

from calls.access import Role
from calls.lifecycle import State
from tests.story.stage import CallOnLine, Stage

pytestmark = [
    pytest.mark.needs_sip,
    pytest.mark.needs_models,
    pytest.mark.xdist_group("story"),
    pytest.mark.timeout(420),
]

SOUND = "order_call"
TALK_S = 16


@pytest.fixture(scope="module")
def both(stage: Stage) -> dict[str, CallOnLine]:
    """Two calls at once, hung up."""
    with stage.agent(SOUND, calls=2):
        calls = {
            codec: stage.caller(SOUND, "--codec", codec, "--hangup-after", str(TALK_S)) for codec in ("opus", "G722")
        }
        for call in calls.values():
            call.wait_for_hang_up()
    return calls


@pytest.mark.needs_production_sip
@pytest.mark.parametrize("codec", ["opus", "G722"])
def test_what_a_caller_says_in_another_codec_is_transcribed(
    stage: Stage, both: dict[str, CallOnLine], codec: str
) -> None:
    call_id = both[codec].call_id
    stage.wait_for_state(call_id, State.ARCHIVED)
    turns = stage.sign_in(Role.QA_MANAGER).show(call_id)["turns"]
    said = " ".join(turn["text"].lower() for turn in turns if turn["channel"] == "caller")
    assert len(said.split()) >= 8
    assert "order" in said
