"""The archive's twin."""

from collections.abc import Sequence
from dataclasses import replace

from archive.artefacts import artefacts_of, certified
from archive.erasure import prefix_of
from archive.in_memory.shelf import Shelf, free
from archive.lease_rules import told_with
from archive.object_tags import tags_by_verdict
from archive.objection import after_objection
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import NotFound, Superseded
from calls.lifecycle import State, check_can_move
from calls.ports.archive import ArchivedCall
from calls.ports.object_store import ObjectStore
from calls.ports.work_table import Claim
from calls.redacted import Certificate, RedactedCall, Verdict
from calls.retention import RetentionTag
from calls.review import SECOND_LOOK


class ArchiveInMemory:
    """`calls.ports.archive.Archive`."""

    def __init__(self, shelf: Shelf, store: ObjectStore) -> None:
        self._shelf = shelf
        self._store = store

    def keep(
        self,
        redacted: RedactedCall,
        certificate: Certificate,
        tags: Sequence[RetentionTag],
        *,
        claim: Claim,
        audit: AuditEvent,
    ) -> ArchivedCall:
        known = self._shelf.calls.get(claim.call_id)
        if known is not None and known.kept is not None and known.fence == claim.fence and known.epoch == claim.epoch:
            return known.kept
        artefacts = artefacts_of(redacted)
        object_tags = tags_by_verdict(certificate, tags, now=self._shelf.clock.now())
        try:
            for artefact in artefacts:
                self._check_still_ours(claim)
                key = prefix_of(claim.call_id, claim.fence) + artefact.name
                self._store.put(key, artefact.body, content_type=artefact.content_type, tags=object_tags)
            for fence in range(1, claim.fence):
                self._store.delete_all_versions(prefix_of(claim.call_id, fence))
            return self._publish(redacted, certified(certificate, redacted, artefacts), tags, claim, audit)
        except Superseded:
            self._store.delete_all_versions(prefix_of(claim.call_id, claim.fence))
            raise

    def object_to(self, call_id: CallId, *, how: Means, audit: AuditEvent) -> State:
        with self._shelf.lock:
            call = self._shelf.calls.get(call_id)
            if call is None:
                raise NotFound("no such call")
            state = after_objection(call.state, held=call.held)
            if state is call.state:
                return state
            call.epoch += 1
            self._shelf.audit_log.append(told_with(audit, how=how.value, was=call.state.value, state=state.value))
            call.state, call.objected = state, True
            if state is not State.RESTRICTED:
                self._shelf.calls[call_id] = replace(call, captured=None, redacted=None, kept=None, lease_until=None)
                self._store.delete_all_versions(prefix_of(call_id))
            return state

    def _check_still_ours(self, claim: Claim) -> None:
        with self._shelf.lock:
            self._shelf.claimed(claim)

    def _publish(
        self,
        redacted: RedactedCall,
        certificate: Certificate,
        tags: Sequence[RetentionTag],
        claim: Claim,
        audit: AuditEvent,
    ) -> ArchivedCall:
        state = State.ARCHIVED if certificate.verdict is Verdict.CLEAN else State.QUARANTINED
        with self._shelf.lock:
            call = self._shelf.claimed(claim)
            check_can_move(call.state, state)
            free(call, state, SECOND_LOOK if state is State.QUARANTINED else None)
            call.redacted, call.kept_at = redacted, self._shelf.clock.now()
            call.kept = ArchivedCall(claim.call_id, state, tuple(tags) if state is State.ARCHIVED else (), certificate)
            did = Did.QUARANTINED if state is State.QUARANTINED else None
            self._shelf.audit_log.append(told_with(audit, did, verdict=certificate.verdict.value))
            return call.kept
