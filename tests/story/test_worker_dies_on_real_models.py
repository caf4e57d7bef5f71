"""F1 with the real engines: the worker is killed while it transcribes, its successor while it redacts."""

import pytest
import sqlalchemy as sa

from archive.tables import calls
from calls.audit import Did
from calls.call import CallId
from calls.lifecycle import State
from pipeline.wiring import OPERATOR
from tests.story.stage import Stage

pytestmark = [
    pytest.mark.needs_sip,
    pytest.mark.needs_models,
    pytest.mark.xdist_group("story"),
    pytest.mark.timeout(420),
]


def test_F1_F3_the_call_is_archived_exactly_once(stage: Stage, bereaved_call: CallId) -> None:
    stage.wait_for_state(bereaved_call, State.ARCHIVED)
    assert [row["did"] for row in stage.audit_rows(bereaved_call)].count(Did.ARCHIVED) == 1
    names = sorted(key.rpartition("/")[2] for key in stage.objects_of(bereaved_call))
    assert names == ["audio.flac", "transcript.json"]
    assert stage.kept.audit.verify().faults == ()


def test_F3_lost_leases_are_counted_and_are_no_failures(stage: Stage, bereaved_call: CallId) -> None:
    stage.wait_for_state(bereaved_call, State.ARCHIVED)
    with stage.kept.database.reading() as connection:
        row = connection.execute(sa.select(calls).where(calls.c.call_id == bereaved_call)).one()
    assert (row.lost_leases, row.attempts, row.fence) == (2, 0, 3)


def test_F1_its_secrets_are_hidden_and_its_raw_audio_is_gone(stage: Stage, bereaved_call: CallId) -> None:
    stage.wait_for_state(bereaved_call, State.ARCHIVED)
    document = stage.kept.reading_room.show(OPERATOR, bereaved_call)
    assert document["certificate"]["verdict"] == "clean"
    assert {mask["kind"] for mask in document["masks"]} >= {"CARD_NUMBER", "CARD_EXPIRY", "CARD_CVV"}
    stage.wait_until_spool_is_empty()
