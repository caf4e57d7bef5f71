"""Real recording sessions over loopback: a client with RTP on each line, a recorder in a process of its own."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from audio_fixtures.g711 import alaw_encode, mulaw_encode
from calls.audio import RawAudio, RawRecording
from calls.call import Channel, Source
from calls.consent import Means, Notice, Outcome, RecordingPolicy
from calls.pseudonym import pseudonym_of_number, pseudonym_of_sip_call_id
from recorder.metadata_xml import MAX_BYTES
from tests.recorder.recording_client import BOUNDARY, Line, RecordingClient
from tests.recorder.siprec_documents import (
    CALLER,
    DRAFT_WITH_EXTENSIONS,
    MIXED,
    RFC_7865,
    attending,
    document,
    partial,
    participant,
    sending,
    stream,
)
from tests.recorder.telephone_lab import TelephoneLab, loud_stretches, result_of, silence, tone, wait_for

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]

SETTINGS: dict[str, Any] = {
    "peers": {"127.0.0.0/8": "2026-11/en"},
    "agents": ["*@desk.example"],
    "first_party": "unknown",
    "unannounced": False,
}
SLIP_MS = 42
"""On a loaded machine one stream's jitter buffer slips by a frame or two and back."""
CALLER_HZ, AGENT_HZ, THIRD_HZ = 500, 1100, 1900
"""None of a telephone key's tones (ITU-T Q.23): those are muted."""
TONES = (CALLER_HZ, AGENT_HZ, THIRD_HZ)
SECONDS = 15


def beeps(hz: float) -> bytes:
    """Ten seconds of beeps, 100 ms long, every 500 ms."""
    return mulaw_encode(np.concatenate([np.concatenate([tone(0.1, hz), silence(0.4)])] * 20)).tobytes()


def steady(hz: float) -> bytes:
    return mulaw_encode(tone(SECONDS, hz)).tobytes()


CALLER_BEEPS, AGENT_BEEPS = beeps(CALLER_HZ), beeps(AGENT_HZ)
Begin = Callable[..., RecordingClient]


@pytest.fixture
def begin(lab: TelephoneLab) -> Iterator[Begin]:
    """Makes a client that will be closed; the caller's line first, unless others are given."""
    clients: list[RecordingClient] = []

    def make(*lines: Line, **more: Any) -> RecordingClient:
        chosen = lines or (Line("1", CALLER_BEEPS), Line("2", AGENT_BEEPS))
        clients.append(RecordingClient(lab.port, chosen, **more))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def start(lab: TelephoneLab, *, breaks: dict[str, int] | None = None, **changes: Any) -> subprocess.Popen[str]:
    return lab.start_recorder(siprec=SETTINGS | changes, breaks=breaks or {})


def log_of(recorder: subprocess.Popen[str]) -> str:
    recorder.terminate()
    out, log = recorder.communicate(timeout=60)
    assert (recorder.returncode, out) == (0, "")
    return log


def sound_for(lab: TelephoneLab, ms: int) -> None:
    """Wait until that much more of the one call is sealed or on the RAM disk."""
    before = kept_bytes(lab)
    wait_for(lambda: kept_bytes(lab) - before >= ms * 16)


def kept_bytes(lab: TelephoneLab) -> int:
    """Of the first channel: what its sealed stream has, at 16 bytes a millisecond."""
    return max((path.stat().st_size for path in lab.spool_dir.glob("c_*/*.sealed")), default=0)


def opened(lab: TelephoneLab) -> RawAudio:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    return recording.audio


def pitch_hz(audio: RawAudio, channel: Channel) -> set[int]:
    """The tones that a channel carries, to the nearest of those that are played."""
    samples = audio.channel(channel).astype(float)
    strength = np.abs(np.fft.rfft(samples))
    at = [round(hz * len(samples) / audio.rate_hz) for hz in TONES]
    loud = [strength[max(0, i - 3) : i + 4].max() for i in at]
    return {hz for hz, level in zip(TONES, loud, strict=True) if level > 0.2 * max(loud)}


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


