"""Fetches one file by HTTP, going on where an earlier try broke off (RFC 9110 §14, Range). The SHA-256 decides."""

import fcntl
import hashlib
import http.client
import os
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from calls.errors import ModelMissing

ANSWERS_WITHIN_S = 2.0
STALLS_AFTER_S = 20.0
MOST_TRIES = 20
"""Of one call; each must bring something, or it is the last."""
_BLOCK_BYTES = 1 << 20


def download(url: str, sha256: str, partial: Path, target: Path, on_bytes: Callable[[int], None]) -> None:
    """The file at `url` as `target`, by way of `partial` (same file system), which stays where the download fails.

    `on_bytes` is told how many bytes are there. Raises ModelMissing: no answer, or other bytes than the pinned ones;
    those do not stay. Two processes do not write into one partial file: the second is told to wait.
    """
    partial.parent.mkdir(parents=True, exist_ok=True)
    with partial.open("ab") as file:
        _lock(file, partial)
        _fill(file, url, on_bytes)
        file.flush()
        with partial.open("rb") as written:
            is_pinned = hashlib.file_digest(written, "sha256").hexdigest() == sha256
        if not is_pinned:
            partial.unlink()
            raise ModelMissing(f"{target.name} is not the file that was pinned", hint="the source has other bytes")
        os.replace(partial, target)  # noqa: PTH105 - inside the lock, by name


def answers(url: str) -> bool:
    """Whether its host takes a connection soon. In a thread, because a name look-up knows no time-out."""
    answered = threading.Event()
    parts = urlsplit(url)
    address = parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443)

    def connect() -> None:
        try:
            socket.create_connection(address, timeout=ANSWERS_WITHIN_S).close()
        except OSError:
            return
        answered.set()

    thread = threading.Thread(target=connect, name="source-probe", daemon=True)
    thread.start()
    thread.join(ANSWERS_WITHIN_S)
    return answered.is_set()


def _lock(file: IO[bytes], partial: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = os.path.samestat(os.fstat(file.fileno()), partial.stat())
    except (BlockingIOError, FileNotFoundError):
        is_ours = False
    if not is_ours:  # or has just been finished and moved away by the other
        raise ModelMissing("another process is fetching this model", hint="wait until it has ended")


def _fill(file: IO[bytes], url: str, on_bytes: Callable[[int], None]) -> None:
    for _ in range(MOST_TRIES):
        before = file.tell()
        try:
            if _read_on(file, url, on_bytes):
                return
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            if file.tell() == before:
                raise _no_answer(file) from error
        if file.tell() <= before:
            break
    raise _no_answer(file)


def _no_answer(file: IO[bytes]) -> ModelMissing:
    kept = f"{file.tell()} bytes are kept; the next try goes on from there" if file.tell() else "check the network"
    return ModelMissing("the source does not answer", hint=kept)


def _read_on(file: IO[bytes], url: str, on_bytes: Callable[[int], None]) -> bool:
    """Append what is missing; False where the answer ended early."""
    have = file.seek(0, os.SEEK_END)
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = urllib.request.urlopen(request, timeout=STALLS_AFTER_S)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
                return True  # all of it is there, or too much: the SHA-256 tells
            raise
    with response:
        if not _goes_on_at(response, have):
            file.truncate(0)
            file.seek(0)
        expected = file.tell() + int(response.headers.get("Content-Length") or 0)
        while block := response.read(_BLOCK_BYTES):
            file.write(block)
            on_bytes(file.tell())
        return file.tell() >= expected


def _goes_on_at(response: Any, have: int) -> bool:
    """Whether the answer begins where our part ends; a server that knows no ranges sends the whole again."""
    told = str(response.headers.get("Content-Range", ""))
    return response.status == HTTPStatus.PARTIAL_CONTENT and told.startswith(f"bytes {have}-")
