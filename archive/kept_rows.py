"""The rows of a kept call beside its own: what was said, what was hidden, and until when it may be used."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.artefacts import mask_document, turn_document
from archive.search_index import add_to_index, forget_removed, remove_from_index
from archive.tables import masks, retention_tags, turns
from calls.call import CallId, Channel
from calls.finding import Kind
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn, RedactedWord
from calls.retention import Purpose, RetentionTag
from calls.transcript import TimeSource


def insert_turns_and_masks(connection: Connection, redacted: RedactedCall) -> None:
    turn_rows = [
        {"call_id": redacted.call_id, "turn": number, **turn_document(turn), "words": _word_fields(turn)}
        for number, turn in enumerate(redacted.turns)
    ]
    mask_rows = [{"call_id": redacted.call_id, **mask_document(mask)} for mask in redacted.masks]
    if turn_rows:
        connection.execute(turns.insert(), turn_rows)
    if mask_rows:
        connection.execute(masks.insert(), mask_rows)


def replace_turns_and_masks(connection: Connection, redacted: RedactedCall, *, indexed: bool) -> None:
    """Put these rows in the place of the call's, and nothing of the old ones stays, in the index either."""
    remove_from_index(connection, redacted.call_id)
    for table in (turns, masks):
        connection.execute(sa.delete(table).where(table.c.call_id == redacted.call_id))
    insert_turns_and_masks(connection, redacted)
    if indexed:
        add_to_index(connection, redacted.call_id)
    forget_removed(connection)


def insert_tags(connection: Connection, call_id: CallId, tags: Sequence[RetentionTag]) -> None:
    rows = [{"call_id": call_id, "purpose": tag.purpose.value, "expires_at": tag.expires_at} for tag in tags]
    if rows:
        connection.execute(retention_tags.insert(), rows)


def tags_of(connection: Connection, call_id: CallId) -> tuple[RetentionTag, ...]:
    rows = connection.execute(
        sa.select(retention_tags).where(retention_tags.c.call_id == call_id).order_by(retention_tags.c.purpose)
    )
    return tuple(RetentionTag(Purpose(row.purpose), row.expires_at) for row in rows)


def redacted_turn(row: sa.Row[Any]) -> RedactedTurn:
    """A row of the table `turns`, as the redaction made it."""
    return RedactedTurn(Channel(row.channel), row.start_ms, row.end_ms, row.text, tuple(map(_redacted_word, row.words)))


def masked_span(row: sa.Row[Any]) -> MaskedSpan:
    """A row of the table `masks`, as the redaction made it."""
    kind, channel = Kind(row.kind), Channel(row.channel)
    return MaskedSpan(kind, channel, row.start_ms, row.end_ms, row.turn, row.start, row.end, row.value_number)


def _word_fields(turn: RedactedTurn) -> list[dict[str, Any]]:
    """The contract's words, and where their times come from besides: whoever masks further has to know."""
    words = turn_document(turn)["words"]
    return [fields | {"time_source": word.time_source.value} for fields, word in zip(words, turn.words, strict=True)]


def _redacted_word(fields: dict[str, Any]) -> RedactedWord:
    masked = Kind(fields["masked"]) if fields["masked"] else None
    source = TimeSource(fields.get("time_source", TimeSource.ATTENTION))
    return RedactedWord(fields["text"], fields["start_ms"], fields["end_ms"], fields["confidence"], masked, source)
