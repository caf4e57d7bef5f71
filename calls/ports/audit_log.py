"""The witness of every look and every deed."""

from typing import Protocol

from calls.audit import AuditEvent


class AuditLog(Protocol):
    """Append-only, hash-chained."""

    def append(self, event: AuditEvent) -> None:
        """Raises AuditUnavailable; then what was to be witnessed must not happen."""
        ...
