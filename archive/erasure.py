"""Making a call gone: rows, search index and objects, so that not even deleted bytes stay behind.

The row turns into a tombstone first, which ends all reading at once; then the objects go. Should the store not answer,
`leftovers` stays set on the row and the next sweep goes on where this one stopped.

On SQLite nothing of it remains in the file or its write-ahead log (secure_delete, FTS5 merged, log truncated).
PostgreSQL frees the rows for reuse by VACUUM; what lies there is the redacted text only.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.call_details import strip_detail
from archive.call_rows import Fields, change_row
from archive.database import Database
from archive.search_index import remove_from_index
from archive.tables import masks, retention_tags, turns
from calls.call import CallId
from calls.ports.object_store import ObjectStore


def bury(connection: Connection, call_id: CallId, stone: Fields) -> None:
    """Remove all rows of a call and leave `stone` (see `call_rows.tombstone`)."""
    remove_from_index(connection, call_id)
    for table in (turns, masks, retention_tags):
        connection.execute(sa.delete(table).where(table.c.call_id == call_id))
    strip_detail(connection, call_id)
    change_row(connection, call_id, stone)


def remove_objects(database: Database, store: ObjectStore, call_id: CallId) -> int:
    """Remove every version of every object of a call and note that none is left. Raises StoreUnavailable."""
    removed = store.delete_all_versions(prefix_of(call_id))
    with database.writing() as connection:
        change_row(connection, call_id, {"leftovers": False})
    return removed


def prefix_of(call_id: CallId, fence: int | None = None) -> str:
    """Where a call's objects lie; with `fence`, those of one attempt."""
    return f"calls/{call_id}/" if fence is None else f"calls/{call_id}/{fence}/"


def remove_older_attempts(store: ObjectStore, call_id: CallId, fence: int) -> None:
    """Remove the objects of every attempt before `fence`, none of a later one. Raises StoreUnavailable."""
    fences = {int(key.split("/")[2]) for key in store.list(prefix_of(call_id))}
    for older in sorted(one for one in fences if one < fence):
        store.delete_all_versions(prefix_of(call_id, older))
