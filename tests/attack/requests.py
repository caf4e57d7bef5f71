"""Well-formed requests to begin with; everything hostile is one of them, changed. Bytes throughout."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

SDP = (
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 101\r\n"
    b"a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
)
Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it will be written. `content_length` None: the body's true length."""

    start: bytes
    headers: tuple[Header, ...]
    body: bytes = b""
    content_length: bytes | None = None

    def written(self, line_end: bytes = b"\r\n") -> bytes:
        length = str(len(self.body)).encode() if self.content_length is None else self.content_length
        lines = [self.start, *(name + b": " + value for name, value in self.headers), b"Content-Length: " + length]
        return line_end.join(lines) + line_end * 2 + self.body

    def having(self, **changed: bytes) -> "Request":
        """With the first header of each name exchanged, or added ("Call_ID" stands for Call-ID)."""
        new = self
        for name, value in changed.items():
            new = new._having(name.replace("_", "-").encode(), value)
        return new

    def _having(self, name: bytes, value: bytes) -> "Request":
        if all(header != name for header, _ in self.headers):
            return replace(self, headers=(*self.headers, (name, value)))
        exchanged = tuple((header, value if header == name else old) for header, old in self.headers)
        return replace(self, headers=exchanged)

    def without(self, *names: str) -> "Request":
        gone = {name.encode() for name in names}
        return replace(self, headers=tuple(header for header in self.headers if header[0] not in gone))

    def more(self, *headers: Header) -> "Request":
        return replace(self, headers=(*self.headers, *headers))

    def carrying(self, kind: bytes, body: bytes) -> "Request":
        return replace(self.having(Content_Type=kind), body=body)


@dataclass(slots=True)
class Requests:
    """Makes requests that differ in branch, tag and Call-ID. `user`: whom they claim to be."""

    target: tuple[str, int]
    sent_by: str = "127.0.0.1:5999"
    carrier: str = "UDP"
    user: str = "+12125550199"
    seed: int = 13
    _numbers: Iterator[int] = field(default_factory=itertools.count, init=False)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def make(self, method: str = "INVITE", *, to: str = "returns") -> Request:
        tag = f"{next(self._numbers):08x}{self._random.getrandbits(48):012x}"
        host, port = self.target
        headers = {
            "Via": f"SIP/2.0/{self.carrier} {self.sent_by};rport;branch=z9hG4bK{tag}",
            "Max-Forwards": "70",
            "From": f'"x" <sip:{self.user}@{self.sent_by}>;tag={tag}',
            "To": f"<sip:{to}@{host}:{port}>",
            "Call-ID": f"{tag}@attack",
            "CSeq": f"1 {method}",
            "Contact": f"<sip:x@{self.sent_by}>",
        }
        start = f"{method} sip:{to}@{host}:{port} SIP/2.0".encode()
        plain = Request(start, tuple((name.encode(), value.encode()) for name, value in headers.items()))
        return plain.carrying(b"application/sdp", SDP) if method == "INVITE" else plain


def cancelling(invite: Request) -> bytes:
    """The CANCEL of an INVITE (RFC 3261 §9.1)."""
    start = invite.start.replace(b"INVITE", b"CANCEL", 1)
    kept = tuple(header for header in invite.headers if header[0] != b"Content-Type")
    return replace(invite, start=start, headers=kept, body=b"", content_length=None).having(CSeq=b"1 CANCEL").written()
