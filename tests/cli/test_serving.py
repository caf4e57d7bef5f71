"""serve at its start, and live: what cannot work is told at once; calls on the line are controlled."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command_line import COMMAND, CommandLine
from tests.ports import free_port
from tests.recorder.telephone_lab import TelephoneLab, wait_for

AGENT = "sip:agent@127.0.0.1:5070"


@pytest.fixture
def taken() -> Iterator[tuple[str, str]]:
    """An HTTP and a SIP address where somebody listens already."""
    with socket.socket() as http, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sip:
        http.bind(("127.0.0.1", 0))
        http.listen()
        sip.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{http.getsockname()[1]}", f"127.0.0.1:{sip.getsockname()[1]}"


@pytest.mark.parametrize("roles", [(), ("--only", "api")])
def test_an_http_port_in_use_is_told_at_once(
    command_line: CommandLine, taken: tuple[str, str], roles: tuple[str, ...]
) -> None:
    answer = command_line.run("serve", "--quiet", *roles, http_bind=taken[0])
    assert answer.status == 1
    assert answer.is_one_line_of_complaint()
    assert taken[0] in answer.err
    assert "HUSHTAPE_HTTP_BIND" in answer.err


@pytest.mark.needs_sip
@pytest.mark.parametrize("roles", [(), ("--only", "recorder")])
def test_a_sip_port_in_use_is_told_at_once(
    command_line: CommandLine, taken: tuple[str, str], roles: tuple[str, ...]
) -> None:
    command_line.run("calls")  # makes the keys that the recorder needs
    answer = command_line.run(
        "serve", "--quiet", *roles, http_bind=f"127.0.0.1:{free_port()}", sip_bind=taken[1], agent_uri=AGENT
    )
    assert answer.status == 1
    assert answer.is_one_line_of_complaint()
    assert taken[1] in answer.err
    assert "HUSHTAPE_SIP_BIND" in answer.err


@pytest.mark.needs_sip
def test_a_second_recorder_listens_at_the_port_it_is_given(command_line: CommandLine, taken: tuple[str, str]) -> None:
    command_line.run("calls")
    port = taken[1].rpartition(":")[2]
    answer = command_line.run("serve", "--only", "recorder", "--sip-port", port, agent_uri=AGENT)
    assert answer.status == 1
    assert taken[1] in answer.err


@pytest.mark.needs_sip
def test_a_recorder_served_alone_is_told_no_credentials(command_line: CommandLine) -> None:
    command_line.run("calls")
    secrets = {"database_url": "postgresql://hushtape:knock@db/h", "s3_secret_key": "knock"}
    environment = command_line.environment(agent_uri=AGENT, sip_bind=f"127.0.0.1:{free_port()}", **secrets)
    process = subprocess.Popen(
        [*COMMAND, "serve", "--only", "recorder"],
        cwd=command_line.work,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        assert any("recorder_ready" in line for line in process.stderr)
        knows = Path(f"/proc/{process.pid}/environ").read_text()
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert "HUSHTAPE_AGENT_URI" in knows
    assert "knock" not in knows
    assert "DATABASE" not in knows


def test_a_sip_address_that_is_not_ours_is_told_at_once(command_line: CommandLine) -> None:
    command_line.run("calls")
    answer = command_line.run("serve", "--only", "recorder", sip_bind="192.0.2.1:5060", agent_uri=AGENT)
    assert (answer.status, len(answer.err.splitlines())) == (2, 1)
    assert "cannot listen on 192.0.2.1:5060" in answer.err
    assert "set HUSHTAPE_SIP_BIND" in answer.err


def test_a_recorder_without_an_agent_to_bridge_to_is_refused(command_line: CommandLine) -> None:
    answer = command_line.run("serve", "--only", "recorder")
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert "HUSHTAPE_AGENT_URI" in answer.err


@pytest.mark.parametrize("verb", ["list", "pause", "resume", "object"])
def test_without_a_recorder_live_control_says_so(command_line: CommandLine, verb: str) -> None:
    of = () if verb == "list" else ("c_000000000000000000000000",)
    answer = command_line.run("live", verb, *of)
    assert answer.status == 1
    assert answer.is_one_line_of_complaint()
    assert "hushtape serve" in answer.err


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[TelephoneLab]:
    (tmp_path / "lab").mkdir()
    laboratory = TelephoneLab(tmp_path / "lab")
    yield laboratory
    laboratory.close()


@pytest.mark.needs_sip
def test_P1_a_call_on_the_line_is_paused_resumed_and_objected_to(command_line: CommandLine, lab: TelephoneLab) -> None:
    (command_line.home / "run").mkdir(parents=True)
    (command_line.home / "run" / "control").symlink_to(lab.home / "control")
    lab.start_recorder()
    lab.agent("--answer", "--give-up-after", "90")
    lab.caller("--hangup-after", "60", "--give-up-after", "90")
    call_id = lab.the_live_call().call_id
    run = command_line.run
    answer = run("live", "list", "--json")
    assert (answer.status, answer.err) == (0, "")
    (listed,) = answer.json
    assert listed.keys() >= {"call_id", "phase", "capture", "paused", "started_at"}
    assert (listed["call_id"], listed["paused"]) == (call_id, False)
    assert run("live", "pause", call_id, "--json").json == {"call_id": call_id, "state": "paused"}
    wait_for(lambda: json.loads(run("live", "list", "--json").out)[0]["paused"])
    assert run("live", "resume", call_id).out == f"{call_id}: recording\n"
    assert call_id in run("live", "list").out
    assert run("live", "object", call_id, "--json").json == {"call_id": call_id, "state": "objected"}
    wait_for(lambda: lab.files_of_calls() == [])
    missing = run("live", "pause", "c_000000000000000000000000")
    assert (missing.status, missing.is_one_line_of_complaint()) == (4, True)


@pytest.mark.needs_sip
def test_a_dead_database_keeps_nobody_from_pausing_or_objecting_and_nothing_is_resumed_unwitnessed(
    command_line: CommandLine, lab: TelephoneLab
) -> None:
    (command_line.home / "run").mkdir(parents=True)
    (command_line.home / "run" / "control").symlink_to(lab.home / "control")
    lab.start_recorder()
    lab.agent("--answer", "--give-up-after", "90")
    lab.caller("--hangup-after", "60", "--give-up-after", "90")
    call_id = lab.the_live_call().call_id
    dead = {"database_url": f"sqlite:///{command_line.work}"}  # a folder is no database
    assert command_line.run("live", "pause", call_id, **dead).status == 1
    assert wait_for(lambda: lab.live.list()[0].paused)
    assert command_line.run("live", "resume", call_id, **dead).status == 1
    assert lab.live.list()[0].paused
    assert command_line.run("live", "object", call_id, "--json", **dead).json["state"] == "objected"
    wait_for(lambda: lab.files_of_calls() == [])
