"""Real recording sessions over loopback: a client with RTP on each line, a recorder in a process of its own."""

import pytest

from audio_fixtures.g711 import mulaw_encode
from calls.call import Channel, Source
from calls.consent import Notice
from calls.pseudonym import pseudonym_of_number, pseudonym_of_sip_call_id
from recorder.metadata_xml import MAX_BYTES
from tests.recorder.recording_client import Line
from tests.recorder.siprec_documents import (
    CALLER,
    DRAFT_WITH_EXTENSIONS,
    MIXED,
    RFC_7865,
    document,
    partial,
    participant,
)
from tests.recorder.siprec_line import (
    AGENT_BEEPS,
    AGENT_HZ,
    CALLER_BEEPS,
    CALLER_HZ,
    SETTINGS,
    SLIP_MS,
    Begin,
    log_of,
    opened,
    pitch_hz,
    sound_for,
    start,
)
from tests.recorder.telephone_lab import TelephoneLab, loud_stretches, tone

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]


def test_two_streams_become_the_callers_and_the_agents_channel_on_one_clock(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    client = begin()
    ids = ("Cisco-Guid: 1-2-3-4", f"X-Genesys-CallUUID: {'x' * 300}")  # the second is too long to be one
    answer = client.invite(document(), headers=("Require: siprec", *ids))
    assert answer.code == 200
    assert answer.attributes("label") == ["1", "2"]
    assert answer.attributes("recvonly") == ["recvonly", "recvonly"]
    assert "+sip.srs" in answer.header("Contact")
    assert "siprec" in answer.header("Supported")
    sound_for(lab, 3_000)
    assert client.bye().code == 200
    call, audio = lab.the_captured_call().call, opened(lab)
    assert (call.source, call.channels) == (Source.SIPREC, (Channel.CALLER, Channel.AGENT))
    assert (call.agent_id, call.truncated) == ("1042", False)
    assert call.caller_pseudonym == pseudonym_of_number("+12125550147", lab.key)
    assert call.consent.notice_played
    assert call.consent.notice == Notice("2026-11", "en")
    assert dict(call.references).keys() == {"group", "session", "session_id", "guid"}
    assert dict(call.references)["group"] == pseudonym_of_sip_call_id("grp-1", lab.key)
    assert pitch_hz(audio, Channel.CALLER) == {CALLER_HZ}
    assert pitch_hz(audio, Channel.AGENT) == {AGENT_HZ}
    heard = {channel: loud_stretches(audio.channel(channel)) for channel in audio.channels}
    assert len(heard[Channel.CALLER]) >= 5
    for mine, theirs in zip(heard[Channel.CALLER], heard[Channel.AGENT], strict=False):
        assert abs(mine[0] - theirs[0]) <= SLIP_MS
    log = log_of(recorder)
    assert "2125550147" not in log
    assert "desk.example" not in log


def test_the_order_of_the_streams_says_nothing(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    client = begin(Line("2", AGENT_BEEPS), Line("1", CALLER_BEEPS))
    client.invite(document())
    sound_for(lab, 1_500)
    client.bye()
    audio = opened(lab)
    assert pitch_hz(audio, Channel.CALLER) == {CALLER_HZ}
    assert pitch_hz(audio, Channel.AGENT) == {AGENT_HZ}


def test_an_older_draft_under_the_older_media_type_is_taken(lab: TelephoneLab, begin: Begin) -> None:
    start(lab, agents=[])
    client = begin()
    client.invite(document(DRAFT_WITH_EXTENSIONS), kind="application/rs-metadata", headers=())
    sound_for(lab, 500)
    client.bye()
    assert lab.the_captured_call().call.channels == (Channel.CALLER, Channel.AGENT)


def test_lines_that_end_in_LF_alone_are_read(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    client = begin()
    body = client.multipart(document()).replace(b"\r\n", b"\n")
    assert client.invite(None, body=body).attributes("label") == ["1", "2"]
    assert lab.the_live_call().capture == "write"


def test_messages_of_64_kB_come_over_tcp(lab: TelephoneLab, begin: Begin) -> None:
    lab.start_recorder(siprec=SETTINGS, line={"sip_tcp": True})
    client = begin(tcp=True)
    filler = b"<!--" + b"x" * (MAX_BYTES - len(document()) - 2_000) + b"-->"
    assert client.invite(document() + filler).attributes("label") == ["1", "2"]
    sound_for(lab, 500)
    assert client.update(partial(participant("par-c", CALLER)) + filler).code == 200
    assert client.invite(document() + filler).attributes("recvonly") == ["recvonly", "recvonly"]
    sound_for(lab, 300)
    assert client.bye().code == 200
    call = lab.the_captured_call().call
    assert (call.channels, call.truncated) == ((Channel.CALLER, Channel.AGENT), False)


@pytest.mark.parametrize(
    ("shape", "labels", "agents"),
    [
        (MIXED, ["1"], ["*@desk.example"]),
        (RFC_7865, [None, None], ["*@desk.example"]),
        (RFC_7865, ["1", "2"], []),
    ],
    ids=["one mixed stream", "streams without labels", "nobody knows who is who"],
)
def test_what_nobody_can_tell_apart_is_one_unknown_channel(
    lab: TelephoneLab, begin: Begin, shape: str, labels: list[str | None], agents: list[str]
) -> None:
    start(lab, agents=agents)
    both = mulaw_encode(tone(10, CALLER_HZ, level=4000) + tone(10, AGENT_HZ, level=4000)).tobytes()
    sounds = [both] if len(labels) == 1 else [CALLER_BEEPS, AGENT_BEEPS]
    client = begin(*(Line(label, sound) for label, sound in zip(labels, sounds, strict=True)))
    assert client.invite(document(shape)).attributes("label") == labels
    sound_for(lab, 1_000)
    client.bye()
    assert lab.the_captured_call().call.channels == (Channel.UNKNOWN,)
    assert pitch_hz(opened(lab), Channel.UNKNOWN) == {CALLER_HZ, AGENT_HZ}


@pytest.mark.parametrize("kind", ["application/rs-metadata+xml", "application/rs-metadata"])
@pytest.mark.parametrize(
    ("headers", "contact"), [(("Require: siprec",), ";+sip.src"), (("Supported: siprec",), ";+sip.src"), ((), "")]
)
def test_both_media_types_are_read_whatever_else_says_that_it_is_a_recording_session(
    lab: TelephoneLab, begin: Begin, kind: str, headers: tuple[str, ...], contact: str
) -> None:
    start(lab)
    client = begin()
    assert client.invite(document(), kind=kind, headers=headers, contact=contact).code == 200
    sound_for(lab, 300)
    client.bye()
    assert lab.the_captured_call().call.channels == (Channel.CALLER, Channel.AGENT)
