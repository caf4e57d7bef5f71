"""Whether the addresses that Hushtape listens on are free: asked before anything starts."""

import socket

from calls.errors import PortInUse
from pipeline.settings import Settings


def check_http_port(settings: Settings) -> None:
    """Raises PortInUse."""
    _check_free(settings.http_bind, socket.SOCK_STREAM, "HUSHTAPE_HTTP_BIND")


def check_sip_port(settings: Settings) -> None:
    """Raises PortInUse."""
    _check_free(settings.sip_bind, socket.SOCK_DGRAM, "HUSHTAPE_SIP_BIND")


def _check_free(address: str, kind: socket.SocketKind, setting: str) -> None:
    """Binds and lets go again. Raises PortInUse when somebody listens there, or when the address is not of this
    machine."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what has just closed does not count
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise PortInUse(
                f"cannot listen on {address}: {(error.strerror or 'no such address').lower()}",
                hint=f"stop what listens there, or set {setting} to another host:port",
            ) from error
