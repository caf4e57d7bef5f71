"""The worker: takes calls by lease, processes them, and decides what a failure means.

| What happened                        | What follows                                              |
|--------------------------------------|-----------------------------------------------------------|
| Superseded (objection, newer lease)  | dropped; nothing was published                            |
| BadInput (no audio, too long)        | the call ends as failed; it can never work                |
| Unavailable (store, database)        | put back without counting; due again after a pause        |
| any other error                      | counted; the third one quarantines without artefacts      |
| asked to end (WorkerStopping)        | the same, within a second or two                          |
| killed, out of memory                | the lease runs out; another worker takes over             |
"""

import threading
import traceback
from dataclasses import dataclass
from pathlib import Path

import structlog

from calls.audit import AuditEvent, Did
from calls.errors import BadInput, HushtapeError, Superseded, Unavailable
from calls.lifecycle import State
from calls.ports.transcribers import Watch
from calls.ports.work_table import Claim
from pipeline.lease import LeaseKeeper
from pipeline.process_call import process_call
from pipeline.tools import Tools
from pipeline.watch_call import CallWatch

log = structlog.get_logger()

PAUSE_WHEN_UNAVAILABLE_S = 5.0


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    tools: Tools
    lease_s: float

    def run_until(self, stop: threading.Event, *, poll_s: float = 0.3) -> None:
        log.info("worker_ready", worker=self.name)
        while not stop.is_set():
            try:
                worked = self.work_once(stop)
            except Unavailable as error:
                log.warning("database_unavailable", reason=error.code)
                worked = False
            if not worked:
                stop.wait(poll_s)

    def work_once(self, stop: threading.Event | None = None) -> bool:
        """Process one call if one is due; `stop` ends it on the way. Raises Unavailable when the database does not
        answer."""
        claim = self.tools.work.claim(self.name, lease_s=self.lease_s)
        if claim is None:
            return False
        with LeaseKeeper(self.tools.work, claim, lease_s=self.lease_s):
            self._process(claim, CallWatch(self.tools.work, claim, stop or threading.Event()))
        return True

    def _process(self, claim: Claim, watch: Watch) -> None:
        try:
            archived = process_call(claim, self.tools, watch)
            log.info("call_done", call_id=claim.call_id, state=archived.state.value)
        except Superseded as error:
            log.info("call_superseded", call_id=claim.call_id, reason=error.code)
        except Exception as error:  # noqa: BLE001 - the one place where everything ends: quarantine, and say why
            self._settle(claim, error)

    def _settle(self, claim: Claim, error: Exception) -> None:
        """What the error means for the call. Only its code or type is told: a message could quote the call."""
        reason = error.code if isinstance(error, HushtapeError) else f"unexpected {type(error).__name__}"
        try:
            state = self._state_after(claim, error, reason)
        except Superseded:
            log.info("call_superseded", call_id=claim.call_id, reason=reason)
            return
        log.warning(
            "step_failed",
            call_id=claim.call_id,
            reason=reason,
            where=_place_of(error),
            attempt=claim.attempt,
            state=state.value,
        )

    def _state_after(self, claim: Claim, error: Exception, reason: str) -> State:
        work, call_id = self.tools.work, claim.call_id
        if isinstance(error, BadInput):
            work.fail(claim, reason, audit=AuditEvent(Did.FAILED, self.name, call_id, {"reason": reason}))
            return State.FAILED
        if isinstance(error, Unavailable):
            work.postpone(claim, delay_s=PAUSE_WHEN_UNAVAILABLE_S)
            return State.CAPTURED
        return work.give_up(claim, reason, audit=AuditEvent(Did.QUARANTINED, self.name, call_id, {"reason": reason}))


def _place_of(error: BaseException) -> str:
    """Where it was raised: a file and a line, which quote nobody."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
