"""Contacts whose caller has objected, for a day: the next session of the same one is not kept.

A transfer or a consultation gives one customer contact several communication sessions, and several recording sessions,
in one group (RFC 7865 §6.2). Whoever said no to one has said no to all of them, and to every recorder of this spool: a
code is an empty file's name, so that a restart forgets nobody.
"""

import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import structlog

from recorder.durable_files import make_private_folder, sync_file, sync_folder, write_unsynced

MOST = 20_000
"""The oldest are forgotten then: more than objections are made in a day."""
KEPT_S = 24 * 3600.0
LOOK_EVERY_S = 1.0
_CODE = re.compile(r"[0-9a-f]{64}")

_log = structlog.get_logger("recorder.objected_contacts")


class ObjectedContacts:
    """Holds keyed codes, never the ids themselves. What cannot be written is still held in memory, and logged."""

    def __init__(self, spool_dir: Path, pseudonym: Callable[[str], str]) -> None:
        """`pseudonym` gives an id's HMAC-SHA256, hexadecimal."""
        self._folder = spool_dir / "objected"
        self._pseudonym = pseudonym
        self._until_s: OrderedDict[str, float] = OrderedDict()
        """By code, when it is forgotten: instants of the monotonic clock."""
        self._seen_ns = -1
        self._look_at_s = 0.0
        self.version = 0
        """Changes whenever somebody has objected."""

    def add(self, ids: Iterable[str]) -> None:
        """Durable when it returns."""
        codes = [self._pseudonym(one) for one in ids]
        for code in codes:
            self._until_s[code] = time.monotonic() + KEPT_S
            self._until_s.move_to_end(code)
        self.version += 1
        while len(self._until_s) > MOST:
            self._forget(next(iter(self._until_s)))
        try:
            self._write(codes)
        except OSError as error:
            _log.error("objected_contact_not_written", error=error.strerror)

    def include(self, ids: Iterable[str]) -> bool:
        """Whether any of them has objected."""
        return any(self._pseudonym(one) in self._until_s for one in ids)

    def tick(self, now_s: float) -> None:
        """Once a second: forget whose day is over, and read what other recorders, or this one before, have noted."""
        if now_s < self._look_at_s:
            return
        self._look_at_s = now_s + LOOK_EVERY_S
        while self._until_s and next(iter(self._until_s.values())) <= now_s:
            self._expire(next(iter(self._until_s)), now_s)
        try:
            changed_ns = self._folder.stat().st_mtime_ns if self._folder.is_dir() else -1
            if changed_ns != self._seen_ns:
                self._read(now_s)
                self._seen_ns = changed_ns
        except OSError as error:
            _log.error("objected_contacts_unreadable", error=error.strerror)

    def _write(self, codes: Iterable[str]) -> None:
        make_private_folder(self._folder)
        for code in codes:
            path = self._folder / code
            with suppress(FileExistsError):
                write_unsynced(path, b"")
            os.utime(path)
            sync_file(path)
        sync_folder(self._folder)

    def _read(self, now_s: float) -> None:
        """What is too old is removed: whoever wrote it may have ended since."""
        found = [path for path in self._folder.iterdir() if _CODE.fullmatch(path.name)]
        for path in found:
            if (left_s := _left_s(path)) > 0:
                self._until_s.setdefault(path.name, now_s + left_s)
            else:
                path.unlink(missing_ok=True)
        self._until_s = OrderedDict(sorted(self._until_s.items(), key=lambda kept: kept[1]))
        self.version += 1

    def _expire(self, code: str, now_s: float) -> None:
        """Its day is over here; somebody may have objected again with another recorder."""
        left_s = _left_s(self._folder / code)
        if left_s > 0:
            self._until_s[code] = now_s + left_s
            self._until_s.move_to_end(code)
        else:
            self._forget(code)

    def _forget(self, code: str) -> None:
        del self._until_s[code]
        with suppress(OSError):  # what stays behind is removed when it is read again
            (self._folder / code).unlink(missing_ok=True)


def _left_s(path: Path) -> float:
    """Until it may be forgotten; 0 when it is, or was by another recorder."""
    try:
        return max(0.0, KEPT_S - max(0.0, time.time() - path.stat().st_mtime))
    except OSError:
        return 0.0
