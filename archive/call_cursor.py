"""Where a page of calls ended: the last call's start and id, newest first. Opaque to the reader."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from calls.call import is_call_id
from calls.errors import BadInput

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    started_at: datetime
    call_id: str


def write_cursor(cursor: Cursor) -> str:
    started_ms = (cursor.started_at - _EPOCH) // timedelta(milliseconds=1)
    return base64.urlsafe_b64encode(f"{started_ms}:{cursor.call_id}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """Raises BadInput for anything that `write_cursor` did not write."""
    try:
        plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        started_ms, _, call_id = plain.partition(":")
        cursor = Cursor(_EPOCH + timedelta(milliseconds=int(started_ms)), call_id)
    except (binascii.Error, ValueError, OverflowError) as error:
        raise _bad() from error
    if not is_call_id(call_id):
        raise _bad()
    return cursor


def _bad() -> BadInput:
    return BadInput("the page's cursor is not one of ours", hint="start again without a cursor")
