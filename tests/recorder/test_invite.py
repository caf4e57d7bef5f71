"""What an INVITE says: read whole, shown to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.invite import MOST_PARTS, BodyPart, Carrier, Invite, Source, read_invite

PEER = Source("192.0.2.7", 5060, Carrier.TLS, ("sbc.example.org",))


def invite_of(*headers: str, body: bytes = b"", trusted: bool = True) -> Invite:
    lines = ["INVITE sip:returns@example.org SIP/2.0", *headers]
    return read_invite(
        "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body, PEER, asserted_is_trusted=trusted
    )


def test_headers_are_found_by_name_in_any_case_and_in_their_compact_form() -> None:
    invite = invite_of(
        "f: <sip:+12125550147@x>;tag=1", "T: <sip:returns@y>", "i:abc@z", "USER-AGENT:  PBX 1 ", "X-A: 1"
    )
    assert (invite.from_user, invite.to_user, invite.sip_call_id) == ("+12125550147", "returns", "abc@z")
    assert (invite.user_agent, invite.header("x-a"), invite.header("X-B")) == ("PBX 1", "1", None)


def test_a_folded_header_is_one_and_a_repeated_one_is_several() -> None:
    invite = invite_of("Subject: one", "\ttwo", "  three", "Via: a", "Via: b")
    assert invite.header("Subject") == "one two three"
    assert invite.all_headers("via") == ("a", "b")


def test_where_it_came_from_is_what_the_socket_says() -> None:
    assert invite_of("Via: SIP/2.0/UDP 203.0.113.9").source == PEER


@pytest.mark.parametrize(
    ("lines", "users"),
    [
        (("P-Asserted-Identity: <sip:+12125550147@x>",), ("+12125550147",)),
        (("P-Asserted-Identity: <sip:jo@x>, <tel:+12125550147>",), ("jo", "+12125550147")),
        (("P-Asserted-Identity: <sip:jo@x>", "P-Asserted-Identity: tel:+12125550147"), ("jo", "+12125550147")),
        (('P-Asserted-Identity: "Do, \\"Jo\\", <x>" <sip:jo@x>',), ("jo",)),
        (("P-Asserted-Identity: <sip:example.org>",), ()),
        (("P-Asserted-Identity: ,,<<>>,",), ()),
        ((), ()),
    ],
)
def test_who_the_network_says_is_calling(lines: tuple[str, ...], users: tuple[str, ...]) -> None:
    assert invite_of(*lines).asserted_users == users


def test_a_peer_that_is_not_trusted_asserts_nobody() -> None:
    lines = ("P-Asserted-Identity: <sip:+12125550147@x>", "P-Preferred-Identity: <sip:jo@x>")
    invite = invite_of(*lines, trusted=False)
    assert (invite.asserted_users, invite.preferred_users) == ((), ("jo",))


def test_a_plain_body_is_one_part() -> None:
    invite = invite_of("c: Application/SDP;charset=x", body=b"v=0\r\n")
    assert invite.content_type == "application/sdp"
    assert [(part.kind, part.payload) for part in invite.parts()] == [("application/sdp", b"v=0\r\n")]


@pytest.mark.parametrize("boundary", ["unique-1", '"unique 1"', "u.+*(1"])
def test_the_parts_of_a_multipart_body_come_as_they_are(boundary: str) -> None:
    mark = boundary.strip('"').encode()
    body = (
        b"preamble\r\n--"
        + mark
        + b"\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n--"
        + mark
        + b"x\r\n--"
        + mark
        + b" \r\nC: application/rs-metadata+xml\r\nContent-Disposition: recording-session\r\n\r\n\xff<xml/>"
        + b"\r\n--"
        + mark
        + b"\r\n\r\nnameless\r\n--"
        + mark
        + b"--\r\nafter"
    )
    first, second, third = invite_of(f"Content-Type: multipart/mixed ; Boundary={boundary}", body=body).parts()
    assert (first.kind, first.payload) == ("application/sdp", b"v=0\r\n\r\n--" + mark + b"x")
    assert (second.kind, second.payload) == ("application/rs-metadata+xml", b"\xff<xml/>")
    assert ("content-disposition", "recording-session") in second.headers
    assert (third.kind, third.payload) == ("text/plain", b"nameless")


@pytest.mark.parametrize(
    "kind", ["multipart/mixed", "multipart/mixed;boundary=", 'multipart/mixed;boundary="', "multipart/"]
)
def test_a_multipart_body_without_a_boundary_has_no_parts(kind: str) -> None:
    assert invite_of(f"Content-Type: {kind}", body=b"--x\r\n\r\na\r\n--x--").parts() == ()


def test_F13_a_body_of_very_many_parts_is_read_no_further() -> None:
    invite = invite_of("Content-Type: multipart/mixed;boundary=x", body=b"--x\r\n\r\na\r\n" * 10_000 + b"--x--")
    assert len(invite.parts()) == MOST_PARTS


@given(st.binary(max_size=400))
def test_F13_no_message_breaks_the_reading(message: bytes) -> None:
    invite = read_invite(message, PEER, asserted_is_trusted=True)
    for name in ("from_user", "to_user", "asserted_users", "preferred_users", "content_type", "user_agent"):
        getattr(invite, name)
    invite.parts()


@given(st.binary(max_size=80), st.binary(max_size=200))
def test_F13_no_multipart_body_breaks_the_reading(kind: bytes, body: bytes) -> None:
    header = kind.replace(b"\r\n", b"").decode("utf-8", "surrogateescape")
    invite_of(f"Content-Type: multipart/mixed;boundary={header}", body=body).parts()


def test_nothing_of_it_is_shown() -> None:
    invite = invite_of("From: <sip:+12125550147@x>", "Content-Type: text/plain", body=b"secret")
    for shown in (repr(invite), str(invite.parts())):
        assert "2125550147" not in shown
        assert "secret" not in shown
    assert "secret" not in repr(BodyPart("text/plain", b"secret"))
