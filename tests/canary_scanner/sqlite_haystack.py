"""Reads a SQLite database out as text: long values lie scattered over pages, and a search index has none in order."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

SQLITE_MAGIC: Final = b"SQLite format 3\x00"


class UnreadableDatabase(Exception):
    """It begins like a SQLite database and cannot be read as one."""


def read_out(database: bytes, wal: bytes) -> bytes:
    """Every value of every table, committed WAL included, and the words of full-text indexes in order.

    Works on a copy, so that a database in use is not touched.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        copy.write_bytes(database)
        if wal:
            copy.with_name("copy.db-wal").write_bytes(wal)
        try:
            with closing(sqlite3.connect(copy)) as connection:
                connection.text_factory = bytes
                return b"\n".join([*_values(connection), *_indexed_words(connection)])
        except sqlite3.Error as broken:
            raise UnreadableDatabase(str(type(broken).__name__)) from broken


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _tables(connection: sqlite3.Connection, where: str) -> list[str]:
    rows = connection.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND {where}")
    return [name.decode() for (name,) in rows]


def _values(connection: sqlite3.Connection) -> Iterator[bytes]:
    for table in _tables(connection, "sql NOT LIKE 'CREATE VIRTUAL%'"):
        for row in connection.execute(f"SELECT * FROM {_quoted(table)}"):
            yield b"\n".join(_bytes(value) for value in row if value is not None)


def _indexed_words(connection: sqlite3.Connection) -> Iterator[bytes]:
    for table in _tables(connection, "sql LIKE 'CREATE VIRTUAL%fts5%'"):
        connection.execute("DROP TABLE IF EXISTS temp.words")
        connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {_quoted(table)}, 'instance')")
        words = connection.execute("SELECT term FROM temp.words ORDER BY doc, col, offset")
        yield b" ".join(_bytes(word) for (word,) in words)


def _bytes(value: bytes | int | float) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
