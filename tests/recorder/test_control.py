"""The control path without telephony: a server whose main loop the test plays."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calls.call import new_call_id
from calls.consent import Means
from calls.errors import NotFound, RecorderError, RecorderUnavailable
from recorder.control import ControlServer
from recorder.control_client import LiveCallsOverSockets
from tests.recorder.fake_loop import CALL, FakeLoop


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[FakeLoop]:
    running = FakeLoop(tmp_path / ("a-long-folder-name-" * 8) / "control", "recorder-1")
    yield running
    running.close()


def control_dir(loop: FakeLoop) -> Path:
    return loop.server._path.parent


def test_a_path_longer_than_a_sockets_name_may_be_works(loop: FakeLoop) -> None:
    assert len(str(loop.server._path)) > 107
    assert LiveCallsOverSockets(control_dir(loop)).ready() == ["recorder-1"]


def test_live_calls_come_back_as_they_are(loop: FakeLoop) -> None:
    assert LiveCallsOverSockets(control_dir(loop)).list() == [CALL]


def test_verbs_reach_the_main_loop_with_who_and_how(loop: FakeLoop) -> None:
    live = LiveCallsOverSockets(control_dir(loop))
    live.object_to(CALL.call_id, how=Means.API, actor="desk")
    live.pause(CALL.call_id, actor="desk")
    live.resume(CALL.call_id, actor="desk")
    assert [request["verb"] for request in loop.asked] == ["object", "pause", "resume"]
    assert loop.asked[0] == {"verb": "object", "call_id": CALL.call_id, "how": "api", "actor": "desk"}


def test_a_call_that_no_recorder_has_is_not_found(loop: FakeLoop) -> None:
    with pytest.raises(NotFound):
        LiveCallsOverSockets(control_dir(loop)).pause(new_call_id(), actor="desk")


def test_the_right_recorder_among_several_is_found(loop: FakeLoop) -> None:
    class Empty(FakeLoop):
        def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
            return {"ok": "verb" not in request, "error": "not-found"}

    other = Empty(control_dir(loop), "recorder-0")
    try:
        LiveCallsOverSockets(control_dir(loop)).pause(CALL.call_id, actor="desk")
    finally:
        other.close()
    assert [request["verb"] for request in loop.asked] == ["pause"]


def test_without_any_recorder_the_answer_is_unavailable(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(RecorderUnavailable):
            LiveCallsOverSockets(folder).list()
        with pytest.raises(RecorderUnavailable):
            LiveCallsOverSockets(folder).object_to(CALL.call_id, how=Means.API, actor="desk")


def test_a_socket_that_a_dead_recorder_left_is_skipped_and_removed(loop: FakeLoop) -> None:
    stale = control_dir(loop) / "recorder-0.sock"
    with socket.socket(socket.AF_UNIX) as dead, pytest.MonkeyPatch.context() as patch:
        patch.chdir(control_dir(loop))
        dead.bind(stale.name)
    assert LiveCallsOverSockets(control_dir(loop)).ready() == ["recorder-1"]
    assert not stale.exists()


def test_a_recorder_whose_loop_hangs_is_unavailable(tmp_path: Path) -> None:
    server = ControlServer(tmp_path, "recorder-1")
    try:
        with pytest.raises(RecorderUnavailable):
            LiveCallsOverSockets(tmp_path, timeout_s=0.3).list()
    finally:
        server.close()


def test_folder_and_socket_are_for_their_owner_alone(loop: FakeLoop) -> None:
    assert control_dir(loop).stat().st_mode & 0o777 == 0o700
    assert loop.server._path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("line", [b"\n", b"nonsense\n", b"[1]\n", b'{"verb": "dance"}\n', b"\xff\xfe\n"])
def test_nonsense_is_answered_and_harms_nobody(loop: FakeLoop, line: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch, socket.socket(socket.AF_UNIX) as client:
        patch.chdir(control_dir(loop))
        client.connect("recorder-1.sock")
        client.sendall(line)
        assert b'"bad-input"' in client.makefile("rb").readline()
    assert LiveCallsOverSockets(control_dir(loop)).ready() == ["recorder-1"]


def test_a_refusal_is_a_typed_error(loop: FakeLoop) -> None:
    with pytest.raises(RecorderError):
        LiveCallsOverSockets(control_dir(loop))._tell({"verb": "dance", "call_id": CALL.call_id})


def test_a_control_folder_that_stood_open_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "control"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    running = FakeLoop(folder, "recorder-1")
    try:
        assert folder.stat().st_mode & 0o777 == 0o700
    finally:
        running.close()


def test_P1_a_silent_recorder_may_hold_the_call_so_an_order_that_found_nobody_is_not_done(loop: FakeLoop) -> None:
    silent = ControlServer(control_dir(loop), "recorder-0")
    try:
        live = LiveCallsOverSockets(control_dir(loop), timeout_s=1.0)
        with pytest.raises(RecorderUnavailable, match="recorder-0 did not answer"):
            live.object_to(new_call_id(), how=Means.API, actor="desk")
        live.pause(CALL.call_id, actor="desk")
        assert live.list() == [CALL]
        assert live.ready() == ["recorder-1"]
    finally:
        silent.close()


def test_a_silent_recorder_does_not_delay_the_one_that_has_the_call(loop: FakeLoop) -> None:
    silent = ControlServer(control_dir(loop), "recorder-0")
    try:
        began_s = time.monotonic()
        LiveCallsOverSockets(control_dir(loop), timeout_s=20.0).object_to(CALL.call_id, how=Means.API, actor="desk")
        assert time.monotonic() - began_s < 5.0
    finally:
        silent.close()
