"""Proof that the scanner sees: canaries planted in every kind of haystack, in every folder, must all be found."""

import bz2
import gzip
import io
import lzma
import shutil
import sqlite3
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.canary_scanner.canary import Canary
from tests.canary_scanner.needles import Needles
from tests.canary_scanner.scan import scan

Planted = tuple[str, str]
"""(haystack, label) that the scan must report."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How many canaries were planted and found; `missed` names haystack and form of the others."""

    planted: int
    found: int
    missed: tuple[Planted, ...]

    @property
    def holds(self) -> bool:
        """If not, whatever a scan says about these folders is void."""
        return self.planted > 0 and not self.missed


def prove_scanner(folders: Sequence[Path], needles: Needles) -> Proof:
    """Plants fresh canaries in a new folder inside each folder, scans for them along with `needles`, removes them.

    The canaries are random, so nothing secret is written; OSError where a folder cannot be written to.
    """
    planted: set[Planted] = set()
    found: set[Planted] = set()
    for folder in folders:
        canary = Canary()
        home = folder / f"canary-{canary.digits[:6]}"
        try:
            home.mkdir()
            expected = {(f"{folder.name}/{home.name}/{haystack}", label) for haystack, label in _plant(canary, home)}
            expected.add((f"{folder.name}: file names", "canary/raw/utf-8"))
            found |= expected & set(scan([folder], needles + canary.needles()).found)
            planted |= expected
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return Proof(len(planted), len(found), tuple(sorted(planted - found)))


def _plant(canary: Canary, home: Path) -> Iterator[Planted]:
    """Writes the haystacks into `home`; yields what must be found, haystacks named relative to it."""
    texts, sounds = list(canary.planted_texts()), list(canary.planted_sounds())
    everything = b"\n".join(data for _, data in [*texts, *sounds])
    labels = {label for label, _ in [*texts, *sounds]}
    for haystack, file, data in _containers(everything):
        (home / file).write_bytes(data)
        yield from ((haystack, label) for label in labels)
    for container in ("WAV", "FLAC"):
        file = f"sound.{container.lower()}"
        (home / file).write_bytes(canary.recording(container))
        yield f"{file}!channel 1", "canary/l16le"
    for file in _plant_databases(everything, canary, home):
        yield from ((f"{file}!rows", label) for label in labels)
    yield "searched.db!rows", "canary/spelled/utf-8"
    (home / f"call-{canary.digits}.log").write_bytes(b"")


def _containers(content: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(haystack to be reported, file name, file's bytes) of each kind of file."""
    yield "plain.log", "plain.log", content
    yield "packed.gz!gunzipped", "packed.gz", gzip.compress(content)
    yield "packed.bz2!unpacked", "packed.bz2", bz2.compress(content)
    yield "packed.xz!unpacked", "packed.xz", lzma.compress(content)
    yield "export.zip!inner", "export.zip", _zipped(content)
    yield "backup.tar!inner", "backup.tar", _tarred(content)
    yield "backup.tgz!gunzipped!inner!inner", "backup.tgz", gzip.compress(_tarred(_zipped(content)))


def _zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", content)
    return file.getvalue()


def _tarred(content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("inner")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def _plant_databases(content: bytes, canary: Canary, home: Path) -> Iterator[str]:
    """A database at rest, one whose row is only in its WAL yet, and a full-text index that keeps no text."""
    at_rest, live = home / "rest.db", home / "live-source.db"
    for file in (at_rest, live):
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE planted (content BLOB)")
            connection.execute("INSERT INTO planted VALUES (?)", (content if file == at_rest else b"",))
            connection.commit()
    with closing(sqlite3.connect(live)) as connection:
        connection.execute("INSERT INTO planted VALUES (?)", (content,))
        connection.commit()
        shutil.copy(live, home / "live.db")
        shutil.copy(f"{live}-wal", home / "live.db-wal")
    live.unlink()
    with closing(sqlite3.connect(home / "searched.db")) as connection:
        connection.execute("CREATE VIRTUAL TABLE searched USING fts5(said, content='')")
        connection.execute("INSERT INTO searched (rowid, said) VALUES (1, ?)", (canary.texts()["spelled"],))
        connection.commit()
    yield from ("rest.db", "live.db")
