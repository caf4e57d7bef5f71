"""Where redacted objects lie."""

from collections.abc import Iterator
from typing import Protocol


class ObjectStore(Protocol):
    """One place for redacted objects. Keys are built from call ids only, e.g. `calls/c_…/3/audio.flac`."""

    def put(self, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        """Durable when it returns; raises StoreUnavailable, also when the read-back differs."""
        ...

    def get(self, key: str) -> bytes:
        """Raises NotFound, StoreUnavailable."""
        ...

    def list(self, prefix: str) -> Iterator[str]: ...

    def delete_all_versions(self, prefix: str) -> int:
        """Remove every version and delete marker below `prefix`; returns how many objects went."""
        ...

    def tags(self, key: str) -> dict[str, str]: ...

    def check(self) -> None:
        """Raises StoreUnavailable unless the store answers."""
        ...
