"""The only way to read what is kept: rights first, then the audit row, then the answer (P6)."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from archive import call_document
from archive.artefacts import AUDIO_NAME
from archive.audit_log import AuditLogInDatabase
from archive.call_cursor import Cursor, read_cursor, write_cursor
from archive.database import Database
from archive.readable_calls import conditions_of, published_for, visible_to
from archive.sample_ledger import enter_in_ledger, sampleable
from archive.search_index import turns_that_hold
from archive.search_words import phrases_of, snippet_of
from archive.tables import call_details, calls, masks, retention_tags, turns
from archive.training_samples import HideForSamples, choose, sample_document, sample_id
from calls.access import Action, Reader, check_can
from calls.audit import AuditEvent, Did
from calls.call import CallId, Channel, is_call_id
from calls.errors import NotAllowed, NotFound, StoreUnavailable
from calls.ports.clock import Clock
from calls.ports.object_store import ObjectStore
from calls.ports.reading_room import CallDocument, CallFilter, CallPage, SearchResult
from calls.retention import Purpose

MOST_A_PAGE = 200
MOST_EVENTS = 1_000_000


class ReadingRoomInDatabase:
    """`calls.ports.reading_room.ReadingRoom`. Every answer is built before its audit row and given out after it."""

    def __init__(
        self,
        database: Database,
        audit_log: AuditLogInDatabase,
        store: ObjectStore,
        clock: Clock,
        *,
        hide_for_samples: HideForSamples,
        sample_key: bytes,
    ) -> None:
        self._database = database
        self._audit_log = audit_log
        self._store = store
        self._clock = clock
        self._hide_for_samples = hide_for_samples
        self._sample_key = sample_key

    def list_calls(self, reader: Reader, wanted: CallFilter, *, cursor: str | None = None, limit: int = 50) -> CallPage:
        """Newest first. Raises BadInput for a foreign cursor."""
        check_can(reader, Action.LIST_CALLS)
        now, limit = self._clock.now(), _page_size(limit)
        query = sa.select(calls).where(visible_to(reader, now), *conditions_of(wanted, now))
        if cursor is not None:
            query = query.where(_after(read_cursor(cursor)))
        query = query.order_by(calls.c.started_at.desc(), calls.c.call_id.desc()).limit(limit + 1)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            page = tuple(_summary(connection, row) for row in rows[:limit])
        self._witness(reader, Did.LISTED, None, calls=len(page))
        last = rows[limit - 1] if len(rows) > limit else None
        return CallPage(page, write_cursor(Cursor(last.started_at, last.call_id)) if last is not None else None)

    def show(self, reader: Reader, call_id: CallId) -> CallDocument:
        check_can(reader, Action.READ_TRANSCRIPT)
        with self._database.reading() as connection:
            row = _visible_row(connection, reader, call_id, self._clock.now())
            tags = _tags(connection, call_id)
            said, hidden = _turns(connection, call_id), _masks(connection, call_id)
            detail = connection.execute(sa.select(call_details).where(call_details.c.call_id == call_id)).first()
        answer = call_document.document(row, tags, said, hidden, detail)
        self._witness(reader, Did.READ, call_id, state=row.state)
        return answer

    def audio(self, reader: Reader, call_id: CallId) -> bytes:
        """The redacted call as FLAC, compared with its certificate. Raises NotFound for a text conversation."""
        check_can(reader, Action.LISTEN)
        row = self._row_with_audio(reader, call_id)
        try:
            flac = self._store.get(row.object_prefix + AUDIO_NAME)
        except NotFound:  # masked further in this very instant: what took its place lies elsewhere
            row = self._row_with_audio(reader, call_id)
            flac = self._store.get(row.object_prefix + AUDIO_NAME)
        if hashlib.sha256(flac).hexdigest() != row.certificate["audio_sha256"]:
            raise StoreUnavailable("the stored audio is not what was certified", hint="restore it from a backup")
        self._witness(reader, Did.LISTENED, call_id, state=row.state)
        return flac

    def search(self, reader: Reader, text: str, wanted: CallFilter, *, limit: int = 50) -> Sequence[SearchResult]:
        """All words must stand in one turn; "quoted words" in a row. Any input is valid. Newest calls first."""
        check_can(reader, Action.SEARCH)
        phrases, now = phrases_of(text), self._clock.now()
        found: list[SearchResult] = []
        if phrases:
            with self._database.reading() as connection:
                found_turns = turns_that_hold(connection, phrases)
                query = (
                    sa.select(turns, calls.c.started_at)
                    .join(found_turns, found_turns.c.turn_id == turns.c.turn_id)
                    .join(calls, calls.c.call_id == turns.c.call_id)
                    .where(published_for(reader, now), *conditions_of(wanted, now))
                    .order_by(calls.c.started_at.desc(), calls.c.call_id.desc(), turns.c.turn)
                    .limit(_page_size(limit))
                )
                found = [_result(row, snippet_of(row.text, phrases)) for row in connection.execute(query)]
        self._witness(reader, Did.SEARCHED, None, words=sum(map(len, phrases)), found=len(found))
        return found

    def pull_samples(self, reader: Reader, *, n: int, seed: int, purpose: Purpose) -> Sequence[Mapping[str, Any]]:
        """Anonymised text samples. Each goes into the exports ledger, so that a withdrawal can be listed later.

        A call that is withdrawn while its text is being hidden is left out.
        """
        check_can(reader, Action.PULL_SAMPLES)
        if purpose not in reader.purposes:
            raise NotAllowed(f"your role does not cover {purpose.value}", hint="ask for a purpose of your role")
        samples = self._hidden_samples(reader, n=n, seed=seed, purpose=purpose)
        now = self._clock.now()
        with self._audit_log.transaction() as tx:
            still = {row.call_id for row in sampleable(tx.connection, reader, purpose, now)}
            samples = {call_id: sample for call_id, sample in samples.items() if call_id in still}
            names = {call_id: str(sample["id"]) for call_id, sample in samples.items()}
            enter_in_ledger(tx.connection, names, purpose=purpose, actor=reader.name, now=now)
            tx.witness(
                AuditEvent(
                    Did.PULLED_SAMPLE,
                    reader.name,
                    None,
                    {"samples": len(samples), "seed": seed, "purpose": purpose.value},
                )
            )
        return list(samples.values())

    def audit_events(self, reader: Reader, *, limit: int = 100) -> Sequence[Mapping[str, Any]]:
        """The newest events first."""
        check_can(reader, Action.READ_AUDIT)
        events = self._audit_log.newest(limit=max(1, min(limit, MOST_EVENTS)))
        self._witness(reader, Did.READ_AUDIT, None, events=len(events))
        return events

    def _row_with_audio(self, reader: Reader, call_id: CallId) -> sa.Row[Any]:
        with self._database.reading() as connection:
            row = _visible_row(connection, reader, call_id, self._clock.now())
        if row.object_prefix is None or row.certificate is None or row.certificate["audio_sha256"] is None:
            raise NotFound("this call has no audio")
        return row

    def _hidden_samples(self, reader: Reader, *, n: int, seed: int, purpose: Purpose) -> dict[str, Mapping[str, Any]]:
        """Samples by call. Hiding takes seconds where the detectors are cold, so no transaction is open meanwhile."""
        with self._database.reading() as connection:
            rows = {row.call_id: row for row in sampleable(connection, reader, purpose, self._clock.now())}
            chosen = choose(rows, n=n, seed=seed)
            said = {call_id: (_turns(connection, call_id), _masks(connection, call_id)) for call_id in chosen}
        return {
            call_id: sample_document(
                sample_id(call_id, seed=seed, key=self._sample_key),
                started_at=rows[call_id].started_at,
                language=rows[call_id].language,
                turns=turns_of_call,
                masks=masks_of_call,
                hide=self._hide_for_samples,
            )
            for call_id, (turns_of_call, masks_of_call) in said.items()
        }

    def _witness(self, reader: Reader, did: Did, call_id: CallId | None, **detail: str | int) -> None:
        """Raises AuditUnavailable; then the answer is not given out."""
        self._audit_log.append(AuditEvent(did, reader.name, call_id, dict(detail)))


def _page_size(limit: int) -> int:
    return max(1, min(limit, MOST_A_PAGE))


def _after(cursor: Cursor) -> sa.ColumnElement[bool]:
    same_start = sa.and_(calls.c.started_at == cursor.started_at, calls.c.call_id < cursor.call_id)
    return sa.or_(calls.c.started_at < cursor.started_at, same_start)


def _visible_row(connection: Connection, reader: Reader, call_id: CallId, now: datetime) -> sa.Row[Any]:
    wanted_row = sa.select(calls).where(calls.c.call_id == call_id, visible_to(reader, now))
    row = connection.execute(wanted_row).first() if is_call_id(call_id) else None
    if row is None:
        raise NotFound("no such call, or none that you may see", hint="`hushtape calls` lists what you may see")
    return row


def _summary(connection: Connection, row: sa.Row[Any]) -> CallDocument:
    kinds = sa.select(masks.c.kind).where(masks.c.call_id == row.call_id).distinct().order_by(masks.c.kind)
    found = connection.execute(kinds).scalars().all()
    return call_document.summary(row, _tags(connection, row.call_id), found)


def _tags(connection: Connection, call_id: str) -> Sequence[sa.Row[Any]]:
    query = sa.select(retention_tags).where(retention_tags.c.call_id == call_id).order_by(retention_tags.c.purpose)
    return connection.execute(query).all()


def _turns(connection: Connection, call_id: str) -> Sequence[sa.Row[Any]]:
    return connection.execute(sa.select(turns).where(turns.c.call_id == call_id).order_by(turns.c.turn)).all()


def _masks(connection: Connection, call_id: str) -> Sequence[sa.Row[Any]]:
    return connection.execute(sa.select(masks).where(masks.c.call_id == call_id).order_by(masks.c.mask_id)).all()


def _result(row: sa.Row[Any], snippet: str) -> SearchResult:
    return SearchResult(
        CallId(row.call_id), row.turn, Channel(row.channel), row.start_ms, snippet, started_at=row.started_at
    )
