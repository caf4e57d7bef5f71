"""Callers who object for good, as keyed codes of their numbers (`calls.pseudonym`)."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from archive.audit_log import AuditLogInDatabase
from archive.database import Conflict, Database
from archive.tables import standing_objections
from calls.audit import AuditEvent
from calls.ports.clock import Clock
from calls.ports.standing_objections import StandingObjection
from calls.pseudonym import KeyedCaller


class StandingObjectionsInDatabase:
    """`calls.ports.standing_objections.StandingObjections`: the list that the recorder's rules are written from."""

    def __init__(self, database: Database, audit_log: AuditLogInDatabase, clock: Clock) -> None:
        self._database = database
        self._audit_log = audit_log
        self._clock = clock

    def add(self, caller: KeyedCaller, *, audit: AuditEvent) -> bool:
        """`audit` must not hold the number. False when it stood there already, if need be keyed anew by now."""
        row = {"pseudonym": caller.code, "key_version": caller.key_version, "added_at": self._clock.now()}
        try:
            with self._audit_log.transaction() as tx:
                if _found(tx.connection, caller):
                    return False
                tx.connection.execute(standing_objections.insert().values(**row))
                tx.witness(audit)
        except Conflict:
            return False
        return True

    def remove(self, caller: KeyedCaller, *, audit: AuditEvent) -> bool:
        """Under whatever version of the key it stands there. False when it did not."""
        gone = sa.delete(standing_objections).where(standing_objections.c.pseudonym.in_(caller.codes))
        with self._audit_log.transaction() as tx:
            if not tx.connection.execute(gone).rowcount:
                return False
            tx.witness(audit)
        return True

    def objects(self, caller: KeyedCaller) -> bool:
        """Whether this caller objects for good; an entry of an older key is keyed anew."""
        with self._database.writing() as connection:
            return _found(connection, caller)

    def rekey(self, old: str, new: str, key_version: int) -> None:
        """The recorder has recognised `old` and keyed its number anew. Twice is no error."""
        with self._database.writing() as connection:
            _rekey(connection, old, new, key_version)

    def by_key_version(self) -> Mapping[int, int]:
        """How many entries each version of the key has made."""
        version = standing_objections.c.key_version
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(version, sa.func.count()).group_by(version))
            return {int(row[0]): int(row[1]) for row in rows}

    def entries(self) -> Sequence[StandingObjection]:
        """Oldest first."""
        query = sa.select(standing_objections).order_by(standing_objections.c.added_at, standing_objections.c.pseudonym)
        with self._database.reading() as connection:
            return [StandingObjection(row.pseudonym, row.added_at) for row in connection.execute(query)]

    def pseudonyms(self) -> frozenset[str]:
        """All of them. Raises DatabaseUnavailable; then nothing may be recorded."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(sa.select(standing_objections.c.pseudonym)).scalars())


def _found(connection: Connection, caller: KeyedCaller) -> bool:
    among = sa.select(standing_objections.c.pseudonym).where(standing_objections.c.pseudonym.in_(caller.codes))
    found = list(connection.execute(among).scalars())
    for old in found:
        if old != caller.code:
            _rekey(connection, old, caller.code, caller.key_version)
    return bool(found)


def _rekey(connection: Connection, old: str, new: str, key_version: int) -> None:
    here = standing_objections.c.pseudonym
    if connection.execute(sa.select(here).where(here == new)).first() is not None:
        connection.execute(sa.delete(standing_objections).where(here == old))
    else:
        changed = {"pseudonym": new, "key_version": key_version}
        connection.execute(standing_objections.update().where(here == old).values(**changed))