# ── what changes while it goes on ────────────────────────────────────────────────────────────────────────────────

SUPERVISOR = participant("par-s", "sip:1043@desk.example") + stream("str-3", "3") + sending("par-s", "str-3")


def test_streams_and_parties_come_and_go_and_the_timeline_runs_on(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    caller, agent = Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ))
    client = begin(caller, agent)
    client.invite(document())
    sound_for(lab, 1_000)
    agent.direction = "inactive"  # hold
    assert client.invite(None).attributes("inactive") == [None, "inactive"]
    sound_for(lab, 1_000)
    client.lines.append(Line("3", steady(THIRD_HZ)))
    agent.direction = "sendonly"
    agent.codec, agent.plays = 8, alaw_encode(tone(SECONDS, AGENT_HZ)).tobytes()
    assert client.invite(partial(SUPERVISOR)).attributes("recvonly") == ["recvonly"] * 3
    sound_for(lab, 1_000)
    leaving = attending("par-a", left=True) + participant("par-b", "sip:1044@desk.example") + sending("par-b", "str-2")
    assert client.update(partial(leaving, attending("par-s", left=True))).code == 200
    sound_for(lab, 1_000)
    for line in client.lines:
        line.label = None  # and a client that forgets to label them
    assert client.invite(None).code == 200
    sound_for(lab, 500)
    client.bye()
    assert not lab.the_captured_call().call.truncated
    audio = opened(lab)
    ((begun_ms, ended_ms),) = loud_stretches(audio.channel(Channel.CALLER), bridging_ms=300)
    assert ended_ms - begun_ms >= 3_900
    first, *rest = loud_stretches(audio.channel(Channel.AGENT), bridging_ms=300)
    assert 900 <= rest[0][0] - first[1] <= 2_500
    assert pitch_hz(audio, Channel.CALLER) == {CALLER_HZ}
    assert pitch_hz(audio, Channel.AGENT) == {AGENT_HZ, THIRD_HZ}
    assert ended_ms <= audio.duration_ms - 400  # nobody knows whose the unlabelled lines are


@pytest.mark.parametrize(
    ("update", "again"),
    [
        (b"<recording><!DOCTYPE", document()),
        (partial(participant("par-x", "sip:somebody@carrier.example")), partial(attending("par-x", left=True))),
    ],
    ids=["an update that nobody can read", "a party from outside whose number is not known"],
)
def test_while_nobody_knows_who_is_there_silence_is_kept(
    lab: TelephoneLab, begin: Begin, update: bytes, again: bytes
) -> None:
    recorder = start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 1_000)
    assert client.update(update).code == 200
    sound_for(lab, 1_500)
    assert client.update(again).code == 200
    sound_for(lab, 1_000)
    client.bye()
    before, after = loud_stretches(opened(lab).channel(Channel.CALLER), bridging_ms=300)
    assert after[0] - before[1] >= 1_400
    assert "somebody" not in log_of(recorder)


def test_rules_that_were_stale_when_somebody_joined_are_asked_again(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 500)
    lab.write_rules(age_s=120)
    client.update(partial(SUPERVISOR))
    sound_for(lab, 1_000)
    lab.write_rules()
    sound_for(lab, 3_500)
    client.bye()
    before, after = loud_stretches(opened(lab).channel(Channel.CALLER), bridging_ms=300)
    assert after[0] - before[1] >= 900
    assert '"muted"' in (log := log_of(recorder))
    assert '"unmuted"' in log


