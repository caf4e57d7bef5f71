"""The audit log is append-only and tamper-evident."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.audit_chain import AuditEntry, hash_of, link, verify
from archive.audit_head import AuditHeadFile, Head
from calls.audit import AuditEvent, Did
from calls.errors import AuditUnavailable
from tests.archive.houses import KEY, NOON, House, event


def _chain(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(length):
        told = AuditEvent(Did.READ, f"reader-{number % 7}", None, {"turns": number})
        entries.append(link(told, at=NOON, after=entries[-1].head if entries else None))
    return entries


def _edit(entries: list[AuditEntry], dice: random.Random) -> None:
    at = dice.randrange(len(entries))
    changes = {"actor": "nobody", "did": "listened", "call_id": "c_1", "detail": '{"turns":-1}', "hash": "0" * 64}
    name = dice.choice(sorted(changes))
    edited = replace(entries[at], **{name: changes[name]})
    hides_its_traces = name != "hash" and dice.random() < 0.5
    entries[at] = replace(edited, hash=hash_of(edited)) if hides_its_traces else edited


def _delete(entries: list[AuditEntry], dice: random.Random) -> None:
    del entries[dice.randrange(len(entries))]


def _reorder(entries: list[AuditEntry], dice: random.Random) -> None:
    one, other = dice.sample(range(len(entries)), 2)
    first, second = entries[one], entries[other]
    entries[one], entries[other] = replace(second, seq=first.seq), replace(first, seq=second.seq)


def _cut_tail(entries: list[AuditEntry], dice: random.Random) -> None:
    del entries[dice.randrange(len(entries)) :]


def _rewrite_tail(entries: list[AuditEntry], dice: random.Random) -> None:
    """The patient forger: edits one event and links all later ones anew."""
    at = dice.randrange(len(entries))
    head = entries[at - 1].head if at else None
    later = [AuditEvent(Did.READ, "nobody", None, {"turns": 0}) for _ in entries[at:]]
    del entries[at:]
    for told in later:
        entries.append(link(told, at=NOON, after=head))
        head = entries[-1].head


def test_P7_a_thousand_random_forgeries_are_all_found() -> None:
    whole, dice = _chain(60), random.Random(7)
    assert verify(whole, head=whole[-1].head).faults == ()
    forgeries = (_edit, _delete, _reorder, _cut_tail, _rewrite_tail)
    missed = []
    for number in range(1_000):
        forged, forge = list(whole), forgeries[number % len(forgeries)]
        forge(forged, dice)
        if not verify(forged, head=whole[-1].head).faults:
            missed.append((number, forge.__name__))
    assert missed == []


def test_P7_events_behind_the_head_are_no_fault_but_a_missing_head_is() -> None:
    whole = _chain(5)
    assert verify(whole, head=whole[2].head).faults == ()
    assert verify(whole, head=None).faults == ("the signed head is missing or forged",)
    assert verify([], head=None).faults == ()


def test_P7_the_head_file_is_signed_and_never_goes_back(tmp_path: Path) -> None:
    file = AuditHeadFile(tmp_path / "a" / "head", KEY)
    assert file.read() is None
    file.note(Head(5, "five"))
    file.note(Head(4, "four"))
    assert file.read() == Head(5, "five")
    assert AuditHeadFile(tmp_path / "a" / "head", b"other key").read() is None
    (tmp_path / "a" / "head").write_text('{"seq": 3, "hash": "three", "mac": "00"}')
    assert file.read() is None


def test_P7_a_forgery_in_the_database_is_found(house: House) -> None:
    for _ in range(5):
        house.audit_log.append(event())
    assert house.audit_log.verify().faults == ()
    with house.database.writing() as connection:
        _switch_triggers_off(house, connection)
        connection.execute(sa.text("UPDATE audit_events SET actor = 'nobody' WHERE seq = 3"))
    assert house.audit_log.verify().faults == ("event 3 was changed",)


def test_P7_a_tail_cut_off_in_the_database_is_found(house: House) -> None:
    for _ in range(5):
        house.audit_log.append(event())
    with house.database.writing() as connection:
        _switch_triggers_off(house, connection)
        connection.execute(sa.text("DELETE FROM audit_events WHERE seq > 3"))
    assert house.audit_log.verify().faults == ("the log ends at event 3, but its signed head is event 5",)


def test_P7_every_commit_moves_the_head(house: House) -> None:
    house.kept_call()
    head = house.head.read()
    assert head is not None
    assert head.seq == house.audit_log.verify().events == 2


def test_P6_an_event_that_cannot_be_written_is_unavailable(house: House) -> None:
    with house.database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE audit_events RENAME TO gone"))
    with pytest.raises(AuditUnavailable, match="nothing is served"):
        house.audit_log.append(event())


def test_P6_an_event_whose_head_cannot_be_written_is_unavailable(house: House, tmp_path: Path) -> None:
    (tmp_path / "head").write_text("a file where the folder must be")
    with pytest.raises(AuditUnavailable):
        house.audit_log.append(event())


def _switch_triggers_off(house: House, connection: sa.Connection) -> None:
    """What an intruder with the database's own rights would do first."""
    if house.database.is_sqlite:
        connection.execute(sa.text("DROP TRIGGER audit_events_refuse_update"))
        connection.execute(sa.text("DROP TRIGGER audit_events_refuse_delete"))
    else:
        connection.execute(sa.text("ALTER TABLE audit_events DISABLE TRIGGER ALL"))
