"""The recorder's key files: a wrapping pair (private half for the pipeline alone) and the pseudonym key.

`make_wrapping_keys` and `make_pseudonym_key` may run at every start: what exists is kept.
"""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from calls.errors import BadSettings
from calls.pseudonym import KeyRing
from recorder.durable_files import make_private_folder, write_durably, write_new
from recorder.tink_seals import PrivateWrap, PublicWrap, new_private_json

PSEUDONYM_KEY_BYTES = 32


def make_wrapping_keys(private_file: Path, public_file: Path) -> None:
    """Create the pair where it is missing; the public half is always the one that belongs to the private half.

    Raises BadSettings when a file cannot be written, or when sealed calls could no longer be opened: a public file
    stands there without its private one.
    """
    if not private_file.exists() and public_file.exists():
        raise BadSettings(
            f"{public_file} has lost its private half {private_file}",
            hint="restore the private file from a backup, or remove the public one to start with new keys",
        )
    _make_secret(private_file, lambda: new_private_json().encode())
    public = load_private_keys(private_file).public_json().encode()
    if not public_file.exists() or public_file.read_bytes() != public:
        make_private_folder(public_file.parent)
        write_durably(public_file, public)


def make_pseudonym_key(key_file: Path) -> None:
    """Create the 32-byte key of pseudonyms and signed rules, where it is missing. Raises BadSettings."""
    _make_secret(key_file, lambda: secrets.token_bytes(PSEUDONYM_KEY_BYTES))


def load_private_keys(private_file: Path) -> PrivateWrap:
    """Raises BadSettings when the file is missing, damaged, or open to others."""
    return PrivateWrap(_read_secret(private_file).decode("utf-8", "replace"))


def load_public_keys(public_file: Path) -> PublicWrap:
    """Raises BadSettings when the file is missing or damaged."""
    return PublicWrap(_read(public_file).decode("utf-8", "replace"))


def load_pseudonym_key(key_file: Path) -> bytes:
    """Raises BadSettings when the file is missing, open to others, or not 32 bytes."""
    key = _read_secret(key_file)
    if len(key) != PSEUDONYM_KEY_BYTES:
        raise BadSettings(f"{key_file} is not a {PSEUDONYM_KEY_BYTES}-byte key", hint="restore it from a backup")
    return key


def load_key_ring(key_file: Path) -> KeyRing:
    """Every version of the pseudonyms' key: `pseudonym.key` is the first, `pseudonym.2.key` beside it the second.

    Raises BadSettings as `load_pseudonym_key` does.
    """
    versions = {1: key_file} | {
        int(named[1]): path
        for path in key_file.parent.glob(f"{key_file.stem}.*{key_file.suffix}")
        if (named := re.fullmatch(rf"{re.escape(key_file.stem)}\.([2-9]|[1-9][0-9]+){key_file.suffix}", path.name))
    }
    return KeyRing({version: load_pseudonym_key(path) for version, path in versions.items()})


def rotate_pseudonym_key(key_file: Path) -> int:
    """Make the next version; returns its number. Older ones stay: they recognise who was keyed with them."""
    version = load_key_ring(key_file).newest + 1
    make_pseudonym_key(key_file.with_name(f"{key_file.stem}.{version}{key_file.suffix}"))
    return version


class KeyRingFile:
    """The key ring of a running process: read again when a key was added, kept as it was when that cannot be read."""

    def __init__(self, key_file: Path) -> None:
        """Raises BadSettings."""
        self._file = key_file
        self._ring = load_key_ring(key_file)
        self._changed_ns = self._changed()

    def ring(self) -> KeyRing:
        changed_ns = self._changed()
        if changed_ns != self._changed_ns:
            with suppress(BadSettings):
                self._ring, self._changed_ns = load_key_ring(self._file), changed_ns
        return self._ring

    def _changed(self) -> int:
        try:
            return self._file.parent.stat().st_mtime_ns
        except OSError:
            return -1


def _make_secret(path: Path, make: Callable[[], bytes]) -> None:
    if path.exists():
        return
    try:
        make_private_folder(path.parent)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        write_new(beside, make())
        with suppress(FileExistsError):
            os.link(beside, path)  # unlike a rename, never replaces a key that another process made just now
        beside.unlink()
    except OSError as error:
        raise BadSettings(
            f"cannot write {path}: {error.strerror}", hint="choose a folder that can be written"
        ) from error


def _read_secret(path: Path) -> bytes:
    payload = _read(path)
    if path.stat().st_mode & 0o077:
        raise BadSettings(f"{path} can be read by others", hint=f"chmod 600 {path}")
    return payload


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadSettings(f"cannot read {path}: {error.strerror}", hint="start Hushtape once to create it") from error
