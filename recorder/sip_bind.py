"""Where a recorder may listen, told before pjsua2 tries: one line with a hint instead of a status code."""

import errno
import ipaddress
import re
import socket

from calls.errors import BindRefused, PortInUse

FIRST_SAFE_VERSION = (2, 17)
"""Older builds carry C asserts: one hostile SDP aborts the process."""


def read_version(text: str) -> tuple[int, ...]:
    """(2, 15, 1) of "2.15.1", whatever follows."""
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def check_bind(host: str, version: tuple[int, ...], *, is_guarded: bool) -> None:
    """Raises BindRefused when this build must not face a network; `is_guarded`: whether it has our gate."""
    if version >= FIRST_SAFE_VERSION and is_guarded:
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        build = ".".join(map(str, version))
        trouble = "nothing guards it" if version >= FIRST_SAFE_VERSION else "one hostile SDP would abort it"
        raise BindRefused(
            f"this build of pjsua2 ({build}) may listen on loopback only, not on {host}: {trouble}",
            hint="run `make pjsua2` for the production build, or set HUSHTAPE_SIP_BIND=127.0.0.1:5060",
        )


def check_free(host: str, port: int, kind: socket.SocketKind = socket.SOCK_DGRAM) -> None:
    """pjsip may share a port that is taken; a plain bind tells. Raises PortInUse, BindRefused."""
    try:
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind is socket.SOCK_STREAM:  # connections of a recorder that just ended do not hold the port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno == errno.EADDRNOTAVAIL:
            raise BindRefused(
                f"cannot listen on {host}:{port}: {error.strerror}", hint="set HUSHTAPE_SIP_BIND"
            ) from error
        raise PortInUse(
            f"cannot listen on {host}:{port}: {error.strerror}",
            hint="stop what listens there, or set HUSHTAPE_SIP_BIND",
        ) from error
