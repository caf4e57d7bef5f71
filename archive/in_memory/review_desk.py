"""The review desk's twin."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from archive.artefacts import AUDIO_NAME, artefacts_of, certificate_document, certified, mask_document, turn_document
from archive.erasure import prefix_of
from archive.in_memory.archive import ArchiveInMemory
from archive.in_memory.kept_calls import KeptCallsInMemory
from archive.in_memory.shelf import Shelf, ShelvedCall
from archive.object_tags import purpose_tags
from archive.review_queue import not_in_queue, review_fields
from calls.access import Action, Reader, check_can
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import NotFound
from calls.lifecycle import State
from calls.ports.archive import ArchivedCall
from calls.ports.object_store import ObjectStore
from calls.ports.reading_room import CallDocument
from calls.redacted import Certificate, MaskedSpan, RedactedCall
from calls.retention import QUARANTINE_KEPT_FOR, RetentionRules, tags_for
from calls.review import (
    QuarantinedCall,
    ReviewQueue,
    Widen,
    Widening,
    check_releasable,
    check_widenable,
    released,
    widened,
)


class ReviewDeskInMemory:
    """`calls.ports.review_desk.ReviewDesk`."""

    def __init__(self, shelf: Shelf, store: ObjectStore, *, widen: Widen, rules: RetentionRules) -> None:
        self._shelf = shelf
        self._store = store
        self._widen = widen
        self._rules = rules
        self._kept_calls = KeptCallsInMemory(shelf, store)

    def list_calls(self, reader: Reader, *, limit: int = 200) -> ReviewQueue:
        check_can(reader, Action.REVIEW)
        with self._shelf.lock:
            waiting = [_quarantined(call_id, call) for call_id, call in self._shelf.calls.items() if self._waits(call)]
            waiting.sort(key=lambda call: (call.quarantined_at, call.call_id))
            self._witness(reader, Did.LISTED, None, in_quarantine=len(waiting[:limit]))
            return ReviewQueue(tuple(waiting[:limit]), len(waiting))

    def show(self, reader: Reader, call_id: CallId) -> CallDocument:
        check_can(reader, Action.REVIEW)
        with self._shelf.lock:
            call = self._waiting(call_id)
            self._witness(reader, Did.READ, call_id, state=call.state.value)
            return _document(call_id, call)

    def listen(self, reader: Reader, call_id: CallId) -> bytes:
        check_can(reader, Action.REVIEW)
        with self._shelf.lock:
            call = self._waiting(call_id)
            if call.redacted is None or call.redacted.audio is None:
                raise NotFound("this call has no audio")
            flac = self._store.get(prefix_of(call_id, call.fence) + AUDIO_NAME)
            self._witness(reader, Did.LISTENED, call_id, state=call.state.value)
            return flac

    def widen(self, reader: Reader, call_id: CallId, widening: Widening) -> Sequence[MaskedSpan]:
        check_can(reader, Action.REVIEW)
        with self._shelf.lock:
            call = self._waiting(call_id)
            certificate = check_widenable(_certificate(call), held=call.held)
            kept = self._kept_calls.open(call_id)
            after = self._widen(kept.redacted, widening)
            detail = {"kind": widening.kind.value, "channel": widening.channel.value}
            event = AuditEvent(Did.WIDENED, reader.name, call_id, detail)
            self._kept_calls.replace(kept, after, widened(certificate, widening), audit=event)
            return after.masks[len(kept.redacted.masks) :]

    def release(self, reader: Reader, call_id: CallId, *, confirmed: bool = False) -> ArchivedCall:
        check_can(reader, Action.REVIEW)
        with self._shelf.lock:
            call, now = self._waiting(call_id), self._shelf.clock.now()
            certificate = check_releasable(_certificate(call), confirmed=confirmed)
            tags = tags_for(self._rules, now=now)
            self._witness(reader, Did.RELEASED, call_id, confirmed=confirmed)
            certificate = released(certificate, reader, at=now)
            certificate = certified(certificate, _redacted(call), artefacts_of(_redacted(call)))
            self._move(call_id, call, purpose_tags(tags))
            kept = ArchivedCall(call_id, State.ARCHIVED, tags, certificate)
            call.state, call.kept_at, call.failure_reason, call.kept = kept.state, now, None, kept
            return kept

    def erase(self, reader: Reader, call_id: CallId) -> State:
        check_can(reader, Action.REVIEW)
        check_can(reader, Action.ERASE)
        with self._shelf.lock:
            call = self._waiting(call_id)
            state = State.RESTRICTED if call.held else State.ERASED
            self._witness(reader, Did.ERASED, call_id, state=state.value)
            call.epoch, call.state = call.epoch + 1, state
            if state is State.ERASED:
                self._shelf.calls[call_id] = replace(call, captured=None, redacted=None, kept=None)
                self._store.delete_all_versions(prefix_of(call_id))
            return state

    def object_to(self, reader: Reader, call_id: CallId) -> State:
        check_can(reader, Action.REVIEW)
        check_can(reader, Action.OBJECT)
        with self._shelf.lock:
            self._waiting(call_id)
            event = AuditEvent(Did.OBJECTED, reader.name, call_id)
            return ArchiveInMemory(self._shelf, self._store).object_to(call_id, how=Means.SPOKEN, audit=event)

    def _move(self, call_id: CallId, call: ShelvedCall, tags: dict[str, str]) -> None:
        """The same objects as a new version, with other tags."""
        old = prefix_of(call_id, call.fence)
        call.fence += 1
        for artefact in artefacts_of(_redacted(call)):
            key = prefix_of(call_id, call.fence) + artefact.name
            self._store.put(key, artefact.body, content_type=artefact.content_type, tags=tags)
        self._store.delete_all_versions(old)

    def _waiting(self, call_id: CallId) -> ShelvedCall:
        call = self._shelf.calls.get(call_id)
        if call is None or not self._waits(call):
            raise not_in_queue()
        return call

    def _waits(self, call: ShelvedCall) -> bool:
        now = self._shelf.clock.now()
        return call.state is State.QUARANTINED and _kept_at(call) > now - QUARANTINE_KEPT_FOR

    def _witness(self, reader: Reader, did: Did, call_id: CallId | None, **detail: str | int) -> None:
        self._shelf.audit_log.append(AuditEvent(did, reader.name, call_id, detail))


def _redacted(call: ShelvedCall) -> RedactedCall:
    assert call.redacted is not None
    return call.redacted


def _kept_at(call: ShelvedCall) -> datetime:
    assert call.kept_at is not None
    return call.kept_at


def _certificate(call: ShelvedCall) -> Certificate | None:
    return call.kept.certificate if call.kept else None


def _quarantined(call_id: CallId, call: ShelvedCall) -> QuarantinedCall:
    told = call.captured.call if call.captured else None
    return QuarantinedCall(
        call_id=call_id,
        started_at=told.started_at if told else _kept_at(call),
        quarantined_at=_kept_at(call),
        reason=call.failure_reason or "unknown",
        certificate=_certificate(call),
        duration_ms=call.redacted.duration_ms if call.redacted else (told.duration_ms if told else 0),
        agent_id=told.agent_id if told else None,
        queue=told.queue if told else None,
        language=call.redacted.language if call.redacted else None,
        held=call.held,
    )


def _document(call_id: CallId, call: ShelvedCall) -> CallDocument:
    certificate = _certificate(call)
    return {
        "call_id": call_id,
        "state": call.state.value,
        "turns": [turn_document(turn) for turn in call.redacted.turns] if call.redacted else [],
        "masks": [mask_document(mask) for mask in call.redacted.masks] if call.redacted else [],
        "certificate": certificate_document(certificate) if certificate else None,
        "review": review_fields(_quarantined(call_id, call)),
    }
