"""A new version of a kept call's objects: under a prefix of its own, never in place; the old version goes.

Whoever writes one takes the call's next fence and a short lease first, as a worker does, so that no sweep takes the
objects for somebody's leftovers. Epoch, fence, state and prefix are asked before every object is put, and compared once
more in the transaction that publishes: whoever was overtaken by an objection, an erasure, the sweep, a legal hold or
another version changes nothing and takes its objects away. The old objects go last: a process that is killed before has
left them to the sweep.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from archive.artefacts import Artefact, artefacts_of, certificate_document, certified
from archive.audit_log import AuditLogInDatabase, Witnessed
from archive.call_rows import Fields, change_row, locked_row
from archive.database import Database
from archive.erasure import prefix_of, remove_older_attempts
from archive.kept_rows import replace_turns_and_masks
from archive.lease_rules import lease_end, told_with
from archive.object_tags import tags_of_objects
from archive.tables import calls
from calls.audit import AuditEvent
from calls.call import CallId
from calls.errors import EpochChanged, StoreUnavailable, Superseded, WrongState
from calls.lifecycle import State
from calls.ports.clock import Clock
from calls.ports.kept_calls import KeptCall
from calls.ports.object_store import ObjectStore
from calls.redacted import Certificate, RedactedCall

WRITTEN_WITHIN = timedelta(minutes=10)
"""A version that takes longer is given up: the sweep may have taken its objects."""
_FREE: Fields = {"lease_owner": None, "lease_until": None}

_log = structlog.get_logger()


class VersionWriter:
    """Puts another version in the place of a kept one, or changes nothing.

    Every method raises EpochChanged (an objection or erasure came first), Superseded (something else did), WrongState
    (a legal hold did: P9) and DatabaseUnavailable.
    """

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, store: ObjectStore, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._store = store
        self._clock = clock

    def hide_more(self, kept: KeptCall, redacted: RedactedCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        """Keep `redacted` with `certificate` (its checksums are put in here) instead of `kept`. The state stays.

        Raises StoreUnavailable: the call is as it was.
        """
        _check_not_held(kept.call_id, held=kept.held)
        artefacts = artefacts_of(redacted)
        certificate = certified(certificate, redacted, artefacts)

        def change(tx: Witnessed) -> None:
            replace_turns_and_masks(tx.connection, redacted, indexed=kept.state is State.ARCHIVED)
            change_row(tx.connection, kept.call_id, {"certificate": certificate_document(certificate)})
            tx.witness(told_of_sums(audit, certificate))

        self.replace(kept, artefacts, change)

    def certify_again(self, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        """Another certificate for the same objects."""
        _check_not_held(kept.call_id, held=kept.held)
        with self._audit_log.transaction() as tx:
            _check_unchanged(locked_row(tx.connection, kept.call_id), kept)
            change_row(tx.connection, kept.call_id, {"certificate": certificate_document(certificate)})
            tx.witness(audit)

    def replace(
        self,
        kept: KeptCall,
        artefacts: Sequence[Artefact],
        change: Callable[[Witnessed], None],
        *,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """Put `artefacts` in the place of those of `kept`; `change` writes the rows and the audit event.

        `tags` are the objects'; None leaves them as on the objects before. Raises StoreUnavailable: the call is as it
        was, and the sweep removes what was put, once the lease has ended.
        """
        fence = self._take_fence(kept)
        prefix = prefix_of(kept.call_id, fence)
        try:
            for artefact in artefacts:
                key, put_with = prefix + artefact.name, self._check_and_tags(kept, fence, tags)
                self._store.put(key, artefact.body, content_type=artefact.content_type, tags=put_with)
            with self._audit_log.transaction() as tx:
                self._check_ours(locked_row(tx.connection, kept.call_id), kept, fence)
                change(tx)
                change_row(tx.connection, kept.call_id, _FREE | {"object_prefix": prefix})
        except (Superseded, WrongState):
            self._let_go(kept, fence)
            self._store.delete_all_versions(prefix)
            raise
        self._remove_older(kept.call_id, fence)

    def _take_fence(self, kept: KeptCall) -> int:
        with self._database.writing() as connection:
            row = _check_unchanged(locked_row(connection, kept.call_id), kept)
            until = lease_end(self._clock.now(), WRITTEN_WITHIN.total_seconds())
            taken = {"fence": int(row.fence) + 1, "lease_owner": "new version", "lease_until": until}
            change_row(connection, kept.call_id, taken)
        return int(row.fence) + 1

    def _check_and_tags(self, kept: KeptCall, fence: int, tags: Mapping[str, str] | None) -> dict[str, str]:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(calls).where(calls.c.call_id == kept.call_id)).first()
            row = self._check_ours(row, kept, fence)
            return dict(tags) if tags is not None else tags_of_objects(connection, row)

    def _check_ours(self, row: sa.Row[Any] | None, kept: KeptCall, fence: int) -> sa.Row[Any]:
        """That this version is the newest and in time."""
        row = _check_unchanged(row, kept)
        if row.fence != fence or row.lease_until is None or row.lease_until <= self._clock.now():
            raise Superseded(f"call {kept.call_id} is changed by others, or this took too long", hint="try again")
        return row

    def _let_go(self, kept: KeptCall, fence: int) -> None:
        """Whatever became of the call: the sweep need not wait for this version any more."""
        ours = calls.update().where(calls.c.call_id == kept.call_id, calls.c.fence == fence)
        with self._database.writing() as connection:
            connection.execute(ours.values(**_FREE))

    def _remove_older(self, call_id: CallId, fence: int) -> None:
        """Nobody can reach an older version any more; should the store not answer, the sweep's walk removes it."""
        self._database.truncate_wal()
        try:
            remove_older_attempts(self._store, call_id, fence)
        except StoreUnavailable:
            _log.warning("old_version_not_removed", call_id=call_id)


def told_of_sums(audit: AuditEvent, certificate: Certificate) -> AuditEvent:
    """The event with the checksums of what is kept from now on."""
    text, sound = certificate.transcript_sha256, certificate.audio_sha256
    return told_with(audit, transcript_sha256=text, audio_sha256=sound)


def _check_unchanged(row: sa.Row[Any] | None, kept: KeptCall) -> sa.Row[Any]:
    """The call's row, if it is what it was when it was read. The epoch is asked first: an objection always wins."""
    if row is None or row.epoch != kept.epoch:
        raise EpochChanged(f"call {kept.call_id} was objected to or erased meanwhile")
    if row.object_prefix != kept.prefix or row.state != kept.state.value:
        raise Superseded(f"somebody else changed call {kept.call_id} meanwhile", hint="look at it again")
    _check_not_held(kept.call_id, held=row.held and not kept.held)
    return row


def _check_not_held(call_id: CallId, *, held: bool) -> None:
    if held:
        raise WrongState(f"call {call_id} is under a legal hold", hint="try again when the hold has ended")
