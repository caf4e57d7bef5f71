"""Samples for training: what they tell, who is absent, and what the audit log shows (P13)."""

from typing import Any

import sqlalchemy as sa

from archive.tables import sample_exports
from calls.access import Role
from calls.audit import Did
from calls.consent import Means
from calls.ports.reading_room import CallFilter
from calls.pseudonym import KeyedCaller
from calls.retention import Purpose
from tests.archive.houses import (
    House,
    captured_call,
    event,
    reader,
)

ANY = CallFilter()
QA = reader(Role.QA_MANAGER)
OFFICER = reader(Role.PRIVACY_OFFICER)
TRAINER = reader(Role.TRAINER)


def test_P13_samples_tell_nothing_of_the_call(house: House) -> None:
    call_id = house.kept_call("my order is 12345", "thank you")
    (sample,) = house.room.pull_samples(TRAINER, n=10, seed=1, purpose=Purpose.AGENT_TRAINING)
    assert set(sample) == {"id", "month", "language", "turns"}
    assert (sample["month"], sample["language"]) == ("2026-03", "en")
    assert sample["turns"] == [
        {"channel": "caller", "text": "my order is [N]"},
        {"channel": "agent", "text": "thank you"},
    ]
    assert call_id not in str(sample)


def test_P13_a_pull_is_repeatable_and_two_seeds_cannot_be_linked(house: House) -> None:
    for number in range(6):
        house.kept_call(f"call {number}")
    pulls = [house.room.pull_samples(TRAINER, n=4, seed=seed, purpose=Purpose.AGENT_TRAINING) for seed in (1, 1, 2)]
    assert pulls[0] == pulls[1]
    assert len(pulls[0]) == len({sample["id"] for sample in pulls[0]}) == 4
    assert {sample["id"] for sample in pulls[0]}.isdisjoint(sample["id"] for sample in pulls[2])


def test_P13_who_hides_a_sample_learns_where_its_labels_stand_and_which_hide_the_same(house: House) -> None:
    house.kept_call("my card is [CARD_NUMBER] yes", "so [CARD_NUMBER]", "thank you")
    asked: list[tuple[list[dict[str, Any]], str]] = []

    def hide(turns: list[dict[str, Any]], draw: str) -> list[dict[str, Any]]:
        asked.append((turns, draw))
        return turns

    (sample,) = house.room_that_hides(hide).pull_samples(TRAINER, n=1, seed=1, purpose=Purpose.AGENT_TRAINING)
    ((turns, draw),) = asked
    assert draw == sample["id"]
    assert [turn["masks"] for turn in turns] == [
        [{"kind": "CARD_NUMBER", "start": 11, "end": 24, "value_number": 1}],
        [{"kind": "CARD_NUMBER", "start": 3, "end": 16, "value_number": 1}],
        [],
    ]
    assert all(set(turn) == {"channel", "text"} for turn in sample["turns"])


def test_P13_objectors_and_ended_purposes_are_absent_from_the_next_pull(house: House) -> None:
    gone, objects, stays = house.kept_call(), house.kept_call(caller_pseudonym="cd" * 32), house.kept_call()
    audit = event(Did.STANDING_OBJECTION_ADDED)

    def pull() -> int:
        return len(house.room.pull_samples(TRAINER, n=10, seed=1, purpose=Purpose.AGENT_TRAINING))

    assert pull() == 3
    house.archive.object_to(gone, how=Means.API, audit=event(Did.OBJECTED, gone))
    assert pull() == 2
    house.objections.add(KeyedCaller(("cd" * 32,), 1), audit=audit)
    assert pull() == 1
    house.clock.pass_(days=180)
    assert pull() == 0
    assert objects != stays


def test_P13_every_pull_is_in_the_ledger(house: House) -> None:
    call_id = house.kept_call()
    (sample,) = house.room.pull_samples(TRAINER, n=1, seed=1, purpose=Purpose.AGENT_TRAINING)
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    with house.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT call_id, sample_id, purpose, actor FROM sample_exports")).all()
    assert rows == [(call_id, sample["id"], "agent_training", "somebody")]


def test_P5_nothing_of_a_call_stands_in_the_audit_log(house: House) -> None:
    house.kept_call("zebrafish", caller_pseudonym="ee" * 32)
    house.room.search(QA, "zebrafish", ANY)
    told = str(house.audit_log.newest(limit=100))
    assert "zebrafish" not in told
    assert "ee" * 32 not in told
    assert captured_call().call_id not in told


def test_P13_hiding_blocks_no_writer_and_a_call_withdrawn_meanwhile_is_left_out(house: House) -> None:
    stays, goes = house.kept_call("one refund"), house.kept_call("two refunds")

    def withdraw_and_hide(turns: list[dict[str, Any]], _: str) -> list[dict[str, Any]]:
        house.archive.object_to(goes, how=Means.API, audit=event(Did.OBJECTED, goes))
        return turns

    room = house.room_that_hides(withdraw_and_hide)
    (sample,) = room.pull_samples(TRAINER, n=10, seed=1, purpose=Purpose.AGENT_TRAINING)
    assert [turn["text"] for turn in sample["turns"]] == ["one refund"]
    with house.database.reading() as connection:
        assert connection.execute(sa.select(sample_exports.c.call_id)).scalars().all() == [stays]
    assert house.did()[-2:] == ["objected", "pulled_sample"]
