"""Bring the database's tables to the present version. Works from an installed package; running it twice is no error."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from archive.database import Database

_ONE_AT_A_TIME = 4_871_302
"""PostgreSQL's advisory lock that lets one process migrate at a time; SQLite's write lock does so by itself."""


def migrate(database: Database) -> None:
    """Run every migration that is missing, in one transaction. Raises DatabaseUnavailable."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
