"""One recording session: an SBC or switchboard sends us copies of a call that goes on elsewhere (RFC 7866).

The session has one leg of ours, on which we only listen. Its streams, and who speaks on them, may change at any time by
re-INVITE or UPDATE; every change is looked through again before a sound of it is kept. A session ends when the client
ends it: we refuse streams (`inactive`), never calls, so that no client that must record hangs up on a customer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from calls.call import CallId, Channel, Source
from calls.consent import Capture, Means, Notice, Standing
from calls.errors import BadMetadata, RecorderError
from recorder.invite import Invite
from recorder.objected_contacts import ObjectedContacts
from recorder.session import NoListener, Phase, SessionListener, Voice
from recorder.silent_leg import SilentLegWatch
from recorder.sip_call import Line, SipCall
from recorder.sip_events import Answered, Ended, Event, KeyPressed, MediaReady, Updated
from recorder.siprec_metadata import Metadata, read_metadata
from recorder.siprec_parties import PartyRules, caller_in, channels_of

METADATA_KINDS = ("application/rs-metadata+xml", "application/rs-metadata")
"""RFC 7865 and RFC 9806 have the first, RFC 7866 had the second."""
DEAF_WITHIN_S = 5.0
"""How long we try to tell the client that nothing is wanted, while another change of its is under way."""
LOOK_AGAIN_S = 2.0
"""How often the rules are asked again while silence is kept: they may have been stale."""
UNAVAILABLE = 503

_log = structlog.get_logger("recorder.siprec")


def metadata_in(invite: Invite) -> bytes | None:
    """The first metadata part of a message, or None."""
    return next((part.payload for part in invite.parts() if part.kind in METADATA_KINDS), None)


@dataclass(frozen=True, slots=True)
class PartyVoice:
    """Whatever lines carry one channel's party just now."""

    session: "SiprecSession"
    channel: Channel

    def sounds(self) -> Sequence[Line]:
        return self.session.lines_of(self.channel)


