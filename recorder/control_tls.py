"""The control path across hosts: the same JSON lines over TLS 1.3, each side showing a certificate of one pinned CA.

The CA is the installation's own and signs nothing else: whoever shows a certificate of it with the right use
(`clientAuth` for the API's host, `serverAuth` for a recorder's, RFC 5280 §4.2.1.12) is let in, everybody else is not
even asked what they want. A recorder's certificate cannot command other recorders.
"""

import json
import socket
import socketserver
import ssl
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from calls.errors import BadSettings, RecorderUnavailable

HANDSHAKE_WITHIN_S = 3.0
MOST_CONNECTIONS = 32
MAX_RULES_LINE_BYTES = 32 << 20
"""Rules hold 67 bytes a standing objection; only whoever has shown a certificate is listened to at such length."""

Answer = dict[str, Any]

_log = structlog.get_logger("recorder.control")


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files: the pinned CA, our own certificate, its private key."""

    ca: Path
    certificate: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        """Raises BadSettings."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.verify_mode = ssl.CERT_REQUIRED
        return self._filled(context)

    def client_context(self) -> ssl.SSLContext:
        """Checks the host's name too. Raises BadSettings."""
        return self._filled(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))

    def _filled(self, context: ssl.SSLContext) -> ssl.SSLContext:
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        try:
            if self.key.stat().st_mode & 0o077:
                raise BadSettings(f"{self.key} can be read by others", hint=f"chmod 600 {self.key}")
            context.load_verify_locations(self.ca)
            context.load_cert_chain(self.certificate, self.key, password=_no_password)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise BadSettings(
                f"the control certificates cannot be used ({type(error).__name__})",
                hint="HUSHTAPE_CONTROL_CA_FILE, …_CERT_FILE and …_KEY_FILE name PEM files; the key without a password",
            ) from error
        return context


def _no_password() -> str:
    raise ValueError("the key asks for a password")


class TlsServer(socketserver.ThreadingTCPServer):
    """Accepts at once, shakes hands in the connection's own thread, and holds `MOST_CONNECTIONS` at most."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], context: ssl.SSLContext, handler: type["TlsAsking"]) -> None:
        """Raises BadSettings when the address cannot be had."""
        self._context = context
        self._slots = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        try:
            super().__init__(address, handler)
        except OSError as error:
            raise BadSettings(
                f"cannot listen for control on {address[0]}:{address[1]}: {error.strerror}",
                hint="set HUSHTAPE_CONTROL_BIND to a free port of this host",
            ) from error

    def get_request(self) -> tuple[socket.socket, Any]:
        plain, address = super().get_request()
        plain.settimeout(HANDSHAKE_WITHIN_S)
        return self._context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False), address

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._slots.acquire(blocking=False):
            _log.warning("control_refused", error="too many connections")
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._slots.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - addresses are not logged
        _log.warning("control_refused", error="no handshake with a certificate of ours")


class TlsAsking(socketserver.StreamRequestHandler):
    """A connection that has shown its certificate before anything is read from it."""

    def setup(self) -> None:
        connection: ssl.SSLSocket = self.request
        connection.do_handshake()
        super().setup()


@dataclass(frozen=True, slots=True)
class TlsLine:
    """One recorder on another host, as the side that asks sees it."""

    host: str
    port: int
    context: ssl.SSLContext
    timeout_s: float

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    def ask(self, request: dict[str, Any]) -> Answer:
        """Its answer, its recorder named with its host. Raises RecorderUnavailable when there is none in time."""
        try:
            with (
                socket.create_connection((self.host, self.port), self.timeout_s) as plain,
                self.context.wrap_socket(plain, server_hostname=self.host) as line,
            ):
                line.sendall(json.dumps(request).encode() + b"\n")
                answer = json.loads(line.makefile("rb").readline())
        except (OSError, ValueError) as error:
            raise RecorderUnavailable(
                f"the recorder at {self.name} does not answer ({type(error).__name__})"
            ) from error
        if not isinstance(answer, dict):
            raise RecorderUnavailable(f"the recorder at {self.name} answers nonsense")
        return self._with_host(answer)

    def _with_host(self, answer: Answer) -> Answer:
        """Recorders are named by their SIP port, which several hosts may use."""
        for named in (answer, *answer.get("calls", ())):
            if "recorder" in named:
                named["recorder"] = f"{named['recorder']}@{self.host}"
        return answer
