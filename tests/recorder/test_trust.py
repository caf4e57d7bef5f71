"""Whose calls are taken. Strangers speak from 127.0.0.2, the peers we trust from 127.0.0.1."""

import socket
from collections.abc import Callable, Iterator

import pytest

from calls.errors import BadSettings
from recorder.invite import Carrier, Source
from recorder.trust import LOOPBACK, Trust, read_trust
from tests.recorder.sip_attacker import Attacker
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

ONLY_ONE = {"sip_trusted": "127.0.0.1"}


@pytest.mark.parametrize(
    ("host", "trusted"),
    [
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("198.51.100.77", True),
        ("198.51.101.1", False),
        ("::ffff:192.0.2.7", True),
        ("2001:db8::1", True),
        ("2001:db9::1", False),
        ("pbx.example.org", False),
        ("", False),
    ],
)
def test_peers_are_trusted_by_address_and_by_network(host: str, trusted: bool) -> None:
    trust = read_trust("192.0.2.7, 198.51.100.0/24,2001:db8::/32")
    assert trust.trusts(Source(host, 5060)) is trusted


def test_a_peer_is_trusted_by_any_name_it_has_proved() -> None:
    trust = read_trust("", "SBC.example.org")
    assert trust.trusts(Source("203.0.113.1", 5061, Carrier.TLS, ("other.example.org", "sbc.EXAMPLE.org")))
    assert not trust.trusts(Source("203.0.113.1", 5061, Carrier.TLS, ("sbc.example.org.evil.test",)))
    assert not trust.trusts(Source("203.0.113.1", 5061, Carrier.TLS))


def test_by_default_only_this_machine_is_trusted() -> None:
    assert [LOOPBACK.trusts_host(host) for host in ("127.9.9.9", "::1", "192.0.2.1")] == [True, True, False]
    assert not Trust().trusts_host("127.0.0.1")


@pytest.mark.parametrize(
    "text", ["pbx.example.org", "192.0.2.7/24", "192.0.2.256", "10.0.0.0/33", "," + "10.0.0.1," * 65]
)
def test_what_is_no_network_stops_the_start(text: str) -> None:
    with pytest.raises(BadSettings, match="HUSHTAPE_SIP_TRUSTED"):
        read_trust(text)


@pytest.fixture
def somebody(lab: TelephoneLab) -> Iterator[Callable[[str], Attacker]]:
    """Makes parties that speak from an address."""
    made: list[Attacker] = []

    def make(host: str) -> Attacker:
        made.append(Attacker(lab.port, host=host))
        return made[-1]

    yield make
    for party in made:
        party.close()


@pytest.mark.needs_sip
def test_F17_a_strangers_call_is_refused_and_a_peers_is_taken(
    lab: TelephoneLab, somebody: Callable[[str], Attacker]
) -> None:
    lab.start_recorder(line=ONLY_ONE)
    stranger = somebody("127.0.0.2")
    assert stranger.invite(stranger.fields()) == 403
    assert wait_for(lambda: lab.live.counts()[0]["sip_stranger"]) == 1
    assert lab.live.list() == []
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "1.2"))["as_scripted"]
    assert lab.the_captured_call().call.queue == "returns"


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
@pytest.mark.parametrize("method", ["OPTIONS", "MESSAGE", "SUBSCRIBE", "REFER", "REGISTER", "PUBLISH", "NOTIFY", "BYE"])
def test_F17_whatever_a_stranger_asks_is_forbidden(
    lab: TelephoneLab, somebody: Callable[[str], Attacker], method: str
) -> None:
    lab.start_recorder(line=ONLY_ONE)
    assert somebody("127.0.0.2").ask(method) == 403
    assert lab.live.counts()[0]["sip_stranger"] == 1


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
def test_F17_not_even_a_peer_may_ask_for_what_is_not_ours_to_do(
    lab: TelephoneLab, somebody: Callable[[str], Attacker]
) -> None:
    lab.start_recorder(line=ONLY_ONE)
    peer = somebody("127.0.0.1")
    asked = ["MESSAGE", "SUBSCRIBE", "REFER", "REGISTER", "PUBLISH", "NOTIFY", "BREW"]
    assert [peer.ask(method) for method in asked] == [405] * len(asked)
    assert peer.ask("BYE") == 481
    assert lab.live.counts()[0]["sip_method"] == len(asked) + 1


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
def test_a_request_within_a_dialog_is_heard_from_anywhere_and_a_guess_is_not(
    lab: TelephoneLab, somebody: Callable[[str], Attacker]
) -> None:
    """The agent is nobody we take calls from, yet ends the call with a BYE."""
    lab.start_recorder(line=ONLY_ONE, agent_uri=f"sip:agent@127.0.0.3:{lab.agent_port}")
    agent = lab.softphone("--host", "127.0.0.3", "--port", str(lab.agent_port), "--answer", "--hangup-after", "2.5")
    caller = lab.caller()
    lab.the_live_call()
    stranger = somebody("127.0.0.2")
    assert stranger.ask("BYE", stranger.fields(To=b"<sip:x@y>;tag=guessed")) == 403
    assert result_of(caller)["answered"]
    assert result_of(agent)["as_scripted"]


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
def test_F16_an_answer_is_never_sent_where_a_stranger_points_to(
    lab: TelephoneLab, somebody: Callable[[str], Attacker]
) -> None:
    lab.start_recorder(line=ONLY_ONE)
    stranger = somebody("127.0.0.2")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.4", stranger.port))
        victim.settimeout(0.5)
        headers = stranger.fields()
        assert stranger.ask("OPTIONS", headers | {"Via": headers["Via"] + b";maddr=127.0.0.4"}, within_s=0.3) is None
        with pytest.raises(TimeoutError):
            victim.recv(100)
    assert stranger.ask("OPTIONS") == 403


@pytest.mark.needs_sip
@pytest.mark.needs_production_sip
def test_options_says_whether_a_call_could_be_recorded(lab: TelephoneLab, somebody: Callable[[str], Attacker]) -> None:
    lab.start_recorder(line=ONLY_ONE, most_calls=1)
    peer = somebody("127.0.0.1")
    assert wait_for(lambda: peer.ask("OPTIONS") == 200)
    lab.write_rules(age_s=86_400)
    assert wait_for(lambda: peer.ask("OPTIONS") == 503)
    assert lab.live.counts()[0]["ready"] == 0
    lab.write_rules()
    assert wait_for(lambda: peer.ask("OPTIONS") == 200)
    lab.agent()
    caller = lab.caller("--hangup-after", "3")
    lab.the_live_call()
    assert wait_for(lambda: peer.ask("OPTIONS") == 503)  # its only line is in use
    result_of(caller)
    assert wait_for(lambda: peer.ask("OPTIONS") == 200)
