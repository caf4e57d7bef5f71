"""Voices by clocks of their own: a process that sends every stream's packets at the instants of that stream's clock.

All clocks began at one instant, and packet n is due n packets' length later by its own clock, whatever became of those
before it: what is late is sent at once, and never makes the next one later. So frame n of two streams, by clocks that
are right, is said at the same instant, and a clock that is off is off by exactly that much for hours.
"""

import heapq
import os
import select
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from benchmarks.capture_traffic import FRAMES_A_PACKET, PACKET_MS, Address, Stream, bits_as_sound, loopback_address

LATE_MS = 5.0
"""Later than this a packet is told of: it may have to be mended, and is no fault of whoever receives it."""
_IDLE_S = 0.1


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The sender's own, against its clocks."""

    packets: int
    refused: int
    late: int
    """Packets sent more than LATE_MS after they were due."""
    latest_ms: float


def due_ms(number: float, clock_ppm: float) -> float:
    """When the frame of this number is said, milliseconds after the clocks began."""
    return number * PACKET_MS / FRAMES_A_PACKET * (1 + clock_ppm / 1e6)


class ClockedVoices:
    """`ports[i]` of `host` is stream i's, whose frames each last so many millionths longer than they should."""

    def __init__(self, clocks_ppm: Sequence[float]) -> None:
        self.host = loopback_address()
        self.ports = [20_000 + 2 * index for index in range(len(clocks_ppm))]
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        arguments = (self.host, self.ports, list(clocks_ppm), theirs)
        self._process = context.Process(target=_speak, args=arguments, daemon=True)
        self._process.start()
        self._line.recv()

    def speak(self, stream: int, target: Address) -> None:
        self._line.send((stream, target))

    def punctuality(self) -> Punctuality:
        """Since the clocks began."""
        self._line.send(None)
        told = self._line.recv()
        assert isinstance(told, Punctuality)
        return told

    def close(self) -> None:
        self._process.kill()
        self._process.join()


class _Sender:
    def __init__(self, streams: list[Stream], clocks_ppm: list[float]) -> None:
        self._streams, self._clocks_ppm = streams, clocks_ppm
        self._began_ns = time.monotonic_ns()
        self._due: list[tuple[int, int, int]] = []
        """(instant in ns, stream, its packet's number), the next one first."""
        self._packets = self._refused = self._late = 0
        self._latest_ns = 0

    @property
    def punctuality(self) -> Punctuality:
        return Punctuality(self._packets, self._refused, self._late, self._latest_ns / 1e6)

    def begin(self, stream: int, target: Address) -> None:
        """From the packet on that is due next."""
        self._streams[stream].aim(target)
        elapsed_ns = time.monotonic_ns() - self._began_ns
        packet = int(elapsed_ns / (self._due_ns(stream, 1) - self._began_ns)) + 1
        heapq.heappush(self._due, (self._due_ns(stream, packet), stream, packet))

    def send_what_is_due(self) -> float:
        """Returns the seconds until the next packet is."""
        while self._due:
            due_ns, stream, packet = self._due[0]
            late_ns = time.monotonic_ns() - due_ns
            if late_ns < 0:
                return -late_ns / 1e9
            self._send(stream, packet)
            self._late += late_ns > LATE_MS * 1e6
            self._latest_ns = max(self._latest_ns, late_ns)
            heapq.heapreplace(self._due, (self._due_ns(stream, packet + 1), stream, packet + 1))
        return _IDLE_S

    def _send(self, stream: int, packet: int) -> None:
        first = packet * FRAMES_A_PACKET
        numbers = [bits_as_sound(first + frame & 0xFFFF, 16) for frame in range(FRAMES_A_PACKET)]
        self._packets += 1
        try:
            self._streams[stream].send(first, numbers)
        except OSError:  # nobody listens there any more
            self._refused += 1

    def _due_ns(self, stream: int, packet: int) -> int:
        return self._began_ns + round(due_ms(packet * FRAMES_A_PACKET, self._clocks_ppm[stream]) * 1e6)


def _speak(host: str, ports: list[int], clocks_ppm: list[float], line: Connection) -> None:
    with suppress(PermissionError):  # root's: what a telephone sends must not wait for a busy machine
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    sender = _Sender([Stream(host, port, stream) for stream, port in enumerate(ports)], clocks_ppm)
    line.send("bound")
    while True:
        asked, _, _ = select.select([line], [], [], sender.send_what_is_due())
        if not asked:
            continue
        wish = line.recv()
        if wish is None:
            line.send(sender.punctuality)
        else:
            sender.begin(*wish)
