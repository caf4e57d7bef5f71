"""TCP, TLS, SRTP and the codecs: the ways in which a switchboard may speak to a recorder."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from calls.audio import RawRecording
from calls.call import Channel
from tests.ports import free_port
from tests.recorder.certificates import Authority
from tests.recorder.sip_peer import TcpPeer
from tests.recorder.telephone_lab import BRIDGED_S, TelephoneLab, loud_stretches, result_of, tone, write_wav

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]

CLIENT = "sbc.example.org"


@pytest.fixture
def beep(lab: TelephoneLab) -> tuple[str, ...]:
    """What a party is told to play: one second of a tone."""
    return ("--play", str(write_wav(lab.home / "beep.wav", tone(1.0, 700))), "--play-after", str(BRIDGED_S))


class SecureLab:
    """Certificates for the recorder and for a peer, and what both are told of them."""

    def __init__(self, home: Path) -> None:
        authority = Authority(home)
        own, self.peer = authority.certify("recorder.example.org"), authority.certify(CLIENT)
        self.port = free_port()
        self._authority = authority.certificate
        self.line = {
            "sip_tls_port": self.port,
            "sip_tls_certificate": str(own.certificate),
            "sip_tls_key": str(own.key),
            "sip_tls_ca": str(self._authority),
        }

    def phone(self) -> tuple[str, ...]:
        return ("--tls", str(free_port()), str(self.peer.certificate), str(self.peer.key), str(self._authority))

    @property
    def uri(self) -> str:
        return f"sip:returns@127.0.0.1:{self.port};transport=tls"


@pytest.fixture
def secure(lab: TelephoneLab) -> SecureLab:
    return SecureLab(lab.home)


def dial(lab: TelephoneLab, uri: str, *arguments: str) -> subprocess.Popen[str]:
    return lab.softphone("--port", str(free_port()), "--call", uri, *arguments)


def assert_tone_on_both_channels(lab: TelephoneLab) -> None:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    for channel in (Channel.CALLER, Channel.AGENT):
        heard_ms = sum(end_ms - start_ms for start_ms, end_ms in loud_stretches(recording.audio.channel(channel)))
        assert heard_ms == pytest.approx(1000, abs=300)  # on a loaded machine a softphone stumbles


@pytest.mark.parametrize("codec", ["PCMU", "PCMA", "G722", "opus"])
def test_a_call_is_recorded_in_each_codec(lab: TelephoneLab, beep: tuple[str, ...], codec: str) -> None:
    lab.start_recorder()
    agent = lab.agent("--answer", "--codec", codec, *beep)
    caller = lab.caller("--codec", codec, *beep, "--hangup-after", "3")
    assert result_of(caller)["as_scripted"]
    assert result_of(agent)["answered"]
    assert_tone_on_both_channels(lab)


def test_a_codec_that_was_left_out_is_not_acceptable(lab: TelephoneLab) -> None:
    lab.start_recorder(line={"sip_codecs": "PCMA"})
    lab.agent()
    assert result_of(lab.caller("--codec", "PCMU", "--expect-code", "488"))["as_scripted"]


def test_a_call_over_tcp_is_recorded(lab: TelephoneLab, beep: tuple[str, ...]) -> None:
    lab.start_recorder(line={"sip_tcp": True})
    lab.agent("--answer", *beep)
    caller = dial(lab, f"sip:returns@127.0.0.1:{lab.port};transport=tcp", "--tcp", *beep, "--hangup-after", "3")
    assert result_of(caller)["as_scripted"]
    assert_tone_on_both_channels(lab)


def test_a_message_of_60_kilobytes_is_read_over_tcp(lab: TelephoneLab) -> None:
    lab.start_recorder(line={"sip_tcp": True})
    with TcpPeer(lab.port) as peer:
        assert peer.ask("OPTIONS", {"X-Large": "a" * 60_000}) in (200, 503)


def test_a_stranger_over_tcp_is_refused_and_the_connection_closed(lab: TelephoneLab) -> None:
    lab.start_recorder(line={"sip_tcp": True, "sip_trusted": "127.0.0.1"})
    with TcpPeer(lab.port, host="127.0.0.2") as stranger:
        assert stranger.ask("INVITE") == 403
        assert stranger.is_closed()


def test_a_call_over_tls_with_srtp_is_recorded(lab: TelephoneLab, beep: tuple[str, ...], secure: SecureLab) -> None:
    lab.start_recorder(line=secure.line | {"sip_srtp": "required"})
    lab.agent("--answer", *beep)
    caller = dial(lab, secure.uri, *secure.phone(), "--srtp", "required", *beep, "--hangup-after", "3")
    assert result_of(caller)["as_scripted"]
    assert_tone_on_both_channels(lab)


@pytest.mark.parametrize(
    ("recorder", "phone", "code"),
    [("required", "off", 488), ("off", "required", 488), ("optional", "required", 200), ("optional", "off", 200)],
)
def test_srtp_is_spoken_as_it_was_set(lab: TelephoneLab, recorder: str, phone: str, code: int) -> None:
    lab.start_recorder(line={"sip_srtp": recorder})
    lab.agent()
    ending = ("--hangup-after", "1") if code == 200 else ("--expect-code", str(code))
    assert result_of(lab.caller("--srtp", phone, *ending))["as_scripted"]


def test_sound_to_the_agent_is_encrypted_when_so_set(lab: TelephoneLab, beep: tuple[str, ...]) -> None:
    lab.start_recorder(line={"agent_srtp": "required"})
    lab.agent("--answer", "--srtp", "required", *beep)
    assert result_of(lab.caller(*beep, "--hangup-after", "3"))["as_scripted"]
    assert_tone_on_both_channels(lab)


def trusted_by_name(secure: SecureLab, **changes: Any) -> dict[str, Any]:
    return secure.line | {"sip_trusted": "192.0.2.1", "sip_tls_clients": "required"} | changes


@pytest.mark.parametrize(("name", "code"), [(CLIENT, 200), ("somebody.example.org", 403)])
def test_F17_a_peer_is_trusted_by_the_name_in_its_certificate(
    lab: TelephoneLab, secure: SecureLab, name: str, code: int
) -> None:
    lab.start_recorder(line=trusted_by_name(secure, sip_trusted_names=name))
    lab.agent()
    ending = ("--hangup-after", "1") if code == 200 else ("--expect-code", str(code))
    assert result_of(dial(lab, secure.uri, *secure.phone(), *ending))["as_scripted"]


def test_F17_without_a_certificate_there_is_no_connection_where_one_is_required(
    lab: TelephoneLab, secure: SecureLab, tmp_path: Path
) -> None:
    lab.start_recorder(line=trusted_by_name(secure, sip_trusted_names=CLIENT))
    with TcpPeer(secure.port, authority=Path(secure.line["sip_tls_ca"])) as peer:
        assert peer.ask("OPTIONS") is None
    (tmp_path / "other").mkdir()
    forged = Authority(tmp_path / "other").certify(CLIENT)
    with TcpPeer(secure.port, authority=Path(secure.line["sip_tls_ca"]), shown=forged) as peer:
        assert peer.ask("OPTIONS") is None
    with TcpPeer(secure.port, authority=Path(secure.line["sip_tls_ca"]), shown=secure.peer) as peer:
        assert peer.ask("OPTIONS") in (200, 503)


@pytest.mark.parametrize(("version", "answered"), [("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)])
def test_tls_is_spoken_from_version_1_2_on(lab: TelephoneLab, secure: SecureLab, version: str, answered: bool) -> None:
    lab.start_recorder(line=secure.line)
    with TcpPeer(secure.port, authority=Path(secure.line["sip_tls_ca"]), version=version) as peer:
        assert (peer.ask("OPTIONS") is not None) is answered
