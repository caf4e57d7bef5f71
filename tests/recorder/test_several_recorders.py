"""Several recorders on one machine share the spool, the control folder and the RAM disk, and nothing else."""

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
