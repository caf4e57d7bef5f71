"""One call in path: ring the agent, answer the caller, play the notice, then let the two talk.

The agent is rung before the caller is answered, so a busy, silent or missing agent reaches the caller as a proper SIP
answer instead of a hang-up. The notice is played once both are there; only then do they hear each other. The agent's
side may hand the caller over to somebody else (`recorder/transfer.py`): the same recording goes on.
"""

import time
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import structlog

from calls.call import CallId, Channel, Source
from calls.consent import Capture, Notice
from calls.errors import AgentUnreachable, RecorderError
from recorder.announcement import Announcement, Announcing
from recorder.early_media import EarlyMedia
from recorder.invite import Invite
from recorder.key_relay import KeyRelay, send_on
from recorder.recording_signs import RecordingSigns
from recorder.session import NoListener, Phase, SessionListener, Voice
from recorder.silent_leg import SilentLegWatch
from recorder.sip_call import SipCall
from recorder.sip_endpoint import SipEndpoint
from recorder.sip_events import (
    Answered,
    Ended,
    Event,
    KeyPressed,
    MediaReady,
    OfferRefused,
    Ringing,
    Transferring,
    Updated,
)
from recorder.sip_sound import Heard, connect, disconnect
from recorder.transfer import TransferPolicy, may_follow


@dataclass(frozen=True, slots=True)
class BridgeOptions:
    """How this call is served."""

    notice_ends_at: Set[str] = frozenset()
    """Keys with which the caller ends the notice early."""
    early_media: bool = True
    """Whether the caller hears what the agent's side plays before it answers."""
    transfer: TransferPolicy = TransferPolicy.REFUSE
    agent_may_object: bool = False
    tell_record_aware: bool = True
    """Whether telephones that ask for it are told by SIP when recording begins, pauses or ends."""
    silent_leg_s: float = 0.0
    """After how long without a packet a party has vanished; 0 = never."""


DEFAULT_OPTIONS = BridgeOptions()
SAID_TO_THE_CALLER: dict[int, int] = {404: 404, 408: 480, 480: 480, 486: 486, 487: 480, 488: 488, 600: 600, 603: 603}
"""How an agent's refusal is told to the caller (RFC 3261 §21); whatever is not listed is our trouble: 503."""
NO_ANSWER = 480
UNAVAILABLE = 503

_log = structlog.get_logger("recorder.bridge")


