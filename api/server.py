"""Serves the app on a socket, without a word of its own: uvicorn's logs could hold addresses and tracebacks."""

import contextlib
import errno
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from calls.errors import BadSettings, PortInUse

_START_WITHIN_S = 10.0
_STOP_WITHIN_S = 10.0


def run_api(app: FastAPI, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises PortInUse, BadSettings (no such address here)."""
    with listening_socket(host, port) as sock:
        _server(app).run(sockets=[sock])


@contextlib.contextmanager
def api_beside(app: FastAPI, host: str, port: int = 0) -> Iterator[str]:
    """Serve in a thread while the block runs; yields the address, e.g. `http://127.0.0.1:40123`. Port 0: any free."""
    with listening_socket(host, port) as sock:
        server = _server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, name="api", daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield f"http://{_for_url(host)}:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_STOP_WITHIN_S)


def listening_socket(host: str, port: int) -> socket.socket:
    """A bound TCP socket. Raises PortInUse, BadSettings."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind, proto)
    except OSError as error:
        raise BadSettings(f"{host} is no address to listen on", hint="set HUSHTAPE_HTTP_BIND to host:port") from error
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise _refused(error, host, port) from error
    return sock


def _refused(error: OSError, host: str, port: int) -> PortInUse | BadSettings:
    hint = "set HUSHTAPE_HTTP_BIND to another host:port"
    if error.errno == errno.EADDRINUSE:
        return PortInUse(f"{host}:{port} is taken by another program", hint=hint)
    return BadSettings(f"{host}:{port} cannot be listened on ({error.strerror})", hint=hint)


def _server(app: FastAPI) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        log_level="critical",
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    give_up_at = time.monotonic() + _START_WITHIN_S
    while not server.started and thread.is_alive() and time.monotonic() < give_up_at:
        time.sleep(0.01)
    if not server.started:
        raise BadSettings("the API did not start")


def _for_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
