"""A recorder, its callers and its agents, each a process of its own, on free ports of the loopback."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import CapturedCall, Channel
from calls.call_detail import CallDetail
from calls.errors import HushtapeError, RecorderUnavailable, UnreadableAudio
from calls.ports.live_calls import LiveCall
from calls.recording_rules import RecordingRules, write_rules
from recorder.control_client import LiveCallsOverSockets
from recorder.keys import load_private_keys, load_pseudonym_key, make_pseudonym_key, make_wrapping_keys
from recorder.spool import SealedSpool
from tests.ports import free_port

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
RATE_HZ = 8000
NOTICE_S = 0.5
BRIDGED_S = NOTICE_S + 0.4
"""Seconds after a party's sound came up when the two surely hear each other."""


def tone(seconds: float, hz: float, *, level: int = 8000) -> NDArray[np.int16]:
    at_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (level * np.sin(2 * np.pi * hz * at_s)).astype(np.int16)


def silence(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * RATE_HZ), dtype=np.int16)


def write_wav(path: Path, samples: NDArray[np.int16]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def loud_stretches(samples: NDArray[np.int16], *, above: int = 1500, bridging_ms: int = 60) -> list[tuple[int, int]]:
    """(start_ms, end_ms) of what is louder than `above`, gaps under `bridging_ms` bridged."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > above) * 1000 / RATE_HZ
    if len(loud) == 0:
        return []
    breaks = np.flatnonzero(np.diff(loud) > bridging_ms)
    starts, ends = np.r_[loud[0], loud[breaks + 1]], np.r_[loud[breaks], loud[-1]]
    return [(round(a), round(b)) for a, b in zip(starts, ends, strict=True)]


def wait_for(ask: Callable[[], T], *, within_s: float = 30.0) -> T:
    """The first answer that is true; AssertionError when there is none in time."""
    until_s = time.monotonic() + within_s
    while time.monotonic() < until_s:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def put_first(process_id: int) -> None:
    """Before whatever else the machine does, and all threads that it starts from now on. Root's; others go without.

    What is to be seen is what a recorder does, not what a busy machine does to it and to its telephones.
    """
    for thread in list(Path(f"/proc/{process_id}/task").glob("*")):
        with suppress(PermissionError, ProcessLookupError):  # a thread may have ended meanwhile
            os.setpriority(os.PRIO_PROCESS, int(thread.name), -15)


def refuse_imports(payload: bytes, channels: tuple[Channel, ...]) -> RawAudio:
    raise UnreadableAudio(f"{len(payload)} bytes for {len(channels)} channels were not expected")


class LoggedProcess(subprocess.Popen[str]):
    """A process whose log goes into a file: a pipe that nobody reads is full one day, and stops who writes into it."""

    def __init__(self, command: list[str], log_file: Path) -> None:
        self._log_file = log_file
        self._said: str | None = None
        with log_file.open("a") as log:
            super().__init__(
                command,
                cwd=ROOT,
                env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def log(self) -> str:
        """What it has logged up to now."""
        return self._log_file.read_text(errors="replace")

    def communicate(self, input: str | None = None, timeout: float | None = None) -> tuple[str, str]:
        """All it said, once it has ended, and all it logged; as often as asked for."""
        if self._said is None:
            self._said, _ = super().communicate(input, timeout)
        return self._said, self.log()


class TelephoneLab:
    """Files under `home`, plaintext under a RAM folder of its own; `close` leaves no process and no file."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ram_dir = Path("/dev/shm") / f"hushtape-test-{secrets.token_hex(6)}"
        self.ram_dir.mkdir(mode=0o700)
        self.spool_dir = home / "spool"
        self.rules_file = home / "rules.json"
        self.port, self.agent_port = free_port(), free_port()
        self.notice_wav = write_wav(home / "notice.wav", tone(NOTICE_S, 350))
        make_wrapping_keys(home / "keys/private.json", home / "keys/public.json")
        make_pseudonym_key(home / "keys/pseudonym.key")
        self.key = load_pseudonym_key(home / "keys/pseudonym.key")
        self.live = LiveCallsOverSockets(home / "control")
        self.spool = SealedSpool(self.spool_dir, load_private_keys(home / "keys/private.json"), decode=refuse_imports)
        self.recorder_module = "tests.recorder.recorder_process"
        self.processes: list[LoggedProcess] = []
        self.write_rules()

    def write_rules(self, *, age_s: float = 0.0, key: bytes | None = None, **fields: Any) -> None:
        rules = RecordingRules(datetime.now(UTC) - timedelta(seconds=age_s), **fields)
        self.rules_file.write_bytes(write_rules(rules, key or self.key))

    def settings(self, **changes: Any) -> str:
        fields: dict[str, Any] = {
            "sip_host": "127.0.0.1",
            "sip_port": self.port,
            "agent_uri": f"sip:agent@127.0.0.1:{self.agent_port}",
            "queues": {"returns": "returns"},
        }
        paths = {
            "notice_wav": str(self.notice_wav),
            "spool_dir": str(self.spool_dir),
            "ram_dir": str(self.ram_dir),
            "rules_file": str(self.rules_file),
            "rules_key_file": str(self.home / "keys/pseudonym.key"),
            "public_keyset_file": str(self.home / "keys/public.json"),
            "control_dir": str(self.home / "control"),
        }
        return json.dumps(fields | changes | {"paths": paths})

    def launch_recorder(self, **changes: Any) -> LoggedProcess:
        return self._launch(self.recorder_module, self.settings(**changes))

    def start_recorder(self, **changes: Any) -> LoggedProcess:
        """A recorder whose main loop answers."""
        recorder = self.launch_recorder(**changes)

        def answers() -> bool:
            assert recorder.poll() is None, recorder.communicate()[1]
            try:
                return bool(self.live.ready())
            except (RecorderUnavailable, FileNotFoundError):
                return False

        wait_for(answers)
        put_first(recorder.pid)
        return recorder

    def softphone(self, *arguments: str) -> LoggedProcess:
        """A party that is ready to take or make its call."""
        party = self._launch("recorder.softphone", "--give-up-after", "40", *arguments)
        assert party.stdout is not None
        assert '"ready"' in party.stdout.readline()
        put_first(party.pid)
        return party

    def agent(self, *arguments: str) -> LoggedProcess:
        return self.softphone("--port", str(self.agent_port), *(arguments or ("--answer",)))

    def caller(self, *arguments: str, user: str = "+12125550147", to: str = "returns") -> LoggedProcess:
        uri = f"sip:{to}@127.0.0.1:{self.port}"
        return self.softphone("--port", str(free_port()), "--user", user, "--call", uri, *arguments)

    def the_live_call(self, phase: str = "talking") -> LiveCall:
        """The one call on the line, once it is in `phase`."""

        def look() -> LiveCall | None:
            try:
                return next((call for call in self.live.list() if call.phase == phase), None)
            except HushtapeError:
                return None

        found = wait_for(look)
        assert found is not None
        return found

    def the_captured_call(self) -> CapturedCall:
        return wait_for(self.spool.waiting)[0]

    def the_detail(self) -> CallDetail:
        """What became of the one call, once the recorder has told it."""
        (batch,) = wait_for(lambda: [batch for _, batch in self.spool.detail_batches()])
        (detail,) = batch
        return detail

    def files_of_calls(self) -> list[Path]:
        """Every file that could hold a call's sound: in the spool (tombstones and notes aside), on the RAM disk."""
        beside = tuple(self.spool_dir / name for name in ("endings", "details", "rekeys", "objected", "pauses"))
        found = [path for path in _files_below(self.spool_dir) if not any(b in path.parents for b in beside)]
        ram = [path for path in _files_below(self.ram_dir) if path.name != "silence.wav"]
        return found + ram

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()
        shutil.rmtree(self.ram_dir)

    def _launch(self, module: str, *arguments: str) -> LoggedProcess:
        log_file = self.home / f"{len(self.processes)}-{module}.log"
        process = LoggedProcess([sys.executable, "-m", module, *arguments], log_file)
        self.processes.append(process)
        return process


def result_of(party: subprocess.Popen[str]) -> dict[str, Any]:
    """What a softphone said of its call when it ended."""
    out, err = party.communicate(timeout=60)
    assert party.returncode in (0, 1), err
    assert out, err
    answer: dict[str, Any] = json.loads(out.splitlines()[-1])
    return answer


def _files_below(folder: Path) -> list[Path]:
    """Every file; a folder that a recorder destroys while it is listed holds none (`rglob` would raise)."""
    return [
        path for place, _, names in os.walk(folder) for path in (Path(place) / name for name in names) if path.is_file()
    ]
