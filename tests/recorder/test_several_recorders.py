"""Several recorders on one machine share the spool, the control folder and the RAM disk, and nothing else."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.ports import free_port
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

pytestmark = pytest.mark.needs_sip


def start(lab: TelephoneLab, port: int, **changes: Any) -> str:
    """A recorder at a port; its name."""
    lab.launch_recorder(sip_port=port, **changes)
    name = f"recorder-{port}"

    def is_there() -> bool:
        return (lab.home / "control" / f"{name}.sock").exists() and name in lab.live.ready()

    wait_for(is_there)
    return name


def test_each_takes_its_own_calls_and_all_are_controlled_in_one_place(lab: TelephoneLab) -> None:
    ports = lab.port, free_port()
    names = {start(lab, port) for port in ports}
    lab.agent("--answer", "--calls", "2")
    for port in ports:
        uri = f"sip:returns@127.0.0.1:{port}"
        lab.softphone("--port", str(free_port()), "--call", uri, "--hangup-after", "8")
    calls = wait_for(lambda: [call for call in lab.live.list() if call.phase == "talking"][1:] and lab.live.list())
    assert {call.recorder for call in calls} == names
    lab.live.pause(calls[1].call_id, actor="desk")
    assert [call.paused for call in lab.live.list()] == [False, True]
    assert len(wait_for(lambda: lab.spool.waiting()[1:] and lab.spool.waiting())) == 2


def test_one_that_starts_leaves_the_calls_of_the_others_alone(lab: TelephoneLab) -> None:
    start(lab, lab.port)
    lab.agent()
    caller = lab.caller()
    call_id = lab.the_live_call().call_id
    start(lab, free_port())
    assert [call.call_id for call in lab.live.list()] == [call_id]
    caller.terminate()
    result_of(caller)
    captured = lab.the_captured_call().call
    assert (captured.call_id, captured.truncated) == (call_id, False)


@pytest.fixture
def crowded() -> Iterator[str]:
    """A range of ports for sound of which others hold all but the last twenty pairs."""
    first, last = 62_000, 62_899
    with ExitStack() as held:
        for port in range(first, last - 39, 2):
            held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)).bind(("127.0.0.1", port))
        yield f"{first}-{last}"


@pytest.mark.needs_production_sip
def test_a_call_finds_its_ports_beyond_hundreds_that_others_hold(lab: TelephoneLab, crowded: str) -> None:
    """pjproject would try a hundred pairs in a row and refuse the call."""
    lab.start_recorder(line={"rtp_ports": crowded}, most_calls=1)
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "2"))["answered"]
    assert lab.the_captured_call().call.truncated is False