# ── who may be recorded ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "rules", "caller", "outcome"),
    [
        ({}, {"default_policy": RecordingPolicy.NEVER}, CALLER, Outcome.POLICY),
        ({}, {"default_policy": RecordingPolicy.ASK}, CALLER, Outcome.POLICY),
        ({}, {"age_s": 120}, CALLER, Outcome.POLICY),
        ({}, {}, "sip:anonymous@anonymous.invalid", Outcome.POLICY),
        ({"peers": {"127.0.0.1": ""}}, {}, CALLER, Outcome.POLICY),
        ({}, {"objector": "+12125550147"}, "tel:+1-212-555-0147", Outcome.STANDING_OBJECTION),
    ],
    ids=["never", "ask", "stale rules", "no number", "no notice", "a standing objection"],
)
def test_P2_what_may_not_be_recorded_is_answered_and_nothing_of_it_is_written(
    lab: TelephoneLab, begin: Begin, changes: Any, rules: dict[str, Any], caller: str, outcome: Outcome
) -> None:
    objector = rules.pop("objector", None)
    objections = frozenset({pseudonym_of_number(objector, lab.key) or ""} if objector else ())
    lab.write_rules(standing_objections=objections, **rules)
    start(lab, **changes)
    client = begin()
    assert client.invite(document(caller=caller)).code == 200
    assert client.was_told_inactive()
    assert lab.the_live_call().capture == "nothing"
    assert lab.files_of_calls() == []
    client.bye()
    (ending,) = wait_for(lab.spool.endings)
    assert ending.outcome is outcome
    assert lab.spool.waiting() == []


def test_a_client_may_say_which_notice_this_caller_heard(lab: TelephoneLab, begin: Begin) -> None:
    start(lab, peers={"127.0.0.1": ""})
    client = begin()
    client.invite(document(), headers=("Require: siprec", "Hushtape-Notice: 2026-11; language=de"))
    sound_for(lab, 500)
    client.bye()
    assert lab.the_captured_call().call.consent.notice == Notice("2026-11", "de")


def test_without_a_stated_notice_the_settings_may_still_allow_it_and_the_record_says_so(
    lab: TelephoneLab, begin: Begin
) -> None:
    start(lab, peers={"127.0.0.1": ""}, unannounced=True)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    client.bye()
    consent = lab.the_captured_call().call.consent
    assert (consent.notice_played, consent.notice) == (False, None)


@pytest.mark.parametrize("how", [Means.SIP, Means.API])
def test_P1_an_objection_destroys_the_call_and_tells_the_client_and_holds_for_the_whole_contact(
    lab: TelephoneLab, begin: Begin, how: Means
) -> None:
    recorder = start(lab)
    first, second = begin(), begin()
    first.invite(document())
    second.invite(document().replace(b"ses-1", b"ses-2"))  # the same group
    sound_for(lab, 500)
    assert wait_for(lambda: len(lab.live.list()) == 2)
    if how is Means.SIP:
        assert first.info("9").code == 200
    else:
        lab.live.object_to(lab.live.list()[0].call_id, how=Means.API, actor="desk")
    assert first.was_told_inactive()
    assert second.was_told_inactive()
    wait_for(lambda: lab.files_of_calls() == [])
    assert {call.capture for call in lab.live.list()} == {"destroy"}
    assert first.invite(None).attributes("inactive") == ["inactive", "inactive"]
    later = begin()
    later.invite(document().replace(b"ses-1", b"ses-3"))
    assert later.was_told_inactive()
    for client in (first, second, later):
        client.bye()
    endings = wait_for(lambda: lab.spool.endings() if len(lab.spool.endings()) == 3 else ())
    assert {ending.outcome for ending in endings} == {Outcome.OBJECTED}
    assert how in {ending.how for ending in endings}
    assert lab.files_of_calls() == []
    assert "grp-1" not in log_of(recorder)


