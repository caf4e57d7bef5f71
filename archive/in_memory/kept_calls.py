"""The kept calls' twin."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.artefacts import artefacts_of, certified
from archive.erasure import prefix_of
from archive.in_memory.shelf import Shelf, ShelvedCall
from archive.kept_calls import REPLACEABLE
from archive.new_version import told_of_sums
from calls.audit import AuditEvent
from calls.call import CallId
from calls.errors import EpochChanged, NotFound, Superseded, WrongState
from calls.lifecycle import State
from calls.ports.kept_calls import KeptCall
from calls.ports.object_store import ObjectStore
from calls.redacted import Certificate, RedactedCall


class KeptCallsInMemory:
    """`calls.ports.kept_calls.KeptCalls`."""

    def __init__(self, shelf: Shelf, store: ObjectStore) -> None:
        self._shelf = shelf
        self._store = store

    def certified_otherwise(self, versions: Mapping[str, str]) -> Sequence[CallId]:
        with self._shelf.lock:
            return [
                call_id
                for call_id, call in self._shelf.calls.items()
                if call.state is State.ARCHIVED and not call.held and not _names(call, versions)
            ]

    def open(self, call_id: CallId) -> KeptCall:
        with self._shelf.lock:
            call = self._shelf.calls.get(call_id)
            if call is None:
                raise NotFound("no such call")
            if call.state not in REPLACEABLE or call.redacted is None or call.kept is None:
                raise WrongState(f"a call that is {call.state.value} cannot be masked further")
            assert call.kept.certificate is not None
            return KeptCall(
                call.redacted, call.kept.certificate, call.state, call.held, call.epoch, prefix_of(call_id, call.fence)
            )

    def replace(self, kept: KeptCall, redacted: RedactedCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        artefacts = artefacts_of(redacted)
        certificate = certified(certificate, redacted, artefacts)
        with self._shelf.lock:
            fence = self._same(kept).fence + 1
        prefix = prefix_of(kept.call_id, fence)
        tags = self._store.tags(kept.prefix + artefacts[0].name)
        try:
            for artefact in artefacts:
                self._store.put(prefix + artefact.name, artefact.body, content_type=artefact.content_type, tags=tags)
            with self._shelf.lock:
                self._change(self._same(kept), certificate, told_of_sums(audit, certificate))
                call = self._shelf.calls[kept.call_id]
                call.redacted, call.fence = replace(redacted, findings=()), fence
        except (Superseded, WrongState):
            self._store.delete_all_versions(prefix)
            raise
        self._store.delete_all_versions(kept.prefix)

    def certify_again(self, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        with self._shelf.lock:
            self._change(self._same(kept), certificate, audit)

    def _same(self, kept: KeptCall) -> ShelvedCall:
        call = self._shelf.calls.get(kept.call_id)
        if call is None or call.epoch != kept.epoch:
            raise EpochChanged(f"call {kept.call_id} was objected to or erased meanwhile")
        if prefix_of(kept.call_id, call.fence) != kept.prefix or call.state is not kept.state:
            raise Superseded(f"call {kept.call_id} was changed meanwhile")
        if call.held:
            raise WrongState(f"call {kept.call_id} is under a legal hold")
        return call

    def _change(self, call: ShelvedCall, certificate: Certificate, audit: AuditEvent) -> None:
        assert call.kept is not None
        call.kept = replace(call.kept, certificate=certificate)
        self._shelf.audit_log.append(audit)


def _names(call: ShelvedCall, versions: Mapping[str, str]) -> bool:
    certificate = call.kept.certificate if call.kept else None
    return certificate is not None and dict(certificate.versions) | dict(versions) == dict(certificate.versions)
