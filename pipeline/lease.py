"""Keeps a worker's lease alive while it works, from a thread beside it."""

import threading
from types import TracebackType

import structlog

from calls.errors import HushtapeError, Superseded
from calls.ports.work_table import Claim, WorkTable

log = structlog.get_logger()


class LeaseKeeper:
    """Renews `claim` every third of `lease_s` until the block ends, or until somebody else holds the call."""

    def __init__(self, work: WorkTable, claim: Claim, *, lease_s: float) -> None:
        self._work, self._claim, self._lease_s = work, claim, lease_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._renew_until_stopped, name="lease-keeper", daemon=True)

    def __enter__(self) -> "LeaseKeeper":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _renew_until_stopped(self) -> None:
        while not self._stop.wait(self._lease_s / 3):
            try:
                self._work.renew(self._claim, lease_s=self._lease_s)
            except Superseded:
                return  # the worker learns it at its next step: advance and keep compare fence and epoch
            except HushtapeError as error:  # the database may be back before the lease ends
                log.warning("lease_not_renewed", call_id=self._claim.call_id, reason=error.code)
