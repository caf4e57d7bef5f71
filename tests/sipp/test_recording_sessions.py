"""Recording sessions as SBCs send them, played by SIPp: what is answered, and whose sound is kept on which channel."""

from collections.abc import Callable, Iterator

import pytest

from benchmarks.capture_frames import read_channel
from calls.audio import RawRecording
from calls.call import CapturedCall, Channel, Source
from tests.recorder.siprec_documents import (
    MIXED,
    attending,
    document,
    partial,
    participant,
    sending,
    stream,
)
from tests.recorder.telephone_lab import TelephoneLab, wait_for
from tests.servers import SIPP, require_program
from tests.sipp.recording_party import RecordingParty, Stream

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip, pytest.mark.xdist_group("sipp")]

CALLERS, AGENTS, SUPERVISORS = Stream(1, "1"), Stream(2, "2"), Stream(3, "3")
Begin = Callable[[], RecordingParty]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelephoneLab]:
    require_program(SIPP)
    laboratory = TelephoneLab(tmp_path_factory.mktemp("siprec"))
    try:
        siprec = {"peers": {"127.0.0.0/8": "2026-11/en"}, "agents": ["*@desk.example"], "first_party": "unknown"}
        laboratory.start_recorder(siprec=siprec, line={"sip_tcp": True}, most_calls=8)
        yield laboratory
    finally:
        laboratory.close()


@pytest.fixture
def lab(server: TelephoneLab) -> Iterator[TelephoneLab]:
    server.write_rules()
    yield server
    wait_for(lambda: not server.live.list())
    for captured in server.spool.waiting():
        server.spool.destroy(captured.call_id)
    assert server.files_of_calls() == []


@pytest.fixture
def begin(lab: TelephoneLab) -> Iterator[Begin]:
    parties: list[RecordingParty] = []

    def make() -> RecordingParty:
        parties.append(RecordingParty(lab.home, lab.port))
        return parties[-1]

    yield make
    for party in parties:
        party.close()


def let_sound_be_kept(lab: TelephoneLab, *, channels: int = 2, seconds: float = 1.2) -> None:
    """Until that much more of the one call's channels is sealed."""

    def sealed() -> int:
        return sum(path.stat().st_size for path in lab.spool_dir.glob("c_*/*.sealed"))

    before = wait_for(sealed)
    wait_for(lambda: sealed() - before >= seconds * 16_000 * channels)


def handed_over(lab: TelephoneLab) -> tuple[CapturedCall, dict[Channel, frozenset[int]]]:
    """The one call, and whose sound is on each channel."""
    captured = lab.the_captured_call()
    assert captured.call.source is Source.SIPREC
    assert not captured.call.truncated
    recording = lab.spool.open(captured.call_id)
    assert isinstance(recording, RawRecording)
    audio = recording.audio
    return captured, {channel: read_channel(audio.channel(channel)).streams for channel in audio.channels}


@pytest.mark.parametrize("kind", ["application/rs-metadata+xml", "application/rs-metadata"])
@pytest.mark.parametrize("asks", ["Require: siprec", "Supported: siprec"])
def test_two_streams_are_the_callers_and_the_agents(lab: TelephoneLab, begin: Begin, asks: str, kind: str) -> None:
    streams = AGENTS, CALLERS  # their order says nothing
    session = begin()
    session.start("client_sends_session", {"invite": session.body(streams, document(), kind=kind)}, asks=asks)
    session.speak(*streams)
    let_sound_be_kept(lab)
    session.go_on()
    assert session.finished().answers("BYE") == [200]
    captured, heard = handed_over(lab)
    assert heard == {Channel.CALLER: {CALLERS.number}, Channel.AGENT: {AGENTS.number}}
    assert captured.call.agent_id == "1042"


