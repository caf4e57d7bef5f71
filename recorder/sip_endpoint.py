"""SIP by pjsua2, which only this file, `sip_call` and `sip_sound` import.

The recipe that runs reliably: no worker thread, everything on the main thread, no sound device, callbacks that only
put an event into a list which `run_once` then hands out. Calls are referenced until their end has been handed out and
are deleted right then: a stray reference at the end, or one dropped too early, would end other calls or the process.
"""

import gc
import secrets
import socket
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pjsua2 as pj

from calls.consent import Means
from calls.errors import AgentUnreachable, PortInUse
from recorder.arrivals import Arrivals
from recorder.channel_sinks import ChannelSinks
from recorder.containment import contained
from recorder.invite import Carrier
from recorder.quiet_stdout import quiet_stdout
from recorder.record_awareness import RECORD_AWARE, SIGN
from recorder.sip_address import user_of
from recorder.sip_bind import check_bind, check_free, read_version
from recorder.sip_call import MOST_LINES, SipCall, has_active_audio, sound_only
from recorder.sip_events import (
    Answered,
    Ended,
    Event,
    KeyPressed,
    MediaReady,
    OfferRefused,
    Rejected,
    Ringing,
    Transferring,
    Updated,
)
from recorder.sip_gate import find_gate
from recorder.sip_line import PLAIN_LINE, SipLine
from recorder.sip_setup import codec_priorities, fill_account, fill_library, fill_registration, fill_tls, fill_transport
from recorder.sip_sound import RATE_HZ, let_players_go, translated

FAILED = 500
"""What a caller is told whom we cannot serve (RFC 3261 §21.5.1)."""
FORBIDDEN, REQUEST_PENDING, DECLINED = 403, 491, 603


def _raise(call: SipCall | None, error: Exception) -> None:  # noqa: ARG001
    """What an endpoint does with failures when nobody contains them."""
    raise error


def _let_be(rejected: Rejected) -> None:
    """What an endpoint does with INVITEs that pjsip has refused when nobody keeps books."""


