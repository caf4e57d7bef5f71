"""Runs the roles of Hushtape as processes of their own, and starts again what falls over.

The recorder gets an environment without database, object-store or master-key settings: it holds no credentials.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType

import structlog

from pipeline.settings import PREFIX, RecorderSide

log = structlog.get_logger()

SYSTEM_VARIABLES = frozenset({"PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH"})
ROLES = ("recorder", "worker", "api")
_LONGEST_PAUSE_S = 10.0
_GRACE_S = 15.0
WRONG_SETTINGS = 2
"""Exit status of a role whose settings cannot work: starting it again would not help."""


def environment_of(role: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The role's environment; the recorder's is built by naming what it may know."""
    if role != "recorder":
        return dict(environment)
    may_know = {PREFIX + name.upper() for name in RecorderSide.model_fields} | SYSTEM_VARIABLES
    return {name: value for name, value in environment.items() if name in may_know}


@dataclass(slots=True)
class _Child:
    role: str
    process: subprocess.Popen[bytes]
    started: float
    failures: int = 0
    due: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps `roles` running until told to stop."""

    roles: tuple[str, ...]
    stop: threading.Event = field(default_factory=threading.Event)
    _children: list[_Child] = field(default_factory=list)

    def run(self) -> int:
        """Returns 0 after an orderly stop, or the exit status of a role whose settings cannot work."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        self._children = [_Child(role, _start(role), time.monotonic()) for role in self.roles]
        status = 0
        while not self.stop.wait(0.2):
            status = self._look_after()
            if status:
                break
        self._stop_all()
        return status

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()

    def _look_after(self) -> int:
        now = time.monotonic()
        for child in self._children:
            status = child.process.poll()
            if status is None:
                continue
            if status == WRONG_SETTINGS:
                return status
            if not child.due:
                child.failures = 0 if now - child.started > 60 else child.failures + 1
                child.due = now + min(_LONGEST_PAUSE_S, 0.25 * 2**child.failures)
                log.error("role_ended", role=child.role, status=status)
            elif now >= child.due:
                child.process, child.started, child.due = _start(child.role), now, 0.0
        return 0

    def _stop_all(self) -> None:
        for child in self._children:
            if child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + _GRACE_S
        for child in self._children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()


def _start(role: str) -> subprocess.Popen[bytes]:
    module = ["pipeline.recorder_process"] if role == "recorder" else ["cli", "serve", "--only", role]
    return subprocess.Popen([sys.executable, "-m", *module], env=environment_of(role, os.environ))