def test_P1_an_objection_holds_for_the_whole_contact_after_a_restart(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    first = begin()
    first.invite(document())
    sound_for(lab, 500)
    assert first.info("9").code == 200
    wait_for(lab.spool.endings)
    recorder.kill()
    recorder.wait()
    start(lab)
    later = begin()
    later.invite(document().replace(b"ses-1", b"ses-2"))  # the same group
    assert later.was_told_inactive()
    later.bye()
    wait_for(lambda: len(lab.spool.endings()) == 2)
    assert lab.files_of_calls() == []


def test_P1_whoever_joins_and_objects_for_good_ends_the_recording(lab: TelephoneLab, begin: Begin) -> None:
    lab.write_rules(standing_objections=frozenset({pseudonym_of_number("+12125550199", lab.key) or ""}))
    start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    client.update(partial(participant("par-x", "tel:+12125550199")))
    assert client.was_told_inactive()
    wait_for(lambda: lab.files_of_calls() == [])


def test_a_pause_by_the_desk_writes_silence(lab: TelephoneLab, begin: Begin) -> None:
    start(lab)
    client = begin(Line("1", steady(CALLER_HZ)), Line("2", steady(AGENT_HZ)))
    client.invite(document())
    sound_for(lab, 800)
    call_id = lab.the_live_call().call_id
    lab.live.pause(call_id, actor="desk")
    sound_for(lab, 1_500)
    lab.live.resume(call_id, actor="desk")
    sound_for(lab, 800)
    client.bye()
    audio = opened(lab)
    for channel in audio.channels:
        before, after = loud_stretches(audio.channel(channel), bridging_ms=300)
        assert after[0] - before[1] >= 1_200  # a resume takes effect within 300 ms


# ── who may send them, and what else may happen ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "metadata", "code"),
    [
        ({"peers": {}}, document(), 403),
        ({"peers": {"192.0.2.0/24": "2026-11/en"}}, document(), 403),
        ({}, None, 400),
        ({}, b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><recording>&x;</recording>', 400),
        ({}, b"no XML", 400),
    ],
    ids=["no server", "no peer", "no metadata", "an external entity", "no XML"],
)
def test_F15_a_session_that_cannot_be_is_refused_and_nothing_is_recorded(
    lab: TelephoneLab, begin: Begin, changes: Any, metadata: bytes | None, code: int
) -> None:
    recorder = start(lab, **changes)
    assert begin().invite(metadata).code == code
    assert lab.live.list() == []
    assert lab.files_of_calls() == []
    assert "passwd" not in log_of(recorder)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--wrong\r\n\r\n--wrong--",
        f"--{BOUNDARY}\r\nContent-Type: application/rs-metadata+xml\r\n\r\n".encode() + document(),
        f"--{BOUNDARY}--\r\n--{BOUNDARY}\r\n".encode(),
        b"\x00" * 500,
    ],
    ids=["empty", "another boundary", "never closed", "closed before it began", "zeros"],
)
def test_F13_a_body_in_pieces_is_refused_and_the_next_session_is_recorded(
    lab: TelephoneLab, begin: Begin, body: bytes
) -> None:
    start(lab)
    assert 400 <= begin().invite(None, body=body).code < 600
    good = begin()
    assert good.invite(document()).code == 200
    assert lab.the_live_call().capture == "write"


HEAD = "v=0\r\no=SRC 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
HOSTILE_OFFERS = {
    "no lines": HEAD,
    "fewer lines": HEAD + "m=audio 4000 RTP/AVP 0\r\na=sendonly\r\n",
    "every line off": HEAD + "m=audio 0 RTP/AVP 0\r\n" * 2,
    "sixteen lines": HEAD + "m=audio 4000 RTP/AVP 0\r\na=label:x\r\na=sendonly\r\n" * 16,
    "forty lines": HEAD + "m=audio 4000 RTP/AVP 0\r\n" * 40,
    "another medium": HEAD + "m=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n" * 2,
    "no codec of ours": HEAD + "m=audio 4000 RTP/AVP 99\r\na=label:1\r\n" * 2,
    "a huge label": HEAD + f"m=audio 4000 RTP/AVP 0\r\na=label:{'x' * 3000}\r\n" * 2,
    "many labels": HEAD + ("m=audio 4000 RTP/AVP 0\r\n" + "a=label:1\r\n" * 100) * 2,
    "a label with a path": HEAD + "m=audio 4000 RTP/AVP 0\r\na=label:../../etc/passwd\r\n" * 2,
    "half a line": "m=audio",
}