class SipEndpoint:
    """The process's one SIP endpoint. All of it belongs to the thread that made it."""

    def __init__(self, host: str, port: int, *, user: str = "hushtape", line: SipLine = PLAIN_LINE) -> None:
        """`user` is our own user part. Raises PortInUse, BindRefused, RecorderError."""
        self.host, self.port, self._user, self._line = host, port, user, line
        self.on_incoming: Callable[[SipCall], None] = lambda call: call.hang_up(480)
        self.on_rejected: Callable[[Rejected], None] = _let_be
        """Told of INVITEs that pjsip has refused on its own (no codec in common, a lack of SRTP, no SDP that it can
        read); strangers' are never told."""
        self.first_sdp_attribute: str | None = None
        """A leg's `sdp_attribute` until told otherwise: an answer's SDP is written before anybody follows its leg."""
        self.on_failure: Callable[[SipCall | None, Exception], None] = _raise
        """Told what serving a call has raised, here or in a callback; shall end that call. None: it has no object."""
        self._said_ready: bool | None = None
        self.registered: bool | None = None
        """Whether the registrar knows us; None without one."""
        self._events: deque[tuple[SipCall, Event] | SipCall | Rejected] = deque()
        self._calls: dict[int, SipCall] = {}
        self._failures: deque[tuple[SipCall | None, BaseException]] = deque()
        self._accounts: list[Any] = []
        self._gate = find_gate(Path(pj._pjsua2.__file__))
        check_free(host, port)
        config = pj.EpConfig()
        fill_library(config, RATE_HZ)
        self.most_legs = int(config.uaConfig.maxCalls)
        """How many legs this build of pjsua2 holds; it accepts a larger setting and then ignores it."""
        self._endpoint = _start_library(self, config)
        self.patient_ms, self.wake_up = self._gate.patient_ms, self._gate.wake_up
        """How long `run_once` may wait while nothing is going on, and what ends that wait from another thread."""
        self._arrivals = Arrivals(self._gate, line)
        try:
            check_bind(host, read_version(self._endpoint.libVersion().full), is_guarded=self._gate.is_built)
            self._listen()
        except BaseException:
            self.close()
            raise

    def run_once(self, wait_ms: int = 20) -> None:
        """Let SIP and sound work for up to `wait_ms`, then hand out what happened, failures of callbacks first."""
        self._endpoint.libHandleEvents(wait_ms)
        while self._failures:
            self._fail(*self._failures.popleft())
        while self._events:
            self._hand_out(self._events.popleft())

    def dial(self, uri: str, *, aware: bool = False) -> SipCall:
        """Begin a call, as a recording-aware telephone (RFC 7866 §6) if `aware`.

        Raises AgentUnreachable when not even the INVITE can be sent.
        """
        leg = _Leg(self, self._accounts[-1])
        call = SipCall(leg, self.first_sdp_attribute)
        leg.call = call
        param = sound_only()
        param.txOption.localUri = self._own_uri(self._user)
        if aware:
            header = pj.SipHeader()
            header.hName, header.hValue = "Supported", RECORD_AWARE
            param.txOption.headers.append(header)
        try:
            leg.makeCall(uri, param)
        except pj.Error as error:
            leg.call = None
            call.let_go()
            raise AgentUnreachable(
                f"cannot dial the agent (pjsip {error.status})",
                hint=f"check HUSHTAPE_AGENT_URI; {self.most_legs} legs are the limit",
            ) from None
        self._calls[id(call)] = call
        return call

    def close(self) -> None:
        """Hang up everything, wait for it for up to a second, free what pjsua2 holds. Twice is no error."""
        if self._endpoint is None:
            return
        for call in tuple(self._calls.values()):
            call.hang_up()
        for _ in range(100):
            if not self._calls:
                break
            self._endpoint.libHandleEvents(10)
            while self._events:
                self._hand_out(self._events.popleft())
        self._events.clear()
        for call in self._calls.values():
            call.let_go()
        self._calls.clear()
        self._accounts.clear()
        let_players_go()
        gc.collect()
        self._gate.leave()
        with quiet_stdout():
            self._endpoint.libDestroy()
        self._endpoint = None

    def say_ready(self, ready: bool) -> None:
        """Whether OPTIONS is answered 200 or 503. The small wheel always says 200."""
        if ready != self._said_ready:
            self._said_ready = ready
            self._gate.say_ready(ready)

    def sinks_in(self, folder: Path) -> ChannelSinks:
        """Where channels are recorded to, with their files on that RAM disk."""
        return ChannelSinks(folder, self._gate)

    def counts(self) -> dict[str, int]:
        """What was refused on the line, and packets of sound from strangers (`recorder/sip_gate.py` explains each)."""
        counted = self._arrivals.counts()
        return counted if self.registered is None else counted | {"sip_registered": int(self.registered)}

    def _listen(self) -> None:
        self._open(pj.PJSIP_TRANSPORT_UDP, self.port)
        if self._line.tcp:
            check_free(self.host, self.port, socket.SOCK_STREAM)
            self._open(pj.PJSIP_TRANSPORT_TCP, self.port)
        if self._line.tls is not None:
            check_free(self.host, self._line.tls.port, socket.SOCK_STREAM)
            self._open(pj.PJSIP_TRANSPORT_TLS, self._line.tls.port)
        self._arrivals.guard()
        with translated("cannot start SIP"):
            self._endpoint.libStart()
            self._endpoint.audDevManager().setNullDev()
            self._choose_codecs()
            self._make_accounts()

    def _open(self, kind: int, port: int) -> None:
        config = pj.TransportConfig()
        fill_transport(config, self.host, port, self._line)
        if kind == pj.PJSIP_TRANSPORT_TLS and self._line.tls is not None:
            fill_tls(config.tlsConfig, self._line.tls)
        try:
            self._endpoint.transportCreate(kind, config)
        except pj.Error as error:
            raise PortInUse(
                f"cannot listen on {self.host}:{port} (pjsip {error.status})",
                hint="set HUSHTAPE_SIP_BIND; for TLS check certificate and key",
            ) from None

    def _choose_codecs(self) -> None:
        for name, priority in codec_priorities(
            [codec.codecId for codec in self._endpoint.codecEnum2()], self._line.codecs
        ).items():
            self._endpoint.codecSetPriority(name, priority)

    def _make_accounts(self) -> None:
        """One for those who call us, which may register; one for those we call, which answers no digest challenge.

        A call that comes in belongs to the first, the default: nobody can guess the name of the other.
        """
        config = pj.AccountConfig()
        address = fill_registration(config, self._line)
        fill_account(config, address or self._own_uri(self._user), self.host, self._line, self._line.srtp)
        if hasattr(pj, "PJSUA_SIP_SIPREC_OPTIONAL"):  # since 2.17
            config.callConfig.siprecUse = pj.PJSUA_SIP_SIPREC_OPTIONAL
            config.sipConfig.contactParams = ";+sip.srs"
        if self._line.registration is not None:
            who = self._line.registration
            config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", who.realm, who.user, 0, who.password))
            self.registered = False
        self._add_account(config, is_default=True)
        config = pj.AccountConfig()
        fill_account(config, self._own_uri(secrets.token_hex(8)), self.host, self._line, self._line.agent_srtp)
        self._add_account(config, is_default=False)

    def _add_account(self, config: Any, *, is_default: bool) -> None:
        account = _Account(self)
        self._accounts.append(account)
        account.create(config, is_default)

    def _own_uri(self, user: str) -> str:
        return f"sip:{user}@{self._line.public_address or self.host}:{self.port}"

    def _hand_out(self, item: "tuple[SipCall, Event] | SipCall | Rejected") -> None:
        if isinstance(item, Rejected):
            with contained(lambda error: self._fail(None, error)):
                if self._arrivals.is_welcome(item.invite):
                    self.on_rejected(item)
            return
        call, event = (item, None) if isinstance(item, SipCall) else item
        with contained(lambda error: self._fail(call, error)):
            if event is None:
                if id(call) in self._calls:
                    self.on_incoming(call) if self._arrivals.is_welcome(call.invite) else call.hang_up(FORBIDDEN)
                return
            match event:
                case Ended():
                    if self._calls.pop(id(call), None) is None:
                        return  # was told already
                    call.let_go()  # the leg is deleted here and now, while its id is free and nobody else's
                case MediaReady():
                    self._drain(call)
                case Transferring(leg) if not leg.is_up:
                    self._drop(leg)  # what the REFER named could not even be dialled
                    return
            call.on_event(event)

    def _drain(self, call: SipCall) -> None:
        """Let a leg be heard by the null device from the start: the conference bridge reads only what somebody hears.

        Unread, a leg's jitter buffer fills up during the notice; the talk would begin up to half a second late, and
        pieces of it would be dropped until the buffer had shrunk.
        """
        with translated("cannot drain a leg"):
            for sound in call.lines() or (call,):
                if sound.has_sound:
                    sound.media().startTransmit(self._endpoint.audDevManager().getPlaybackDevMedia())

    def _begin_transfer(self, call: SipCall) -> "_Leg":
        """A leg for pjsua2 to dial with, once the REFER is accepted."""
        leg = _Leg(self, self._accounts[-1])
        leg.call = SipCall(leg, self.first_sdp_attribute)
        self._calls[id(leg.call)] = leg.call
        self._note(call, Transferring(leg.call))
        return leg

    def _drop(self, call: SipCall) -> None:
        self._calls.pop(id(call), None)
        call.let_go()

    def _fail(self, call: SipCall | None, error: BaseException) -> None:
        """One call cannot be served. Raises what is no error of ours (an interrupt, say)."""
        if not isinstance(error, Exception):
            raise error
        self.on_failure(call, error)
        if call is not None and not call.is_up:
            self._events.append((call, Ended(FAILED)))  # its own end may be what got lost

    def _note(self, call: SipCall | None, event: Event) -> None:
        if call is not None:
            self._events.append((call, event))

    def _admit(self, call_index: int, received: Any) -> None:
        leg = _Leg(self, self._accounts[0], call_index)
        call = SipCall(leg, self.first_sdp_attribute)
        leg.call = call
        self._calls[id(call)] = call
        with _kept(self, call):
            info = leg.getInfo()
            call.sip_call_id = info.callIdString
            call.remote_user = user_of(info.remoteUri)
            call.local_user = user_of(info.localUri) or ""
            call.invite = self._arrivals.read(received)
            self._events.append(call)

    def _note_rejected(self, rejected: Any) -> None:
        self._events.append(Rejected(self._arrivals.read(rejected.rdata), int(rejected.statusCode)))


