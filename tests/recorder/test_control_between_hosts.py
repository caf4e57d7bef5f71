"""The control path over TLS: whoever has the right certificate is heard, nobody else is even asked."""

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calls.call import new_call_id
from calls.consent import Means, Outcome, RecordingPolicy
from calls.errors import BadSettings, NotFound, RecorderUnavailable
from calls.pseudonym import KeyRing
from calls.recording_rules import RecordingRules, read_rules, write_rules
from pipeline.recording_rules_file import RulesWriter
from recorder.control import RemoteControl
from recorder.control_client import LiveCallsOverSockets
from recorder.control_tls import MOST_CONNECTIONS, TlsFiles, TlsLine
from recorder.rules import RulesFile
from tests.ports import free_port
from tests.recorder.fake_loop import CALL, FakeLoop
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

HOST = "127.0.0.1"


def files(certificates: Path, name: str, *, whose: str = "ours") -> TlsFiles:
    folder = certificates / whose
    return TlsFiles(certificates / "ours/ca.pem", folder / f"{name}.pem", folder / f"{name}.key")


@pytest.fixture
def loop(tmp_path: Path, certificates: Path) -> Iterator[FakeLoop]:
    remote = RemoteControl(HOST, 0, files(certificates, HOST))
    running = FakeLoop(tmp_path / "control", "recorder-5060", remote)
    yield running
    running.close()


def line_to(loop: FakeLoop, tls: TlsFiles, *, timeout_s: float = 3.0) -> TlsLine:
    return TlsLine(HOST, loop.server.remote_port, tls.client_context(), timeout_s)


@pytest.fixture
def line(loop: FakeLoop, certificates: Path) -> TlsLine:
    return line_to(loop, files(certificates, "api"))


def from_afar(tmp_path: Path, *lines: TlsLine) -> LiveCallsOverSockets:
    return LiveCallsOverSockets(tmp_path / "nobody here", lines)


def test_calls_on_another_host_are_listed_and_controlled(tmp_path: Path, loop: FakeLoop, line: TlsLine) -> None:
    live = from_afar(tmp_path, line)
    assert live.list() == [replace(CALL, recorder=f"{CALL.recorder}@{HOST}")]
    assert live.ready() == [f"recorder-5060@{HOST}"]
    live.object_to(CALL.call_id, how=Means.API, actor="desk")
    live.pause(CALL.call_id, actor="desk")
    live.resume(CALL.call_id, actor="desk")
    assert [request["verb"] for request in loop.asked][-3:] == ["object", "pause", "resume"]
    with pytest.raises(NotFound):
        live.pause(new_call_id(), actor="desk")


def test_P1_a_host_that_does_not_answer_may_hold_the_call(tmp_path: Path, line: TlsLine) -> None:
    dead = replace(line, port=free_port())
    live = from_afar(tmp_path, dead, line)
    assert len(live.list()) == 1
    live.object_to(CALL.call_id, how=Means.API, actor="desk")
    with pytest.raises(RecorderUnavailable, match="did not answer and may hold the call"):
        live.object_to(new_call_id(), how=Means.API, actor="desk")


def test_an_order_takes_effect_at_once_beside_a_host_that_hangs(tmp_path: Path, line: TlsLine) -> None:
    with socket.create_server((HOST, 0)) as hanging:
        live = from_afar(tmp_path, replace(line, port=hanging.getsockname()[1], timeout_s=20.0), line)
        began_s = time.monotonic()
        live.object_to(CALL.call_id, how=Means.API, actor="desk")
        assert time.monotonic() - began_s < 5.0


INTRUDERS: list[tuple[str, Callable[[Path], TlsFiles]]] = [
    ("a certificate of another CA", lambda made: files(made, "api", whose="strangers")),
    ("a recorder's certificate", lambda made: files(made, "other.example")),
]


@pytest.mark.parametrize(("who", "shown"), INTRUDERS)
def test_F17_whoever_shows_the_wrong_certificate_is_not_heard(
    loop: FakeLoop, line: TlsLine, certificates: Path, who: str, shown: Callable[[Path], TlsFiles]
) -> None:
    with pytest.raises(RecorderUnavailable):
        line_to(loop, shown(certificates)).ask({"verb": "object", "call_id": CALL.call_id, "actor": who})
    assert loop.asked == []
    assert line.ask({"verb": "ready"})["ok"]


def test_F17_whoever_shows_no_certificate_or_speaks_no_tls_is_not_heard(loop: FakeLoop, line: TlsLine) -> None:
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    with pytest.raises(RecorderUnavailable):
        replace(line, context=anybody).ask({"verb": "ready"})
    with socket.create_connection((HOST, loop.server.remote_port)) as plain:
        plain.sendall(b'{"verb": "list"}\n')
        plain.settimeout(5)
        assert b"calls" not in plain.makefile("rb").read()
    assert loop.asked == []
    assert line.ask({"verb": "ready"})["ok"]


