"""Bodies that have brought servers down: session descriptions and multiparts."""

from collections.abc import Iterator

from tests.attack.requests import SDP, Request, Requests

_HEAD = b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
_C = b"c=IN IP4 127.0.0.1\r\n"
_T = b"t=0 0\r\n"
_M = b"m=audio 40000 RTP/AVP 0\r\n"

SDP_KILLERS: dict[str, bytes] = {
    "no connection, port 0": _HEAD + _T + b"m=audio 0 RTP/AVP 0\r\n",
    "no connection": _HEAD + _T + _M,
    "port 0": _HEAD + _C + _T + b"m=audio 0 RTP/AVP 0\r\n",
    "no media": _HEAD + _C + _T,
    "no time": _HEAD + _C + _M,
    "nothing": b"",
    "one line": b"v=0",
    "a version to come": SDP.replace(b"v=0", b"v=4294967296"),
    "port below": SDP.replace(b"40000", b"-1"),
    "port beyond": SDP.replace(b"40000", b"99999"),
    "many ports": SDP.replace(b"40000", b"40000/65535"),
    "no formats": SDP.replace(b"RTP/AVP 0 101", b"RTP/AVP"),
    "format 256": SDP.replace(b"RTP/AVP 0 101", b"RTP/AVP 256"),
    "500 formats": SDP.replace(b"RTP/AVP 0 101", b"RTP/AVP " + b"0 " * 500),
    "unknown profile": SDP.replace(b"RTP/AVP", b"\x01\x02/AVP"),
    "500 media": _HEAD + _C + _T + _M * 500,
    "33 media, no connection": _HEAD + _T + b"m=audio 0 RTP/AVP 0\r\n" * 33,
    "1,000 attributes": SDP + b"a=x:y\r\n" * 1000,
    "IPv6": SDP.replace(b"IP4 127.0.0.1", b"IP6 ::1"),
    "no address": SDP.replace(b"c=IN IP4 127.0.0.1", b"c=IN IP4 "),
    "a name for an address": SDP.replace(b"c=IN IP4 127.0.0.1", b"c=IN IP4 nowhere.invalid"),
    "multicast": SDP.replace(b"c=IN IP4 127.0.0.1", b"c=IN IP4 224.2.1.1/127/999"),
    "broadcast": SDP.replace(b"c=IN IP4 127.0.0.1", b"c=IN IP4 255.255.255.255"),
    "held in the old way": SDP.replace(b"c=IN IP4 127.0.0.1", b"c=IN IP4 0.0.0.0"),
    "rate 0": SDP.replace(b"PCMU/8000", b"PCMU/0"),
    "rate beyond": SDP.replace(b"PCMU/8000", b"PCMU/4294967296/255"),
    "map of a format not there": SDP + b"a=rtpmap:77 opus/48000/2\r\n",
    "map without a name": SDP + b"a=rtpmap:\r\na=rtpmap:0\r\na=rtpmap:0 /\r\n",
    "ptime 0": SDP + b"a=ptime:0\r\na=maxptime:0\r\n",
    "ptime below": SDP + b"a=ptime:-20\r\n",
    "ptime beyond": SDP + b"a=ptime:999999999\r\n",
    "fmtp of 3,000": SDP + b"a=fmtp:101 " + b"0-15," * 600 + b"\r\n",
    "rtcp port 0": SDP + b"a=rtcp:0 IN IP4 127.0.0.1\r\n",
    "rtcp beyond": SDP + b"a=rtcp:70000 IN IP6 ::::\r\n",
    "savp without keys": SDP.replace(b"RTP/AVP", b"RTP/SAVP"),
    "savp with broken keys": SDP.replace(b"RTP/AVP", b"RTP/SAVP") + b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:!\r\n",
    "40 keys": SDP.replace(b"RTP/AVP", b"RTP/SAVP") + b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" * 40,
    "dtls": SDP.replace(b"RTP/AVP", b"UDP/TLS/RTP/SAVPF") + b"a=setup:actpass\r\na=fingerprint:sha-256 00\r\n",
    "ice": SDP + b"a=ice-ufrag:\r\na=ice-pwd:\r\na=candidate:x\r\na=candidate:1 1 UDP -1 127.0.0.1 0 typ\r\n",
    "zero bytes": SDP.replace(b"s=-", b"s=\0\0\0"),
    "no line ends": SDP.replace(b"\r\n", b" "),
    "bare line feeds": SDP.replace(b"\r\n", b"\n"),
    "bare carriage returns": SDP.replace(b"\r\n", b"\r"),
    "backwards": b"\r\n".join(reversed(SDP.split(b"\r\n"))),
    "bandwidth beyond": SDP.replace(b"t=0 0", b"b=AS:99999999999\r\nb=TIAS:-1\r\nt=0 0"),
    "two directions": SDP + b"a=sendonly\r\na=recvonly\r\na=inactive\r\n",
    "video and text": SDP + b"m=video 40002 RTP/AVP 96\r\nm=text 40004 RTP/AVP 98\r\nm=message 1 TCP/MSRP *\r\n",
    "labels": SDP + b"a=label:\r\na=label:" + b"x" * 3000 + b"\r\n",
    "recording preferences": SDP + b"a=recordpref:\r\na=recordpref:maybe\r\na=record:on\r\na=recordpref:off\r\n",
}


def _multipart(body: bytes, boundary: bytes = b"b") -> tuple[bytes, bytes]:
    return b"multipart/mixed;boundary=" + boundary, body


_PART = b"--b\r\nContent-Type: application/sdp\r\n\r\n" + SDP
BROKEN_MULTIPARTS: dict[str, tuple[bytes, bytes]] = {
    "no boundary told": (b"multipart/mixed", _PART + b"--b--\r\n"),
    "empty boundary": _multipart(_PART + b"--b--\r\n", b'""'),
    "boundary of 1,000": _multipart(b"--" + b"x" * 1000 + b"\r\n\r\n", b"x" * 1000),
    "never closed": _multipart(_PART),
    "closed only": _multipart(b"--b--\r\n"),
    "boundary never met": _multipart(SDP),
    "no headers": _multipart(b"--b\r\n" + SDP + b"--b--\r\n"),
    "no empty line": _multipart(b"--b\r\nContent-Type: application/sdp\r\n--b--\r\n"),
    "empty parts": _multipart(b"--b\r\n\r\n" * 200 + b"--b--\r\n"),
    "200 descriptions": _multipart(_PART * 12 + b"--b--\r\n"),
    "in itself": _multipart(b"--b\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n" * 60 + b"--b--\r\n"),
    "zero bytes": _multipart(b"--b\r\n\0\0\0\r\n\r\n\0--b--\r\n"),
    "cut within a header": _multipart(b"--b\r\nContent-Ty"),
    "half a boundary": _multipart(_PART + b"-"),
    "preamble of 2,000": _multipart(b"x" * 2000 + b"\r\n" + _PART + b"--b--\r\n"),
}


def hostile_bodies(make: Requests) -> Iterator[tuple[str, Request]]:
    for name, sdp in SDP_KILLERS.items():
        yield f"SDP: {name}", make.make().carrying(b"application/sdp", sdp)
    for name, (kind, body) in BROKEN_MULTIPARTS.items():
        yield f"multipart: {name}", make.make().carrying(kind, body)
