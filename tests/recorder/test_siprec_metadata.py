"""What recording clients say of their calls, in every shape they say it, and what nobody may make us believe or do."""

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.errors import BadMetadata
from recorder.metadata_xml import MAX_BYTES
from recorder.siprec_metadata import Metadata, read_metadata
from tests.recorder.siprec_documents import (
    AGENT,
    CALLER,
    MIXED,
    RFC_7865,
    SHAPES,
    attending,
    document,
    partial,
    participant,
    sending,
    stream,
)


def addresses_of(metadata: Metadata, label: str) -> list[str]:
    return [address for sender in metadata.senders_of(label) for address in sender.addresses]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_who_sends_which_stream_is_read_from_every_shape(shape: str, line_end: str) -> None:
    metadata = read_metadata(document(shape).replace(b"\n", line_end.encode()))
    assert metadata.complete
    assert addresses_of(metadata, "1") == [CALLER]
    assert addresses_of(metadata, "2") == [AGENT]
    assert addresses_of(metadata, "3") == []


@pytest.mark.parametrize(
    ("shape", "references"),
    [
        ("RFC 7865", {"session_id": "0123456789abcdef0123456789abcdef;remote=fedcba9876543210fedcba9876543210"}),
        ("draft with extension data", {"ucid": "00FA08000A0B0C0D0E0F10"}),
        ("without association times", {"session_id": "c0ffee00c0ffee00c0ffee00c0ffee00"}),
        ("prefixed, with a UCID", {"ucid": "FA080011223344556677"}),
        ("with a call UUID", {"call_uuid": "00TESTUUID0000000000000000000001"}),
    ],
)
def test_by_what_a_switchboard_names_the_call_is_kept(shape: str, references: dict[str, str]) -> None:
    assert read_metadata(document(SHAPES[shape])).references == references


def test_the_calls_of_one_contact_share_a_group() -> None:
    metadata = read_metadata(document(RFC_7865))
    assert [session.group_id for session in metadata.sessions.values()] == ["grp-1"]


def test_a_mixed_stream_has_two_senders() -> None:
    assert addresses_of(read_metadata(document(MIXED)), "1") == [CALLER, AGENT]


THIRD = "sip:1043@desk.example"
BEFORE = read_metadata(document(RFC_7865))


@pytest.mark.parametrize(
    ("update", "first", "second", "third"),
    [
        ("", [CALLER], [AGENT], []),
        (participant("par-b", THIRD) + stream("str-3", "3") + sending("par-b", "str-3"), [CALLER], [AGENT], [THIRD]),
        (
            attending("par-a", left=True) + participant("par-b", THIRD) + sending("par-b", "str-2"),
            [CALLER],
            [THIRD],
            [],
        ),
        (sending("par-a", "str-2", ended=True), [CALLER], [], []),
        (sending("par-a", ended=True), [CALLER], [], []),
        (sending("par-a", "str-2", ended=True) + sending("par-a", "str-1"), [CALLER, AGENT], [], []),
        (attending("par-c", left=True), [], [AGENT], []),
        (attending("par-c", left=True) + attending("par-c", session_id="ses-2"), [CALLER], [AGENT], []),
        (stream("str-1", "3"), [], [AGENT], [CALLER]),
        ('<participant participant_id="par-c"/>', [CALLER], [AGENT], []),
        (participant("par-c", "tel:+12125550199"), ["tel:+12125550199"], [AGENT], []),
    ],
    ids=[
        "nothing new",
        "somebody joins with a stream of their own",
        "a transfer: one leaves, another one speaks on the same stream",
        "one stops to send one stream",
        "one stops to send at all",
        "one sends another stream instead",
        "the caller leaves",
        "the caller leaves one session for another",
        "a stream gets another label",
        "named again without an address",
        "named again with another address",
    ],
)
def test_a_partial_update_changes_what_it_names_and_nothing_else(
    update: str, first: list[str], second: list[str], third: list[str]
) -> None:
    after = BEFORE.merged(read_metadata(partial(update)))
    assert [sorted(addresses_of(after, label)) for label in "123"] == [sorted(first), sorted(second), sorted(third)]
    assert after.sessions == BEFORE.sessions
    assert after.references == BEFORE.references


def test_whoever_left_may_come_back() -> None:
    gone = BEFORE.merged(read_metadata(partial(attending("par-a", left=True))))
    assert addresses_of(gone, "2") == []
    assert addresses_of(gone.merged(read_metadata(partial(attending("par-a")))), "2") == [AGENT]


def test_a_complete_update_forgets_what_was_before() -> None:
    assert BEFORE.merged(read_metadata(document(MIXED))) == read_metadata(document(MIXED))


def test_no_value_shows_an_address() -> None:
    assert "2125550147" not in repr(BEFORE)
    assert "desk" not in repr(BEFORE)


# ── what nobody may make us believe or do ────────────────────────────────────────────────────────────────────────

ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(10))


