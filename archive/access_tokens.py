"""Bearer tokens: the secret is shown once, its SHA-256 is kept."""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa

from archive.audit_log import AuditLogInDatabase
from archive.database import Database
from archive.lease_rules import told_with
from archive.storable import storable
from archive.tables import tokens
from calls.access import Reader, Role
from calls.audit import AuditEvent
from calls.ports.clock import Clock

_PREFIX = "ht_"
"""Lets secret scanners recognise a leaked token."""


class TokenDeskInDatabase:
    """`calls.ports.token_desk.TokenDesk`."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._clock = clock

    def create(self, role: Role, *, name: str, lasts: timedelta, audit: AuditEvent) -> str:
        """A fresh secret of 256 random bits, shown once. Tokens that have ended are cleared away."""
        secret = _PREFIX + secrets.token_urlsafe(32)
        now = self._clock.now()
        fields = {"sha256": _digest(secret), "role": role.value, "name": storable(name), "expires_at": now + lasts}
        with self._audit_log.transaction() as tx:
            tx.connection.execute(sa.delete(tokens).where(tokens.c.expires_at <= now))
            tx.connection.execute(tokens.insert().values(**fields))
            tx.witness(told_with(audit, role=role.value, name=name, lasts_s=int(lasts.total_seconds())))
        return secret

    def reader_of(self, secret: str) -> Reader | None:
        """Whose token it is; None when unknown or expired. Looked up by digest, so timing tells nothing of a secret."""
        known = sa.select(tokens).where(tokens.c.sha256 == _digest(secret), tokens.c.expires_at > self._clock.now())
        with self._database.reading() as connection:
            row = connection.execute(known).first()
        return Reader(row.name, frozenset({Role(row.role)}), row.expires_at) if row else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
