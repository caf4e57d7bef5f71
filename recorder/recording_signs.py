"""Tells both parties of a call what becomes of their sound, and hears what their telephones prefer (RFC 7866 §6)."""

import math
from collections.abc import Callable, Iterable

import structlog

from calls.call import CallId, Channel
from calls.consent import Capture, Means
from calls.errors import RecorderError
from recorder.invite import Invite
from recorder.listening_sdp import SDP
from recorder.record_awareness import Preference, preference_in, told_as
from recorder.session import SessionListener
from recorder.sip_call import SipCall

AGAIN_AFTER_S = 1.0
"""While another offer is under way none can be made (RFC 3261 §14.1)."""
REFUSED_AGAIN_AFTER_S = 2.1
"""Where two offers met, whoever began the call waits longer (2.1 to 4 s), and then nobody else offers (§14.1)."""
UNHEARD = ""
"""What a leg was told whose party has not taken it; no sign reads so."""

_log = structlog.get_logger("recorder.recording_signs")


class RecordingSigns:
    """Every SDP of ours says what is done; who says to be record-aware is offered anew whenever that changes."""

    def __init__(self, call_id: CallId, *, offers_anew: bool) -> None:
        self._call_id = call_id
        self._offers_anew = offers_anew
        self._now = told_as(Capture.NOTHING)
        self._told: dict[int, str] = {}
        self._again_at_s = 0.0
        self._preferences: dict[Channel, Preference] = {}

    def mark(self, leg: SipCall) -> None:
        """From now on this leg's SDP says it."""
        leg.sdp_attribute = self._now
        self._again_at_s = 0.0

    def change(self, capture: Capture, legs: Iterable[SipCall]) -> None:
        """What an offer of ours told last counts no more: an answer to an offer of theirs may already say otherwise."""
        is_news = told_as(capture) != self._now
        self._now = told_as(capture)
        for leg in legs:
            self.mark(leg)
            if is_news:
                self._told[id(leg)] = UNHEARD

    def tell(self, legs: Callable[[], Iterable[SipCall]], now_s: float) -> None:
        """Offer anew to those who were told something else; a leg that cannot be asked now is asked again later."""
        if not self._offers_anew or now_s < self._again_at_s:
            return
        self._again_at_s = math.inf
        for leg in legs():
            if self._told.get(id(leg), told_as(Capture.NOTHING)) != self._now and leg.is_record_aware:
                try:
                    leg.offer_anew()
                except RecorderError:
                    self._again_at_s = now_s + AGAIN_AFTER_S
                    continue
                self._told[id(leg)] = self._now

    def was_refused(self, leg: SipCall, now_s: float) -> None:
        """The offer met the other party's: what it said was not heard."""
        self._told[id(leg)] = UNHEARD
        self._again_at_s = now_s + REFUSED_AGAIN_AFTER_S

    def heed(self, message: Invite | None, by: Channel, listener: SessionListener, *, agent_may_object: bool) -> None:
        """Do what a party's telephone prefers, each time that it prefers something else.

        `off` from the caller's side is an objection. From the agent's it is one where agents may object by key, and
        otherwise a pause: what it asks for is done, and nothing is destroyed by a telephone's setting.
        """
        texts = [part.payload.decode("utf-8", "replace") for part in (message.parts() if message else ())
                 if part.kind == SDP]  # fmt: skip
        wanted = preference_in(texts[0]) if texts else None
        if wanted is None or wanted is self._preferences.get(by):
            return
        self._preferences[by] = wanted
        _log.info("recording_preference", call_id=self._call_id, by=by.value, wanted=wanted.value)
        match wanted:
            case Preference.OFF if by is Channel.CALLER or agent_may_object:
                listener.object_to(Means.SIP, by.value)
            case Preference.OFF | Preference.PAUSE:
                listener.pause_for(by)
            case Preference.ON:
                listener.resume_for(by)
