"""A database that does not answer, and one that is not there."""

import os
import stat
import traceback
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.database import open_database
from archive.health import check_health
from archive.migrate import migrate
from archive.object_store_folder import ObjectStoreInFolder
from calls.errors import BadInput, BadSettings, DatabaseUnavailable
from tests.archive.houses import House, folder_store, in_redaction, keep, postgres_database


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_is_no_database_is_refused_with_a_hint(url: str) -> None:
    with pytest.raises(BadSettings, match="HUSHTAPE_DATABASE_URL"):
        open_database(url)


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database at all" * 500)
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        migrate(open_database(f"sqlite:///{tmp_path / 'x.db'}"))


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable, match="cannot be made"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'x.db'}")


def test_a_server_that_is_away_is_unavailable(tmp_path: Path) -> None:
    database = open_database(f"postgresql://u@/d?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable, match="HUSHTAPE_DATABASE_URL"):
        migrate(database)
    health = check_health(database, ObjectStoreInFolder(tmp_path / "objects"))
    assert health.database is not None
    assert health.object_store is None
    assert not health.ready


def test_a_database_without_tables_is_not_ready(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable):
        open_database(f"sqlite:///{tmp_path / 'x.db'}").check()


def test_a_whole_archive_is_ready(house: House) -> None:
    assert check_health(house.database, house.store).ready


def test_the_database_file_is_its_owners_alone(sqlite_house: House) -> None:
    path = sqlite_house.database.engine.url.database
    assert path is not None
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600  # noqa: PTH116


def test_sqlite_is_durable_and_forgets_what_is_deleted(sqlite_house: House) -> None:
    with sqlite_house.database.reading() as connection:
        pragmas = {
            name: connection.execute(sa.text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_P5_errors_do_not_show_what_was_to_be_stored(house: House) -> None:
    with pytest.raises(DatabaseUnavailable) as refused, house.database.writing() as connection:
        connection.execute(sa.text("INSERT INTO tokens (sha256, name) VALUES (:a, :b)"), {"a": "x", "b": "needle"})
    assert refused.value.hint
    assert "needle" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.needs_postgres
def test_P5_a_value_that_fits_in_no_column_is_bad_input_and_not_shown(postgres_url: str) -> None:
    with postgres_database(postgres_url) as database:
        with pytest.raises(BadInput) as refused, database.writing() as connection:
            connection.execute(sa.text("SELECT CAST(:a AS integer)"), {"a": "needle"})
        assert "needle" not in "".join(traceback.format_exception(refused.value))


def test_a_value_that_the_driver_calls_bad_is_bad_input(sqlite_house: House) -> None:
    with pytest.raises(BadInput, match="cannot be stored"), sqlite_house.database.writing() as connection:
        raise sa.exc.DataError("INSERT", None, ValueError("needle"))
    assert connection.closed


@pytest.mark.needs_postgres
def test_F8_work_goes_on_after_all_connections_were_cut(postgres_url: str, tmp_path: Path) -> None:
    with postgres_database(postgres_url) as database:
        house = House(database, tmp_path, folder_store(tmp_path))
        claim = in_redaction(house.work)
        with database.reading() as connection:
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            connection.execute(sa.text(cut + " AND datname = current_database()"))
        keep(house.archive, claim)
        assert house.did(claim.call_id) == ["captured", "archived"]


def test_F8_a_transaction_that_was_cut_changes_nothing_and_can_be_repeated(house: House) -> None:
    claim = in_redaction(house.work)

    def cut(*_: object) -> None:
        sa.event.remove(house.database.engine, "before_cursor_execute", watch)
        raise sa.exc.OperationalError("cut", None, OSError("connection reset"))

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "INSERT INTO audit_events" in statement:
            cut()

    sa.event.listen(house.database.engine, "before_cursor_execute", watch)
    with pytest.raises(DatabaseUnavailable):
        keep(house.archive, claim)
    assert house.row(claim.call_id).state == "redacting"
    keep(house.archive, claim)
    assert house.did(claim.call_id) == ["captured", "archived"]