def test_F13_whatever_a_client_offers_later_the_recorder_lives_and_other_sessions_are_whole(
    lab: TelephoneLab, begin: Begin
) -> None:
    recorder = start(lab)
    good = begin()
    good.invite(document())
    for what, offer in HOSTILE_OFFERS.items():
        client = begin()
        assert client.invite(document().replace(b"grp-1", b"grp-2")).code == 200
        body = f"--{BOUNDARY}\r\nContent-Type: application/sdp\r\n\r\n{offer}\r\n--{BOUNDARY}--\r\n"
        assert client.invite(None, body=body.encode(), aim=False).code in (200, 400, 415, 488, 500), what
        client.bye()
    assert recorder.poll() is None
    sound_for(lab, 300)
    good.bye()
    wait_for(lambda: len(lab.spool.waiting()) == len(HOSTILE_OFFERS) + 1)
    assert not any(captured.call.truncated for captured in lab.spool.waiting())
    assert "passwd" not in log_of(recorder)


@pytest.mark.parametrize(
    "place",
    [
        "recorder.recording_server:RecordingServer.read",
        "recorder.siprec:SiprecSession._begin",
        "recorder.siprec:SiprecSession._update",
        "recorder.siprec:SiprecSession.recording_is",
        "recorder.sip_call:labels_in",
    ],
)
def test_F13_whatever_goes_wrong_in_one_session_ends_that_session_and_no_other(
    lab: TelephoneLab, begin: Begin, place: str
) -> None:
    recorder = start(lab, breaks={place: 1})
    first, second = begin(), begin()
    if first.invite(document()).code == 200:
        first.update(partial(SUPERVISOR))
        assert first.was_hung_up()
    wait_for(lambda: not lab.live.list())
    for captured in lab.spool.waiting():
        lab.spool.destroy(captured.call_id)
    assert second.invite(document()).code == 200
    assert second.update(partial(SUPERVISOR)).code == 200
    sound_for(lab, 300)
    second.bye()
    assert not lab.the_captured_call().call.truncated
    log = log_of(recorder)
    assert '"error": "ZeroDivisionError"' in log
    assert "must not be logged" not in log


def test_a_client_that_vanishes_leaves_a_call_that_is_handed_over(lab: TelephoneLab, begin: Begin) -> None:
    lab.start_recorder(siprec=SETTINGS, silent_leg_s=1.5)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    client.close()
    assert lab.the_captured_call().call.source is Source.SIPREC


def test_a_call_in_path_is_bridged_as_ever(lab: TelephoneLab) -> None:
    start(lab)
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.5"))["as_scripted"]
    assert lab.the_captured_call().call.source is Source.IN_PATH


def test_F2_a_recorder_killed_mid_session_loses_less_than_a_second_and_takes_the_next(
    lab: TelephoneLab, begin: Begin
) -> None:
    recorder = start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 2_000)
    recorder.send_signal(signal.SIGKILL)
    recorder.communicate()
    start(lab)
    captured = lab.the_captured_call()
    assert captured.call.truncated
    assert opened(lab).duration_ms >= 1_900
    lab.spool.destroy(captured.call_id)
    assert begin().invite(document()).code == 200
    assert lab.the_live_call().capture == "write"


def test_a_recorder_that_stops_hangs_up_and_hands_over(lab: TelephoneLab, begin: Begin) -> None:
    recorder = start(lab)
    client = begin()
    client.invite(document())
    sound_for(lab, 500)
    log_of(recorder)
    assert client.was_hung_up()
    assert not lab.the_captured_call().call.truncated
