"""Where a recorder may listen."""

import socket
import subprocess
import sys

import pytest

from calls.errors import BindRefused, PortInUse
from recorder.sip_bind import check_bind, check_free, read_version
from tests.ports import free_port
from tests.recorder.telephone_lab import ROOT


@pytest.mark.parametrize("text", ["2.15.1", "2.15.1-py", "2.15.1.post1"])
def test_the_version_is_read_whatever_follows_it(text: str) -> None:
    assert read_version(text)[:3] == (2, 15, 1)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_the_small_wheel_may_listen_on_loopback(host: str) -> None:
    check_bind(host, (2, 15, 1), is_guarded=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "pbx.example.org"])
def test_the_small_wheel_may_listen_nowhere_else_and_says_why(host: str) -> None:
    with pytest.raises(BindRefused, match=r"2\.15\.1\) may listen on loopback only.*make pjsua2"):
        check_bind(host, (2, 15, 1), is_guarded=False)
    with pytest.raises(BindRefused, match=r"2\.17\) may listen on loopback only.*nothing guards it"):
        check_bind(host, (2, 17), is_guarded=False)
    check_bind(host, (2, 17), is_guarded=True)


@pytest.mark.needs_sip
def test_a_build_without_our_gate_is_refused_by_the_endpoint_itself_whichever_build_is_here() -> None:
    """In a process of its own: pjsua2 stands once a process."""
    code = f"""
import recorder.sip_endpoint as sip
from recorder.sip_gate import NoGate
sip.find_gate = lambda _: NoGate()
sip.SipEndpoint("0.0.0.0", {free_port()})
"""
    tried = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert tried.returncode == 1
    assert "may listen on loopback only, not on 0.0.0.0" in tried.stderr
    assert "make pjsua2" in tried.stderr


@pytest.mark.parametrize("kind", [socket.SOCK_DGRAM, socket.SOCK_STREAM])
def test_a_port_in_use_is_told(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            taken.listen()
        with pytest.raises(PortInUse):
            check_free("127.0.0.1", taken.getsockname()[1], kind)


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(BindRefused, match="HUSHTAPE_SIP_BIND"):
        check_free("192.0.2.1", 5060)
