"""The recorder as an extension of a switchboard, and who never gets to see its password."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calls.errors import BadSettings
from pipeline.sip_settings import SipSettings, sip_line
from tests.recorder.registrar import Registrar
from tests.recorder.sip_attacker import Attacker
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

pytestmark = pytest.mark.needs_sip

PASSWORD = "correct horse"


@pytest.fixture
def registrar() -> Iterator[Registrar]:
    found = Registrar("200", PASSWORD, expires_s=7)
    yield found
    found.close()


def extension(lab: TelephoneLab, registrar: Registrar, **changes: Any) -> dict[str, Any]:
    password = lab.home / "password"
    password.write_text(PASSWORD + "\n")
    fields = {"sip_registrar": registrar.uri, "sip_user": "200", "sip_password_file": str(password)}
    return fields | changes


def test_an_extension_registers_again_and_again_and_says_so(lab: TelephoneLab, registrar: Registrar) -> None:
    recorder = lab.start_recorder(line=extension(lab, registrar))
    wait_for(lambda: registrar.accepted >= 2)  # the second one in time before the first has run out
    assert wait_for(lambda: lab.live.counts()[0]["sip_registered"]) == 1
    assert wait_for(lambda: lab.live.counts()[0]["ready"]) == 1
    assert all("To: <sip:200@127.0.0.1>" in heard for heard in registrar.heard)
    recorder.terminate()
    out, log = recorder.communicate(timeout=60)
    assert (recorder.returncode, out) == (0, "")
    assert PASSWORD not in log
    assert "Expires: 0" in registrar.heard[-1] or ";expires=0" in registrar.heard[-1]


def test_an_extension_whom_the_registrar_refuses_is_not_ready(lab: TelephoneLab, registrar: Registrar) -> None:
    fields = extension(lab, registrar)
    Path(fields["sip_password_file"]).write_text("wrong")
    lab.start_recorder(line=fields)
    wait_for(lambda: len(registrar.heard) >= 2)
    counts = lab.live.counts()[0]
    assert (counts["sip_registered"], counts["ready"], registrar.accepted) == (0, 0, 0)


def test_a_call_to_the_extension_is_taken(lab: TelephoneLab, registrar: Registrar) -> None:
    lab.start_recorder(line=extension(lab, registrar))
    wait_for(lambda: lab.live.counts()[0]["sip_registered"])
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.2", to="200"))["as_scripted"]
    assert lab.the_captured_call().call.call_id


def test_F17_an_agent_that_asks_for_a_password_gets_none(lab: TelephoneLab, registrar: Registrar) -> None:
    stranger = Registrar("200", PASSWORD)
    lab.start_recorder(line=extension(lab, registrar), agent_uri=f"sip:agent@127.0.0.1:{stranger.port}")
    wait_for(lambda: lab.live.counts()[0]["sip_registered"])
    caller = Attacker(lab.port)
    try:
        assert caller.invite(caller.fields(), within_s=3) == 503
    finally:
        caller.close()
        stranger.close()
    assert stranger.heard
    assert not any("Authorization" in heard for heard in stranger.heard)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"sip_user": ""}, "HUSHTAPE_SIP_USER"),
        ({"sip_registrar": "sip:jo@pbx"}, "HUSHTAPE_SIP_REGISTRAR"),
        ({"sip_registrar": "pbx.example.org"}, "HUSHTAPE_SIP_REGISTRAR"),
        ({"sip_password_file": None}, "HUSHTAPE_SIP_PASSWORD_FILE"),
        ({"sip_password_file": "/nowhere/password"}, "HUSHTAPE_SIP_PASSWORD_FILE"),
        ({"sip_registrar": "sip:no-such-host.invalid"}, "HUSHTAPE_SIP_REGISTRAR"),
    ],
)
def test_half_an_extension_stops_the_start(tmp_path: Path, changes: dict[str, Any], named: str) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    fields = {"sip_registrar": "sip:127.0.0.1", "sip_user": "200", "sip_password_file": tmp_path / "password"}
    with pytest.raises(BadSettings, match=named):
        sip_line(SipSettings(**(fields | changes)), most_calls=300)


def test_calls_from_the_registrar_are_trusted_and_the_password_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    fields = {"sip_registrar": "sip:192.0.2.5:5080", "sip_user": "200", "sip_password_file": tmp_path / "password"}
    line = sip_line(SipSettings(**fields), most_calls=300)
    assert line.trust.trusts_host("192.0.2.5")
    assert line.registration is not None
    assert line.registration.password == PASSWORD
    assert PASSWORD not in repr(line)
