"""A session recording client (SRC, RFC 7866) as an SBC has one: raw SIP over UDP or TCP, PCMU beeps on every line."""

import os
import queue
import re
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.recorder.telephone_lab import RATE_HZ

FRAME_S = 0.02
FRAME = round(RATE_HZ * FRAME_S)
SILENT = b"\xff" * FRAME
BOUNDARY = "one-recording"
KEYS, MARKER = 101, 0x80
"""RTP's payload type of telephone events, and the bit that says where one begins."""


@dataclass(slots=True)
class Line:
    """One `m=` line: its label, its direction, and the µ-law bytes that it plays from its start on."""

    label: str | None
    plays: bytes = b""
    direction: str = "sendonly"
    codec: int = 0
    rtp: socket.socket = field(default_factory=lambda: _bound(socket.SOCK_DGRAM))
    target: tuple[str, int] | None = None
    """Where the recorder wants it; None while it wants none."""
    events: deque[bytes] = field(default_factory=deque)
    """Telephone events (RFC 4733) that go out before any more sound, a packet each."""
    event_stamp: int = 0
    """When the one that goes out began."""

    @property
    def port(self) -> int:
        return int(self.rtp.getsockname()[1])

    def press(self, key: str) -> None:
        """100 ms of a key; its end is said three times (RFC 4733 §2.5.1.4)."""
        event = bytes(["0123456789*#ABCD".index(key)])
        for frames in (1, 2, 3, 4, 5, 5, 5):
            self.events.append(event + bytes([0x8A if frames == 5 else 0x0A]) + (frames * FRAME).to_bytes(2, "big"))

    def packet(self, number: int, stamp: int, frame: int) -> bytes:
        """What goes out now: an event that waits, or else the sound of this frame."""
        kind, payload = self.codec, self.plays[frame * FRAME : (frame + 1) * FRAME].ljust(FRAME, b"\xff")
        if self.events:
            payload = self.events.popleft()
            begins = payload[2:] == FRAME.to_bytes(2, "big")
            self.event_stamp = stamp if begins else self.event_stamp
            kind, stamp = KEYS | (MARKER if begins else 0), self.event_stamp
        head = bytes([0x80, kind]) + (number & 0xFFFF).to_bytes(2, "big")
        return head + (stamp & 0xFFFFFFFF).to_bytes(4, "big") + (id(self) & 0xFFFFFFFF).to_bytes(4, "big") + payload

    def offered(self, direction: str | None = None) -> str:
        name = {0: "PCMU", 8: "PCMA"}[self.codec]
        label = f"a=label:{self.label}\r\n" if self.label is not None else ""
        return (
            f"m=audio {self.port} RTP/AVP {self.codec} {KEYS}\r\na=rtpmap:{self.codec} {name}/8000\r\n"
            f"a=rtpmap:{KEYS} telephone-event/8000\r\na={direction or self.direction}\r\n{label}"
        )


@dataclass(frozen=True, slots=True)
class Message:
    start: str
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str:
        return next((value for found, value in self.headers if found.lower() == name.lower()), "")

    @property
    def code(self) -> int:
        return int(self.start.split(" ")[1])

    def attributes(self, name: str) -> list[str | None]:
        """Of each `m=` line of the SDP in it."""
        parts = self.body.split("\r\nm=")[1:]
        found = [re.search(rf"^a={name}(?::(.*?))?\r?$", part, re.MULTILINE) for part in parts]
        return [(match[1] or name) if match else None for match in found]