@pytest.mark.parametrize(
    ("streams", "shape"),
    [((Stream(5, "1"),), MIXED), ((Stream(5, None), Stream(6, None)), None)],
    ids=["one mixed line", "lines without labels"],
)
def test_what_nobody_can_tell_apart_is_one_unknown_channel(
    lab: TelephoneLab, begin: Begin, streams: tuple[Stream, ...], shape: str | None
) -> None:
    metadata = document(shape) if shape else document()
    session = begin()
    session.start("client_sends_session", {"invite": session.body(streams, metadata)})
    session.speak(*streams)
    for other in streams[1:]:
        session.fall_silent(other)  # two at once could not be read
    let_sound_be_kept(lab, channels=1)
    session.go_on()
    assert session.finished().answers("BYE") == [200]
    _, heard = handed_over(lab)
    assert heard.keys() == {Channel.UNKNOWN}
    assert streams[0].number in heard[Channel.UNKNOWN]


def test_a_session_whose_messages_pass_8_kB_comes_over_tcp(lab: TelephoneLab, begin: Begin) -> None:
    filler = b"<!--" + b"x" * 12_000 + b"-->"
    session = begin()
    session.start("client_sends_session", {"invite": session.body((CALLERS, AGENTS), document() + filler)}, tcp=True)
    session.speak(CALLERS, AGENTS)
    let_sound_be_kept(lab)
    session.go_on()
    assert session.finished().answers("BYE") == [200]
    _, heard = handed_over(lab)
    assert heard == {Channel.CALLER: {CALLERS.number}, Channel.AGENT: {AGENTS.number}}


def test_an_agent_who_leaves_and_a_supervisor_who_joins_are_on_the_agents_side(lab: TelephoneLab, begin: Begin) -> None:
    colleague = participant("par-b", "sip:1044@desk.example") + sending("par-b", "str-2")
    supervisor = participant("par-s", "sip:1043@desk.example") + stream("str-3", "3") + sending("par-s", "str-3")
    session = begin()
    files = {
        "invite": session.body((CALLERS, AGENTS), document()),
        "update": partial(attending("par-a", left=True) + colleague),
        "reinvite": session.body((CALLERS, AGENTS, SUPERVISORS), partial(supervisor)),
    }
    session.start("client_changes_session", files)
    session.speak(CALLERS, AGENTS)
    let_sound_be_kept(lab)
    session.go_on()
    let_sound_be_kept(lab)
    session.fall_silent(AGENTS)
    session.go_on()
    session.speak(SUPERVISORS)
    let_sound_be_kept(lab)
    session.go_on()
    ladder = session.finished()
    assert (ladder.answers(), ladder.answers("UPDATE"), ladder.answers("BYE")) == ([200], [200], [200])
    _, heard = handed_over(lab)
    assert heard == {
        Channel.CALLER: {CALLERS.number},
        Channel.AGENT: {AGENTS.number, SUPERVISORS.number},
    }


@pytest.mark.parametrize(
    "metadata",
    [b"no XML", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><recording>&x;</recording>'],
    ids=["no XML", "an external entity"],
)
def test_F15_metadata_that_cannot_be_read_is_refused_as_a_bad_request(
    lab: TelephoneLab, begin: Begin, metadata: bytes
) -> None:
    session = begin()
    session.start("client_is_refused", {"invite": session.body((CALLERS, AGENTS), metadata)})
    assert session.finished().answers() == [400]
    assert lab.live.list() == []
    assert lab.files_of_calls() == []


def test_a_party_whose_number_nobody_knows_is_not_recorded_and_the_client_is_told_inactive(
    lab: TelephoneLab, begin: Begin
) -> None:
    session = begin()
    parties = CALLERS, AGENTS
    invite = session.body(parties, document(caller="sip:anonymous@anonymous.invalid"))
    session.start("client_is_told_inactive", {"invite": invite, "silence": session.sdp(parties, direction="inactive")})
    assert lab.the_live_call().capture == "nothing"
    session.go_on()
    ladder = session.finished()
    assert (ladder.answers(), ladder.answers("BYE")) == ([200], [200])
    assert wait_for(lab.spool.endings)
    assert lab.files_of_calls() == []
