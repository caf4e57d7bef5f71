"""F2 with everything around it: the recorder dies while a customer reads a card number."""

import pytest

from calls.audit import Did
from calls.call import CallId, Channel
from calls.lifecycle import State
from pipeline.wiring import OPERATOR
from tests.story.stage import Stage

pytestmark = [
    pytest.mark.needs_sip,
    pytest.mark.needs_models,
    pytest.mark.xdist_group("story"),
    pytest.mark.timeout(420),
]


def test_F2_the_call_is_salvaged_truncated_and_ends_redacted(stage: Stage, salvaged_call: CallId) -> None:
    assert stage.wait_for_state(salvaged_call, State.ARCHIVED, State.QUARANTINED)
    document = stage.kept.reading_room.show(OPERATOR, salvaged_call)
    assert document["duration_ms"] >= 6500
    # Of what kind a number that breaks off is, depends on the cut; that it is hidden does not.
    assert any(mask["channel"] == Channel.CALLER for mask in document["masks"])
    assert not [turn for turn in document["turns"] if any(letter.isdigit() for letter in turn["text"])]
    log = stage.log_file.read_text()
    assert f'"handed_over": ["{salvaged_call}"]' in log
    told = [row["did"] for row in stage.audit_rows(salvaged_call) if row["actor"] in ("recorder", "worker")]
    assert told == [Did.CAPTURED, Did.ARCHIVED] or told == [Did.CAPTURED, Did.QUARANTINED]


def test_F2_P4_nothing_of_it_is_left_in_memory_or_in_the_spool(stage: Stage, salvaged_call: CallId) -> None:
    stage.wait_for_state(salvaged_call, State.ARCHIVED, State.QUARANTINED)
    stage.wait_until_spool_is_empty()
    assert stage.ram_files() == []


def test_F2_the_new_recorder_takes_calls(stage: Stage, salvaged_call: CallId) -> None:
    assert stage.recorder_is_ready()
    assert salvaged_call not in {call.call_id for call in stage.live.list()}
