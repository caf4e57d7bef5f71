"""One leg of a call as the rest of the recorder sees it, whoever dialled it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pjsua2 as pj

from calls.consent import Means
from calls.errors import RecorderError
from recorder.clock_drift import Received
from recorder.invite import Invite
from recorder.listening_sdp import SDP, labels_in, listening_answer, silent_offer
from recorder.record_awareness import RECORD_AWARE, with_attribute
from recorder.sip_events import Direction, Event
from recorder.sip_sound import Heard, translated
from recorder.stream_counts import StreamCounts, count_stream

_DIRECTIONS = {
    Direction.SENDRECV: pj.PJMEDIA_DIR_ENCODING_DECODING,
    Direction.SENDONLY: pj.PJMEDIA_DIR_ENCODING,
    Direction.INACTIVE: pj.PJMEDIA_DIR_NONE,
}
BUFFERED_MS = 10
"""What pjmedia's jitter buffer holds, loses and drops as one: a G.711 frame."""
_BYTES_A_MS = {"PCMU": 8, "PCMA": 8, "G722": 8}
"""Codecs whose packets tell by their size how much sound they hold."""
MOST_LINES = 8
"""Audio lines of one recording session; further ones are refused."""


class SipCall:
    """One leg. Events arrive at `on_event`, from `SipEndpoint.run_once`; after `Ended` nothing may be asked of it."""

    def __init__(self, leg: pj.Call, sdp_attribute: str | None) -> None:
        self._leg: pj.Call | None = leg
        self.on_event: Callable[[Event], None] = _ignore
        self.sip_call_id = ""
        self.remote_user: str | None = None
        """User part of the other party's address; "" when it has none, None when it cannot be read."""
        self.local_user = ""
        self.invite: Invite | None = None
        """What the other party's INVITE said; None on a leg that we dialled."""
        self.listens = False
        """Whether it is a recording session's leg, which only hears."""
        self._deaf = False
        self._over: dict[int, Received] = {}
        """By line: what its streams that are over had brought."""
        self._bytes_a_ms: dict[int, int] = {}
        """By line: how much of its stream's payload is a millisecond of sound; 0 where that varies."""
        self._labels: tuple[str | None, ...] = ()
        self.sdp_attribute = sdp_attribute
        """What every SDP of ours says beside what pjsua2 wrote, such as "record:on"."""
        self.may_transfer: Callable[[str], bool] = _refuse
        """Asked while a REFER is answered, with its Refer-To: whether that may be dialled. Must not raise."""

    @property
    def is_up(self) -> bool:
        """Whether it has not ended, as far as pjsua2 knows by now."""
        return self._leg is not None and self._leg.getId() >= 0 and bool(self._leg.isActive())

    @property
    def has_sound(self) -> bool:
        """Whether its media is active, so that it can be connected (not on hold, not ended)."""
        if self._leg is None or not self.is_up:
            return False
        with translated("cannot ask for the call's media"):
            return bool(self._leg.hasMedia()) and has_active_audio(self._leg)

    def sounds(self) -> Sequence[Heard]:
        return (self,) if self.has_sound else ()

    def received(self) -> Received:
        return self._received(0, self._leg is not None and self.is_up and bool(self._leg.hasMedia()))

    def stream_is_over(self, index: int) -> None:
        """Its counters go, once this returns; what they say counts on. No call fails for want of them."""
        with suppress(RecorderError):
            self._over[index] = self._received(index, lives=True)
        self._bytes_a_ms.pop(index, None)

    def lines(self) -> tuple["Line", ...]:
        """The media lines of a leg that listens, in the order of the offer."""
        return tuple(Line(self, index, label) for index, label in enumerate(self._labels))

    def ring(self) -> None:
        self._say(180)

    def send_early_media(self) -> None:
        """Ring with sound: 183 with SDP."""
        self._say(183)

    def answer(self) -> None:
        self._say(200)

    def listen(self) -> None:
        """Answer a recording session (RFC 7866 §7.2): receive every audio line that is offered, send none."""
        self.listens = True
        offers = (part.payload for part in (self.invite.parts() if self.invite else ()) if part.kind == SDP)
        self._labels = labels_in(next(offers, b"").decode("ascii", "replace"))
        self._say(200)

    def deafen(self) -> None:
        """Tell the other party that nothing of what it sends is wanted any more: `inactive` on every line."""
        self._deaf = True
        if self._leg is None or not self.is_up:
            return
        param = sound_only()
        param.opt.audioCount = len(self._labels)
        with translated("cannot tell that nothing is wanted"):
            self._leg.reinvite(param)

    def hang_up(self, code: int = 0) -> None:
        """End it: CANCEL, BYE, or `code` as the final answer to an unanswered INVITE. On an ended leg it does nothing.

        pjsua2 aborts the process when asked to hang up a call without an id, so `is_up` comes first.
        """
        if self._leg is None or not self.is_up:
            return
        self._end_streams()
        param = pj.CallOpParam()
        param.statusCode = code
        with translated("cannot hang up"):
            self._leg.hangup(param)

    def _end_streams(self) -> None:
        """pjsua2 tells of their end only where the other party ends them."""
        for line in self.lines() or (Line(self, 0, None),):
            with suppress(RecorderError):
                if line.has_sound:
                    self.stream_is_over(line.index)

    def face(self, direction: Direction, *, by_update: bool = False) -> None:
        """Offer this direction anew, by re-INVITE or UPDATE (RFC 3311): hold, and back."""

        def offer(leg: pj.Call, param: Any) -> None:
            param.opt.flag |= pj.PJSUA_CALL_SET_MEDIA_DIR
            param.opt.mediaDir.append(_DIRECTIONS[direction])
            (leg.update if by_update else leg.reinvite)(param)

        self._ask("offer anew", offer)

    def offer_anew(self) -> None:
        """The same sound, by a re-INVITE: for what else its SDP says."""
        self._ask("offer anew", lambda leg, param: leg.reinvite(param))

    @property
    def is_record_aware(self) -> bool:
        """Whether the other party wants to be told what becomes of its sound (RFC 7866 §6.2)."""
        if self._leg is None or not self.is_up:
            return False
        if self.invite is not None:
            return any(RECORD_AWARE in value for value in self.invite.all_headers("Supported"))
        with translated("cannot ask what the other party supports"):
            able = self._leg.remoteHasCap(pj.PJSIP_H_SUPPORTED, "", RECORD_AWARE)
            return bool(able == pj.PJSIP_DIALOG_CAP_SUPPORTED)

    def transfer(self, uri: str) -> None:
        """Ask the other party to call `uri` instead (REFER, RFC 3515)."""
        self._ask("transfer", lambda leg, param: leg.xfer(uri, param))

    @property
    def is_ringing(self) -> bool:
        """Whether the other party is alerted and has not answered (RFC 3261 §12.1: an early dialogue)."""
        if self._leg is None or not self.is_up:
            return False
        with translated("cannot ask for the call's state"):
            return bool(self._leg.getInfo().state == pj.PJSIP_INV_STATE_EARLY)

    @property
    def is_both_ways(self) -> bool:
        """Whether either party may speak now: not on hold, from whichever side. Where we only listen: the other one."""
        if self._leg is None or not self.is_up:
            return False
        ways = pj.PJMEDIA_DIR_DECODING if self.listens else pj.PJMEDIA_DIR_ENCODING_DECODING
        with translated("cannot ask for the call's media"):
            info = self._leg.getInfo()  # must outlive `info.media`, which points into it
            return any(m.dir & ways == ways for m in info.media)

    def count_packets(self) -> int:
        """RTP packets received since its media was last set up; 0 without any."""
        if self._leg is None or not self.has_sound:
            return 0
        with translated("cannot count packets"):
            info = self._leg.getInfo()  # must outlive `info.media`, which points into it
            heard = [index for index, media in enumerate(info.media) if _is_heard(media)]
            return sum(count_stream(self._leg, index).packets for index in heard)

    def send_key(self, key: str, how: Means) -> None:
        """Press a key, by RFC 4733 (DTMF) or SIP INFO (SIP)."""
        param = pj.CallSendDtmfParam()
        param.digits = key
        param.duration = 100
        param.method = pj.PJSUA_DTMF_METHOD_SIP_INFO if how is Means.SIP else pj.PJSUA_DTMF_METHOD_RFC2833
        if self._leg is not None and self.is_up:
            with translated("cannot send a key"):
                self._leg.sendDtmf(param)

    def media(self) -> Any:
        if self._leg is None:
            raise RecorderError("the call has ended", hint="nothing to connect")
        with translated("the call has no sound"):
            return self._leg.getAudioMedia(-1)

    def _received(self, index: int, lives: bool) -> Received:
        """`lives`: whether there is a stream whose counters are not in `_over` yet."""
        over = self._over.get(index, Received())
        if self._leg is None or not lives:
            return over
        with translated("cannot ask what a stream has brought"):
            counts = count_stream(self._leg, index)
            missing_ms = (counts.never_came + counts.ran_dry + counts.discarded) * BUFFERED_MS
            return over.and_then(Received(missing_ms, counts.ran_dry, self._sent_ms(index, counts)))

    def _sent_ms(self, index: int, counts: StreamCounts) -> float | None:
        """By the sound's size, in which keys (RFC 4733) weigh next to nothing; lost packets were like the others."""
        if self._leg is not None and index not in self._bytes_a_ms:
            self._bytes_a_ms[index] = _BYTES_A_MS.get(str(self._leg.getStreamInfo(index).codecName).upper(), 0)
        bytes_a_ms = self._bytes_a_ms.get(index, 0)
        lost = (counts.lost - counts.doubled) / max(counts.packets, 1)
        return counts.size_bytes * (1 + lost) / bytes_a_ms if bytes_a_ms else None

    def _say(self, code: int) -> None:
        if self._leg is None or not self.is_up:
            return
        param = sound_only()
        param.statusCode = code
        if self.listens:
            param.opt.audioCount = MOST_LINES
        with translated("cannot answer"):
            self._leg.answer(param)

    def write_sdp(self, theirs: str, ours: str) -> str:
        """pjsua2 has written an SDP: `ours`, as it shall be. `theirs` is the offer; "" where ours is the offer."""
        if not self.listens:
            return with_attribute(ours, self.sdp_attribute) if self.sdp_attribute else ours
        if not theirs:
            return silent_offer(ours, self._labels)
        self._labels = labels_in(theirs)
        return listening_answer(theirs, ours, deaf=self._deaf)

    def _ask(self, what: str, ask: "Callable[[pj.Call, Any], None]") -> None:
        if self._leg is not None and self.is_up:
            with translated(f"cannot {what}"):
                ask(self._leg, sound_only())

    def let_go(self) -> None:
        """Its end has been handed out: pjsua2's leg is deleted here and now."""
        self._leg = None


