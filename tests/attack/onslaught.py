"""Sends datagrams as fast as it is told, from a process of its own, and counts what comes back."""

import itertools
import resource
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Address = tuple[str, int]
BURST_S = 0.005
_READ_BYTES = 65_535


@dataclass(frozen=True, slots=True)
class Volley:
    """What went out and came back. `codes` counts statuses; requests that came back count as 0."""

    sent: int
    answered: int
    codes: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Volley") -> "Volley":
        return Volley(self.sent + other.sent, self.answered + other.answered, self.codes + other.codes)


@dataclass(frozen=True, slots=True)
class Plan:
    """`messages(*arguments)` is made where it is sent. `hosts`: own addresses, used in turn."""

    target: Address
    messages: Callable[..., Iterator[bytes]]
    arguments: tuple[Any, ...]
    count: int
    rate: float
    hosts: tuple[str, ...] = ("127.0.0.1",)
    lasting_s: float | None = None
    """Send for so long; `count` messages are then made beforehand and sent again and again."""


def bombard_udp(plan: Plan) -> Volley:
    lines = [_line(host) for host in plan.hosts]
    messages = itertools.islice(plan.messages(*plan.arguments), plan.count)
    source = itertools.cycle(list(messages)) if plan.lasting_s else messages
    return _send_all(plan, source, lines)


def _send_all(plan: Plan, messages: Iterator[bytes], lines: list[socket.socket]) -> Volley:
    """In bursts of 5 ms, reading what has come in between them, and for a second afterwards."""
    codes: Counter[int] = Counter()
    sent, began_s = 0, time.monotonic()
    turn = itertools.cycle(lines)
    going = True
    while going:
        passed_s = time.monotonic() - began_s
        going = plan.lasting_s is None or passed_s < plan.lasting_s
        due = round(passed_s * plan.rate) - sent if going else 0
        for message in itertools.islice(messages, max(0, due)):
            going = _send(next(turn), message, plan.target) or going
            sent += 1
            due -= 1
        if plan.lasting_s is None and due > 0:
            break  # no more messages
        _read(lines, codes)
        time.sleep(BURST_S)
    until_s = time.monotonic() + 1.0
    while time.monotonic() < until_s:
        _read(lines, codes)
        time.sleep(BURST_S)
    for line in lines:
        line.close()
    return Volley(sent, sum(codes.values()), codes)


def _send(line: socket.socket, message: bytes, target: Address) -> bool:
    try:
        line.sendto(message[:65_000], target)
    except OSError:  # the kernel's buffer is full: as good as lost on the way
        return False
    return True


def _read(lines: list[socket.socket], codes: Counter[int]) -> None:
    for line in lines:
        while True:
            try:
                answer = line.recv(_READ_BYTES)
            except OSError:
                break
            codes[code_of(answer)] += 1


def code_of(answer: bytes) -> int:
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[0] == b"SIP/2.0" and words[1].isdigit() else 0


def _line(host: str) -> socket.socket:
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    line.setblocking(False)
    line.bind((host, 0))
    return line


def bombard_tcp(plan: Plan) -> Volley:
    """Each message whole into a stream; a new stream whenever the other side has closed the old one, or each 50."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    codes: Counter[int] = Counter()
    sent, stream = 0, None
    began_s = time.monotonic()
    for message in itertools.islice(plan.messages(*plan.arguments), plan.count):
        time.sleep(max(0.0, began_s + sent / plan.rate - time.monotonic()))
        if stream is None or sent % 50 == 0:
            stream = _stream(plan, stream, codes)
        try:
            stream.sendall(message)
            _hear(stream, codes)
        except OSError:  # reset: the answer that such a message deserves
            stream.close()
            stream = None
        sent += 1
    if stream is not None:
        time.sleep(0.5)
        _hear(stream, codes)
        stream.close()
    return Volley(sent, sum(codes.values()), codes)


def _stream(plan: Plan, old: socket.socket | None, codes: Counter[int]) -> socket.socket:
    if old is not None:
        _hear(old, codes)
        old.close()
    stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    stream.bind((plan.hosts[0], 0))
    stream.settimeout(2.0)
    stream.connect(plan.target)
    return stream


def _hear(stream: socket.socket, codes: Counter[int]) -> None:
    stream.setblocking(False)
    try:
        while data := stream.recv(_READ_BYTES):
            for piece in data.split(b"SIP/2.0 ")[1:]:
                codes[code_of(b"SIP/2.0 " + piece)] += 1
    except BlockingIOError:
        return
    finally:
        stream.settimeout(2.0)
