"""What parties say: PCMU frames of 20 ms, and keys by RFC 4733.

All voices speak from one thread, each from its own port. What is sent to that port is dropped unread, except that the
first packet tells where to speak to when nobody else has said so.
"""

import os
import secrets
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

FRAME_S = 0.02
FRAME_SAMPLES = 160
KEYS = "0123456789*#ABCD"
EVENT_PAYLOAD = 101
_PCMU = 0
_KEY_FRAMES = 5
_END_FRAMES = 3
"""An event's last packet is sent three times (RFC 4733 §2.5.1.4)."""

Address = tuple[str, int]
Sound = Callable[[int], bytes]


def silence(_number: int) -> bytes:
    return b"\xff" * FRAME_SAMPLES


class Voice:
    """One stream. `sound` gives the 160 codes of a frame by the frame's number."""

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, sound: "Sound | None" = None) -> None:
        self._line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)  # the kernel makes it its smallest
        self._line.setblocking(False)
        self._line.bind((host, port))
        self.port: int = self._line.getsockname()[1]
        self.sound = sound or silence
        self.payload_type = _PCMU
        self._target: Address | None = None
        self._source = secrets.randbits(32)
        self._count = secrets.randbits(12)
        self._keys: deque[tuple[int, bytes]] = deque()

    def speak_to(self, target: Address) -> None:
        self._target = target

    def press(self, key: str) -> None:
        """One key of 100 ms; later ones queue up behind it."""
        code = KEYS.index(key)
        parts = [(frame, False) for frame in range(1, _KEY_FRAMES + 1)] + [(_KEY_FRAMES, True)] * _END_FRAMES
        for number, (frame, is_end) in enumerate(parts):
            payload = struct.pack("!BBH", code, 10 | (0x80 if is_end else 0), frame * FRAME_SAMPLES)
            self._keys.append((number, payload))

    def frame(self) -> None:
        """Send what belongs to this 20 ms."""
        if self._target is None and not self._learn():
            return
        self._count += 1
        if self._keys:
            number, payload = self._keys.popleft()
            self._send(EVENT_PAYLOAD, payload, marked=number == 0, back=min(number, _KEY_FRAMES + _END_FRAMES))
        else:
            self._send(self.payload_type, self.sound(self._count))

    def spoken(self) -> tuple[Address, int, int, int]:
        """Where to, and the last packet's number, time and source: what one who listens in would know."""
        assert self._target is not None
        return self._target, self._count & 0xFFFF, self._count * FRAME_SAMPLES & 0xFFFFFFFF, self._source

    def close(self) -> None:
        self._line.close()

    def _send(self, payload_type: int, payload: bytes, *, marked: bool = False, back: int = 0) -> None:
        """An event's packets all carry the time of its beginning, `back` frames ago (RFC 4733 §2.2)."""
        assert self._target is not None
        stamp = (self._count - back) * FRAME_SAMPLES & 0xFFFFFFFF
        kind = payload_type | (0x80 if marked else 0)
        head = struct.pack("!BBHII", 0x80, kind, self._count & 0xFFFF, stamp, self._source)
        with suppress(OSError):  # nobody listens there any more: the call has ended
            self._line.sendto(head + payload, self._target)

    def _learn(self) -> bool:
        try:
            _, self._target = self._line.recvfrom(2048)
        except OSError:
            return False
        return True


class Voices:
    """The thread in which voices speak, a frame each `frame_s`: a telephone's clock is never quite ours."""

    def __init__(self, frame_s: float = FRAME_S) -> None:
        self._frame_s = frame_s
        self._speaking: set[Voice] = set()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self.latest_ms = 0.0
        """How late this thread was at its worst: no fault of whoever listens."""
        self._thread = threading.Thread(target=self._run, name="voices", daemon=True)
        self._thread.start()

    def add(self, voice: Voice) -> Voice:
        with self._lock:
            self._speaking.add(voice)
        return voice

    def remove(self, voice: Voice) -> None:
        with self._lock:
            self._speaking.discard(voice)
        voice.close()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        for voice in self._speaking:
            voice.close()

    def _run(self) -> None:
        with suppress(PermissionError):  # root's: what a telephone sends must not wait for a busy machine
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        due_s = time.monotonic()
        while not self._over.is_set():
            with self._lock:
                for voice in self._speaking:
                    voice.frame()
            due_s += self._frame_s
            late_s = time.monotonic() - due_s
            self.latest_ms = max(self.latest_ms, late_s * 1000)
            if late_s < 0:
                self._over.wait(-late_s)
