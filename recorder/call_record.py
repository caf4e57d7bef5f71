"""What is put on record of one call: as what it is handed over, the tombstone of one that is not, its detail."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

from calls.call import Call, CallEnding, Channel, Source, new_call_id
from calls.call_detail import CallDetail, CallOutcome, reduced
from calls.consent import ConsentDecision, Means, Outcome
from calls.errors import RecorderError, SpoolError
from recorder.capture import CallCapture
from recorder.clock_drift import GOOD_TO_MS
from recorder.detail_notes import DetailNotes
from recorder.endings import write_ending
from recorder.objection import Wishes
from recorder.pauses import note_pause
from recorder.session import Session

_log = structlog.get_logger("recorder.call_record")


@dataclass(frozen=True, slots=True, repr=False)
class CallFacts:
    """What is known of the call from its INVITE, without the caller's number."""

    sip_call_id_hmac: str
    caller_codes: tuple[str, ...]
    """The caller's number under each version of the key, newest first."""
    queue: str | None
    agent_id: str | None
    caller_is_readable: bool = True
    """False: nobody can tell whether this caller objects."""
    references: tuple[tuple[str, str], ...] = ()
    """Keyed codes of what a switchboard calls this call (`calls.call.Call`)."""


_WHY_REJECTED = {
    400: "malformed",
    406: "no_common_media",
    415: "no_common_media",
    420: "extension_unknown",
    421: "extension_required",
    422: "session_too_short",
    480: "not_available",
    486: "busy",
    488: "no_common_media",
    603: "replacement_declined",
}
"""What pjsip means by a status with which it refuses an INVITE on its own (RFC 3261 §21, 3891, 4028)."""


def why_rejected(sip_status: int) -> str:
    """For the call's detail."""
    return _WHY_REJECTED.get(sip_status, "refused_by_sip")


def refused(facts: CallFacts, sip_status: int, reason: str) -> CallDetail:
    """The detail of an INVITE that never became a call here."""
    now = datetime.now(UTC)
    return CallDetail(
        new_call_id(),
        facts.sip_call_id_hmac,
        now,
        CallOutcome.REFUSED,
        reason,
        ended_at=now,
        sip_status=sip_status,
        queue=facts.queue,
    )


class CallRecord:
    """Begins with the INVITE. `counts` is what this recorder process has seen."""

    def __init__(self, spool_dir: Path, counts: Counter[str], facts: CallFacts) -> None:
        self.call_id = new_call_id()
        self.facts = facts
        self.started_at = datetime.now(UTC)
        """When the INVITE arrived."""
        self.ended_at: datetime | None = None
        self.notes = DetailNotes()
        self._spool_dir = spool_dir
        self._counts = counts

    def note_answered(self) -> None:
        """Once."""
        if self.notes.answered_at is None:
            self.notes.answered_at = datetime.now(UTC)

    def note_end(self) -> None:
        self.ended_at = datetime.now(UTC)

    def note_pause(self, *, paused: bool, by: Channel, how: Means) -> bool:
        """A party's telephone or key paused the recording, or ended the pause: whether that is on record."""
        try:
            note_pause(self._spool_dir, self.call_id, paused=paused, by=by, how=how, at=datetime.now(UTC))
        except OSError as error:
            _log.error("pause_not_noted", call_id=self.call_id, error=error.strerror)
            return False
        return True

    def call(self, session: Session | None) -> Call:
        """As it is now."""
        notice = session.notice if session else None
        consent = ConsentDecision(Outcome.RECORDED, notice_played=notice is not None, notice=notice)
        return Call(
            call_id=self.call_id,
            source=session.source if session else Source.IN_PATH,
            started_at=self.started_at,
            channels=tuple(session.voices) if session else (),
            consent=consent,
            agent_id=self.facts.agent_id,
            queue=self.facts.queue,
            references=self.facts.references,
            caller_pseudonym=next(iter(self.facts.caller_codes), None),
        )

    def hand_over(self, capture: CallCapture, session: Session | None) -> None:
        """What was captured is the pipeline's from here on; what cannot be handed over now, the salvage's."""
        try:
            done = capture.finish(self.call(session), captured_at=self.ended_at or datetime.now(UTC))
        except (RecorderError, SpoolError) as error:
            self._counts["hand_over_failed"] += 1
            _log.error("hand_over_failed", call_id=self.call_id, error=error.code)
            capture.leave_to_salvage()
            self.notes.trouble = error.code
            return
        self.notes.handed_over = done
        self.notes.gap_ms, self.notes.drift_ms = capture.gap_ms, capture.drift_ms
        self._counts["captured"] += 1
        drift_ms = abs(capture.drift_ms or 0)
        found = {
            "tones_muted": capture.tones_muted,
            "gap_ms": capture.gap_ms,
            "calls_with_gaps": capture.gap_ms > 0,
            "drift_ms": drift_ms,
            "calls_with_drift": drift_ms > GOOD_TO_MS,
        }
        self._counts.update({name: int(number) for name, number in found.items() if number})
        _log.info("captured", call_id=self.call_id, duration_ms=done.duration_ms, truncated=done.truncated)

    def end_with(self, outcome: Outcome, wishes: Wishes) -> None:
        """A tombstone: durable, without a word of who called."""
        actor = wishes.objected_by or "recorder"
        ending = CallEnding(
            self.call_id, self.facts.sip_call_id_hmac, datetime.now(UTC), outcome, wishes.objected_how, actor
        )
        self._counts[outcome.value] += 1
        try:
            write_ending(self._spool_dir, ending)
        except OSError as error:
            _log.error("ending_not_written", call_id=self.call_id, error=error.strerror)
        _log.info("not_kept", call_id=self.call_id, outcome=outcome.value)

    def detail(self, session: Session | None, wishes: Wishes) -> CallDetail:
        """What became of the call, once it is done."""
        outcome, reason = self.notes.outcome(wishes)
        kept = self.notes.handed_over
        detail = CallDetail(
            self.call_id,
            self.facts.sip_call_id_hmac,
            self.started_at,
            outcome,
            reason,
            source=session.source if session else None,
            answered_at=self.notes.answered_at,
            ended_at=self.ended_at or datetime.now(UTC),
            sip_status=session.caller_status if session else None,
            queue=self.facts.queue,
            agent_id=self.facts.agent_id,
            captured_ms=kept.duration_ms if kept else 0,
            gap_ms=self.notes.gap_ms,
            drift_ms=self.notes.drift_ms,
            truncated=kept.truncated if kept else False,
        )
        return reduced(detail) if outcome is CallOutcome.OBJECTED else detail