class _Library(pj.Endpoint):  # type: ignore[misc]
    def __init__(self, endpoint: SipEndpoint) -> None:
        super().__init__()
        self._endpoint = endpoint

    def onTransportState(self, prm: Any) -> None:  # noqa: N802
        if prm.type.upper() == Carrier.TLS.upper():
            with _kept(self._endpoint, None):
                if prm.state == pj.PJSIP_TP_STATE_CONNECTED:
                    self._endpoint._arrivals.link_is_up(int(prm.hnd), prm.tlsInfo)
                else:
                    self._endpoint._arrivals.link_is_over(int(prm.hnd))

    def onRejectedIncomingCall(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, None):
            self._endpoint._note_rejected(prm)


class _Account(pj.Account):  # type: ignore[misc]
    def __init__(self, endpoint: SipEndpoint) -> None:
        super().__init__()
        self._endpoint = endpoint

    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, None):
            self._endpoint._admit(prm.callId, prm.rdata)

    def onRegState(self, prm: Any) -> None:  # noqa: N802
        self._endpoint.registered = prm.code // 100 == 2 and prm.expiration > 0


class _Leg(pj.Call):  # type: ignore[misc]
    """Callbacks only note what happened; pjsua2 would print and swallow whatever they raise."""

    def __init__(self, endpoint: SipEndpoint, account: _Account, call_index: int = -1) -> None:
        super().__init__(account, call_index)
        self._endpoint = endpoint
        self.call: SipCall | None = None

    def onCallState(self, prm: Any) -> None:  # noqa: N802, ARG002
        with _kept(self._endpoint, self.call):
            info = self.getInfo()
            if info.state == pj.PJSIP_INV_STATE_EARLY:
                self._endpoint._note(self.call, Ringing())
            elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
                self._endpoint._note(self.call, Answered())
            elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
                self._endpoint._note(self.call, Ended(int(info.lastStatusCode)))
                self.call = None

    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802, ARG002
        with _kept(self._endpoint, self.call):
            if has_active_audio(self):
                self._endpoint._note(self.call, MediaReady())

    def onStreamDestroyed(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, self.call):
            if self.call is not None:
                self.call.stream_is_over(int(prm.streamIdx))

    def onDtmfDigit(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, self.call):
            by_info = prm.method == pj.PJSUA_DTMF_METHOD_SIP_INFO
            self._endpoint._note(self.call, KeyPressed(str(prm.digit), Means.SIP if by_info else Means.DTMF))

    def onCallSdpCreated(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, self.call):
            if self.call is not None:
                prm.sdp.wholeSdp = self.call.write_sdp(prm.remSdp.wholeSdp, prm.sdp.wholeSdp)

    def onCallRxReinvite(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, self.call):
            if self.call is not None and self.call.listens:
                prm.opt.audioCount = MOST_LINES

    def onCallRxOffer(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, self.call):
            if self.call is not None and self.call.listens:
                prm.opt.audioCount = MOST_LINES

    def onCallTsxState(self, prm: Any) -> None:  # noqa: N802
        with _kept(self._endpoint, self.call):
            change = prm.e.body.tsxState
            if change.type != pj.PJSIP_EVENT_RX_MSG or change.tsx.method not in ("INVITE", "UPDATE"):
                return
            if change.tsx.statusCode == REQUEST_PENDING and change.tsx.role == pj.PJSIP_ROLE_UAC:
                self._endpoint._note(self.call, OfferRefused())
            message = change.src.rdata
            if self.call is not None and (self.call.listens or SIGN in str(message.wholeMsg)):
                self._endpoint._note(self.call, Updated(self._endpoint._arrivals.read(message)))

    def onCallTransferRequest(self, prm: Any) -> None:  # noqa: N802
        accepted, prm.statusCode = prm.statusCode, DECLINED  # else pjsua2 would dial wherever the REFER says
        with _kept(self._endpoint, self.call):
            if self.call is not None and self.call.may_transfer(str(prm.dstUri)):
                prm.newCall = self._endpoint._begin_transfer(self.call)
                prm.statusCode = accepted

    def onCallReplaceRequest(self, prm: Any) -> None:  # noqa: N802
        prm.statusCode = DECLINED  # pjsua2 would accept, and drop the leg that is to be replaced


def _start_library(owner: SipEndpoint, config: Any) -> Any:
    endpoint = _Library(owner)
    with quiet_stdout(), translated("cannot start pjsua2"):
        endpoint.libCreate()
        endpoint.libInit(config)
    return endpoint


@contextmanager
def _kept(endpoint: SipEndpoint, call: SipCall | None) -> Iterator[None]:
    """Whatever a callback raises is handed to `on_failure` by the next `run_once`."""
    try:
        yield
    except BaseException as error:  # noqa: BLE001 - the alternative is that pjsua2 swallows it
        endpoint._failures.append((call, error))
