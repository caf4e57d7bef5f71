"""Callers and an agent in a few hundred calls at once: just enough SIP over UDP, no telephone behind it.

Stream 2 i is call i's caller. The agent's calls cannot be told apart, so they take the odd streams in the order in
which they come; which one a recording holds, the sound itself says. Recording clients (SIPREC) send both streams.
"""

import itertools
import re
import secrets
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from benchmarks.capture_traffic import Address
from tests.recorder.siprec_documents import document

RETRY_S = 1.0
BYES_AT_ONCE = 40
MOST_A_SECOND = 90
"""One source may send a recorder 100 INVITEs a second; what is more is refused."""
_HEAD = "v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
_LINE = (
    "m=audio {port} RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n{more}"
)
_BOUNDARY = "one-recording"


def sdp(host: str, port: int) -> str:
    return _HEAD.format(host=host) + _LINE.format(port=port, more="a=sendrecv\r\n")


def media_addresses(text: str) -> list[Address]:
    """Where an SDP wants the sound of each line. Raises ValueError."""
    host, ports = re.search(r"^c=IN IP4 (\S+)", text, re.MULTILINE), re.findall(r"^m=audio (\d+)", text, re.MULTILINE)
    if host is None or not ports:
        raise ValueError("no sound in this SDP")
    return [(host[1], int(port)) for port in ports]


def media_address(text: str) -> Address:
    """Where an SDP wants its sound. Raises ValueError."""
    return media_addresses(text)[0]


@dataclass(frozen=True, slots=True)
class Offer:
    """What an INVITE carries."""

    kind: str
    body: str
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    start: str
    headers: dict[str, str]
    body: str

    @classmethod
    def parse(cls, datagram: bytes) -> "Message":
        head, _, body = datagram.decode().partition("\r\n\r\n")
        start, *lines = head.split("\r\n")
        return cls(start, {name.lower(): value.strip() for name, _, value in (li.partition(":") for li in lines)}, body)

    @property
    def code(self) -> int:
        """0 for a request."""
        return int(self.start.split(" ")[1]) if self.start.startswith("SIP/2.0") else 0