def test_F17_a_server_that_is_not_the_named_host_or_not_ours_is_told_nothing(
    tmp_path: Path, certificates: Path
) -> None:
    for shown in (files(certificates, "other.example"), files(certificates, HOST, whose="strangers")):
        false = FakeLoop(tmp_path / "control", "recorder-1", RemoteControl(HOST, 0, shown))
        try:
            with pytest.raises(RecorderUnavailable):
                line_to(false, files(certificates, "api")).ask({"verb": "ready"})
            assert false.asked == []
        finally:
            false.close()


def test_F16_connections_that_say_nothing_are_few_and_let_go(loop: FakeLoop, line: TlsLine) -> None:
    idle = [socket.create_connection((HOST, loop.server.remote_port)) for _ in range(MOST_CONNECTIONS + 8)]
    try:
        wait_for(lambda: heard(line), within_s=60)
    finally:
        for one in idle:
            one.close()


def heard(line: TlsLine) -> bool:
    try:
        return bool(line.ask({"verb": "ready"})["ok"])
    except RecorderUnavailable:
        return False


@pytest.mark.parametrize("said", [b"\n", b"nonsense\n", b"[1]\n", b"\xff\n", b"[" * 100_000 + b"\n"])
def test_nonsense_over_tls_is_answered_and_harms_nobody(loop: FakeLoop, line: TlsLine, said: bytes) -> None:
    with (
        socket.create_connection((HOST, loop.server.remote_port)) as plain,
        line.context.wrap_socket(plain, server_hostname=HOST) as secure,
    ):
        secure.sendall(said)
        assert json.loads(secure.makefile("rb").readline())["error"] == "bad-input"
    assert line.ask({"verb": "ready"})["ok"]


def test_rules_are_pushed_to_recorders_on_other_hosts(tmp_path: Path, loop: FakeLoop, line: TlsLine) -> None:
    key, dead = b"k" * 32, replace(line, port=free_port())
    rules = RecordingRules(datetime.now(UTC), RecordingPolicy.ASK, standing_objections=frozenset({"ab" * 32}))
    RulesWriter(tmp_path / "rules.json", key, lambda: rules, push_to=(dead, line)).refresh()
    (pushed,) = wait_for(lambda: loop.rules)
    assert read_rules(pushed, key) == rules


def test_a_list_of_many_objections_passes(loop: FakeLoop, line: TlsLine) -> None:
    many = frozenset(f"{number:064x}" for number in range(20_000))
    signed = write_rules(RecordingRules(datetime.now(UTC), standing_objections=many), b"k" * 32)
    assert line.ask({"verb": "rules", "signed": signed.decode()}) == {"ok": False, "error": "bad-input"}
    assert loop.rules == [signed]
    assert line.ask({"verb": "rules", "signed": "good rules"}) == {"ok": True}


def test_pushed_rules_replace_older_ones_and_nothing_else(tmp_path: Path) -> None:
    key, now = b"k" * 32, datetime.now(UTC)
    rules = RulesFile(tmp_path / "run" / "rules.json", lambda: KeyRing({1: key}))
    newer, older = (write_rules(RecordingRules(at), key) for at in (now, now - timedelta(seconds=5)))
    assert [rules.replace(signed) for signed in (older, newer, older, newer)] == [True, True, False, False]
    assert not rules.replace(write_rules(RecordingRules(now + timedelta(seconds=5)), b"x" * 32))
    assert not rules.replace(b"nonsense")
    assert rules.path.read_bytes() == newer
    assert rules.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in rules.path.parent.iterdir()] == ["rules.json"]


def test_certificates_that_cannot_be_used_stop_the_start(tmp_path: Path, certificates: Path) -> None:
    good = files(certificates, "api")
    (tmp_path / "open.key").write_bytes(good.key.read_bytes())
    (tmp_path / "open.key").chmod(0o644)
    for bad in (replace(good, ca=tmp_path / "missing"), replace(good, key=tmp_path / "open.key")):
        with pytest.raises(BadSettings):
            bad.client_context()
    with pytest.raises(BadSettings, match="cannot be used"):
        replace(good, key=files(certificates, HOST).key).server_context()


@pytest.mark.needs_sip
def test_P1_an_objection_from_another_host_destroys_the_call_at_once(lab: TelephoneLab, certificates: Path) -> None:
    port, shown = free_port(), files(certificates, HOST)
    lab.start_recorder(remote_control=[port, str(shown.ca), str(shown.certificate), str(shown.key)])
    lab.agent()
    caller = lab.caller()
    call_id = lab.the_live_call().call_id
    far = TlsLine(HOST, port, files(certificates, "api").client_context(), 3.0)
    from_afar(lab.home, far).object_to(call_id, how=Means.API, actor="desk")
    assert lab.files_of_calls() == []
    (ending,) = lab.spool.endings()
    assert (ending.outcome, ending.actor) == (Outcome.OBJECTED, "desk")
    caller.terminate()
    result_of(caller)
