"""The tables as the migrations make them."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from archive.migrate import migrate
from archive.tables import Instant, metadata
from calls.errors import DatabaseUnavailable
from tests.archive.houses import House, event

_KEPT_BY_HAND = "turn_index"


def _same_type(_context: object, _column: object, _meta: object, _in_database: object, in_metadata: object) -> bool:
    return False if isinstance(in_metadata, Instant) else None  # type: ignore[return-value]


def test_the_migrated_database_has_exactly_the_tables_of_the_code(house: House) -> None:
    def ours(_object: object, name: str | None, *_: object) -> bool:
        return not (name or "").startswith((_KEPT_BY_HAND, f"ix_{_KEPT_BY_HAND}"))

    with house.database.reading() as connection:
        options = {"include_object": ours, "compare_type": _same_type}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(house: House) -> None:
    call_id = house.kept_call()
    migrate(house.database)
    assert house.row(call_id).state == "archived"


@pytest.mark.parametrize("change", ["UPDATE audit_events SET actor = 'x'", "DELETE FROM audit_events"])
def test_P7_the_database_itself_refuses_to_change_the_audit_log(house: House, change: str) -> None:
    house.audit_log.append(event())
    with pytest.raises(DatabaseUnavailable), house.database.writing() as connection:
        connection.execute(sa.text(change))
    report = house.audit_log.verify()
    assert (report.events, report.faults) == (1, ())
