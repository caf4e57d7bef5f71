"""What is kept, read back to be masked further."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from calls.audit import AuditEvent
from calls.call import CallId
from calls.lifecycle import State
from calls.redacted import Certificate, RedactedCall


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A kept call, read back in its redacted form. `epoch` and `prefix` say as what it was read: whoever replaces it
    does so only while both are the same."""

    redacted: RedactedCall
    certificate: Certificate
    state: State
    held: bool
    epoch: int
    prefix: str
    """Where its objects lie."""

    @property
    def call_id(self) -> CallId:
        return self.redacted.call_id


class KeptCalls(Protocol):
    """Archived and quarantined calls, read back to be masked further. Raises DatabaseUnavailable, StoreUnavailable."""

    def certified_otherwise(self, versions: Mapping[str, str]) -> Sequence[CallId]:
        """Archived calls whose certificate names another version of one of these parts, oldest first. Calls under a
        legal hold are left out: they stay as they are."""
        ...

    def open(self, call_id: CallId) -> KeptCall:
        """Compared with its certificate. Raises NotFound, ArtefactDamaged, WrongState (nothing is kept of it, or it is
        restricted)."""
        ...

    def replace(self, kept: KeptCall, redacted: RedactedCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        """Keep `redacted` in its place: new objects first, then one transaction; what it replaces goes.

        Raises Superseded (an objection or erasure wins, or somebody else replaced it; what was written is removed),
        WrongState (a legal hold).
        """
        ...

    def certify_again(self, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        """Note that nothing more had to be hidden: another certificate for the same objects. Raises as `replace`."""
        ...
