"""Deleted is deleted: no byte of an erased call stays in the database file, its log or the folder."""

from pathlib import Path

from calls.audit import Did
from calls.call import CallId
from calls.consent import Means
from tests.archive.houses import House, captured_call, detail_of, event, in_redaction

NEEDLES = (b"zebrafish", b"marmalade", b"agent-quokka", b"queue-wombat", b"ee" * 32)


def _found(folder: Path) -> set[bytes]:
    """Needles anywhere below the folder: database, write-ahead log, objects, tags."""
    heap = b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
    return {needle for needle in NEEDLES if needle in heap}


def _telling_call(house: House) -> CallId:
    text = "the zebrafish wants marmalade " * 40
    call_id = house.kept_call(text, text, agent_id="agent-quokka", queue="queue-wombat", caller_pseudonym="ee" * 32)
    told = captured_call(call_id=call_id, agent_id="agent-quokka", queue="queue-wombat")
    house.details.enter([detail_of(told)])
    return call_id


def test_P1_an_objection_leaves_no_byte_in_the_sqlite_file_or_its_log(sqlite_house: House, tmp_path: Path) -> None:
    for number in range(30):
        sqlite_house.kept_call(f"another call number {number} about a refund " * 20)
    call_id = _telling_call(sqlite_house)
    assert _found(tmp_path) == set(NEEDLES), "the positive control: every needle is there before"
    sqlite_house.archive.object_to(call_id, how=Means.DTMF, audit=event(Did.OBJECTED, call_id))
    assert _found(tmp_path) == set()


def test_P1_an_objection_in_work_leaves_only_the_tombstone(sqlite_house: House, tmp_path: Path) -> None:
    claim = in_redaction(
        sqlite_house.work,
        captured_call(agent_id="agent-quokka", queue="queue-wombat", caller_pseudonym="ee" * 32),
    )
    sqlite_house.archive.object_to(claim.call_id, how=Means.DTMF, audit=event(Did.OBJECTED, claim.call_id))
    assert _found(tmp_path) == set()
    row = sqlite_house.row(claim.call_id)
    assert (row.state, row.consent["how"], row.duration_ms, row.channels) == ("objected", "dtmf", 0, [])


def test_P8_a_swept_call_leaves_no_byte(sqlite_house: House, tmp_path: Path) -> None:
    for number in range(30):
        sqlite_house.kept_call(f"another call number {number} about a refund " * 20)
        if number == 15:
            call_id = _telling_call(sqlite_house)
    for other in range(3):
        sqlite_house.kept_call(f"a later call {other}")
    sqlite_house.clock.pass_(days=181)
    report = sqlite_house.sweep()
    assert call_id in report.expired
    assert _found(tmp_path) == set()


def test_P1_an_erased_postgres_call_leaves_no_row_and_no_index_entry(house: House) -> None:
    call_id = _telling_call(house)
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    row = house.row(call_id)
    assert (row.agent_id, row.queue, row.caller_pseudonym, row.certificate) == (None, None, None, None)
    assert house.did(call_id) == ["captured", "archived", "objected"]
