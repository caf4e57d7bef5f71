"""A whole archive on SQLite and, for tests that ask for `house`, on PostgreSQL too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.houses import House, folder_store, postgres_database, sqlite_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "sqlite":
        with sqlite_database(tmp_path) as database:
            yield House(database, tmp_path, folder_store(tmp_path))
    else:
        with postgres_database(request.getfixturevalue("postgres_url")) as database:
            yield House(database, tmp_path, folder_store(tmp_path))


@pytest.fixture
def sqlite_house(tmp_path: Path) -> Iterator[House]:
    with sqlite_database(tmp_path) as database:
        yield House(database, tmp_path, folder_store(tmp_path))
