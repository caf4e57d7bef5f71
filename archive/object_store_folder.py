"""Objects in a local folder: `objects/` holds the bytes, `tags/` beside it the tags. Names are ids only."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.object_keys import check_key, check_prefix
from calls.errors import NotFound, StoreUnavailable


class ObjectStoreInFolder:
    """`calls.ports.object_store.ObjectStore` on a POSIX file system: written beside, fsynced, renamed into place."""

    def __init__(self, root: Path) -> None:
        self._objects = root / "objects"
        self._tags = root / "tags"

    def put(self, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        """Durable when it returns; raises StoreUnavailable, also when the read-back differs."""
        check_key(key)
        sidecar = json.dumps({"content_type": content_type, "tags": tags}).encode()
        with _translated():
            _write_durably(self._tags / f"{key}.json", sidecar)
            _write_durably(self._objects / key, body)
            if (self._objects / key).read_bytes() != body:
                raise StoreUnavailable("the folder gave back other bytes than were written", hint="check the disk")

    def get(self, key: str) -> bytes:
        """Raises NotFound, StoreUnavailable."""
        check_key(key)
        with _translated():
            return (self._objects / key).read_bytes()

    def list(self, prefix: str) -> Iterator[str]:
        check_prefix(prefix)
        with _translated():
            files = [path for path in (self._objects / prefix).rglob("*") if path.is_file()]
            yield from sorted(str(path.relative_to(self._objects)) for path in files)

    def delete_all_versions(self, prefix: str) -> int:
        """Remove every object below `prefix`; returns how many went."""
        check_prefix(prefix)
        with _translated():
            _remove_tree(self._tags / prefix)
            return _remove_tree(self._objects / prefix)

    def tags(self, key: str) -> dict[str, str]:
        """Raises NotFound, StoreUnavailable."""
        check_key(key)
        with _translated():
            tags: dict[str, str] = json.loads((self._tags / f"{key}.json").read_bytes())["tags"]
            return tags

    def check(self) -> None:
        """Raises StoreUnavailable unless the folder can be written."""
        with _translated():
            self._objects.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not os.access(self._objects, os.W_OK | os.X_OK):
                raise PermissionError(13, "the folder is not writable")


def _write_durably(path: Path, body: bytes) -> None:
    """Temporary name, fsync, rename, fsync of every folder that is new or changed."""
    _make_folders(path.parent)
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync_folder(path.parent)


def _make_folders(folder: Path) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)
        _sync_folder(folder.parent)


def _remove_tree(folder: Path) -> int:
    """Files first, then the empty folders; what another process removed meanwhile is no error."""
    removed = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            _remove_folder(path)
        else:
            path.unlink(missing_ok=True)
            removed += 1
    _remove_folder(folder)
    return removed


def _remove_folder(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound("no such object") from error
    except OSError as error:
        raise StoreUnavailable(
            f"the object folder does not work ({error.strerror})",
            hint="check the disk's free space and its permissions",
        ) from error