class _Caller:
    def __init__(self, number: int, host: str, port: int, target: Address) -> None:
        self.number, self._target = number, target
        self.call_id = f"{number}-{secrets.token_hex(6)}@bench"
        self._contact, self._tag = f"{host}:{port}", secrets.token_hex(4)
        self._to = f"<sip:returns@{target[0]}:{target[1]}>"
        self.asked_at_s = 0.0
        self.answered = self.gone = False

    def request(self, method: str, *, offer: Offer | None = None, sequence: int = 1) -> bytes:
        host, port = self._target
        body = offer.body if offer else ""
        lines = [
            f"{method} sip:returns@{host}:{port} SIP/2.0",
            f"Via: SIP/2.0/UDP {self._contact};branch=z9hG4bK{self._tag}{method}{sequence}",
            f"From: <sip:+1212555{self.number % 10_000:04d}@{self._contact}>;tag={self._tag}",
            f"To: {self._to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {sequence} {method}",
            f"Contact: <sip:caller@{self._contact}>",
            "Max-Forwards: 70",
            *([*offer.headers, f"Content-Type: {offer.kind}"] if offer else []),
            f"Content-Length: {len(body)}",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()

    def confirm(self, answer: Message) -> bytes:
        self._to = answer.headers["to"]
        self.answered = True
        return self.request("ACK")


class Voices(Protocol):
    """Streams that speak from a process of their own: `ports[i]` of `host` is stream i's."""

    host: str
    ports: list[int]

    def speak(self, stream: int, target: Address) -> None: ...


class Parties:
    """Callers on one UDP socket, the agent on another; both belong to whoever calls `run_until`."""

    def __init__(self, voices: Voices, recorder: Address) -> None:
        self._voices, self._recorder = voices, recorder
        self._callers_line, self._agent_line = _line(voices.host, 5060), _line(voices.host, 5070)
        self.agent_uri = f"sip:agent@{voices.host}:5070"
        self._callers: dict[str, _Caller] = {}
        self._agent_legs: dict[str, int] = {}
        self._ended: set[str] = set()
        self._placed = 0
        self.refused = 0

    def call(self, n_calls: int, *, at_once: int) -> float:
        """Set `n_calls` more up, never more than `at_once` unanswered; returns the seconds it took."""
        began_s, placed = time.monotonic(), self._placed
        numbers = iter(range(placed, placed + n_calls))

        def step() -> bool:
            waiting = [caller for caller in self._callers.values() if not caller.answered]
            allowed = int((time.monotonic() - began_s) * MOST_A_SECOND) + 1 - (self._placed - placed)
            for number in itertools.islice(numbers, max(0, min(at_once - len(waiting), allowed))):
                self._invite(number)
            for caller in waiting:
                if time.monotonic() - caller.asked_at_s > RETRY_S:
                    self._ask(caller)
            return sum(caller.answered for caller in self._callers.values()) + self.refused >= placed + n_calls

        self.run_until(step, within_s=30 + n_calls / 5)
        return time.monotonic() - began_s

    def hang_up(self) -> None:
        """Say BYE, again where it got lost, until all callers are let go and the agent has heard of it."""
        asked_at_s: dict[str, float] = {}

        def step() -> bool:
            waiting = [caller for caller in self._callers.values() if caller.answered and not caller.gone]
            for caller in waiting[:BYES_AT_ONCE]:
                if time.monotonic() - asked_at_s.get(caller.call_id, 0.0) > RETRY_S:
                    asked_at_s[caller.call_id] = time.monotonic()
                    self._callers_line.sendto(caller.request("BYE", sequence=2), self._recorder)
            return not waiting and len(self._ended) >= len(self._agent_legs)

        self.run_until(step, within_s=60)

    def run_until(self, is_done: Callable[[], bool], *, within_s: float) -> None:
        until_s = time.monotonic() + within_s
        while not is_done():
            if time.monotonic() > until_s:
                answered = sum(caller.answered for caller in self._callers.values())
                raise TimeoutError(f"the calls did not come about in time: {answered} answered, {self.refused} refused")
            select.select([self._callers_line, self._agent_line], [], [], 0.005)
            for line in (self._callers_line, self._agent_line):
                self._serve(line)

    def _serve(self, line: socket.socket) -> None:
        """Everything that has come in."""
        with suppress(BlockingIOError):
            while True:
                datagram, source = line.recvfrom(65_535)
                message = Message.parse(datagram)
                if message.code:
                    self._hear_answer(message)
                else:
                    self._hear_request(line, message, source)

    def close(self) -> None:
        self._callers_line.close()
        self._agent_line.close()

    def _invite(self, number: int) -> None:
        caller = _Caller(number, *self._callers_line.getsockname(), self._recorder)
        self._callers[caller.call_id] = caller
        self._placed += 1
        self._ask(caller)

    def _ask(self, caller: _Caller) -> None:
        caller.asked_at_s = time.monotonic()
        self._callers_line.sendto(caller.request("INVITE", offer=self._offer(caller.number)), self._recorder)

    def _offer(self, number: int) -> Offer:
        return Offer("application/sdp", sdp(self._voices.host, self._voices.ports[2 * number]))

    def _speak(self, number: int, answer: str) -> None:
        self._voices.speak(2 * number, media_address(answer))

    def _hear_answer(self, answer: Message) -> None:
        caller = self._callers.get(answer.headers["call-id"])
        if caller is not None and "BYE" in answer.headers["cseq"]:
            caller.gone = True
        if caller is None or "INVITE" not in answer.headers["cseq"] or answer.code < 200:
            return
        first = not caller.answered
        self._callers_line.sendto(caller.confirm(answer), self._recorder)
        if answer.code >= 300:
            self.refused += first
            del self._callers[caller.call_id]
        elif first:
            self._speak(caller.number, answer.body)

    def _hear_request(self, line: socket.socket, request: Message, source: Address) -> None:
        method, call_id = request.start.split(" ", 1)[0], request.headers["call-id"]
        if method == "ACK":
            return
        body, to = "", request.headers["to"]
        if line is self._agent_line and method in ("INVITE", "UPDATE"):
            first = call_id not in self._agent_legs
            stream = self._agent_legs.setdefault(call_id, 2 * len(self._agent_legs) + 1)
            body = sdp(self._voices.host, self._voices.ports[stream])
            if first:
                to += f";tag={secrets.token_hex(4)}"
                self._voices.speak(stream, media_address(request.body))
        elif method == "INVITE" and call_id in self._callers:  # the session's timer, say
            offer = self._offer(self._callers[call_id].number)
            body = offer.body if offer.kind == "application/sdp" else ""
        if method == "BYE" and line is self._agent_line:
            self._ended.add(call_id)
        contact = "{}:{}".format(*line.getsockname())
        lines = [
            "SIP/2.0 200 OK",
            *(f"{name.title()}: {request.headers[name]}" for name in ("via", "from", "call-id", "cseq")),
            f"To: {to}",
            f"Contact: <sip:party@{contact}>",
            *(["Content-Type: application/sdp"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        line.sendto(("\r\n".join(lines) + "\r\n\r\n" + body).encode(), source)


class RecordingClients(Parties):
    """Recording clients (RFC 7866): each sends copies of what both parties of a call say; no agent is rung."""

    def _offer(self, number: int) -> Offer:
        host, ports = self._voices.host, self._voices.ports[2 * number : 2 * number + 2]
        lines = [
            _LINE.format(port=port, more=f"a=label:{label}\r\na=sendonly\r\n") for label, port in enumerate(ports, 1)
        ]
        metadata = document().decode().replace("grp-1", f"grp-{number}")
        parts = {"application/sdp": _HEAD.format(host=host) + "".join(lines), "application/rs-metadata+xml": metadata}
        body = "".join(f"--{_BOUNDARY}\r\nContent-Type: {kind}\r\n\r\n{part}\r\n" for kind, part in parts.items())
        return Offer(f"multipart/mixed;boundary={_BOUNDARY}", f"{body}--{_BOUNDARY}--\r\n", ("Require: siprec",))

    def _speak(self, number: int, answer: str) -> None:
        for line, target in enumerate(media_addresses(answer)):
            self._voices.speak(2 * number + line, target)


def _line(host: str, port: int) -> socket.socket:
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    line.bind((host, port))
    line.setblocking(False)
    return line
