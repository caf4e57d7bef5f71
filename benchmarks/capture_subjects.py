"""What is measured: a recorder of ours, and rtpengine recording the same two streams a call into pcap files."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.capture_callers import Parties, Voices, media_address, sdp
from benchmarks.capture_traffic import Address
from tests.ports import free_port
from tests.recorder.telephone_lab import TelephoneLab, wait_for

_SIPREC: dict[str, Any] = {
    "peers": {"127.0.0.0/8": "2026-11/en"},
    "agents": ["*@desk.example"],
    "first_party": "unknown",
    "unannounced": False,
}
LOOK_EVERY_S = 0.5
AT_ONCE = 40
"""INVITEs that may wait for their answer at the same time."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One process at one instant: CPU seconds since it began, and its proportional share of memory."""

    cpu_s: float
    at_s: float
    memory_mb: float

    @classmethod
    def of(cls, pid: int) -> "Cost":
        cpu_s = time.clock_gettime((~pid << 3) | 2)  # the process's CPU clock: clock_getcpuclockid(3)
        smaps = Path(f"/proc/{pid}/smaps_rollup").read_text()
        share = re.search(r"^Pss:\s+(\d+) kB", smaps, re.MULTILINE)
        assert share is not None
        return cls(cpu_s, time.monotonic(), int(share[1]) / 1024)

    def share_since(self, before: "Cost") -> float:
        """Of one core."""
        return (self.cpu_s - before.cpu_s) / (self.at_s - before.at_s)


class RecorderUnderTest:
    """`home` holds its spool; the calls come from `Parties`, or recording sessions from `RecordingClients`."""

    def __init__(self, home: Path, voices: Voices, parties: type[Parties] = Parties) -> None:
        self.lab = TelephoneLab(home)
        self.parties = parties(voices, ("127.0.0.1", self.lab.port))
        self.pid = self.start().pid

    def start(self) -> "subprocess.Popen[str]":
        return self.lab.start_recorder(agent_uri=self.parties.agent_uri, siprec=_SIPREC)

    def set_up(self, n_calls: int) -> float:
        """All calls are on the line and recorded; returns how many a second were accepted."""
        self.lab.write_rules()
        try:
            seconds = self.parties.call(n_calls, at_once=AT_ONCE)
            self.parties.run_until(self._all_recorded(n_calls), within_s=30)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; {self._standing()}") from error
        return n_calls / seconds

    def _standing(self) -> str:
        """How far the calls have come, and what the recorder has counted."""
        live = Counter(f"{call.phase}, {call.capture}" for call in self.lab.live.list())
        counts = {name: count for name, count in self.counts().items() if count}
        return f"on the line: {dict(live)}; counted: {counts}"

    def _all_recorded(self, n_calls: int) -> Callable[[], bool]:
        """Asks now and then only: a list of hundreds of calls, all the time, would be work of its own."""
        next_look_s = time.monotonic()

        def look() -> bool:
            nonlocal next_look_s
            if time.monotonic() < next_look_s:
                return False
            next_look_s = time.monotonic() + LOOK_EVERY_S
            live = self.lab.live.list()
            return sum((call.phase, call.capture) == ("talking", "write") for call in live) >= n_calls

        return look

    def ram_mb(self) -> float:
        """What its folder on the RAM disk holds."""
        return sum(path.stat().st_blocks * 512 for path in self.lab.ram_dir.rglob("*.wav")) / 2**20

    def hang_up(self, n_calls: int) -> None:
        self.parties.hang_up()
        wait_for(lambda: len(list(self.lab.spool_dir.glob("c_*/manifest.json"))) >= n_calls, within_s=60)

    def counts(self) -> dict[str, int]:
        return dict(self.lab.live.counts()[0])

    def close(self) -> None:
        self.parties.close()
        self.lab.close()


class Rtpengine:
    """Debian's rtpengine in user space, told what to do by its "ng" protocol (bencode over UDP)."""

    def __init__(self, home: Path, voices: Voices) -> None:
        self._voices = voices
        self._control: Address = ("127.0.0.1", free_port())
        (home / "pcaps").mkdir(parents=True)
        command = ["rtpengine", "--config-file=none", "--foreground", "--table=-1", "--interface=127.0.0.1"]
        command += [f"--listen-ng=127.0.0.1:{self._control[1]}", "--port-min=30000", "--port-max=39998"]
        command += ["--log-level=3", "--log-stderr", f"--pidfile={home / 'pid'}"]
        command += [f"--recording-dir={home}", "--recording-method=pcap", "--recording-format=raw"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pid = self._process.pid
        self._line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._line.settimeout(0.5)
        wait_for(self._answers)

    def set_up(self, n_calls: int) -> float:
        began_s = time.monotonic()
        for call in range(n_calls):
            self._bridge(call)
        return n_calls / (time.monotonic() - began_s)

    def close(self) -> None:
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _bridge(self, call: int) -> None:
        caller, agent = 2 * call, 2 * call + 1
        about = {"call-id": f"call-{call}", "from-tag": "caller", "ICE": "remove"}
        offer = sdp(self._voices.host, self._voices.ports[caller])
        to_agent = self._ask({"command": "offer", "sdp": offer, "record call": "on", **about})
        answer = sdp(self._voices.host, self._voices.ports[agent])
        to_caller = self._ask({"command": "answer", "sdp": answer, "to-tag": "agent", **about})
        self._ask({"command": "start recording", **about})
        self._voices.speak(caller, media_address(to_caller["sdp"]))
        self._voices.speak(agent, media_address(to_agent["sdp"]))

    def _answers(self) -> bool:
        try:
            return bool(self._ask({"command": "ping"})["result"] == "pong")
        except (TimeoutError, ConnectionError):
            return False

    def _ask(self, request: dict[str, str]) -> dict[str, Any]:
        self._line.sendto(f"{time.monotonic_ns()} ".encode() + _bencode(request), self._control)
        answer = self._line.recv(65_535).partition(b" ")[2]
        fields = _bdecode(answer)
        if fields["result"] == "error":
            raise RuntimeError(f"rtpengine: {fields.get('error-reason')}")
        return fields


def has_rtpengine() -> bool:
    return shutil.which("rtpengine") is not None


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Processes begun within run on this core only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _bencode(fields: dict[str, str]) -> bytes:
    parts = [f"{len(text.encode())}:{text}" for item in sorted(fields.items()) for text in item]
    return ("d" + "".join(parts) + "e").encode()


def _bdecode(text: bytes) -> dict[str, Any]:
    value, rest = _value(text)
    assert isinstance(value, dict)
    assert not rest
    return value


def _value(text: bytes) -> tuple[Any, bytes]:
    if text[:1] == b"i":
        number, _, rest = text[1:].partition(b"e")
        return int(number), rest
    if text[:1] in (b"l", b"d"):
        items, rest = [], text[1:]
        while rest[:1] != b"e":
            item, rest = _value(rest)
            items.append(item)
        made = items if text[:1] == b"l" else dict(zip(items[::2], items[1::2], strict=True))
        return made, rest[1:]
    length, _, rest = text.partition(b":")
    return rest[: int(length)].decode(), rest[int(length) :]
