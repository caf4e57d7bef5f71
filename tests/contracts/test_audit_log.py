"""The audit log's promises, on the twin, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.audit_log import AuditLogInDatabase
from archive.in_memory import AuditLogInMemory
from calls.audit import AuditEvent, Did
from tests.archive.houses import House, StandingClock, folder_store, postgres_database, sqlite_database
from tests.contracts.conftest import POSTGRES

Log = AuditLogInMemory | AuditLogInDatabase


@pytest.fixture(params=["twin", "sqlite", POSTGRES])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    if request.param == "twin":
        yield AuditLogInMemory(StandingClock())
    elif request.param == "sqlite":
        with sqlite_database(tmp_path) as database:
            yield House(database, tmp_path, folder_store(tmp_path)).audit_log
    else:
        with postgres_database(request.getfixturevalue("postgres_url")) as database:
            yield House(database, tmp_path, folder_store(tmp_path)).audit_log


def test_P7_an_untouched_log_is_whole(log: Log) -> None:
    assert (log.verify().events, log.verify().faults) == (0, ())
    for number in range(5):
        log.append(AuditEvent(Did.READ, "reader ünïcode", None, {"n": number, "x": None, "b": True, "f": 0.5}))
    assert (log.verify().events, log.verify().faults) == (5, ())


def test_P7_events_written_at_once_make_one_chain(log: Log) -> None:
    def write() -> None:
        for _ in range(10):
            log.append(AuditEvent(Did.READ, "reader"))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert (log.verify().events, log.verify().faults) == (40, ())
