"""Where to look: every file of a folder, its name, and whatever can be opened inside it."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import soundfile

from tests.canary_scanner.sqlite_haystack import SQLITE_MAGIC, UnreadableDatabase, read_out

_DEEPEST: Final = 6

Member = tuple[str, bytes]
"""(name, bytes)."""


@dataclass(slots=True)
class Walk:
    """What a walk over folders met. `unopened` names archives and recordings that could only be searched as bytes."""

    files: int = 0
    vanished: int = 0
    unopened: list[str] = field(default_factory=list)

    def haystacks(self, folder: Path) -> Iterator[Member]:
        """Each regular file below `folder`, then what is inside it. Links are not followed; a folder may be in use."""
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            yield f"{folder.name}: file names", name.encode()
            if path.is_symlink() or not path.is_file():
                continue
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                self.vanished += 1
                continue
            self.files += 1
            yield from self._with_contents(f"{folder.name}/{name}", data, path)

    def _with_contents(self, name: str, data: bytes, path: Path | None = None, depth: int = 0) -> Iterator[Member]:
        yield name, data
        opener = _opener(data)
        if opener is None or depth == _DEEPEST:
            return
        try:
            inside = list(opener(data, path))
        except _CANNOT_OPEN:
            self.unopened.append(name)
            return
        for member, content in inside:
            yield from self._with_contents(f"{name}!{member}", content, depth=depth + 1)


_CANNOT_OPEN: Final = (
    OSError,
    EOFError,
    tarfile.TarError,
    zipfile.BadZipFile,
    lzma.LZMAError,
    soundfile.SoundFileError,
    UnreadableDatabase,
    RuntimeError,  # zipfile's word for an encrypted member
    ValueError,
)


def _opener(data: bytes) -> Callable[[bytes, Path | None], Iterator[Member]] | None:
    if data[257:262] == b"ustar":
        return _tar
    return next((opener for magic, opener in _OPENERS if data.startswith(magic)), None)


def _zip(data: bytes, _path: Path | None) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "file names", "\n".join(archive.namelist()).encode()
        yield from ((name, archive.read(name)) for name in archive.namelist())


def _tar(data: bytes, _path: Path | None) -> Iterator[Member]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        yield "file names", "\n".join(archive.getnames()).encode()
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield member.name, content.read()


def _sound(data: bytes, _path: Path | None) -> Iterator[Member]:
    """Each channel as bare 16-bit samples, little-endian."""
    samples, _ = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
    for channel in range(samples.shape[1]):
        yield f"channel {channel}", samples[:, channel].astype("<i2").tobytes()


def _sqlite(data: bytes, path: Path | None) -> Iterator[Member]:
    wal = path.with_name(path.name + "-wal") if path else None
    yield "rows", read_out(data, wal.read_bytes() if wal and wal.exists() else b"")


_OPENERS: Final[tuple[tuple[bytes, Callable[[bytes, Path | None], Iterator[Member]]], ...]] = (
    (b"PK\x03\x04", _zip),
    (b"\x1f\x8b\x08", lambda data, _: iter([("gunzipped", gzip.decompress(data))])),
    (b"BZh", lambda data, _: iter([("unpacked", bz2.decompress(data))])),
    (b"\xfd7zXZ\x00", lambda data, _: iter([("unpacked", lzma.decompress(data))])),
    (b"fLaC", _sound),
    (b"RIFF", _sound),
    (b"OggS", _sound),
    (SQLITE_MAGIC, _sqlite),
)
