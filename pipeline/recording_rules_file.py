"""Writes the rules that the recorder reads: it holds no database, so they come to it as a signed file."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import structlog

from calls.errors import RecorderUnavailable, SpoolError
from calls.recording_rules import RecordingRules, write_rules

REWRITE_EVERY_S = 5.0
"""Well within `STALE_AFTER`; a new standing objection reaches the recorder within this time."""


_log = structlog.get_logger()


class RulesReader(Protocol):
    """A recorder on another host."""

    @property
    def name(self) -> str: ...

    def ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Raises RecorderUnavailable."""
        ...


@dataclass(slots=True)
class RulesWriter:
    path: Path
    key: bytes
    rules_now: Callable[[], RecordingRules]
    push_to: Sequence[RulesReader] = ()
    """Recorders on other hosts, who cannot read the file."""
    _written_at_s: float = field(default=float("-inf"))
    _pushing: dict[str, threading.Thread] = field(default_factory=dict)

    def refresh(self) -> None:
        """Rewrite the file if it is due. Raises DatabaseUnavailable, SpoolError; then the old file ages, and when it is
        stale nothing is recorded."""
        if time.monotonic() - self._written_at_s < REWRITE_EVERY_S:
            return
        signed = write_rules(self.rules_now(), self.key)
        fresh = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_private(fresh, signed)
            fresh.replace(self.path)
        except OSError as error:
            raise SpoolError("the recording rules cannot be written", hint="see the data folder's run/") from error
        self._written_at_s = time.monotonic()
        if self.push_to:
            self._push({"verb": "rules", "signed": signed.decode()})

    def _push(self, order: dict[str, Any]) -> None:
        """One thread a recorder, and no waiting for it: a dead one must hold up nobody's rules. One that is still
        being told is left out."""
        for reader in self.push_to:
            if not (running := self._pushing.get(reader.name)) or not running.is_alive():
                self._pushing[reader.name] = threading.Thread(target=_push_to, args=(reader, order), daemon=True)
                self._pushing[reader.name].start()


def _push_to(reader: RulesReader, order: dict[str, Any]) -> None:
    try:
        answer = reader.ask(order)
    except RecorderUnavailable as error:
        _log.warning("rules_not_pushed", recorder=reader.name, reason=error.message)
        return
    if not answer or not answer.get("ok"):
        _log.error("rules_not_taken", recorder=reader.name)


def _write_private(path: Path, payload: bytes) -> None:
    """For its owner's eyes only, whatever the folder's mode or a file left behind there."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(payload)
