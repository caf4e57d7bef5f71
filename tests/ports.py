"""Ports that nobody else will take between the asking and the listening.

The system gives ports from 32768 up to whoever asks for any, and our recorders take theirs for sound from 16384 to
32767 (`HUSHTAPE_RTP_PORTS`): a port found free there may be taken a moment later. What lies below is handed out here,
each test worker having a stretch of its own, and none twice before all have been had.
"""

import os
import socket
from itertools import count

FIRST, LAST = 10_300, 16_300
WORKERS = 8
_EACH = (LAST - FIRST) // WORKERS

_next = count(os.getpid() * 37)


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens, by UDP or by TCP. Raises RuntimeError when there is none left."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    for _ in range(_EACH):
        port = FIRST + worker * _EACH + next(_next) % _EACH
        if _is_free(port):
            return port
    raise RuntimeError(f"every port from {FIRST} to {LAST} is taken")


def free_ports(many: int) -> range:
    """As many in a row, the first one even as RTP wants it (RFC 3550 §11). Raises RuntimeError."""
    ports = [free_port()]
    while len(ports) < many:
        port = free_port()
        ports = [*ports, port] if port == ports[-1] + 1 and ports[0] % 2 == 0 else [port]
    return range(ports[0], ports[0] + many)


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True
