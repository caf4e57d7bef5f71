"""INVITEs that no telephone would send, as datagrams."""

import random
import socket
import time
from collections.abc import Iterator

SDP = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 0 101\r\n"
    "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
)
HEADERS = ("Via", "From", "To", "Call-ID", "CSeq", "Contact", "Max-Forwards", "Content-Type", "Subject", "User-Agent")
NOT_UTF_8 = (b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\x80", b"\xf8\x88\x80\x80\x80")
HUGE = (1_000, 3_000)
"""Bytes of one value; a whole datagram must stay under pjsip's 4,000."""
DECIDED = frozenset(range(200, 700))


class Attacker:
    """One UDP socket; each INVITE is a call of its own."""

    def __init__(self, recorder_port: int, *, seed: int = 13, host: str = "127.0.0.1") -> None:
        """`host` is from where it attacks: any address of the loopback network."""
        self.host = host
        self._target = ("127.0.0.1", recorder_port)
        self._random = random.Random(seed)
        self._line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._line.bind((host, 0))
        self._line.settimeout(0.02)
        self.port = int(self._line.getsockname()[1])

    def close(self) -> None:
        self._line.close()

    def fields(self, **changed: bytes) -> dict[str, bytes]:
        """The headers of a well-formed INVITE, some of them exchanged ("Call_ID" stands for Call-ID)."""
        tag = f"{self._random.getrandbits(64):016x}"
        headers = {
            "Via": f"SIP/2.0/UDP {self.host}:{self.port};branch=z9hG4bK{tag}",
            "From": f'"x" <sip:+12125550199@127.0.0.1:{self.port}>;tag={tag}',
            "To": f"<sip:returns@127.0.0.1:{self._target[1]}>",
            "Call-ID": f"{tag}@attacker",
            "CSeq": "1 INVITE",
            "Contact": f"<sip:x@127.0.0.1:{self.port}>",
            "Max-Forwards": "70",
            "Content-Type": "application/sdp",
            "Subject": "hello",
            "User-Agent": "x",
        }
        return {name: text.encode() for name, text in headers.items()} | {
            name.replace("_", "-"): value for name, value in changed.items()
        }

    def invite(self, headers: dict[str, bytes], *, within_s: float = 10.0) -> int | None:
        """Send it; the final status, or None when there is no answer in time. A call that is taken is hung up again."""
        self._send("INVITE", headers, SDP.format(port=self.port + 1).encode())
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            try:
                answer = self._line.recv(65_535)
            except TimeoutError:
                continue
            words = answer.split(b" ", 2)
            if words[0] == b"SIP/2.0" and headers["Call-ID"] in answer and int(words[1]) in DECIDED:
                self._acknowledge(headers, answer, int(words[1]))
                return int(words[1])
        self._send("CANCEL", headers)
        return None

    def ask(self, method: str, headers: dict[str, bytes] | None = None, *, within_s: float = 10.0) -> int | None:
        """Send a request of any method; the status of the answer, or None when there is none in time."""
        told = headers or self.fields()
        told = {name: value for name, value in told.items() if name != "Content-Type"}
        self._send(method, told)
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            try:
                answer = self._line.recv(65_535)
            except TimeoutError:
                continue
            if answer.startswith(b"SIP/2.0 ") and told["Call-ID"] in answer:
                return int(answer.split(b" ", 2)[1])
        return None

    def flood(self, method: str, *, per_s: int, seconds: float) -> int:
        """Send that many requests a second, each one new, reading no answer; how many were sent."""
        begun_s, sent = time.monotonic(), 0
        while (passed_s := time.monotonic() - begun_s) < seconds:
            for _ in range(int(passed_s * per_s) - sent):
                self._send(method, self.fields())
                sent += 1
            time.sleep(0.002)
        return sent

    def _acknowledge(self, headers: dict[str, bytes], answer: bytes, code: int) -> None:
        to = next(line[4:] for line in answer.split(b"\r\n") if line.startswith(b"To: "))
        self._send("ACK", headers | {"To": to})
        if code < 300:
            self._send("BYE", headers | {"To": to, "CSeq": b"2 BYE"})

    def _send(self, method: str, headers: dict[str, bytes], body: bytes = b"") -> None:
        told = headers if method in ("INVITE", "BYE") else headers | {"CSeq": f"1 {method}".encode()}
        lines = [f"{method} sip:returns@127.0.0.1:{self._target[1]} SIP/2.0".encode()]
        lines += [name.encode() + b": " + value for name, value in told.items()]
        lines.append(f"Content-Length: {len(body)}".encode())
        self._line.sendto(b"\r\n".join(lines) + b"\r\n\r\n" + body, self._target)

    def mutated(self, how_many: int) -> Iterator[dict[str, bytes]]:
        """Headers of INVITEs: no UTF-8, missing, huge, emptied or garbled, in every header in turn."""
        for number in range(how_many):
            headers = self.fields()
            name = HEADERS[number % len(HEADERS)]
            value = headers[name]
            match number // len(HEADERS) % 5:
                case 0:
                    at = self._random.randrange(len(value) + 1)
                    headers[name] = value[:at] + self._random.choice(NOT_UTF_8) + value[at:]
                case 1:
                    del headers[name]
                case 2:
                    headers[name] = value + b"a" * self._random.choice(HUGE)
                case 3:
                    headers[name] = b""
                case _:
                    garbled = bytearray(value)
                    for _ in range(3):
                        garbled[self._random.randrange(len(garbled))] = self._random.randrange(256)
                    headers[name] = bytes(garbled).replace(b"\r", b" ").replace(b"\n", b" ")
            yield headers
