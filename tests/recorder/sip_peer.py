"""A peer that connects by TCP or TLS and asks one thing."""

import secrets
import socket
import ssl
import warnings
from pathlib import Path
from types import TracebackType

from tests.recorder.certificates import Certified


class TcpPeer:
    """Speaks TLS when it knows an authority; `version` is the only one it speaks then."""

    def __init__(
        self,
        port: int,
        *,
        host: str = "127.0.0.1",
        authority: Path | None = None,
        shown: Certified | None = None,
        version: str | None = None,
    ) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(host, 0))
        self.host, self.port = self._line.getsockname()[:2]
        self._context = _context(authority, shown, version) if authority is not None else None

    def __enter__(self) -> "TcpPeer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    def ask(self, method: str, headers: dict[str, str] | None = None) -> int | None:
        """The status of the first answer; None when the connection is refused or closed instead."""
        try:
            if self._context is not None:
                self._line = self._context.wrap_socket(self._line, server_hostname="127.0.0.1")
            self._line.sendall(self._request(method, headers or {}))
            answer = self._line.recv(65_535)
        except (ssl.SSLError, ConnectionError):
            return None
        return int(answer.split(b" ", 2)[1]) if answer else None

    def is_closed(self) -> bool:
        """Whether the other side closes the connection within ten seconds."""
        try:
            return self._line.recv(65_535) == b""
        except ConnectionError:
            return True

    def _request(self, method: str, headers: dict[str, str]) -> bytes:
        tag = secrets.token_hex(8)
        carrier = "TCP" if self._context is None else "TLS"
        told = {
            "Via": f"SIP/2.0/{carrier} {self.host}:{self.port};branch=z9hG4bK{tag}",
            "From": f"<sip:peer@{self.host}>;tag={tag}",
            "To": "<sip:returns@127.0.0.1>",
            "Call-ID": f"{tag}@peer",
            "CSeq": f"1 {method}",
            "Contact": f"<sip:peer@{self.host}:{self.port}>",
            "Max-Forwards": "70",
        }
        lines = [f"{name}: {value}" for name, value in (told | headers).items()]
        return "\r\n".join([f"{method} sip:returns@127.0.0.1 SIP/2.0", *lines, "Content-Length: 0", "", ""]).encode()


def _context(authority: Path, shown: Certified | None, version: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(authority))
    if shown is not None:
        context.load_cert_chain(shown.certificate, shown.key)
    if version is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # to ask for what must be refused
            context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context
