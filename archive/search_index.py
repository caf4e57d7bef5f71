"""The search index: FTS5 on SQLite, a tsvector column with a GIN index on PostgreSQL. Kept by hand, not by triggers."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, Subquery

from archive.search_words import Phrase, words_to_index
from archive.tables import turns
from calls.call import CallId


def add_to_index(connection: Connection, call_id: CallId) -> None:
    """Index every turn of a call."""
    rows = connection.execute(sa.select(turns.c.turn_id, turns.c.text).where(turns.c.call_id == call_id)).all()
    if not rows:
        return
    if _on_sqlite(connection):
        insert = sa.text("INSERT INTO turn_index (rowid, words) VALUES (:turn_id, :words)")
        values = [{"turn_id": row.turn_id, "words": " ".join(words_to_index(row.text))} for row in rows]
    else:
        insert = sa.text("INSERT INTO turn_index (turn_id, words) VALUES (:turn_id, CAST(:words AS tsvector))")
        values = [{"turn_id": row.turn_id, "words": _as_vector(words_to_index(row.text))} for row in rows]
    connection.execute(insert, values)


def remove_from_index(connection: Connection, call_id: CallId) -> None:
    """Take every turn of a call out of the index; must run before the turns' rows go."""
    row_name = "rowid" if _on_sqlite(connection) else "turn_id"
    connection.execute(
        sa.text(f"DELETE FROM turn_index WHERE {row_name} IN (SELECT turn_id FROM turns WHERE call_id = :call_id)"),
        {"call_id": call_id},
    )


def forget_removed(connection: Connection) -> None:
    """FTS5 keeps removed words in its segments until they are merged: merge them into one."""
    if _on_sqlite(connection):
        connection.execute(sa.text("INSERT INTO turn_index (turn_index) VALUES ('optimize')"))


def turns_that_hold(connection: Connection, phrases: Sequence[Phrase]) -> Subquery:
    """The numbers of the turns in which all phrases stand, as a table with the column `turn_id`.

    To be joined, so that the index leads the query. Words are letters and digits only (`words_of`).
    """
    if _on_sqlite(connection):
        found = "SELECT rowid AS turn_id FROM turn_index WHERE turn_index MATCH :question"
        question = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
    else:
        found = "SELECT turn_id FROM turn_index WHERE words @@ CAST(:question AS tsquery)"
        question = " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in phrases)
    return sa.text(found).bindparams(question=question).columns(sa.column("turn_id", sa.BigInteger)).subquery("found")


def _as_vector(words: Sequence[str]) -> str:
    """PostgreSQL's written form of a tsvector: each word with its place."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, start=1))


def _on_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
