"""The parties' voices: a process of its own that sends every stream one PCMU packet each 20 ms, from its own port.

What comes back to the ports is dropped by the kernel: nobody reads it. The streams are spread over the 20 ms, as
telephones are. Lateness of the sender itself is measured, since it is no fault of whoever receives.
"""

import os
import resource
import secrets
import socket
import struct
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from benchmarks.capture_frames import FRAME_MS, FRAME_SAMPLES, GUARDS, STREAM_BYTES, bits_as_sound

SLOTS = 10
_RTP_BYTES = 12
FRAMES_A_PACKET = 2
PACKET_MS = FRAMES_A_PACKET * FRAME_MS
_FRAMES_AT = tuple(_RTP_BYTES + frame * FRAME_SAMPLES for frame in range(FRAMES_A_PACKET))
_PACKET_BYTES = _RTP_BYTES + FRAMES_A_PACKET * FRAME_SAMPLES

Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sent:
    packets: int
    refused: int
    latest_ms: float
    """How late the sender itself was at its worst since the last report."""
    last_number: int
    """The newest frame's."""


def loopback_address() -> str:
    """One that is nobody else's, so that no port of it is taken."""
    return f"127.{1 + secrets.randbelow(250)}.{secrets.randbelow(250)}.{1 + secrets.randbelow(250)}"


class Voices:
    """`ports[i]` of `host` is stream i's; it sends from when `speak` names its target."""

    def __init__(self, n_streams: int, core: int) -> None:
        self.host = loopback_address()
        self.ports = [20_000 + 2 * index for index in range(n_streams)]
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_speak, args=(self.host, self.ports, core, theirs), daemon=True)
        self._process.start()
        self._line.recv()

    def speak(self, stream: int, target: Address) -> None:
        self._line.send((stream, target))

    def report(self) -> Sent:
        self._line.send(None)
        sent = self._line.recv()
        assert isinstance(sent, Sent)
        return sent

    def close(self) -> None:
        self._process.kill()
        self._process.join()


class Stream:
    """One port that sends; `send` is told what."""

    def __init__(self, host: str, port: int, stream: int) -> None:
        self._stream = stream
        self._line = _bound(host, port)
        self._rtcp = _bound(host, port + 1)  # taken, so that reports to it are not answered with ICMP errors
        self._packet = bytearray(_PACKET_BYTES)
        self._packet[:_RTP_BYTES] = struct.pack("!BBHII", 0x80, 0, 0, 0, secrets.randbits(32))
        for at in _FRAMES_AT:
            self._packet[at : at + STREAM_BYTES] = bits_as_sound(stream, 16)

    def aim(self, target: Address) -> None:
        self._line.connect(target)

    def send(self, count: int, numbers: list[bytes]) -> None:
        """The packet that begins with frame number `count`, whose frames' numbers sound like `numbers`."""
        packet, stream = self._packet, self._stream
        struct.pack_into("!HI", packet, 2, count // FRAMES_A_PACKET & 0xFFFF, count * FRAME_SAMPLES & 0xFFFFFFFF)
        for frame, at in enumerate(_FRAMES_AT):
            number_at = at + STREAM_BYTES
            packet[number_at : at + FRAME_SAMPLES] = numbers[frame] + GUARDS[(stream ^ count + frame) & 0xFF]
        self._line.send(packet)


def _bound(host: str, port: int) -> socket.socket:
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)  # the kernel makes it its smallest
    line.bind((host, port))
    return line


def _speak(host: str, ports: list[int], core: int, line: Connection) -> None:
    os.sched_setaffinity(0, {core})
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    streams = [Stream(host, port, stream) for stream, port in enumerate(ports)]
    slots: list[list[Stream]] = [[] for _ in range(SLOTS)]
    line.send("bound")
    count = packets = refused = 0
    latest_s, due_s = 0.0, time.monotonic()
    while True:
        count += FRAMES_A_PACKET
        numbers = [bits_as_sound(count + frame & 0xFFFF, 16) for frame in range(FRAMES_A_PACKET)]
        for slot in slots:
            now_s = time.monotonic()
            latest_s = max(latest_s, now_s - due_s)
            if now_s < due_s:
                time.sleep(due_s - now_s)
            due_s += PACKET_MS / 1000 / SLOTS
            packets += len(slot)
            for stream in slot:
                try:
                    stream.send(count, numbers)
                except OSError:
                    refused += 1
        while line.poll():
            asked = line.recv()
            if asked is None:
                line.send(Sent(packets, refused, latest_s * 1000, count + FRAMES_A_PACKET - 1))
                packets, refused, latest_s = 0, 0, 0.0
                continue
            stream, target = asked
            streams[stream].aim(target)
            slots[stream % SLOTS].append(streams[stream])
