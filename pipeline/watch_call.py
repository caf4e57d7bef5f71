"""Watches one call's transcription: notes how far it is, and ends it when nobody wants it any more.

An objection, a newer lease or the worker's own end take effect within a second or two, however long the call.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from calls.errors import HushtapeError, Superseded, WorkerStopping
from calls.ports.work_table import Claim, WorkTable
from calls.progress import progress_of

NOTED_EVERY_S = 1.0

log = structlog.get_logger()


@dataclass(slots=True)
class CallWatch:
    """A `calls.ports.transcribers.Watch` over the work on `claim`; `stop` is set when the worker is to end."""

    work: WorkTable
    claim: Claim
    stop: threading.Event
    seconds: Callable[[], float] = time.monotonic
    _begun_s: float = field(init=False)
    _noted_s: float = field(init=False, default=float("-inf"))

    def __post_init__(self) -> None:
        self._begun_s = self.seconds()

    def __call__(self, share: float) -> None:
        """Raises Superseded, WorkerStopping."""
        if self.stop.is_set():
            raise WorkerStopping("the worker was asked to end")
        now_s = self.seconds()
        if now_s - self._noted_s < NOTED_EVERY_S or share <= 0:
            return
        self._noted_s = now_s
        try:
            self.work.note_progress(self.claim, progress_of(share, now_s - self._begun_s))
        except Superseded:
            raise
        except HushtapeError as error:  # the database may be back before the work ends
            log.warning("progress_not_noted", call_id=self.claim.call_id, reason=error.code)
