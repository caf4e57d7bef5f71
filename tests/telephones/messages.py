"""SIP messages (RFC 3261 §7) as far as telephones in tests need them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Address = tuple[str, int]
Headers = Sequence[tuple[str, str]]

_SDP = (
    "v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP 0{event}\r\n"
    "a=rtpmap:0 PCMU/8000\r\n{map}a=ptime:20\r\na=sendrecv\r\n"
)


@dataclass(frozen=True, slots=True)
class Message:
    """Header names are in lower case; several of one name keep their order."""

    start: str
    headers: Headers
    body: str = ""

    @classmethod
    def parse(cls, datagram: bytes) -> "Message":
        """Of what is no message: one without headers."""
        head, _, body = datagram.decode("utf-8", "surrogateescape").partition("\r\n\r\n")
        start, *lines = head.split("\r\n")
        pairs = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        return cls(start, pairs, body)

    def get(self, name: str) -> str:
        """The first of that name; "" when there is none."""
        return next((value for header, value in self.headers if header == name), "")

    def all(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header == name]

    @property
    def code(self) -> int:
        """0 for a request."""
        return int(self.start.split(" ")[1]) if self.start.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        """Of the request, or of the request that is answered."""
        return self.get("cseq").rpartition(" ")[2]

    @property
    def sequence(self) -> int:
        return int(self.get("cseq").partition(" ")[0])


def compose(start: str, headers: Headers, body: str = "", content_type: str = "application/sdp") -> bytes:
    lines = [start, *(f"{name}: {value}" for name, value in headers)]
    if body:
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(body.encode())}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def answer_to(request: Message, code: str, contact: str, *, tag: str = "", body: str = "") -> bytes:
    """`code` with its phrase. `tag` is put to To unless that has one already (RFC 3261 §8.2.6.2)."""
    to = request.get("to")
    headers = [("Via", via) for via in request.all("via")]
    headers += [("Record-Route", route) for route in request.all("record-route")]
    headers += [("From", request.get("from")), ("To", to if ";tag=" in to or not tag else f"{to};tag={tag}")]
    headers += [("Call-ID", request.get("call-id")), ("CSeq", request.get("cseq")), ("Contact", f"<{contact}>")]
    return compose(f"SIP/2.0 {code}", headers, body)


def offer(host: str, port: int, *, event_payload: int | None = 101) -> str:
    """PCMU, and telephone events (RFC 4733) unless None."""
    if event_payload is None:
        return _SDP.format(host=host, port=port, event="", map="")
    mapped = f"a=rtpmap:{event_payload} telephone-event/8000\r\na=fmtp:{event_payload} 0-15\r\n"
    return _SDP.format(host=host, port=port, event=f" {event_payload}", map=mapped)


def sound_address(sdp: str) -> Address:
    """Where an SDP wants its sound. Raises ValueError."""
    host, port = re.search(r"^c=IN IP4 (\S+)", sdp, re.MULTILINE), re.search(r"^m=audio (\d+)", sdp, re.MULTILINE)
    if host is None or port is None:
        raise ValueError("no sound in this SDP")
    return host[1], int(port[1])


def uri_in(header: str) -> str:
    """The address of a Contact or Record-Route header."""
    found = re.search(r"<([^>]+)>", header)
    return found[1] if found else header.partition(";")[0].strip()
