"""The hash chain of the audit log: each event's hash covers the one before it, so no event can change unnoticed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.audit_head import Head
from archive.storable import storable
from calls.audit import AuditEvent

FIRST_PREVIOUS_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An event as it stands in the log. `detail` is canonical JSON."""

    seq: int
    at: datetime
    actor: str
    did: str
    call_id: str | None
    detail: str
    previous_hash: str
    hash: str

    @property
    def head(self) -> Head:
        return Head(self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`faults` says in words where the log was changed; empty means whole."""

    events: int
    faults: tuple[str, ...]


def link(event: AuditEvent, *, at: datetime, after: Head | None) -> AuditEntry:
    """The entry that follows `after` (None: the first). `at` is aware; finer than a millisecond is cut off."""
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    seq, previous = (after.seq + 1, after.hash) if after else (1, FIRST_PREVIOUS_HASH)
    detail = json.dumps(event.detail, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    actor = storable(event.actor)
    hashed = _hash_of(seq, at, actor, event.did.value, event.call_id, detail, previous)
    return AuditEntry(seq, at, actor, event.did.value, event.call_id, detail, previous, hashed)


def verify(entries: Iterable[AuditEntry], *, head: Head | None) -> ChainReport:
    """Walk the chain from its start and compare its end with the signed head (None: missing or forged)."""
    faults: list[str] = []
    expected_seq, previous = 1, FIRST_PREVIOUS_HASH
    hash_at_head: str | None = None
    for entry in entries:
        if entry.seq != expected_seq:
            faults.append(f"event {expected_seq} is missing before event {entry.seq}")
        if entry.previous_hash != previous:
            faults.append(f"event {entry.seq} does not follow the event before it")
        if entry.hash != hash_of(entry):
            faults.append(f"event {entry.seq} was changed")
        if head is not None and entry.seq == head.seq:
            hash_at_head = entry.hash
        expected_seq, previous = entry.seq + 1, entry.hash
    events = expected_seq - 1
    return ChainReport(events, (*faults, *_compare_with_head(events, hash_at_head, head)))


def hash_of(entry: AuditEntry) -> str:
    """What the entry's hash must be."""
    return _hash_of(entry.seq, entry.at, entry.actor, entry.did, entry.call_id, entry.detail, entry.previous_hash)


def _compare_with_head(events: int, hash_at_head: str | None, head: Head | None) -> list[str]:
    if head is None:
        return ["the signed head is missing or forged"] if events else []
    if head.seq > events:
        return [f"the log ends at event {events}, but its signed head is event {head.seq}"]
    if hash_at_head != head.hash:
        return [f"event {head.seq} is not the one that the head signed"]
    return []


def _hash_of(seq: int, at: datetime, actor: str, did: str, call_id: str | None, detail: str, previous: str) -> str:
    fields = [seq, at.isoformat(timespec="milliseconds"), actor, did, call_id, detail, previous]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
