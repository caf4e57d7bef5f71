"""The database: SQLite by default, PostgreSQL by its URL. Vendor errors end here."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy import exc

from calls.errors import BadInput, BadSettings, DatabaseUnavailable

_log = structlog.get_logger()

_PRAGMAS = (
    "busy_timeout = 10000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)
"""FULL: a committed row survives a power cut. secure_delete: freed pages are zeroed. temp_store: no text in temporary
files. busy_timeout in ms: how long a writer waits for another."""

_CONNECT_TIMEOUT_S = 5


class Conflict(DatabaseUnavailable):
    """A row that must be the only one of its kind stands there already, or one that it needs is missing."""


class Database:
    """One engine. `writing()` is a transaction that holds the write lock from its start (SQLite: BEGIN IMMEDIATE)."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writing=True)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction, committed at the end. Raises DatabaseUnavailable, Conflict, BadInput."""
        with translated(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent view for reading. Raises DatabaseUnavailable."""
        with translated(), self.engine.connect() as connection:
            yield connection

    def check(self) -> None:
        """Raises DatabaseUnavailable unless the tables answer."""
        with self.reading() as connection:
            connection.execute(sa.text("SELECT 1 FROM calls WHERE 1 = 0"))

    def truncate_wal(self) -> bool:
        """SQLite: move the write-ahead log into the file and empty it, so that no deleted byte stays behind in it.

        False when a reader was in the way; the next sweep tries again. PostgreSQL recycles its log by itself.
        """
        if not self.is_sqlite:
            return True
        with translated(), closing(self.engine.raw_connection()) as connection:
            (busy, _, _) = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            _log.warning("write_ahead_log_not_truncated")
        return not busy

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """`sqlite:///path` or `postgresql://user:password@host/name`; connects only when first used.

    Raises BadSettings for any other URL.
    """
    try:
        parsed = sa.make_url(url)
    except exc.ArgumentError as error:
        raise _bad_url() from error
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite_engine(parsed))
    if parsed.get_backend_name() == "postgresql":
        return Database(_postgres_engine(parsed))
    raise _bad_url()


@contextmanager
def translated() -> Iterator[None]:
    """Turn the vendor's errors into ours: DatabaseUnavailable where it does not answer, Conflict where a rule of the
    tables refuses, BadInput where a value fits in no column.

    The latter two are raised `from None`: PostgreSQL quotes the refused row in its message (P5).
    """
    try:
        yield
    except exc.IntegrityError as error:
        raise Conflict(
            f"the database refuses a row ({type(error.orig).__name__})",
            hint="try again; if it stays so, `hushtape doctor` says whether the tables are up to date",
        ) from None
    except exc.DataError as error:
        raise BadInput(
            f"a value cannot be stored ({type(error.orig).__name__})",
            hint="a text holds characters, or a number is of a size, that the database does not keep",
        ) from None
    except (exc.DBAPIError, exc.TimeoutError) as error:
        raise DatabaseUnavailable(
            f"the database does not answer ({type(error).__name__})",
            hint="check HUSHTAPE_DATABASE_URL, the disk's free space, and that the server runs",
        ) from error


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        raise BadSettings("SQLite needs a file", hint="set HUSHTAPE_DATABASE_URL to sqlite:///path/to/hushtape.db")
    _make_private_file(Path(url.database))
    engine = sa.create_engine(url.set(drivername="sqlite+pysqlite"), hide_parameters=True)
    sa.event.listen(engine, "connect", _set_pragmas)
    sa.event.listen(engine, "begin", _begin_as_asked)
    return engine


def _postgres_engine(url: sa.URL) -> sa.Engine:
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"connect_timeout": _CONNECT_TIMEOUT_S},
    )


def _make_private_file(path: Path) -> None:
    """Create the file readable by its owner alone, before SQLite would make it readable by all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(
            f"the database file cannot be made ({error.strerror})", hint="check that the data folder is writable"
        ) from error


def _set_pragmas(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None  # the driver must not begin transactions by itself
    for pragma in _PRAGMAS:
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _begin_as_asked(connection: sa.Connection) -> None:
    """Writers take the lock at once: two that read first and write later would block each other for good."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bad_url() -> BadSettings:
    return BadSettings(
        "HUSHTAPE_DATABASE_URL is not a database Hushtape knows",
        hint="use sqlite:///path/to/hushtape.db or postgresql://user:password@host/name",
    )
