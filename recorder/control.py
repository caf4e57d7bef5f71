"""The control path: one Unix socket a recorder process in a private folder, and TLS for other hosts (`control_tls`);
one JSON line asked, one answered.

    {"verb": "ready"} (answers `lack`: why no call can be recorded now, or null) · {"verb": "list"} · {"verb": "counts"}
    {"verb": "object", "call_id": …, "how": …, "actor": …} · {"verb": "pause" | "resume", "call_id": …, "actor": …}
    {"verb": "rules", "signed": …}  the recording rules, for a recorder that cannot read the file itself

Requests are answered by the recorder's main loop, so an answer also says that the loop lives. pjsua2 is never touched
from the threads here.
"""

import json
import os
import queue
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as NoAnswer
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from calls.errors import BadSettings, RecorderUnavailable
from calls.ports.live_calls import LiveCall
from recorder.control_tls import MAX_RULES_LINE_BYTES, TlsAsking, TlsFiles, TlsServer
from recorder.durable_files import make_private_folder

ANSWER_WITHIN_S = 3.0
MAX_LINE_BYTES = 64 * 1024
_LOOKS_UP_EVERY_S = 60.0
"""Whether it is over, that is: each look would cost a recorder with hundreds of calls a tenth of a millisecond."""

Answer = dict[str, Any]
Asked = tuple[dict[str, Any], "Future[Answer]"]

_log = structlog.get_logger("recorder.control")


@dataclass(frozen=True, slots=True)
class RemoteControl:
    """How a recorder is controlled from other hosts."""

    host: str
    port: int
    tls: TlsFiles


class ControlServer:
    """Listens in side threads; `serve_waiting` answers in the caller's (main) thread.

    `take_rules` takes signed rules, in a side thread: whether they were good. `asked` is called there, too, whenever
    something waits for `serve_waiting`.
    """

    def __init__(
        self,
        control_dir: Path,
        name: str,
        *,
        remote: RemoteControl | None = None,
        take_rules: Callable[[bytes], bool] = lambda _: False,
        asked: Callable[[], None] = lambda: None,
    ) -> None:
        """Raises BadSettings when the folder or the address cannot be used."""
        try:
            make_private_folder(control_dir)
            control_dir.chmod(0o700)
            self._path = control_dir / f"{name}.sock"
            beside = self._path.with_suffix(".new")
            beside.unlink(missing_ok=True)
            with short_name(beside) as short:
                self._server = _Server(short, _Asking)
            beside.chmod(0o600)
            # Shown only once it listens, or a client would take it for dead; what stood there is stale: the SIP port,
            # and with it this name, is ours alone by now.
            beside.rename(self._path)
        except OSError as error:
            raise BadSettings(f"cannot listen in {control_dir}: {error.strerror}", hint="check its owner") from error
        self._asked: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        desk = _Desk(self._asked, take_rules, asked)
        self._server.desk = desk
        servers: list[socketserver.TCPServer] = [self._server]
        if remote is not None:
            listening = _RemoteServer((remote.host, remote.port), remote.tls.server_context(), _RemoteAsking)
            listening.desk = desk
            self.remote_port = int(listening.server_address[1])
            servers.append(listening)
        self._servers = [_Running(server) for server in servers]

    def serve_waiting(self, answer: Callable[[dict[str, Any]], Answer]) -> None:
        """Answer everything that has been asked since the last time."""
        while not self._asked.empty():
            request, future = self._asked.get_nowait()
            try:
                future.set_result(answer(request))
            except InvalidStateError:
                _log.warning("control_answer_too_late", verb=str(request.get("verb"))[:16])

    def close(self) -> None:
        for server in self._servers:
            server.close()
        self._path.unlink(missing_ok=True)


class _Running:
    """A server in its thread."""

    def __init__(self, server: socketserver.TCPServer) -> None:
        self._server = server
        self._thread = threading.Thread(
            target=server.serve_forever, args=(_LOOKS_UP_EVERY_S,), name="control", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):  # closed already
            self._server.socket.shutdown(socket.SHUT_RDWR)  # so that it looks up at once
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the connections' threads hand in what they were asked."""

    asked: "queue.SimpleQueue[Asked]"
    take_rules: Callable[[bytes], bool]
    ring: Callable[[], None]

    def answer(self, line: bytes) -> Answer:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            return _BAD
        if not isinstance(request, dict):
            return _BAD
        if request.get("verb") == "rules":
            good = isinstance(request.get("signed"), str) and self.take_rules(request["signed"].encode())
            return {"ok": True} if good else _BAD
        future: Future[Answer] = Future()
        self.asked.put((request, future))
        self.ring()
        try:
            return future.result(ANSWER_WITHIN_S)
        except NoAnswer:
            future.cancel()
            return {"ok": False, "error": RecorderUnavailable.code}


_BAD: Answer = {"ok": False, "error": "bad-input"}


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False
    desk: _Desk


class _RemoteServer(TlsServer):
    desk: _Desk


class _Asking(socketserver.StreamRequestHandler):
    timeout = ANSWER_WITHIN_S
    longest = MAX_LINE_BYTES

    def handle(self) -> None:
        server = self.server
        if not isinstance(server, _Server | _RemoteServer):
            raise TypeError("a handler of the control path serves its servers only")
        try:
            line = self.rfile.readline(self.longest)
            self.wfile.write(json.dumps(server.desk.answer(line)).encode() + b"\n")
        except OSError as error:  # whoever asked has left
            _log.info("control_client_left", error=type(error).__name__)


class _RemoteAsking(TlsAsking, _Asking):
    longest = MAX_RULES_LINE_BYTES


def live_call_fields(call: LiveCall) -> dict[str, Any]:
    """What the control path shows of a call."""
    return {
        "call_id": call.call_id,
        "started_at": call.started_at.isoformat(),
        "phase": call.phase,
        "capture": call.capture,
        "paused": call.paused,
        "recorder": call.recorder,
        "queue": call.queue,
    }


@contextmanager
def short_name(path: Path) -> Iterator[str]:
    """A Unix socket's name may have 107 bytes (unix(7)); through an open folder's handle any path fits."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
