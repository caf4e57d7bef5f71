"""Keeping a redacted call.

Epoch and fence are asked before every object is put: whoever was overtaken puts none. Then one transaction compares
them again: whoever was overtaken meanwhile publishes nothing and takes its objects away. A worker killed between the
two leaves objects below its own fence; the next attempt removes them, or the sweep.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from archive.artefacts import Artefact, artefacts_of, certificate_document, certificate_of, certified
from archive.audit_log import AuditLogInDatabase
from archive.call_rows import change_row, locked_row
from archive.database import Database
from archive.erasure import prefix_of, remove_older_attempts
from archive.kept_rows import insert_tags, insert_turns_and_masks, tags_of
from archive.lease_rules import told_with, why_superseded
from archive.object_tags import purpose_tags, tags_by_verdict
from archive.objection import carry_out_objection
from archive.search_index import add_to_index
from archive.tables import calls
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import LeaseLost, Superseded
from calls.lifecycle import State, check_can_move
from calls.ports.archive import ArchivedCall
from calls.ports.clock import Clock
from calls.ports.object_store import ObjectStore
from calls.ports.work_table import Claim
from calls.redacted import Certificate, RedactedCall, Verdict
from calls.retention import RetentionTag
from calls.review import SECOND_LOOK


class ArchiveInDatabase:
    """`calls.ports.archive.Archive`: rows in the database, objects in the store."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, store: ObjectStore, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._store = store
        self._clock = clock

    def keep(
        self,
        redacted: RedactedCall,
        certificate: Certificate,
        tags: Sequence[RetentionTag],
        *,
        claim: Claim,
        audit: AuditEvent,
    ) -> ArchivedCall:
        """Publish a call, or quarantine it by its certificate's verdict. Doing it twice under one claim is no error.

        Raises Superseded (what it wrote is removed), StoreUnavailable, DatabaseUnavailable.
        """
        kept = self._kept_before(claim)
        if kept is not None:
            return kept
        artefacts = artefacts_of(redacted)
        certificate = certified(certificate, redacted, artefacts)
        state = State.ARCHIVED if certificate.verdict is Verdict.CLEAN else State.QUARANTINED
        try:
            object_tags = tags_by_verdict(certificate, tags, now=self._clock.now())
            self._store_objects(artefacts, object_tags, claim, state)
            self._publish(redacted, certificate, tags, claim, audit, state)
        except Superseded:
            self._store.delete_all_versions(prefix_of(claim.call_id, claim.fence))
            raise
        return ArchivedCall(claim.call_id, state, tuple(tags) if state is State.ARCHIVED else (), certificate)

    def object_to(self, call_id: CallId, *, how: Means, audit: AuditEvent) -> State:
        """Carry out an objection that arrived after hang-up. Raises as `archive.objection` says."""
        return carry_out_objection(self._database, self._audit_log, self._store, self._clock, call_id, how, audit)

    def _kept_before(self, claim: Claim) -> ArchivedCall | None:
        """A worker that lost the answer, not the lease, asks again."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(calls).where(calls.c.call_id == claim.call_id)).first()
            if row is None:
                raise LeaseLost(f"call {claim.call_id} is not known here")
            if row.object_prefix != prefix_of(claim.call_id, claim.fence) or row.epoch != claim.epoch:
                return None
            return ArchivedCall(
                claim.call_id, State(row.state), tags_of(connection, claim.call_id), certificate_of(row.certificate)
            )

    def _store_objects(self, artefacts: tuple[Artefact, ...], tags: dict[str, str], claim: Claim, state: State) -> None:
        """Put each object (the store reads it back and compares), then remove those of overtaken attempts."""
        for artefact in artefacts:
            with self._database.reading() as connection:
                row = connection.execute(sa.select(calls).where(calls.c.call_id == claim.call_id)).first()
            _check_still_ours(row, claim, state)
            key = prefix_of(claim.call_id, claim.fence) + artefact.name
            self._store.put(key, artefact.body, content_type=artefact.content_type, tags=tags)
        remove_older_attempts(self._store, claim.call_id, claim.fence)

    def _publish(
        self,
        redacted: RedactedCall,
        certificate: Certificate,
        tags: Sequence[RetentionTag],
        claim: Claim,
        audit: AuditEvent,
        state: State,
    ) -> None:
        with self._audit_log.transaction() as tx:
            _check_still_ours(locked_row(tx.connection, claim.call_id), claim, state)
            insert_turns_and_masks(tx.connection, redacted)
            if state is State.ARCHIVED:
                insert_tags(tx.connection, claim.call_id, tags)
                add_to_index(tx.connection, claim.call_id)
            change_row(tx.connection, claim.call_id, self._published_fields(redacted, certificate, claim, state))
            tx.witness(_kept_event(audit, certificate, tags, state))

    def _published_fields(
        self, redacted: RedactedCall, certificate: Certificate, claim: Claim, state: State
    ) -> dict[str, Any]:
        return {
            "state": state.value,
            "kept_at": self._clock.now(),
            "duration_ms": redacted.duration_ms,
            "language": redacted.language,
            "certificate": certificate_document(certificate),
            "object_prefix": prefix_of(claim.call_id, claim.fence),
            "leftovers": False,
            "failure_reason": None if state is State.ARCHIVED else SECOND_LOOK,
            "lease_owner": None,
            "lease_until": None,
        }


def _check_still_ours(row: sa.Row[Any] | None, claim: Claim, state: State) -> None:
    if row is None:
        raise LeaseLost(f"call {claim.call_id} is not known here")
    superseded = why_superseded(claim, state=State(row.state), epoch=row.epoch, fence=row.fence)
    if superseded:
        raise superseded
    check_can_move(State(row.state), state)


def _kept_event(audit: AuditEvent, certificate: Certificate, tags: Sequence[RetentionTag], state: State) -> AuditEvent:
    """The event with what the second look checked; names and counts only."""
    detail: dict[str, str | int | None] = {f"check:{check.name}": check.detail for check in certificate.checks}
    detail["verdict"] = certificate.verdict.value
    detail["checks_failed"] = sum(not check.passed for check in certificate.checks)
    detail["transcript_sha256"] = certificate.transcript_sha256
    detail["audio_sha256"] = certificate.audio_sha256
    if state is State.ARCHIVED:
        detail |= {f"purpose:{name}": expires_at for name, expires_at in purpose_tags(tags).items()}
    return told_with(audit, Did.QUARANTINED if state is State.QUARANTINED else None, **detail)
