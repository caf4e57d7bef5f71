"""The way into the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from calls.audit import AuditEvent
from calls.call import CallId
from calls.consent import Means
from calls.lifecycle import State
from calls.ports.work_table import Claim
from calls.redacted import Certificate, RedactedCall
from calls.retention import RetentionTag


@dataclass(frozen=True, slots=True)
class ArchivedCall:
    call_id: CallId
    state: State
    tags: tuple[RetentionTag, ...]
    certificate: Certificate | None


class Archive(Protocol):
    """Keeps redacted calls only."""

    def keep(
        self,
        redacted: RedactedCall,
        certificate: Certificate,
        tags: Sequence[RetentionTag],
        *,
        claim: Claim,
        audit: AuditEvent,
    ) -> ArchivedCall:
        """Objects first (read back and compared), then one transaction: compare-and-set on epoch and fence, rows,
        tags, audit. A `quarantined` verdict is kept as QUARANTINED, unreadable to all but privacy officers.

        Raises Superseded (what it wrote is removed), StoreUnavailable, DatabaseUnavailable.
        """
        ...

    def object_to(self, call_id: CallId, *, how: Means, audit: AuditEvent) -> State:
        """An objection that arrived after hang-up: bump the epoch; in work → OBJECTED, published → ERASED (every
        object version, row and index entry gone). Idempotent. Raises NotFound."""
        ...
