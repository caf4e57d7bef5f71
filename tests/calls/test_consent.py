"""Precedence during a call: objection > "never" > pause > "ask" > "record"; what cannot be read means no."""

from itertools import product

import pytest

from calls.consent import Capture, Outcome, RecordingPolicy, Standing, decide_capture, outcome_of

RECORD, ASK, NEVER = RecordingPolicy.RECORD, RecordingPolicy.ASK, RecordingPolicy.NEVER
FREE, OBJECTS, UNKNOWN = Standing.NONE, Standing.OBJECTS, Standing.UNKNOWN

TABLE = [
    # policy, standing, objected, paused, agreed → capture, remark
    (RECORD, FREE, False, False, False, Capture.WRITE, "the plain case"),
    (RECORD, FREE, True, False, False, Capture.DESTROY, "an objection beats the policy"),
    (RECORD, FREE, True, True, False, Capture.DESTROY, "an objection beats a pause"),
    (ASK, FREE, True, False, True, Capture.DESTROY, "an objection beats an earlier yes"),
    (NEVER, FREE, True, False, False, Capture.DESTROY, "an objection is an objection, whatever the policy"),
    (NEVER, FREE, False, False, True, Capture.NOTHING, "never means never, even after a yes"),
    (NEVER, FREE, False, True, False, Capture.NOTHING, "never beats a pause: not even silence is written"),
    (RECORD, FREE, False, True, False, Capture.SILENCE, "paused: the timeline runs on"),
    (ASK, FREE, False, False, False, Capture.NOTHING, "nothing before the caller presses 1"),
    (ASK, FREE, False, False, True, Capture.WRITE, "the caller pressed 1"),
    (ASK, FREE, False, True, True, Capture.SILENCE, "paused after a yes"),
    (RECORD, OBJECTS, False, False, False, Capture.NOTHING, "a standing objection"),
    (ASK, OBJECTS, False, False, True, Capture.NOTHING, "a standing objection outlives a key pressed by habit"),
    (RECORD, UNKNOWN, False, False, False, Capture.NOTHING, "a list that cannot be read means no"),
]


@pytest.mark.parametrize(("policy", "standing", "objected", "paused", "agreed", "capture", "remark"), TABLE)
def test_each_row_of_the_precedence_table_holds(
    policy: RecordingPolicy,
    standing: Standing,
    objected: bool,
    paused: bool,
    agreed: bool,
    capture: Capture,
    remark: str,
) -> None:
    decided = decide_capture(policy, standing, objected=objected, paused=paused, caller_agreed=agreed)
    assert decided is capture, remark


def test_P1_an_objection_destroys_in_every_combination() -> None:
    for policy, standing, paused, agreed in product(RecordingPolicy, Standing, (False, True), (False, True)):
        decided = decide_capture(policy, standing, objected=True, paused=paused, caller_agreed=agreed)
        assert decided is Capture.DESTROY


def test_sound_is_written_only_where_nothing_at_all_speaks_against_it() -> None:
    writes = [
        (policy, standing, objected, paused, agreed)
        for policy, standing, objected, paused, agreed in product(
            RecordingPolicy, Standing, (False, True), (False, True), (False, True)
        )
        if decide_capture(policy, standing, objected=objected, paused=paused, caller_agreed=agreed) is Capture.WRITE
    ]
    assert writes == [
        (RECORD, FREE, False, False, False),
        (RECORD, FREE, False, False, True),
        (ASK, FREE, False, False, True),
    ]


@pytest.mark.parametrize(
    ("policy", "standing", "objected", "agreed", "outcome"),
    [
        (RECORD, FREE, False, False, Outcome.RECORDED),
        (RECORD, FREE, True, False, Outcome.OBJECTED),
        (RECORD, OBJECTS, False, False, Outcome.STANDING_OBJECTION),
        (RECORD, OBJECTS, True, False, Outcome.OBJECTED),
        (RECORD, UNKNOWN, False, False, Outcome.POLICY),
        (NEVER, FREE, False, True, Outcome.POLICY),
        (ASK, FREE, False, False, Outcome.POLICY),
        (ASK, FREE, False, True, Outcome.RECORDED),
    ],
)
def test_the_outcome_on_record_says_why(
    policy: RecordingPolicy, standing: Standing, objected: bool, agreed: bool, outcome: Outcome
) -> None:
    assert outcome_of(policy, standing, objected=objected, caller_agreed=agreed) is outcome
