"""One call on the line: what the parties want of its recording, and what is done about it."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from calls.call import Channel
from calls.call_detail import CallDetail
from calls.consent import Capture, Means, Outcome
from calls.errors import HushtapeError, RecorderError, SpoolError
from calls.ports.live_calls import LiveCall
from recorder.call_record import CallFacts, CallRecord
from recorder.capture import CallCapture
from recorder.channel_sinks import ChannelSinks
from recorder.disk_watch import DiskWatch
from recorder.manifest import PCM
from recorder.objection import Wishes
from recorder.sealed_call import SealedCall
from recorder.session import Phase, Session, Voice
from recorder.sip_call import SipCall
from recorder.sip_events import KeyPressed
from recorder.sip_sound import FilePlayer
from recorder.tink_seals import PublicWrap

FLUSHED_WITHIN_S = 1.0
CALM_S = 1.0
"""How long a call in which nothing is going on may be left alone."""

_log = structlog.get_logger("recorder.live_call")


@dataclass(frozen=True, slots=True)
class CaptureTools:
    """What every call's capture needs; `counts` is what this recorder process has seen."""

    spool_dir: Path
    sinks: ChannelSinks
    disks: DiskWatch
    wrap: PublicWrap
    silence: FilePlayer
    recorder: str
    counts: Counter[str]


