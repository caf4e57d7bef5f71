"""The object store's twin."""

from collections.abc import Iterator

from archive.object_keys import check_key, check_prefix
from calls.errors import NotFound


class ObjectStoreInMemory:
    """`calls.ports.object_store.ObjectStore`."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[bytes, dict[str, str]]] = {}

    def put(self, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:  # noqa: ARG002
        check_key(key)
        self._objects[key] = (body, dict(tags))

    def get(self, key: str) -> bytes:
        return self._find(key)[0]

    def list(self, prefix: str) -> Iterator[str]:
        check_prefix(prefix)
        return iter(sorted(key for key in self._objects if key.startswith(prefix)))

    def delete_all_versions(self, prefix: str) -> int:
        gone = [*self.list(prefix)]
        for key in gone:
            del self._objects[key]
        return len(gone)

    def tags(self, key: str) -> dict[str, str]:
        return dict(self._find(key)[1])

    def check(self) -> None:
        """Always there."""

    def _find(self, key: str) -> tuple[bytes, dict[str, str]]:
        check_key(key)
        try:
            return self._objects[key]
        except KeyError as error:
            raise NotFound("no such object") from error
