"""Room on the spool's disk and on the RAM disk, looked at once a second for all calls together (F6).

pjsua2 does not notice a full disk, and a call that ends for want of room has not been recorded whole: so no new call is
begun while a disk is nearly full. Those that run go on; as soon as there is room again, so do new ones.
"""

import os
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import structlog

from calls.errors import DiskNearlyFull

LOOK_EVERY_S = 1.0
RECOVERED_PERCENT = 2
"""So far below the limit there is room again; without it, one call's end would open the gate for one call."""
MIN_FREE_BYTES = 64 << 20

_log = structlog.get_logger("recorder.disk_watch")


class WhenFull(StrEnum):
    """What becomes of a new call while a disk is nearly full."""

    UNRECORDED = "unrecorded"
    """It goes through and is not recorded."""
    REFUSE = "refuse"
    """503: the switchboard may try another recorder."""


class DiskWatch:
    """`full_percent` of a disk in use is nearly full, and so are fewer than 64 MiB free."""

    def __init__(self, folders: Mapping[str, Path], *, full_percent: int, counts: Counter[str]) -> None:
        self._folders = folders
        self._full_percent = full_percent
        self._counts = counts
        self._next_look_s = 0.0
        self.full: frozenset[str] = frozenset()
        """The names of those that are nearly full, or cannot be looked at."""

    def tick(self, now_s: float) -> None:
        """Look when it is time to; every change is logged, every disk that fills up is counted."""
        if now_s < self._next_look_s:
            return
        self._next_look_s = now_s + LOOK_EVERY_S
        full = frozenset(name for name, folder in self._folders.items() if self._is_full(name, folder))
        for name in full - self.full:
            self._counts["disk_nearly_full"] += 1
            _log.error("disk_nearly_full", disk=name, limit_percent=self._full_percent)
        for name in self.full - full:
            _log.warning("disk_has_room_again", disk=name)
        self.full = full

    def check(self) -> None:
        """Raises DiskNearlyFull when no call should be begun."""
        if self.full:
            raise DiskNearlyFull(f"nearly full: {', '.join(sorted(self.full))}", hint="free some space")

    def _is_full(self, name: str, folder: Path) -> bool:
        try:
            room = os.statvfs(folder)
        except OSError as error:
            _log.error("disk_unreadable", disk=name, error=type(error).__name__)
            return True
        used = room.f_blocks - room.f_bfree
        limit = self._full_percent - (RECOVERED_PERCENT if name in self.full else 0)
        return room.f_bavail * room.f_frsize < MIN_FREE_BYTES or 100 * used >= limit * (used + room.f_bavail)
