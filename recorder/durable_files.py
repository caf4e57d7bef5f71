"""Files that are on the disk when the function returns, and files that are gone from it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the folder's entries (names created, renamed, removed) durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, payload: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder: after a crash there is the old file or the new one, whole."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write_new(beside, payload)
    beside.rename(path)
    sync_folder(path.parent)


def write_new(path: Path, payload: bytes) -> None:
    """Create a file of mode 0600 and fsync it. Raises FileExistsError."""
    write_unsynced(path, payload)
    sync_file(path)


def write_unsynced(path: Path, payload: bytes) -> None:
    """Create a file of mode 0600 that outlives a crash of the process, not of the machine. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(payload)


def sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def wipe(path: Path) -> None:
    """Overwrite a small file in place, fsync, unlink, fsync the folder. A missing file or folder is no error."""
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return
    try:
        os.pwrite(handle, secrets.token_bytes(os.fstat(handle).st_size), 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    with suppress(FileNotFoundError):  # the folder went meanwhile, and whoever took it away syncs its parent
        sync_folder(path.parent)


def make_private_folder(folder: Path) -> None:
    """Create a folder (and its parents) that only its owner may enter, durably."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sync_folder(folder.parent)
