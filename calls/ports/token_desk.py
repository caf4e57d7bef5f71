"""Access tokens."""

from datetime import timedelta
from typing import Protocol

from calls.access import Reader, Role
from calls.audit import AuditEvent


class TokenDesk(Protocol):
    def create(self, role: Role, *, name: str, lasts: timedelta, audit: AuditEvent) -> str:
        """A fresh secret, shown once; only its SHA-256 is kept."""
        ...

    def reader_of(self, secret: str) -> Reader | None:
        """Whose token it is; None when unknown or expired."""
        ...
