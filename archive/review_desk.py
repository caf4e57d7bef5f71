"""The review of what is in quarantine: rights first, then the audit row, then the answer or the deed (P6)."""

from collections.abc import Sequence
from typing import Any

from archive.artefacts import AUDIO_NAME, certificate_document
from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.call_rows import change_row
from archive.database import Database
from archive.erase_call import erase_call
from archive.kept_call import RowsOfCall, kept_call_of, read_artefacts
from archive.kept_rows import insert_tags
from archive.new_version import VersionWriter
from archive.object_tags import purpose_tags
from archive.objection import carry_out_objection
from archive.review_queue import read_queue, read_waiting, review_document
from archive.search_index import add_to_index
from calls.access import Action, Reader, check_can
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import NotFound
from calls.lifecycle import State, check_can_move
from calls.ports.archive import ArchivedCall
from calls.ports.clock import Clock
from calls.ports.object_store import ObjectStore
from calls.ports.reading_room import CallDocument
from calls.redacted import Certificate, MaskedSpan
from calls.retention import RetentionRules, RetentionTag, tags_for
from calls.review import ReviewQueue, Widen, Widening, check_releasable, check_widenable, released, widened

MOST_IN_A_LIST = 1000


class ReviewDeskInDatabase:
    """`calls.ports.review_desk.ReviewDesk`. Looks are on record before they are answered, deeds in the transaction that
    does them.

    `widen` is `redact.widen_masks`, `rules` say how long a released call is kept for each purpose.
    """

    def __init__(
        self,
        database: Database,
        audit_log: AuditLogInDatabase,
        store: ObjectStore,
        clock: Clock,
        *,
        widen: Widen,
        rules: RetentionRules,
    ) -> None:
        self._database = database
        self._audit_log = audit_log
        self._store = store
        self._clock = clock
        self._widen = widen
        self._rules = rules
        self._versions = VersionWriter(database, audit_log, store, clock)

    def list_calls(self, reader: Reader, *, limit: int = 200) -> ReviewQueue:
        check_can(reader, Action.REVIEW)
        with self._database.reading() as connection:
            queue = read_queue(connection, self._clock.now(), max(1, min(limit, MOST_IN_A_LIST)))
        self._audit_log.append(AuditEvent(Did.LISTED, reader.name, None, {"in_quarantine": len(queue.calls)}))
        return queue

    def show(self, reader: Reader, call_id: CallId) -> CallDocument:
        check_can(reader, Action.REVIEW)
        kept = self._waiting(call_id)
        self._audit_log.append(AuditEvent(Did.READ, reader.name, call_id, {"state": kept.row.state}))
        return review_document(kept)

    def listen(self, reader: Reader, call_id: CallId) -> bytes:
        """The masked sound, compared with its certificate."""
        check_can(reader, Action.REVIEW)
        kept = self._waiting(call_id)
        artefacts = read_artefacts(kept, self._store) if kept.has_artefacts else ()
        flac = next((artefact.body for artefact in artefacts if artefact.name == AUDIO_NAME), None)
        if flac is None:
            raise NotFound("this call has no audio")
        self._audit_log.append(AuditEvent(Did.LISTENED, reader.name, call_id, {"state": kept.row.state}))
        return flac

    def widen(self, reader: Reader, call_id: CallId, widening: Widening) -> Sequence[MaskedSpan]:
        check_can(reader, Action.REVIEW)
        rows = self._waiting(call_id)
        certificate = check_widenable(rows.certificate, held=rows.row.held)
        kept = kept_call_of(rows, read_artefacts(rows, self._store))
        after = self._widen(kept.redacted, widening)
        event = _widened_event(reader, call_id, widening)
        self._versions.hide_more(kept, after, widened(certificate, widening), audit=event)
        return after.masks[len(kept.redacted.masks) :]

    def release(self, reader: Reader, call_id: CallId, *, confirmed: bool = False) -> ArchivedCall:
        check_can(reader, Action.REVIEW)
        rows, now = self._waiting(call_id), self._clock.now()
        certificate = check_releasable(rows.certificate, confirmed=confirmed)
        check_can_move(State(rows.row.state), State.ARCHIVED)
        artefacts = read_artefacts(rows, self._store)
        certificate = released(certificate, reader, at=now)
        tags = tags_for(self._rules, now=now)

        def change(tx: Witnessed) -> None:
            insert_tags(tx.connection, call_id, tags)
            add_to_index(tx.connection, call_id)
            published = {"state": State.ARCHIVED.value, "kept_at": now, "failure_reason": None}
            change_row(tx.connection, call_id, published | {"certificate": certificate_document(certificate)})
            tx.witness(_released_event(reader, call_id, certificate, tags, confirmed=confirmed))

        self._versions.replace(kept_call_of(rows, artefacts), artefacts, change, tags=purpose_tags(tags))
        return ArchivedCall(call_id, State.ARCHIVED, tags, certificate)

    def erase(self, reader: Reader, call_id: CallId) -> State:
        check_can(reader, Action.REVIEW)
        check_can(reader, Action.ERASE)
        epoch = self._waiting(call_id).row.epoch
        event = AuditEvent(Did.ERASED, reader.name, call_id)
        parts = (self._database, self._audit_log, self._store, self._clock)
        return erase_call(*parts, call_id, epoch=epoch, audit=event)

    def object_to(self, reader: Reader, call_id: CallId) -> State:
        check_can(reader, Action.REVIEW)
        check_can(reader, Action.OBJECT)
        self._waiting(call_id)
        event = AuditEvent(Did.OBJECTED, reader.name, call_id)
        parts = (self._database, self._audit_log, self._store, self._clock)
        return carry_out_objection(*parts, call_id, Means.SPOKEN, event)

    def _waiting(self, call_id: CallId) -> RowsOfCall:
        """Raises NotFound."""
        with self._database.reading() as connection:
            return read_waiting(connection, call_id, self._clock.now())


def _widened_event(reader: Reader, call_id: CallId, widening: Widening) -> AuditEvent:
    detail: dict[str, Any] = {
        "kind": widening.kind.value,
        "channel": widening.channel.value,
        "start_ms": widening.start_ms,
        "end_ms": widening.end_ms,
    }
    return AuditEvent(Did.WIDENED, reader.name, call_id, detail)


def _released_event(
    reader: Reader, call_id: CallId, certificate: Certificate, tags: Sequence[RetentionTag], *, confirmed: bool
) -> AuditEvent:
    detail: dict[str, Any] = {
        "checks_failed": sum(not check.passed for check in certificate.checks),
        "confirmed": confirmed,
        "transcript_sha256": certificate.transcript_sha256,
        "audio_sha256": certificate.audio_sha256,
    }
    detail |= {f"purpose:{name}": expires_at for name, expires_at in purpose_tags(tags).items()}
    return AuditEvent(Did.RELEASED, reader.name, call_id, detail)
