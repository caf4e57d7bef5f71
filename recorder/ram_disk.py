"""Plaintext lives in memory only: one folder a recorder process on a RAM disk, read and emptied as it fills."""

import ctypes
import os
import secrets
import shutil
from pathlib import Path

from calls.errors import BadSettings, CaptureFailed
from recorder.sealed_call import make_locked_folder

WAV_HEADER_BYTES = 44
MEMORY_FILESYSTEMS = frozenset({"tmpfs", "ramfs"})
_KEEP_SIZE, _PUNCH_HOLE = 0x01, 0x02
"""fallocate(2): FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE."""

_PIECE_BYTES = 1 << 16

_libc = ctypes.CDLL(None, use_errno=True)
_libc.fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)


class RamFolder:
    """This process's folder, locked while it lives, so that a restart can tell orphans from the living."""

    def __init__(self, ram_dir: Path) -> None:
        """Raises BadSettings when `ram_dir` is no RAM disk or cannot be written."""
        check_in_memory(ram_dir)
        self.path = ram_dir / f"recorder-{secrets.token_hex(8)}"
        try:
            self._lock = make_locked_folder(self.path)
        except OSError as error:
            raise BadSettings(f"cannot write to {ram_dir}: {error.strerror}", hint="choose another RAM disk") from error

    def remove(self) -> None:
        shutil.rmtree(self.path)
        os.close(self._lock)


class WavTail:
    """Takes what a growing WAV file has gained, and gives the memory back to the system."""

    may_hold_tones = True
    """Nobody has looked yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = os.open(path, os.O_RDWR)
        except OSError as error:
            raise CaptureFailed(f"cannot read the RAM disk: {error.strerror}", hint="check its free space") from error
        self._at = WAV_HEADER_BYTES

    def take(self) -> bytes:
        """New whole 16-bit samples, whose bytes are gone from the RAM disk on return. Raises CaptureFailed."""
        try:
            payload = self._read()
            if payload:
                _punch_hole(self._file, self._at, len(payload))
        except OSError as error:
            raise CaptureFailed(f"cannot read the RAM disk: {error.strerror}", hint="check its free space") from error
        self._at += len(payload)
        return payload

    def _read(self) -> bytes:
        payload = piece = os.pread(self._file, _PIECE_BYTES, self._at)
        while len(piece) == _PIECE_BYTES:
            piece = os.pread(self._file, _PIECE_BYTES, self._at + len(payload))
            payload += piece
        return payload[: len(payload) & ~1]

    def is_complete(self) -> bool:
        """Whether the writer has closed the file: only then does the header (bytes 40-43) state the data's length."""
        return os.pread(self._file, 4, WAV_HEADER_BYTES - 4) not in (b"", bytes(4))

    def remove(self) -> None:
        """Twice is no error."""
        self._path.unlink(missing_ok=True)
        if self._file >= 0:
            os.close(self._file)
        self._file = -1


def check_in_memory(folder: Path) -> None:
    """Raises BadSettings unless the folder lies (or would lie) on a file system that lives in memory."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    if _filesystem_of(place.resolve()) not in MEMORY_FILESYSTEMS:
        raise BadSettings(
            f"{folder} is not on a RAM disk", hint="plaintext may only lie in memory: use /dev/shm or a tmpfs"
        )


def _filesystem_of(place: Path) -> str:
    """By /proc/self/mountinfo (proc(5)): field 5 is the mount point, the type follows the lone hyphen."""
    best, kind = "", ""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        fields, _, rest = line.partition(" - ")
        mount_point = fields.split()[4].encode().decode("unicode_escape")
        if place.is_relative_to(mount_point) and len(mount_point) >= len(best):
            best, kind = mount_point, rest.split()[0]
    return kind


def _punch_hole(handle: int, offset: int, length: int) -> None:
    if _libc.fallocate(handle, _KEEP_SIZE | _PUNCH_HOLE, offset, length) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