class Bridge:
    """All legs of one call: the `Session` of a call in path."""

    source = Source.IN_PATH

    def __init__(
        self,
        call_id: CallId,
        endpoint: SipEndpoint,
        caller: SipCall,
        announcement: Announcement,
        options: BridgeOptions = DEFAULT_OPTIONS,
    ) -> None:
        self._call_id = call_id
        self._endpoint = endpoint
        self._announcement = announcement
        self._announcing: Announcing | None = None
        self._options = options
        self._relays = {Channel.CALLER: KeyRelay(), Channel.AGENT: KeyRelay()}
        self._signs = RecordingSigns(call_id, offers_anew=options.tell_record_aware)
        self._silence = SilentLegWatch(options.silent_leg_s)
        self._early_media: EarlyMedia | None = None
        self._agent_uri = ""
        self._ring_for_s = self._ring_until_s = 0.0
        self._caller_answered = False
        self.caller = caller
        self.agent: SipCall | None = None
        self._next_agent: SipCall | None = None
        """Rung by a transfer; takes the agent's place when it answers."""
        self.phase = Phase.BRIDGING
        self.notice: Notice | None = None
        self.caller_status: int | None = None
        self.listener: SessionListener = NoListener()
        self.voices: Mapping[Channel, Voice] = {Channel.CALLER: caller, Channel.AGENT: _WhoeverIsAgent(self)}
        self._legs_up = {id(caller)}
        caller.on_event = self._from_caller

    @property
    def answered(self) -> bool:
        return self._caller_answered

    @property
    def is_gone(self) -> bool:
        """All legs have ended."""
        return not self._legs_up

    def start(self, agent_uri: str, *, ring_for_s: float) -> None:
        """Ring the agent. When that cannot be done the caller is told, and the bridge is over."""
        self._agent_uri = agent_uri
        self._ring_for_s = ring_for_s
        self._heed(self.caller.invite, Channel.CALLER)
        try:
            self.agent = self._follow(self._endpoint.dial(agent_uri))
        except AgentUnreachable as error:
            _log.error("agent_unreachable", call_id=self._call_id, error=error.code)
            self._end(UNAVAILABLE)

    def _follow(self, leg: SipCall) -> SipCall:
        """A leg that rings on the agent's side."""
        leg.on_event = partial(self._from_agents_side, leg)
        self._legs_up.add(id(leg))
        self._ring_until_s = time.monotonic() + self._ring_for_s
        return leg

    def tick(self, now_s: float) -> None:
        """Ring no longer than allowed; begin and end the notice; notice who has vanished."""
        try:
            self._step(now_s)
        except RecorderError as error:
            self._end_on(error)

    def _step(self, now_s: float) -> None:
        match self.phase:
            case Phase.BRIDGING if self._caller_answered:
                if self.caller.has_sound:
                    self._begin_notice(now_s)
            case Phase.BRIDGING if now_s >= self._ring_until_s:
                _log.warning("agent_unreachable", call_id=self._call_id, error="no answer")
                self._end(NO_ANSWER)
            case Phase.NOTICE if self._announcing is not None and self._announcing.is_over(now_s):
                self._begin_talk(self._announcing)
            case Phase.TALKING:
                if self._next_agent is not None and now_s >= self._ring_until_s:
                    self._hang_up(self._next_agent, 0)
                self._signs.tell(self._legs_in_talk, now_s)
                if self._silence.vanished(self._legs_in_talk, now_s):
                    _log.warning("party_vanished", call_id=self._call_id)
                    self._end(UNAVAILABLE)

    def _begin_notice(self, now_s: float) -> None:
        self._stop_early_media()
        self._announcing = Announcing(self._announcement, self.caller, now_s=now_s)
        self.phase = Phase.NOTICE

    def _begin_talk(self, announcing: Announcing) -> None:
        announcing.stop(self.caller)
        self.notice = self._announcement.notice
        self.phase = Phase.TALKING
        self._join()
        self.listener.talk_began()

    def recording_is(self, capture: Capture) -> None:
        self._signs.change(capture, self._legs())
        self._signs.tell(self._legs_in_talk, time.monotonic())

    def _heed(self, message: Invite | None, by: Channel) -> None:
        self._signs.heed(message, by, self.listener, agent_may_object=self._options.agent_may_object)

    def hang_up(self) -> None:
        self._end(UNAVAILABLE)

    def _from_caller(self, event: Event) -> None:
        with self._ending_on_trouble():
            match event:
                case Answered():
                    self._caller_answered = True
                    self.caller_status = 200
                case MediaReady():
                    self._sound(self.caller)
                case KeyPressed():
                    self._key(event, Channel.CALLER)
                case Updated(message):
                    self._heed(message, Channel.CALLER)
                case OfferRefused():
                    self._signs.was_refused(self.caller, time.monotonic())
                case Ended(code):
                    self.caller_status = self.caller_status or code
                    self._legs_up.discard(id(self.caller))
                    self._end(0)

    def _from_agents_side(self, leg: SipCall, event: Event) -> None:
        with self._ending_on_trouble():
            if isinstance(event, Ended):
                self._legs_up.discard(id(leg))
            if leg is self._next_agent:
                self._from_next_agent(leg, event)
            elif leg is self.agent:
                self._from_agent(leg, event)

    def _from_agent(self, agent: SipCall, event: Event) -> None:
        match event:
            case Ringing() if not self._plays_early(agent):
                self.caller.ring()
            case Answered():
                agent.may_transfer = self._may_transfer
                self.caller.answer()
            case KeyPressed():
                self._key(event, Channel.AGENT)
            case Updated(message):
                self._heed(message, Channel.AGENT)
            case OfferRefused():
                self._signs.was_refused(agent, time.monotonic())
            case MediaReady():
                self._sound(agent)
            case Transferring(leg):
                self._begin_transfer(self._follow(leg))
            case Ended(code) if self._next_agent is None:
                self._end(SAID_TO_THE_CALLER.get(code, UNAVAILABLE))

    def _from_next_agent(self, leg: SipCall, event: Event) -> None:
        match event:
            case Answered():
                self._replace_agent(leg)
            case Ended():
                self._next_agent = None
                if self.agent is None or id(self.agent) not in self._legs_up:
                    self._end(UNAVAILABLE)

    def _may_transfer(self, refer_to: str) -> bool:
        free = self.phase is Phase.TALKING and self._next_agent is None
        return free and may_follow(self._options.transfer, refer_to, self._agent_uri)

    def _begin_transfer(self, leg: SipCall) -> None:
        """The REFER was accepted a moment ago; meanwhile the call may have ended, or another one been accepted."""
        if self.phase is Phase.TALKING and self._next_agent is None:
            self._next_agent = leg
            _log.info("transfer_followed", call_id=self._call_id)
        else:
            self._hang_up(leg, 0)

    def _replace_agent(self, leg: SipCall) -> None:
        """The transfer's target has answered: the caller hears it, and its voice is the agent's from now on."""
        before, self.agent, self._next_agent = self.agent, leg, None
        leg.may_transfer = self._may_transfer
        self._relays[Channel.AGENT] = KeyRelay()
        self._signs.mark(leg)
        if before is not None and before.has_sound and self.caller.has_sound:
            disconnect(before, self.caller)
            disconnect(self.caller, before)
        self._sound(leg)  # the recording lets go of who is agent no more, before that leg ends
        if before is not None:
            self._hang_up(before, 0)

    def _key(self, pressed: KeyPressed, by: Channel) -> None:
        now_s = time.monotonic()
        if self._relays[by].is_repeat(pressed, now_s):
            return
        passes = self.listener.key_pressed(pressed, by)
        if self.phase is Phase.NOTICE and by is Channel.CALLER and pressed.key in self._options.notice_ends_at:
            if self._announcing is not None:
                self._begin_talk(self._announcing)
        elif self.phase is Phase.TALKING:
            other = self.agent if by is Channel.CALLER else self.caller
            keys = self._relays[by].take(pressed, now_s, hold=not passes)
            if other is not None and not send_on(keys, other):
                _log.warning("key_not_passed_on", call_id=self._call_id)

    @contextmanager
    def _ending_on_trouble(self) -> Iterator[None]:
        try:
            yield
        except RecorderError as error:
            self._end_on(error)

    def _end_on(self, error: RecorderError) -> None:
        """SIP that refuses (an answer that crosses a CANCEL, say) ends this call, never the others."""
        _log.error("bridge_failed", call_id=self._call_id, error=error.code, reason=error.message)
        self._end(UNAVAILABLE)

    def _sound(self, leg: SipCall) -> None:
        match self.phase:
            case Phase.BRIDGING if self._early_media is not None:
                self._early_media.connect()
            case Phase.BRIDGING if leg is self.agent:
                self._plays_early(leg)
            case Phase.NOTICE if leg is self.caller and self._announcing is not None:
                self._announcing.connect_to(leg)
            case Phase.TALKING:
                self._join()
                self.listener.sound_changed()

    def _plays_early(self, agent: SipCall) -> bool:
        """Whether the caller hears the agent's side already; begins it once there is something to hear."""
        if self._early_media is None and self._options.early_media and agent.is_ringing and agent.has_sound:
            self._early_media = EarlyMedia(self.caller, agent)
        return self._early_media is not None

    def _stop_early_media(self) -> None:
        if self._early_media is not None:
            self._early_media.stop()

    def _join(self) -> None:
        if self.agent is not None and self.caller.has_sound and self.agent.has_sound:
            connect(self.caller, self.agent)
            connect(self.agent, self.caller)

    def _end(self, code: int) -> None:
        """Once: what follows the first leg's end is only the other legs'."""
        if self.phase is Phase.OVER:
            return
        self.phase = Phase.OVER
        try:
            if self._announcing is not None:
                self._announcing.stop(self.caller)
            self.listener.session_over()
        finally:
            self._hang_up_all(code)

    def let_go(self) -> None:
        """Hang up, and follow no leg any more."""
        self.phase = Phase.OVER
        self._legs_up.clear()
        self._hang_up_all(UNAVAILABLE)

    def has_leg(self, leg: SipCall) -> bool:
        return any(leg is each for each in self._legs())

    def _legs(self) -> Sequence[SipCall]:
        return [leg for leg in (self.caller, self.agent, self._next_agent) if leg is not None]

    def _legs_in_talk(self) -> Sequence[SipCall]:
        return [leg for leg in self._legs() if leg is not self._next_agent]

    def _hang_up_all(self, code: int) -> None:
        for leg in self._legs():
            self._hang_up(leg, code if leg is self.caller and not self._caller_answered else 0)

    def _hang_up(self, leg: SipCall, code: int) -> None:
        try:
            leg.hang_up(code)
        except RecorderError as error:  # it is ending by itself; its Ended event follows
            _log.warning("hang_up_refused", call_id=self._call_id, reason=error.message)


class _WhoeverIsAgent:
    """The agent's voice, whichever leg carries it."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def sounds(self) -> Sequence[Heard]:
        return self._bridge.agent.sounds() if self._bridge.agent is not None else ()