@dataclass(frozen=True, slots=True)
class Line:
    """One audio line of a leg that listens: a `Sound` of its own. `label` is its `a=label` (RFC 4574)."""

    call: SipCall
    index: int
    label: str | None

    @property
    def has_sound(self) -> bool:
        leg = self.call._leg
        if leg is None or not self.call.is_up:
            return False
        with translated("cannot ask for the call's media"):
            info = leg.getInfo()  # must outlive `info.media`, which points into it
            return self.index < len(info.media) and _is_heard(info.media[self.index])

    def media(self) -> Any:
        if self.call._leg is None:
            raise RecorderError("the call has ended", hint="nothing to connect")
        with translated("the line has no sound"):
            return self.call._leg.getAudioMedia(self.index)

    def received(self) -> Received:
        return self.call._received(self.index, self.has_sound)


def _refuse(refer_to: str) -> bool:  # noqa: ARG001
    """What a leg that nobody follows does with transfers."""
    return False


def _ignore(event: Event) -> None:
    """What a leg that nobody follows does with its events."""


def sound_only() -> Any:
    """Since 2.17 pjsua2 offers real-time text, whose stream blocks the main loop for 0.1 to 0.3 s at its end."""
    param = pj.CallOpParam(True)
    param.opt.videoCount = 0
    if hasattr(param.opt, "textCount"):
        param.opt.textCount = 0
    return param


def has_active_audio(leg: pj.Call) -> bool:
    info = leg.getInfo()  # must outlive `info.media`, which points into it
    return any(_is_heard(media) for media in info.media)


def _is_heard(media: Any) -> bool:
    """A recording session's lines count as held by the other party, since they only send."""
    usable = (pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD)
    is_audio = media.type == pj.PJMEDIA_TYPE_AUDIO
    return is_audio and media.status in usable and media.audioConfSlot != pj.PJSUA_INVALID_ID