def hostile_documents(secret: Path, port: int) -> dict[str, bytes]:
    outside = f"http://127.0.0.1:{port}/x".encode()
    return {
        "an entity of a local file": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file://%s">]><recording>&x;</recording>'
        % str(secret).encode(),
        "an entity of the network": b'<!DOCTYPE r [<!ENTITY x SYSTEM "%s">]><recording>&x;</recording>' % outside,
        "a document type of the network": b'<!DOCTYPE r SYSTEM "%s"><recording/>' % outside,
        "a parameter entity": b'<!DOCTYPE r [<!ENTITY %% p SYSTEM "%s">%%p;]><recording/>' % outside,
        "a billion laughs": b"<!DOCTYPE r [%s]><recording>&e9;</recording>" % ENTITIES,
        "a quadratic blow-up": b'<!DOCTYPE r [<!ENTITY a "%s">]><recording>%s</recording>'
        % (b"a" * 30_000, b"&a;" * 9_000),
        "an undeclared entity": b"<recording>&x;</recording>",
        "ten megabytes": b"<recording>%s</recording>" % (b"<a/>" * 2_500_000),
        "ten megabytes of one attribute": b'<recording a="%s"/>' % (b"a" * 10_000_000),
        "ten thousand elements": b"<recording>%s</recording>" % (b"<a/>" * 10_000),
        "a tower": b"<a>" * 5_000 + b"</a>" * 5_000,
        "thousands of attributes": b"<recording %s/>" % b" ".join(b'a%d=""' % n for n in range(5_000)),
        "thousands of participants": b"<recording>%s</recording>"
        % b"".join(b'<participant id="%d"/>' % n for n in range(1_500)),
        "no XML": b"\x00\xff\xfe recording",
        "nothing": b"",
        "cut off": document(RFC_7865)[:-5],
        "another root": b"<html/>",
        "another mode": b"<recording><datamode>some</datamode></recording>",
        "no UTF-8": b'<recording><participant id="\xff"/></recording>',
        "a participant without an id": b"<recording><participant/></recording>",
        "an id of 64 kB": b'<recording><participant id="%s"/></recording>' % (b"a" * 60_000),
        "an id with a line break": b'<recording><participant id="a&#13;&#10;b"/></recording>',
        "an id of other letters": '<recording><participant id="é"/></recording>'.encode(),
        "an address with a tab": b'<recording><participant id="a"><nameID aor="&#9;"/></participant></recording>',
        "an address of 60 kB": b'<recording><participant id="a"><nameID aor="%s"/></participant></recording>'
        % (b"a" * 60_000),
    }


@pytest.mark.parametrize("what", hostile_documents(Path("/x"), 1).keys())
def test_F15_hostile_metadata_is_refused_at_once_and_nothing_is_opened_or_connected(what: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("nobody may read this", encoding="ascii")
    read_at = secret.stat().st_atime_ns
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0)
        payload = hostile_documents(secret, listener.getsockname()[1])[what]
        took_s = []
        for _ in range(3):  # the quickest counts: the others may hold somebody else's garbage collection
            began = time.thread_time()
            with pytest.raises(BadMetadata) as refused:
                read_metadata(payload)
            took_s.append(time.thread_time() - began)
        assert min(took_s) < 0.1
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert secret.stat().st_atime_ns == read_at
    assert "aaa" not in str(refused.value)


@pytest.mark.parametrize("value", ["../../etc/passwd", "x" * 257, "a\nb", "a\tb", "é", "\u202e"])
def test_F14_a_reference_that_is_no_harmless_line_is_left_out_or_stays_an_opaque_word(value: str) -> None:
    kept = read_metadata(f"<recording><ucid>{value}</ucid></recording>".encode()).references
    assert kept == ({"ucid": value} if value == "../../etc/passwd" else {})


def test_as_much_as_one_sip_message_can_carry_is_read() -> None:
    filler = b"<!--" + b"x" * (MAX_BYTES - len(document(RFC_7865)) - 7) + b"-->"
    assert read_metadata(document(RFC_7865) + filler) == BEFORE


@given(st.binary(max_size=2_000))
def test_F15_any_bytes_are_read_or_refused(payload: bytes) -> None:
    try:
        read_metadata(payload)
    except BadMetadata:
        return


NAMES = st.sampled_from(
    ["recording", "datamode", "session", "participant", "nameID", "stream", "label", "send", "participantstreamassoc",
     "participantsessionassoc", "disassociate-time", "group-ref", "ucid", "callingParty"]
)  # fmt: skip
TEXTS = st.sampled_from(["complete", "partial", "1", "a", "", "true", CALLER])


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    name, text = draw(NAMES), draw(TEXTS)
    keys = draw(st.sets(st.sampled_from(["id", "participant_id", "session_id", "stream_id", "aor"])))
    written = "".join(f' {key}="{draw(TEXTS)}"' for key in sorted(keys))
    inner = "".join(draw(st.lists(elements(depth=depth + 1), max_size=3))) if depth < 3 else ""
    return f"<{name}{written}>{text}{inner}</{name}>"


@given(st.lists(st.lists(elements(), max_size=6), min_size=1, max_size=4))
def test_any_sequence_of_updates_leaves_a_state_that_can_be_asked(updates: list[list[str]]) -> None:
    state = Metadata()
    for update in updates:
        try:
            state = state.merged(read_metadata(f"<recording>{''.join(update)}</recording>".encode()))
        except BadMetadata:
            continue
        assert set(state.senders_of("1")) <= set(state.present) <= set(state.participants.values())
