"""The signed head of the audit log, kept in a second place: without it a log cut off at its end would look whole."""

import fcntl
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event: its number and its hash."""

    seq: int
    hash: str


class AuditHeadFile:
    """One small file, replaced atomically with every commit and signed with HMAC-SHA256."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def note(self, head: Head) -> None:
        """Write `head` unless a newer one stands there already (two processes may commit at once). Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            noted = self.read()
            if noted is None or noted.seq < head.seq:
                self._replace(json.dumps({"seq": head.seq, "hash": head.hash, "mac": self._mac(head)}))

    def read(self) -> Head | None:
        """The head, or None when the file is missing or was not signed with our key."""
        try:
            fields = json.loads(self._path.read_text())
            head = Head(int(fields["seq"]), str(fields["hash"]))
            return head if hmac.compare_digest(str(fields["mac"]), self._mac(head)) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _replace(self, text: str) -> None:
        fresh = self._path.with_suffix(".new")
        with fresh.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def _mac(self, head: Head) -> str:
        return hmac.new(self._key, f"audit-head:{head.seq}:{head.hash}".encode(), hashlib.sha256).hexdigest()
