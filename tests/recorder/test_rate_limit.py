"""Floods: who may say how much, and that nobody else notices."""

import ctypes
import ipaddress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.audio import RawRecording
from calls.call import Channel
from recorder.sip_gate import network_fields
from recorder.trust import Network
from tests.recorder.builds import pjsua2_extension
from tests.recorder.sip_attacker import Attacker
from tests.recorder.telephone_lab import BRIDGED_S, TelephoneLab, loud_stretches, result_of, tone, wait_for, write_wav

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip]


class BucketFields(ctypes.Structure):
    """struct hushtape_bucket"""

    _fields_ = [("left", ctypes.c_double), ("at_s", ctypes.c_double)]


@pytest.fixture(scope="module")
def gate() -> ctypes.CDLL:
    """The library alone, without an endpoint: its rules are pure functions."""
    library = ctypes.CDLL(str(pjsua2_extension()))
    library.hushtape_bucket_take.argtypes = [ctypes.POINTER(BucketFields), ctypes.c_double, ctypes.c_double]
    library.hushtape_peer_may.argtypes = [ctypes.c_char_p, ctypes.c_double]
    library.hushtape_network_holds.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return library


def taken(gate: ctypes.CDLL, bucket: BucketFields, at_s: float, how_often: int, per_s: float = 10) -> int:
    return sum(gate.hushtape_bucket_take(ctypes.byref(bucket), at_s, per_s) for _ in range(how_often))


def test_a_bucket_gives_two_seconds_worth_at_once_and_then_its_rate(gate: ctypes.CDLL) -> None:
    bucket = BucketFields(20, 100)
    assert taken(gate, bucket, 100, 50) == 20
    assert taken(gate, bucket, 100.5, 50) == 5
    assert taken(gate, bucket, 1000, 50) == 20


def test_a_clock_that_goes_backwards_gives_nothing_and_takes_nothing(gate: ctypes.CDLL) -> None:
    bucket = BucketFields(1, 100)
    assert taken(gate, bucket, 50, 3) == 1
    assert taken(gate, bucket, 50.1, 3) == 1


def test_however_many_trusted_sources_take_turns_none_gets_more_than_its_rate(gate: ctypes.CDLL) -> None:
    per_s = 100  # the gate's own, before it stands
    sources = [ipaddress.IPv6Address(f"2001:db8::{n:x}").packed for n in range(1, 400)]
    let_in = [sum(gate.hushtape_peer_may(source, 1000.0) for source in sources) for _ in range(300)]
    assert let_in[0] == len(sources)
    assert sum(let_in) <= 2 * per_s * len(sources)
    assert let_in[-1] == 0
    assert gate.hushtape_peer_may(sources[0], 1001.0)


@given(st.lists(st.floats(0, 5), max_size=200), st.floats(1, 100))
def test_however_it_is_asked_a_bucket_never_gives_more_than_its_rate(
    gate: ctypes.CDLL, waits_s: list[float], per_s: float
) -> None:
    bucket, at_s, given_out = BucketFields(2 * per_s, 0), 0.0, 0
    for wait_s in waits_s:
        at_s += wait_s
        given_out += taken(gate, bucket, at_s, 3, per_s)
    assert given_out <= 2 * per_s + at_s * per_s + 1e-6


@given(
    st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)),
    st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)),
    st.integers(0, 128),
    st.booleans(),
)
def test_the_gate_finds_an_address_in_a_network_as_python_does(
    gate: ctypes.CDLL,
    one: ipaddress.IPv4Address | ipaddress.IPv6Address,
    other: ipaddress.IPv4Address | ipaddress.IPv6Address,
    bits: int,
    is_near: bool,
) -> None:
    network: Network = ipaddress.ip_network((one, min(bits, one.max_prefixlen)), strict=False)
    address = network.broadcast_address if is_near else other
    mapped = address.packed if address.version == 6 else b"\0" * 10 + b"\xff\xff" + address.packed
    fields = network_fields(network)
    holds = bool(gate.hushtape_network_holds(ctypes.addressof(fields), mapped))
    plain = getattr(address, "ipv4_mapped", None)
    assert holds == (address in network or (plain is not None and plain in network) or _covers_mapped(network, address))


def _covers_mapped(network: Network, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """An IPv6 network may be so large that it holds the IPv4 addresses, as ::ffff:0:0/96."""
    return network.version == 6 and address.version == 4 and ipaddress.ip_address(f"::ffff:{address}") in network


def test_F16_a_good_call_and_a_trusted_peer_do_not_notice_a_flood_of_strangers(lab: TelephoneLab) -> None:
    recorder = lab.start_recorder(line={"sip_trusted": "127.0.0.1"})
    steady = write_wav(lab.home / "steady.wav", tone(30, 700))
    lab.agent()
    caller = lab.caller("--play", str(steady), "--play-after", str(BRIDGED_S))
    lab.the_live_call()
    before_kb = resident_kb(recorder.pid)
    stranger, peer = Attacker(lab.port, host="127.0.0.2"), Attacker(lab.port)
    answers, sent = [], 0
    for method in ("INVITE", "OPTIONS", "REGISTER"):
        sent += stranger.flood(method, per_s=5000, seconds=0.8)
        answers.append(peer.ask("OPTIONS", within_s=2))
    stranger.close()
    peer.close()
    assert answers == [200, 200, 200]
    assert sent > 5000
    counts = lab.live.counts()[0]
    assert counts["sip_flood"] > counts["sip_stranger"] > 50
    assert resident_kb(recorder.pid) - before_kb < 64 * 1024
    caller.terminate()
    result_of(caller)
    (captured,) = wait_for(lab.spool.waiting)
    recording = lab.spool.open(captured.call_id)
    assert isinstance(recording, RawRecording)
    # The caller's telephone shares the cores with the flood: what it sends late is no fault of the recorder.
    ((start_ms, end_ms),) = loud_stretches(recording.audio.channel(Channel.CALLER), bridging_ms=700)
    assert end_ms - start_ms >= 2000


def test_F16_a_trusted_peer_that_runs_wild_is_slowed_and_its_calls_go_on(lab: TelephoneLab) -> None:
    lab.start_recorder(line={"sip_requests_per_s": 20})
    lab.agent()
    caller = lab.caller("--hangup-after", "2")
    lab.the_live_call()
    peer = Attacker(lab.port)
    answers = [peer.ask("OPTIONS", within_s=0.2) for _ in range(60)]
    peer.close()
    assert answers[0] == 200
    assert answers.count(200) < 60
    assert 503 in answers
    assert result_of(caller)["as_scripted"]
    assert lab.live.counts()[0]["sip_rate"] == 60 - answers.count(200)


def resident_kb(pid: int) -> int:
    """proc(5)"""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
