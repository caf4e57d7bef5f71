"""One hostile value in one field after another: SIP headers, SDP lines, SIPREC metadata (F14)."""

from collections.abc import Iterator

from tests.attack.requests import SDP, Request, Requests

MARK = b"zzhostile"
"""In every value, so that wherever one lands it is found: as a file's name, in a log."""
HUGE_BYTES = 60_000

VALUES: dict[str, bytes] = {
    "traversal": b"../../../../tmp/" + MARK,
    "absolute": b"/tmp/" + MARK,
    "encoded traversal": b"..%2f..%2f..%2ftmp%2f" + MARK,
    "windows": b"..\\..\\" + MARK,
    "zero byte": MARK + b"\0.wav",
    "encoded zero byte": MARK + b"%00.wav",
    "line break": MARK + b'\r\n\r\n{"event": "' + MARK + b'"}',
    "header injected": MARK + b"\r\nX-Injected: " + MARK,
    "line feed": MARK + b'\n{"event": "' + MARK + b'"}',
    "escape sequences": b"\x1b[2J\x1b]0;" + MARK + b"\x07",
    "line separators": MARK + "\u2028\u2029\x85".encode(),
    "right to left": MARK + "\u202e".encode(),
    "format": b"%s%n%x{0}${jndi:x}" + MARK,
    "shell": b"$(touch /tmp/" + MARK + b");`touch /tmp/" + MARK + b"`",
    "huge": MARK + b"A" * HUGE_BYTES,
}
HEADERS = (
    "Via", "From", "To", "Call_ID", "CSeq", "Contact", "Max_Forwards", "Subject", "User_Agent", "Session_ID",
    "P_Asserted_Identity", "Remote_Party_ID", "Diversion", "User_to_User", "Cisco_Guid", "X_Anything", "Content_Type",
)  # fmt: skip
_SDP_FIELDS = (b"o=-", b"s=-", b"c=IN IP4 127.0.0.1", b"t=0 0", b"PCMU", b"telephone-event", b"m=audio")
_METADATA_FIELDS = (b"GROUP", b"SESSION", b"PARTICIPANT", b"AOR", b"NAME", b"STREAM", b"LABEL")
METADATA = (
    b'<?xml version="1.0"?><recording xmlns="urn:ietf:params:xml:ns:recording:1"><datamode>complete</datamode>'
    b'<group group_id="GROUP"/><session session_id="SESSION"><group-ref>GROUP</group-ref></session>'
    b'<participant participant_id="PARTICIPANT"><nameID aor="AOR"><name>NAME</name></nameID></participant>'
    b'<stream stream_id="STREAM" session_id="SESSION"><label>LABEL</label></stream></recording>'
)


def hostile_fields(make: Requests, *, huge: bool) -> Iterator[Request]:
    """`huge` ones fit only through TCP."""
    for name, value in VALUES.items():
        if (name == "huge") == huge:
            yield from _in_headers(make, value)
            yield from _in_sdp(make, value)
            yield from _in_metadata(make, value)


def _in_headers(make: Requests, value: bytes) -> Iterator[Request]:
    for header in HEADERS:
        plain = make.make()
        old = dict(plain.headers).get(header.replace("_", "-").encode(), b"")
        yield plain.having(**{header: value})
        yield plain.having(**{header: old + b";" + value})
        if header in ("From", "To", "Contact"):
            yield plain.having(**{header: b'"' + value + b'" <sip:' + value + b"@example.invalid>;tag=1"})


def _in_sdp(make: Requests, value: bytes) -> Iterator[Request]:
    for field in _SDP_FIELDS:
        yield make.make().carrying(b"application/sdp", SDP.replace(field, field[:2] + value))
    yield make.make().carrying(b"application/sdp", SDP + b"a=label:" + value + b"\r\na=" + value + b"\r\n")


def _in_metadata(make: Requests, value: bytes) -> Iterator[Request]:
    for field in _METADATA_FIELDS:
        yield siprec_invite(make, METADATA.replace(field, value))


def siprec_invite(make: Requests, metadata: bytes) -> Request:
    """RFC 7866 §7.1: an offer of sendonly streams with labels, and the metadata beside it."""
    streams = b"".join(
        b"m=audio %d RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendonly\r\na=label:%d\r\n" % (40_000 + 2 * label, label)
        for label in (1, 2)
    )
    sdp = SDP[: SDP.index(b"m=audio")] + streams
    body = b"".join(
        b"--b\r\nContent-Type: " + kind + b"\r\n" + extra + b"\r\n" + part + b"\r\n"
        for kind, extra, part in (
            (b"application/sdp", b"", sdp),
            (b"application/rs-metadata+xml", b"Content-Disposition: recording-session\r\n", metadata),
        )
    )
    invite = make.make().carrying(b"multipart/mixed;boundary=b", body + b"--b--\r\n")
    contact = dict(invite.headers)[b"Contact"] + b";+sip.src"
    return invite.having(Require=b"siprec", Contact=contact)