class RecordingClient:
    """One recording session at a time. `close` leaves no thread and no socket."""

    def __init__(self, recorder_port: int, lines: Sequence[Line], *, tcp: bool = False, to: str = "srs") -> None:
        self.lines = list(lines)
        self._to = f"sip:{to}@127.0.0.1:{recorder_port}"
        self._tcp = tcp
        self._line = _bound(socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM)
        self._line.connect(("127.0.0.1", recorder_port))
        self.call_id = f"{secrets.token_hex(8)}@client"
        self._tag, self._remote_tag, self._cseq = secrets.token_hex(4), "", 0
        self._remote = self._to
        self._answers: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.asked: queue.SimpleQueue[Message] = queue.SimpleQueue()
        """Requests of the recorder (BYE, re-INVITE), each answered 200."""
        self._closing = threading.Event()
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._listen, self._play)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Twice is no error."""
        self._closing.set()
        for thread in self._threads:
            thread.join()
        for line in self.lines:
            line.rtp.close()
        self._line.close()

    def invite(
        self,
        metadata: bytes | None,
        *,
        kind: str = "application/rs-metadata+xml",
        headers: Sequence[str] = ("Require: siprec",),
        contact: str = ";+sip.src",
        body: bytes | None = None,
        aim: bool = True,
        within_s: float = 30.0,
    ) -> Message:
        """Begin, or change, the session; the final answer, acknowledged. With `aim` its targets are sent to."""
        whole = self.multipart(metadata, kind=kind) if body is None else body
        told = [*headers, f"Content-Type: multipart/mixed;boundary={BOUNDARY}"]
        answer = self._ask("INVITE", told, whole, contact=contact, within_s=within_s)
        if answer.code < 300:
            self._remote_tag = answer.header("To").partition(";tag=")[2]
            self._remote = answer.header("Contact").partition("<")[2].partition(">")[0]
            if aim:
                self._aim(answer)
        self._send("ACK", [], b"", cseq=f"{self._cseq} ACK", contact=contact)
        return answer

    def update(self, metadata: bytes | None = None) -> Message:
        """An UPDATE (RFC 3311), with metadata alone, or with an offer alone."""
        if metadata is None:
            answer = self._ask("UPDATE", ["Content-Type: application/sdp"], self._sdp().encode())
            self._aim(answer)
            return answer
        part = ["Content-Disposition: recording-session", "Content-Type: application/rs-metadata+xml"]
        return self._ask("UPDATE", part, metadata)

    def info(self, digit: str) -> Message:
        body = f"Signal={digit}\r\nDuration=160\r\n".encode()
        return self._ask("INFO", ["Content-Type: application/dtmf-relay"], body)

    def bye(self) -> Message:
        return self._ask("BYE", [], b"")

    def multipart(self, metadata: bytes | None, *, kind: str = "application/rs-metadata+xml") -> bytes:
        parts = [f"Content-Type: application/sdp\r\n\r\n{self._sdp()}".encode()]
        if metadata is not None:
            head = f"Content-Type: {kind}\r\nContent-Disposition: recording-session\r\n\r\n"
            parts.append(head.encode() + metadata)
        delimiter = f"--{BOUNDARY}".encode()
        return b"".join(delimiter + b"\r\n" + part + b"\r\n" for part in parts) + delimiter + b"--\r\n"

    def _sdp(self, direction: str | None = None) -> str:
        head = "v=0\r\no=SRC 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        return head + "".join(line.offered(direction) for line in self.lines)

    def was_hung_up(self, *, within_s: float = 30.0) -> bool:
        """Whether the recorder ends the session in time."""
        return self._was_asked(lambda asked: asked.start.startswith("BYE"), within_s)

    def was_told_inactive(self, *, within_s: float = 30.0) -> bool:
        """Whether the recorder says in time that it wants none of the lines."""
        return self._was_asked(lambda asked: all(asked.attributes("inactive") or [None]), within_s)

    def _was_asked(self, fits: Callable[[Message], bool], within_s: float) -> bool:
        until_s = time.monotonic() + within_s
        with suppress(queue.Empty):
            while not fits(self.asked.get(timeout=max(0.01, until_s - time.monotonic()))):
                continue
            return True
        return False

    def _aim(self, answer: Message) -> None:
        ports = [int(port) for port in re.findall(r"^m=audio (\d+)", answer.body, re.MULTILINE)]
        wanted = re.findall(r"^a=(sendrecv|recvonly|sendonly|inactive)\r?$", answer.body, re.MULTILINE)
        for line, port, direction in zip(self.lines, ports, wanted, strict=True):
            line.target = ("127.0.0.1", port) if port and direction in ("recvonly", "sendrecv") else None

    def _ask(
        self, method: str, headers: Sequence[str], body: bytes, *, contact: str = ";+sip.src", within_s: float = 30.0
    ) -> Message:
        self._cseq += 1
        self._send(method, headers, body, cseq=f"{self._cseq} {method}", contact=contact)
        until_s = time.monotonic() + within_s
        while True:
            answer = self._answers.get(timeout=max(0.01, until_s - time.monotonic()))
            if answer.header("CSeq") == f"{self._cseq} {method}" and answer.code >= 200:
                return answer

    def _send(self, method: str, headers: Sequence[str], body: bytes, *, cseq: str, contact: str) -> None:
        host, port = self._line.getsockname()
        carrier = "TCP" if self._tcp else "UDP"
        to = f"<{self._to}>" + (f";tag={self._remote_tag}" if self._remote_tag else "")
        lines = [
            f"{method} {self._remote} SIP/2.0",
            f"Via: SIP/2.0/{carrier} {host}:{port};branch=z9hG4bK{secrets.token_hex(6)}",
            f"From: <sip:client@{host}:{port}>;tag={self._tag}",
            f"To: {to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {cseq}",
            f"Contact: <sip:client@{host}:{port}{';transport=tcp' if self._tcp else ''}>{contact}",
            "Max-Forwards: 70",
            *headers,
            f"Content-Length: {len(body)}",
        ]
        self._line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def _listen(self) -> None:
        self._line.settimeout(0.05)
        waiting = b""
        while not self._closing.is_set():
            try:
                waiting += self._line.recv(65_535)
            except (TimeoutError, ConnectionError):
                continue
            while (message := _first_message(waiting)) is not None:
                whole, waiting = waiting[: message[1]], waiting[message[1] :]
                self._hear(message[0], whole)

    def _hear(self, message: Message, whole: bytes) -> None:
        if message.start.startswith("SIP/2.0"):
            self._answers.put(message)
        elif not message.start.startswith("ACK"):
            self._agree(message, whole)
            self.asked.put(message)

    def _agree(self, message: Message, whole: bytes) -> None:
        """200, with every line as it was asked for."""
        head = [line for line in whole.decode().split("\r\n") if re.match(r"(Via|From|To|Call-ID|CSeq):", line)]
        body = b""
        if message.start.startswith("INVITE"):
            host, port = self._line.getsockname()
            head += [f"Contact: <sip:client@{host}:{port}>;+sip.src", "Content-Type: application/sdp"]
            body = self._sdp("inactive").encode()
            for line in self.lines:
                line.target = None
        text = "\r\n".join(["SIP/2.0 200 OK", *head, f"Content-Length: {len(body)}"])
        self._line.sendall(text.encode() + b"\r\n\r\n" + body)

    def _play(self) -> None:
        """All lines in step: the same frame of each leaves at the same instant."""
        stamps = {id(line): (secrets.randbelow(1 << 15), secrets.randbelow(1 << 31)) for line in self.lines}
        frame, next_s = 0, time.monotonic()
        with suppress(PermissionError):  # root's: what an SBC sends must not wait for a busy machine
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), -15)
        while not self._closing.wait(max(0.0, next_s - time.monotonic())):
            next_s += FRAME_S
            for line in self.lines:
                if line.target is None:
                    continue
                number, stamp = stamps.setdefault(id(line), (1, 1))
                line.rtp.sendto(line.packet(number, stamp, frame), line.target)
                stamps[id(line)] = (number + 1, stamp + FRAME)
            frame += any(line.target is not None for line in self.lines)


def _first_message(waiting: bytes) -> tuple[Message, int] | None:
    head, blank, rest = waiting.partition(b"\r\n\r\n")
    if not blank:
        return None
    start, *lines = head.decode("utf-8", "replace").split("\r\n")
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    message = Message(start, headers, "")
    size = int(message.header("Content-Length") or 0)
    if len(rest) < size:
        return None
    return Message(start, headers, rest[:size].decode("utf-8", "replace")), len(head) + 4 + size


def _bound(kind: socket.SocketKind) -> socket.socket:
    made = socket.socket(socket.AF_INET, kind)
    made.bind(("127.0.0.1", 0))
    return made
