"""Whether a call that came now could really be taken and recorded: what OPTIONS, `ready` and the metrics say."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import structlog

from recorder.disk_watch import DiskWatch
from recorder.rules import RulesFile

LOOKED_EVERY_S = 1.0

_log = structlog.get_logger("recorder.readiness")


class Lack(StrEnum):
    """Why not."""

    RULES = "rules"
    """Unreadable, forged or stale: calls would go through unrecorded."""
    DISK = "disk"
    """The spool or the RAM disk is nearly full or cannot be written."""
    LINES = "lines"
    """As many calls as there may be."""
    REGISTRAR = "registrar"
    """We are to be an extension, and the registrar does not know us."""
    LEAVING = "leaving"
    """The recorder is being stopped."""


@dataclass(slots=True)
class Readiness:
    """Looks once a second. `lines_free` and `registered` (None: need not be) are asked each time."""

    rules: RulesFile
    disks: DiskWatch
    folders: tuple[Path, ...]
    """That are written to."""
    lines_free: Callable[[], int]
    registered: Callable[[], bool | None]
    lack: Lack | None = Lack.RULES
    _look_at_s: float = field(default=0.0, init=False)

    @property
    def is_ready(self) -> bool:
        return self.lack is None

    def tick(self, now_s: float) -> None:
        if now_s < self._look_at_s or self.lack is Lack.LEAVING:
            return
        self._look_at_s = now_s + LOOKED_EVERY_S
        found = self._look()
        if found is not self.lack:
            _log.warning("not_ready", error=found.value) if found else _log.info("ready")
        self.lack = found

    def leave(self) -> None:
        self.lack = Lack.LEAVING

    def _look(self) -> Lack | None:
        if self.lines_free() < 1:
            return Lack.LINES
        if self.registered() is False:
            return Lack.REGISTRAR
        if not self.rules.is_trustworthy(datetime.now(UTC)):
            return Lack.RULES
        return None if self._can_write() else Lack.DISK

    def _can_write(self) -> bool:
        return not self.disks.full and all(folder.is_dir() and os.access(folder, os.W_OK) for folder in self.folders)