class SiprecSession:
    """The `Session` of a call that is recorded for somebody else."""

    source = Source.SIPREC
    phase: Phase
    notice: Notice | None

    def __init__(
        self,
        call_id: CallId,
        leg: SipCall,
        metadata: Metadata,
        *,
        rules: PartyRules,
        notice: Notice | None,
        standing_of: Callable[[Metadata], Standing],
        contacts: ObjectedContacts,
        silent_leg_s: float = 0.0,
    ) -> None:
        """`standing_of` says what the list of objections says of the parties; `contacts` which contacts objected.

        `silent_leg_s`: after how long without a packet the client has vanished; 0 = never.
        """
        self._call_id = call_id
        self._leg = leg
        self._metadata = metadata
        self._rules = rules
        self._standing_of = standing_of
        self._contacts = contacts
        caller = caller_in(metadata, rules)
        self._caller = caller.participant_id if caller else None
        self._channels: tuple[Channel, ...] = ()
        self._contacts_seen = -1
        self._silence = SilentLegWatch(silent_leg_s)
        self._unread = False
        self._muted = False
        self._sends = False
        """Whether the client sent on any line, when that was last looked at."""
        self._look_again_s = 0.0
        self._leg_up = True
        self._deaf_until_s: float | None = None
        self._wants_deaf = False
        self.notice = notice
        self.phase = Phase.BRIDGING
        self.answered = False
        self.caller_status: int | None = None
        self.listener: SessionListener = NoListener()
        leg.on_event = self._from_leg

    @property
    def voices(self) -> Mapping[Channel, Voice]:
        return {channel: PartyVoice(self, channel) for channel in self._channels}

    @property
    def is_gone(self) -> bool:
        return not self._leg_up

    def start(self) -> None:
        with self._ending_on_trouble():
            self._leg.listen()

    def lines_of(self, channel: Channel) -> Sequence[Line]:
        """The lines to be heard on a channel now; none of a party who may not be recorded."""
        if self._muted:
            return ()
        lines = [line for line in self._leg.lines() if line.has_sound]
        if self._channels == (Channel.UNKNOWN,):
            return lines
        of = self._channels_now()
        return [line for line in lines if of[line.label] is channel]

    def tick(self, now_s: float) -> None:
        with self._ending_on_trouble():
            self._heed_contact()
            if self._wants_deaf:
                self._deafen(now_s)
            if self._muted and now_s >= self._look_again_s:
                self._look_again_s = now_s + LOOK_AGAIN_S
                self._look_through()
            if self.phase is Phase.TALKING and self._silence.vanished(lambda: [self._leg], now_s):
                _log.warning("client_vanished", call_id=self._call_id)
                self._end()

    def recording_is(self, capture: Capture) -> None:
        if capture is Capture.DESTROY:
            self._contacts.add(self._contact_ids())
        self._wants_deaf |= capture in (Capture.DESTROY, Capture.NOTHING)

    def hang_up(self) -> None:
        self._end()

    def let_go(self) -> None:
        self.phase = Phase.OVER
        self._leg_up = False
        self._hang_up()

    def has_leg(self, leg: SipCall) -> bool:
        return leg is self._leg

    def _from_leg(self, event: Event) -> None:
        with self._ending_on_trouble():
            match event:
                case Answered():
                    self._begin()
                case MediaReady() if self.phase is Phase.TALKING:
                    self._heed_pause()
                    self.listener.sound_changed()
                case KeyPressed():
                    # Nobody can tell who pressed it; an objection must not be lost.
                    self.listener.key_pressed(event, Channel.CALLER)
                case Updated(request):
                    self._update(request)
                case Ended():
                    self._leg_up = False
                    self._end()

    def _begin(self) -> None:
        self.answered, self.caller_status = True, 200
        told = set(self._channels_now().values())
        known = told == {Channel.CALLER, Channel.AGENT}
        self._channels = (Channel.CALLER, Channel.AGENT) if known else (Channel.UNKNOWN,)
        self._sends = self._leg.is_both_ways
        self.phase = Phase.TALKING
        _log.info("session_began", call_id=self._call_id, lines=len(self._leg.lines()), known=known)
        self.listener.talk_began()

    def _update(self, request: Invite) -> None:
        """What cannot be read could hide a party who objects: silence, until a complete update says who is there."""
        payload = metadata_in(request)
        if payload is None:
            return
        try:
            update = read_metadata(payload)
            self._metadata = self._metadata.merged(update)
            self._unread = self._unread and not update.complete
        except BadMetadata as error:
            _log.error("metadata_refused", call_id=self._call_id, error=error.code, reason=error.message)
            self._unread = True
        self._look_through()

    def _heed_pause(self) -> None:
        """A client pauses by making all its lines `inactive`, and goes on with any of them (RFC 7866 §7.1.1.1).

        It is put on record as the agent's side: a client stands at the switchboard, which agents operate and callers do
        not, also where nobody knows whose voice is whose. No key in a session counts as the agent's, so nothing else
        pauses for that side, and the end of this pause ends no other. Lines that never sent are no pause, nor are those
        that are inactive because we want nothing of them.
        """
        sends = self._leg.is_both_ways
        if sends is self._sends or self._wants_deaf or self._deaf_until_s is not None:
            return
        self._sends = sends
        _log.info("client_resumed" if sends else "client_paused", call_id=self._call_id)
        if sends:
            self.listener.resume_for(Channel.AGENT)
        else:
            self.listener.pause_for(Channel.AGENT)

    def _look_through(self) -> None:
        """Somebody may have come or gone."""
        self._contacts_seen = -1
        caller = caller_in(self._metadata, self._rules, before=self._caller)
        self._caller = caller.participant_id if caller else self._caller
        standing = self._standing_of(self._metadata)
        if standing is Standing.OBJECTS:
            self.listener.object_to(Means.SIP, "caller")
        muted = self._unread or standing is Standing.UNKNOWN
        if muted is not self._muted:
            self._muted = muted
            _log.warning("muted" if muted else "unmuted", call_id=self._call_id)
        if self.phase is Phase.TALKING:
            self.listener.sound_changed()

    def _heed_contact(self) -> None:
        """Whether this contact has objected in another session; looked up when either may have changed."""
        if self.phase is Phase.TALKING and self._contacts.version != self._contacts_seen:
            self._contacts_seen = self._contacts.version
            if self._contacts.include(self._contact_ids()):
                _log.info("contact_objected", call_id=self._call_id)
                self.listener.object_to(Means.SIP, "caller")

    def _channels_now(self) -> Mapping[str | None, Channel]:
        caller = self._metadata.participants.get(self._caller) if self._caller else None
        return channels_of((line.label for line in self._leg.lines()), self._metadata, caller)

    def _contact_ids(self) -> frozenset[str]:
        """What this call and others of the same contact have in common: group and communication session."""
        sessions = self._metadata.sessions.values()
        return frozenset(one for session in sessions for one in (session.session_id, session.group_id) if one)

    def _deafen(self, now_s: float) -> None:
        if self._deaf_until_s is None:
            self._deaf_until_s = now_s + DEAF_WITHIN_S
        try:
            self._leg.deafen()
        except RecorderError as error:
            if now_s < self._deaf_until_s:
                return  # a change of the client's is under way: again at the next tick
            _log.warning("client_not_told", call_id=self._call_id, reason=error.message)
        self._wants_deaf = False

    @contextmanager
    def _ending_on_trouble(self) -> Iterator[None]:
        try:
            yield
        except RecorderError as error:
            _log.error("session_failed", call_id=self._call_id, error=error.code, reason=error.message)
            self._end()

    def _end(self) -> None:
        """Once."""
        if self.phase is Phase.OVER:
            return
        self.phase = Phase.OVER
        try:
            self.listener.session_over()
        finally:
            self._hang_up()

    def _hang_up(self) -> None:
        try:
            self._leg.hang_up(0 if self.answered else UNAVAILABLE)
        except RecorderError as error:  # it is ending by itself; its Ended event follows
            _log.warning("hang_up_refused", call_id=self._call_id, reason=error.message)
