"""What an INVITE says, as one value that never changes. Everything in it is untrusted and may be personal."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from recorder.sip_address import user_of

_LONG_NAMES = {
    "a": "accept-contact",
    "b": "referred-by",
    "c": "content-type",
    "d": "request-disposition",
    "e": "content-encoding",
    "f": "from",
    "i": "call-id",
    "j": "reject-contact",
    "k": "supported",
    "l": "content-length",
    "m": "contact",
    "o": "event",
    "r": "refer-to",
    "s": "subject",
    "t": "to",
    "u": "allow-events",
    "v": "via",
    "x": "session-expires",
    "y": "identity",
}
"""The compact forms (RFC 3261 §7.3.3 and the registry it points to)."""
_BOUNDARY = re.compile(r';\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
"""RFC 2046 §5.1.1: at most 70 characters."""
MOST_PARTS = 16
"""A multipart body with more is read no further."""


class Carrier(StrEnum):
    """How it came."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Source:
    """From where it came, as the socket says, not as a header claims."""

    host: str
    port: int
    carrier: Carrier = Carrier.UDP
    tls_names: tuple[str, ...] = ()
    """The names in the certificate that the peer has proved to own; empty without one."""


@dataclass(frozen=True, slots=True, repr=False)
class BodyPart:
    """One part of the body. `kind` is its media type in small letters ("application/sdp")."""

    kind: str
    payload: bytes
    headers: tuple[tuple[str, str], ...] = ()
    """(name in small letters, value), as the part has them."""

    def __repr__(self) -> str:
        return f"BodyPart({len(self.payload)} bytes)"


@dataclass(frozen=True, slots=True, repr=False)
class Invite:
    """One INVITE. Header values keep bytes that are no UTF-8 as lone surrogates: log none of them."""

    source: Source
    headers: tuple[tuple[str, str], ...] = ()
    """(name in small letters, its long form; value), in the order they came."""
    body: bytes = b""
    asserted_is_trusted: bool = False
    """Whether the source is one whose P-Asserted-Identity may be believed (RFC 3325 §3)."""

    def __repr__(self) -> str:
        return f"Invite({self.source.carrier}, {len(self.headers)} headers, body of {len(self.body)} bytes)"

    def header(self, name: str) -> str | None:
        """The first of that name (long form, any case), or None."""
        return next(iter(self.all_headers(name)), None)

    def all_headers(self, name: str) -> tuple[str, ...]:
        return tuple(value for found, value in self.headers if found == name.lower())

    @property
    def from_user(self) -> str | None:
        """User part of From; "" when it has none, None when it cannot be read. So with the next ones."""
        return user_of(self.header("From") or "")

    @property
    def to_user(self) -> str | None:
        return user_of(self.header("To") or "")

    @property
    def asserted_users(self) -> tuple[str, ...]:
        """Who the network says is calling (P-Asserted-Identity): empty when the source may not say so."""
        return self._users("P-Asserted-Identity") if self.asserted_is_trusted else ()

    @property
    def preferred_users(self) -> tuple[str, ...]:
        """Who the caller wants to be (P-Preferred-Identity)."""
        return self._users("P-Preferred-Identity")

    @property
    def sip_call_id(self) -> str:
        return self.header("Call-ID") or ""

    @property
    def user_agent(self) -> str | None:
        return self.header("User-Agent")

    @property
    def content_type(self) -> str:
        """Media type of the body, in small letters and without parameters; "" without a body."""
        return _kind_of(self.header("Content-Type") or "")

    def parts(self) -> tuple[BodyPart, ...]:
        """The parts of a multipart body (RFC 5621), or the body as the only one; () when there is none."""
        written = self.header("Content-Type")
        if not self.body or written is None:
            return ()
        if not self.content_type.startswith("multipart/"):
            return (BodyPart(self.content_type, self.body, (("content-type", written),)),)
        boundary = _BOUNDARY.search(written)
        return (
            tuple(_split(self.body, (boundary[1] or boundary[2]).encode("utf-8", "surrogateescape")))
            if boundary
            else ()
        )

    def _users(self, name: str) -> tuple[str, ...]:
        """RFC 3325 §9.1: one or two addresses, in one line or two."""
        found = (user_of(address) for value in self.all_headers(name) for address in _addresses_in(value))
        return tuple(user for user in found if user)


def read_invite(message: bytes, source: Source, *, asserted_is_trusted: bool = False) -> Invite:
    """What pjsip has taken for an INVITE. Raises nothing: what cannot be read is left out."""
    head, _, body = message.partition(b"\r\n\r\n")
    _, _, lines = head.partition(b"\r\n")  # the request line
    return Invite(source, _headers_in(lines), body, asserted_is_trusted)


def _headers_in(lines: bytes) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for line in lines.decode("utf-8", "surrogateescape").split("\r\n"):
        if line[:1] in (" ", "\t") and found:  # folded (RFC 3261 §7.3.1)
            name, value = found.pop()
            found.append((name, f"{value} {line.strip()}"))
            continue
        name, colon, value = line.partition(":")
        if colon:
            short = name.strip().lower()
            found.append((_LONG_NAMES.get(short, short), value.strip()))
    return tuple(found)


def _addresses_in(value: str) -> list[str]:
    """Split at commas that stand neither in quotes nor in angle brackets."""
    addresses, begun, quoted, bracketed, escaped = [], 0, False, False, False
    for at, letter in enumerate(value):
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = letter == "\\", letter != '"'
        elif letter == '"':
            quoted = True
        elif letter in "<>":
            bracketed = letter == "<"
        elif letter == "," and not bracketed:
            addresses.append(value[begun:at])
            begun = at + 1
    return [*addresses, value[begun:]]


def _kind_of(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _split(body: bytes, boundary: bytes) -> list[BodyPart]:
    """RFC 2046 §5.1.1: what stands between the delimiters; the line break before one belongs to it. LF will do."""
    delimiter = re.compile(rb"\r?\n--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    whole = b"\r\n" + body
    parts = []
    for begins, ends in pairwise(islice(delimiter.finditer(whole), MOST_PARTS + 1)):
        if begins[1]:
            break
        parts.append(_read_part(whole[begins.end() : ends.start()]))
    return parts


def _read_part(piece: bytes) -> BodyPart:
    """`piece` begins with the end of the delimiter's line; an empty line ends the headers, if there are any."""
    head, *payload = re.split(rb"\r?\n\r?\n", piece, maxsplit=1)
    headers = _headers_in(re.sub(rb"\r?\n", b"\r\n", head))
    kind = next((_kind_of(value) for name, value in headers if name == "content-type"), "text/plain")
    return BodyPart(kind, b"".join(payload), headers)