class LiveRecording:
    """Follows one session. A capture that fails is counted and given up; the call itself always goes on."""

    def __init__(self, tools: CaptureTools, facts: CallFacts, wishes: Wishes) -> None:
        self._record = CallRecord(tools.spool_dir, tools.counts, facts)
        self._notes = self._record.notes
        self.call_id = self._record.call_id
        self.wishes = wishes
        self._tools = tools
        self._over_at_s: float | None = None
        self._session: Session | None = None
        self._capture: CallCapture | None = None
        self._suspended = False
        self._given_up = False
        self._objection_noted = False
        self._buried = False
        self._closed = False
        self._failed = False
        self.due_at_s = 0.0
        """When `tick` is wanted next. Whatever happens to the call meanwhile sets it back to at once."""
        self.wake: Callable[[], None] = lambda: None

    def follow(self, session: Session) -> None:
        self._session = session
        session.listener = self

    @property
    def is_on_line(self) -> bool:
        """Whether an objection can still be carried out here; afterwards it is the pipeline's."""
        return not self._closed

    @property
    def is_done(self) -> bool:
        """Both legs are gone, and what was captured is handed over or destroyed."""
        return self._closed and self._session is not None and self._session.is_gone

    def tick(self, now_s: float) -> None:
        if self._session is not None:
            self._session.tick(now_s)
            if self._session.answered:
                self._record.note_answered()
        if self._closed:
            return
        self._tick(now_s)
        if self._is_calm:
            self.due_at_s = min(now_s + CALM_S, self._capture.due_at_s if self._capture else now_s + CALM_S)

    def _want_tick(self) -> None:
        if self.due_at_s:
            self.due_at_s = 0.0
            self.wake()

    @property
    def _is_calm(self) -> bool:
        """Only time can change something, and only the capture's next chunk is waited for."""
        talking = self._session is not None and self._session.phase is Phase.TALKING
        return talking and self.wishes.is_settled and not self.wishes.objected and self._over_at_s is None

    def _tick(self, now_s: float) -> None:
        if self.wishes.objected:
            self._bury()
        if not self.wishes.is_settled:
            self._wish_by_keys(self.wishes.settle(now_s))
        if self._over_at_s is not None:
            self._close_when_flushed(now_s)
        elif self._capture is not None and not self._given_up and not self.wishes.objected:
            self._try(lambda capture: capture.tick(now_s))

    @property
    def unsealed(self) -> CallCapture | None:
        """The capture whose last `tick` took in sound, for `seal`."""
        return self._capture if self._capture is not None and self._capture.fresh_channels else None

    def seal(self) -> None:
        self._try(lambda capture: capture.seal())

    def object_to(self, how: Means, actor: str) -> None:
        self._wish(self.wishes.object_to(how, actor))

    def pause(self) -> None:
        self._wish(self.wishes.pause())

    def resume(self) -> None:
        self._wish(self.wishes.resume())

    def pause_for(self, party: Channel) -> None:
        self._wish_noted(self.wishes.pause(party), party, Means.SIP)

    def resume_for(self, party: Channel) -> None:
        self._wish_noted(self.wishes.resume(party), party, Means.SIP)

    def _wish_noted(self, wishes: Wishes, by: Channel, how: Means) -> None:
        """What a party wants. A pause protects first and is noted afterwards: a full disk must not keep us listening.
        Its end is noted first: what cannot be put on record stays paused."""
        before = self.wishes.paused
        if before and not wishes.paused and not self._record.note_pause(paused=False, by=by, how=how):
            wishes = wishes.pause(by)
        self._wish(wishes)
        if self.wishes.paused and not before:
            self._record.note_pause(paused=True, by=by, how=how)

    def _wish_by_keys(self, wishes: Wishes) -> None:
        """What keys have come to; only agents can pause by them."""
        run = self.wishes.agent_run
        self._wish_noted(wishes, Channel.AGENT, run.how if run is not None else Means.SIP)

    def as_live_call(self) -> LiveCall:
        phase = self._session.phase if self._session else Phase.BRIDGING
        return LiveCall(
            call_id=self.call_id,
            started_at=self._record.started_at,
            phase=phase.value,
            capture=self._capture_now().value,
            paused=self.wishes.paused,
            recorder=self._tools.recorder,
            queue=self._record.facts.queue,
        )

    def _capture_now(self) -> Capture:
        """What really happens to the sound, not only what is wanted."""
        wanted = self.wishes.capture
        idle = self._capture is None or self._given_up
        return Capture.NOTHING if idle and wanted is not Capture.DESTROY else wanted

    def hang_up(self) -> None:
        if self._session is not None:
            self._session.hang_up()

    def has_leg(self, leg: SipCall) -> bool:
        return self._session is not None and self._session.has_leg(leg)

    def fail(self) -> None:
        """Serving this call raised something unforeseen: end it, keep what is sealed, carry out an objection.

        The second time everything is let go of. Should this raise, `let_go`.
        """
        if self._failed:
            self.let_go()
            return
        self._failed = True
        self._given_up = True
        self._notes.trouble = "call_failed"
        try:
            if self._capture is not None:
                self._capture.abandon()
        finally:
            self.hang_up()
            if self._over_at_s is None:
                self.session_over()

    def let_go(self) -> None:
        """Hang up and stop following the call; what is left of it is the salvage's."""
        self._closed = True
        try:
            if self._session is not None:
                self._session.let_go()
        finally:
            if self._capture is not None:
                self._capture.leave_to_salvage()

    def key_pressed(self, pressed: KeyPressed, by: Channel) -> bool:
        if by is Channel.CALLER and self._session is not None and self._session.phase is Phase.NOTICE:
            self._wish(self.wishes.press_in_notice(pressed.key, pressed.how))
        else:
            self._wish_by_keys(self.wishes.press(pressed.key, pressed.how, time.monotonic(), by=by))
        return not self.wishes.holds_key_of(by)

    def _wish(self, wishes: Wishes) -> None:
        if wishes != self.wishes and not self._closed:
            self._want_tick()
            self.wishes = wishes
            self._follow_wishes()

    def _follow_wishes(self) -> None:
        """Make the capture what is wanted now. Runs after every change, and when the parties begin to talk."""
        self._follow_in_capture()
        self._tell_session()

    def _tell_session(self) -> None:
        if self._session is not None and self._session.phase is Phase.TALKING:
            lost = self._given_up and not self.wishes.objected
            self._session.recording_is(Capture.NOTHING if lost else self.wishes.capture)

    def _follow_in_capture(self) -> None:
        if self.wishes.objected:
            self._bury()
        elif self._given_up or self._over_at_s is not None:
            return
        elif self._capture is None:
            self._begin()
        else:
            self._try(self._adjust)

    def _adjust(self, capture: CallCapture) -> None:
        pending = self.wishes.pending_from
        if pending is not None and not self._suspended:
            self._suspended = True
            capture.suspend(*pending)
            self._tools.counts["suspended"] += 1
        elif pending is None and self._suspended:
            self._suspended = False
            capture.lift_suspension()
        self._hear(capture)

    def _begin(self) -> None:
        """Capture starts with the talk, never earlier, and never while an objection is pending."""
        wanted = self.wishes.capture in (Capture.WRITE, Capture.SILENCE) and not self.wishes.pending
        session = self._session
        if not wanted or session is None or session.phase is not Phase.TALKING:
            return
        try:
            self._tools.disks.check()
            sealed = SealedCall(
                self._tools.spool_dir,
                self._tools.wrap,
                self._record.call(session),
                payload=PCM,
                sip_call_id_hmac=self.sip_call_id_hmac,
            )
            self._capture = self._capture_into(sealed, session.voices)
            self._hear(self._capture)
        except (RecorderError, SpoolError) as error:
            self._give_up(error)

    def _capture_into(self, sealed: SealedCall, voices: Mapping[Channel, Voice]) -> CallCapture:
        try:
            tools = self._tools
            return CallCapture(sealed, tools.sinks, voices, tools.silence)
        except RecorderError:
            sealed.destroy()
            raise

    def _hear(self, capture: CallCapture) -> None:
        writes = self.wishes.capture is Capture.WRITE
        self._notes.heard |= writes
        capture.hear(writes)

    def talk_began(self) -> None:
        self._notes.talked = True
        self._follow_wishes()

    def sound_changed(self) -> None:
        if not self._given_up and not self.wishes.objected:
            self._try(self._reconnect)

    def _reconnect(self, capture: CallCapture) -> None:
        self._hear(capture)
        capture.reconnect()

    def _try(self, act: Callable[[CallCapture], None]) -> None:
        if self._capture is None:
            return
        try:
            act(self._capture)
        except (RecorderError, SpoolError) as error:
            self._give_up(error)

    def _give_up(self, error: HushtapeError) -> None:
        self._given_up = True
        self._notes.trouble = error.code
        self._tools.counts["capture_failed"] += 1
        _log.error("capture_failed", call_id=self.call_id, error=error.code, reason=error.message)
        if self._capture is not None:
            self._capture.abandon()
        self._tell_session()

    def _bury(self) -> None:
        """The objection holds: silence, a durable mark, the tombstone, then nothing of the call is left.

        Whatever fails, what follows is still done, and destroying is tried again at the next tick; a crash at any
        point leaves the mark, by which the salvage ends what was begun here.
        """
        if self._buried:
            return
        first = not self._objection_noted
        self._objection_noted = True
        try:
            if first and self._capture is not None:
                self._capture.suspend(self.wishes.objected_how or Means.API, self.wishes.objected_by or "")
        except (RecorderError, SpoolError) as error:
            _log.error("objection_not_marked", call_id=self.call_id, error=error.code)
        if first:
            try:  # what the session notes of it must be there when the tombstone is
                self._tell_session()
            finally:
                self._record.end_with(Outcome.OBJECTED, self.wishes)
        try:
            if self._capture is not None:
                self._capture.destroy()
        except (RecorderError, SpoolError) as error:
            self._tools.counts["destroy_failed"] += 1
            _log.error("not_destroyed_yet", call_id=self.call_id, error=error.code)
            return
        self._capture = None
        self._buried = True

    def session_over(self) -> None:
        self._want_tick()
        self._over_at_s = time.monotonic()
        self._record.note_end()
        self._wish_by_keys(self.wishes.hang_up())
        if self._capture is not None and not self._given_up:
            self._capture.stop()

    def _close_when_flushed(self, now_s: float) -> None:
        if self.wishes.objected and not self._buried:
            return  # destroying is being tried again
        late = now_s - (self._over_at_s or now_s) > FLUSHED_WITHIN_S
        if self._capture is None or self._given_up or late or self._capture.is_stopped():
            self.close()

    def close(self) -> None:
        """Hand over what was captured, or put on record that nothing was."""
        if self._closed:
            return
        self._closed = True
        if self.wishes.objected:
            self._bury()
        elif self._capture is not None:
            self._record.hand_over(self._capture, self._session)
        elif self._session is not None and self._session.answered:
            outcome = self.wishes.outcome
            self._record.end_with(Outcome.POLICY if outcome is Outcome.RECORDED else outcome, self.wishes)

    @property
    def sip_call_id_hmac(self) -> str:
        return self._record.facts.sip_call_id_hmac

    @property
    def started_at(self) -> datetime:
        """When the INVITE arrived."""
        return self._record.started_at

    def detail(self) -> CallDetail:
        """What became of the call, once it is done."""
        return self._record.detail(self._session, self.wishes)
