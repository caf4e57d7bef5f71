"""What must happen on time whatever the workers are busy with: calls come in, raw audio dies, rules stay fresh."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from calls.audit import AuditEvent, Did
from calls.consent import Outcome
from calls.errors import HushtapeError
from calls.lifecycle import IN_WORK, State
from calls.ports.audit_log import AuditLog
from calls.ports.call_details import CallDetails
from calls.ports.clock import Clock
from calls.ports.spool import Spool
from calls.ports.work_table import WorkTable

log = structlog.get_logger()

SWEEP_EVERY = timedelta(seconds=30)
SALVAGE_EVERY = timedelta(seconds=10)


class RekeyedList(Protocol):
    """The list of standing objections, as far as it is kept here."""

    def rekey(self, old: str, new: str, key_version: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Housekeeper:
    spool: Spool
    work: WorkTable
    details: CallDetails
    standing: RekeyedList
    audit: AuditLog
    clock: Clock
    raw_deadline: timedelta
    refresh_rules: Callable[[], None]
    """Writes the rules that the recorder reads."""
    sweep: Callable[[], object]
    """Deletes what has expired, and what a worker that died left in the object store."""
    salvage: Callable[[], object] = lambda: None
    """Hands over or destroys what was left unfinished in the spool."""
    _last_sweep: list[datetime] = field(default_factory=list)
    _last_salvage: list[datetime] = field(default_factory=list)

    def run_until(self, stop: threading.Event, *, every_s: float = 0.5) -> None:
        while not stop.is_set():
            self.tidy()
            stop.wait(every_s)

    def tidy(self) -> None:
        """One round. A chore that fails is tried again in the next round and keeps none of the others waiting."""
        for chore in (
            self.refresh_rules,
            self.admit_captured,
            self.note_endings,
            self.enter_details,
            self.rekey_objections,
            self.audit_pauses,
            self.expire_raw,
            self.destroy_leftovers,
            self.bury_unfinished,
            self.sweep_when_due,
        ):
            try:
                chore()
            except HushtapeError as error:
                log.warning("chore_failed", chore=chore.__name__, reason=error.code)
            except Exception as error:  # noqa: BLE001 - were this thread to end, raw audio would outlive its deadline
                log.error("chore_failed", chore=chore.__name__, reason=f"unexpected {type(error).__name__}")

    def admit_captured(self) -> None:
        """Enter every handed-over call once."""
        for captured in self.spool.waiting():
            if self.work.admit(captured):
                log.info("call_captured", call_id=captured.call_id, source=captured.call.source.value)

    def note_endings(self) -> None:
        """Enter the tombstones of calls of which nothing was kept, then remove their files."""
        for ending in self.spool.endings():
            did = Did.OBJECTED if ending.outcome is Outcome.OBJECTED else Did.NOT_RECORDED
            detail = {"outcome": ending.outcome.value, "how": ending.how.value if ending.how else None}
            self.work.note_ending(ending, audit=AuditEvent(did, ending.actor, ending.call_id, detail))
            self.spool.forget_ending(ending.call_id)

    def enter_details(self) -> None:
        """Enter what became of every INVITE; a batch whose file outlives its rows is entered again, to no effect."""
        for name, batch in self.spool.detail_batches():
            self.details.enter(batch)
            self.spool.forget_detail_batch(name)

    def rekey_objections(self) -> None:
        """Key those anew whom a recorder has recognised under an older key."""
        for note in self.spool.rekeys():
            self.standing.rekey(note.old, note.new, note.key_version)
            self.spool.forget_rekey(note.name)

    def audit_pauses(self) -> None:
        """Enter the pauses that telephones and keys asked for. A note that outlives its row is entered again: once too
        often is better than never."""
        for note in self.spool.pauses():
            did = Did.PAUSED if note.paused else Did.RESUMED
            detail = {"how": note.how.value, "at": note.at.isoformat()}
            self.audit.append(AuditEvent(did, note.by.value, note.call_id, detail))
            self.spool.forget_pause(note.name)

    def expire_raw(self) -> None:
        """P4: at the deadline, counted from hang-up, raw audio dies and the call has failed."""
        for call_id in self.work.overdue(captured_before=self.clock.now() - self.raw_deadline):
            self.work.expire_raw(call_id, audit=AuditEvent(Did.FAILED, "worker", call_id, {"reason": "deadline"}))
            log.error("raw_deadline_met", call_id=call_id)

    def destroy_leftovers(self) -> None:
        """Raw audio that nobody works on any more: published before a crash, objected, failed. A call that was
        quarantined without artefacts keeps its raw audio until the deadline, so that an operator can mend and retry.
        """
        for captured in self.spool.waiting():
            state = self.work.state_of(captured.call_id)
            if state is None or state in IN_WORK:
                continue
            if state is State.QUARANTINED and self.clock.now() < captured.captured_at + self.raw_deadline:
                continue
            self.spool.destroy(captured.call_id)
            log.info("raw_destroyed", call_id=captured.call_id, state=state.value)

    def bury_unfinished(self) -> None:
        """P4: what a recorder or an import left without a manifest, and nobody is writing any more."""
        if self._is_due(self._last_salvage, SALVAGE_EVERY):
            self.salvage()

    def sweep_when_due(self) -> None:
        """P8, P14: every `SWEEP_EVERY`; access has ended on time regardless."""
        if self._is_due(self._last_sweep, SWEEP_EVERY):
            self.sweep()

    def _is_due(self, last: list[datetime], every: timedelta) -> bool:
        """Whether `every` has passed, or the clock was set back; notes the time when it has."""
        now = self.clock.now()
        if last and timedelta(0) <= now - last[-1] < every:
            return False
        last[:] = [now]
        return True
