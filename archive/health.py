"""Whether the archive can keep and show calls right now."""

from dataclasses import dataclass

from archive.database import Database
from calls.errors import Unavailable
from calls.ports.object_store import ObjectStore


@dataclass(frozen=True, slots=True)
class ArchiveHealth:
    """Each part's error in one line; None where it answers."""

    database: str | None
    object_store: str | None

    @property
    def ready(self) -> bool:
        return self.database is None and self.object_store is None


def check_health(database: Database, store: ObjectStore) -> ArchiveHealth:
    """Ask both parts. Never raises for a part that does not answer; takes at most about 10 s."""
    return ArchiveHealth(_fault_of(database), _fault_of(store))


def _fault_of(part: Database | ObjectStore) -> str | None:
    try:
        part.check()
    except Unavailable as error:
        return str(error)
    return None
