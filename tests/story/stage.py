"""Hushtape as an operator starts it, on a data folder and ports of its own, with telephones beside it.

What the telephones play and say lies outside the data folder, which a scan must find free of it.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import soundfile

from audio_fixtures.g711 import mulaw_encode
from calls.access import Role
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.errors import HushtapeError
from calls.lifecycle import IN_WORK, State
from calls.ports.live_calls import LiveCall
from pipeline.settings import PREFIX, Settings
from pipeline.sound_files import split_channels
from pipeline.wiring import OPERATOR, open_kept
from recorder.control_client import LiveCallsOverSockets
from tests.fixtures_manifest import fixture
from tests.ports import free_port
from tests.recorder.recording_client import Line, RecordingClient
from tests.recorder.siprec_documents import document
from tests.recorder.telephone_lab import wait_for

ROOT = Path(__file__).resolve().parents[2]
AFTER_NOTICE_S = 6.2
"""The notice takes 5.73 s; both parties speak once it is over."""
LEASE_S = 5
"""The shortest that the settings allow: a killed worker's call is taken over soon."""


class Stage:
    """`python -m cli serve` with all three roles. `close` leaves no process, and nothing on the RAM disk."""

    def __init__(self, folder: Path) -> None:
        self._beside = folder / "beside"
        self._beside.mkdir(parents=True)
        self.home = folder / "home"
        self.ram_dir = Path("/dev/shm") / f"hushtape-test-{secrets.token_hex(6)}"
        self.ram_dir.mkdir(mode=0o700)
        self._agent_port = free_port()
        settings = self._chosen()
        self.settings = Settings(**settings)
        self.kept = open_kept(self.settings)
        self.live = LiveCallsOverSockets(self.settings.control_dir)
        self.log_file = self.home / "log" / "serve.log"
        self._phones: list[subprocess.Popen[str]] = []
        self._server = self._serve(settings)

    def _chosen(self) -> dict[str, Any]:
        return {
            "home": self.home,
            "ram_dir": self.ram_dir,
            "sip_bind": f"127.0.0.1:{free_port()}",
            "http_bind": f"127.0.0.1:{free_port()}",
            "agent_uri": f"sip:agent@127.0.0.1:{self._agent_port}",
            "siprec_peers": {"127.0.0.1": "2026-11/en"},
            "siprec_agents": ["*@desk.example"],
            "log_level": "DEBUG",
            "lease_s": LEASE_S,
            "database_url": "",
            "object_store": "file",
        }

    def _serve(self, settings: dict[str, Any]) -> subprocess.Popen[bytes]:
        self.log_file.parent.mkdir()
        named = {
            PREFIX + name.upper(): json.dumps(value) if isinstance(value, dict | list) else str(value)
            for name, value in settings.items()
        }
        # From a folder without hushtape.toml, and with the models where this machine keeps them.
        with self.log_file.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "cli", "serve", "--quiet"],
                cwd=self._beside,
                env=_without_settings(os.environ) | named | {"PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        wait_for(self._is_ready, within_s=60)

    def _is_ready(self) -> bool:
        assert self._server.poll() is None, "hushtape serve has ended"
        return self._api_is_ready() and self.recorder_is_ready() and self.settings.rules_file.exists()

    def _api_is_ready(self) -> bool:
        try:
            return httpx.get(f"http://{self.settings.http_bind}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def recorder_is_ready(self) -> bool:
        try:
            return bool(self.live.ready())
        except HushtapeError:
            return False

    def close(self) -> None:
        for phone in self._phones:
            phone.kill()
            phone.communicate()
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self.ram_dir)

    # ── telephones ───────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def agent(self, sound: str, *, calls: int = 1) -> Iterator[None]:
        """Somebody at the agent's telephone, who says the agent's part of a fixture in each of the calls."""
        _, wav = self._parts(sound)
        spoken = ("--play", str(wav), "--play-after", str(AFTER_NOTICE_S))
        phone = self._softphone("--port", str(self._agent_port), "--answer", "--calls", str(calls), *spoken)
        try:
            yield
        finally:
            phone.kill()
            phone.communicate()

    def caller(self, sound: str, *script: str) -> "CallOnLine":
        """A caller who says the caller's part of a fixture after the notice. Returns once the recorder has the call."""
        known = {call.call_id for call in self.live.list()}
        wav, _ = self._parts(sound)
        spoken = ("--play", str(wav), "--play-after", str(AFTER_NOTICE_S))
        target = ("--call", f"sip:support@{self.settings.sip_bind}", "--user", "+12125550147")
        phone = self._softphone("--port", str(free_port()), *target, *spoken, *script)
        (call,) = wait_for(lambda: [call for call in self.live.list() if call.call_id not in known])
        return CallOnLine(call.call_id, phone)

    @contextmanager
    def recording_client(self, sound: str) -> Iterator[CallId]:
        """An SBC sends us a call that goes on elsewhere, until it is over."""
        known = {call.call_id for call in self.live.list()}
        samples, _ = soundfile.read(fixture(sound).path, dtype="int16")
        lines = [Line(str(1 + column), mulaw_encode(samples[:, column]).tobytes()) for column in (0, 1)]
        client = RecordingClient(int(self.settings.sip_bind.rpartition(":")[2]), lines, to="support")
        try:
            assert client.invite(document()).code == 200
            (call,) = wait_for(lambda: [call for call in self.live.list() if call.call_id not in known])
            yield call.call_id
            client.bye()
        finally:
            client.close()

    def _parts(self, sound: str) -> tuple[Path, Path]:
        return split_channels(fixture(sound).path, self._beside / sound)

    def _softphone(self, *arguments: str) -> subprocess.Popen[str]:
        phone = subprocess.Popen(
            [sys.executable, "-m", "recorder.softphone", "--give-up-after", "60", *arguments],
            cwd=ROOT,
            env=_without_settings(os.environ) | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._phones.append(phone)
        assert phone.stdout is not None
        assert '"ready"' in phone.stdout.readline(), phone.stderr and phone.stderr.read()
        return phone

    def wait_until_talking(self, call: "CallOnLine") -> LiveCall:
        """The notice is over and the two hear each other."""

        def look() -> LiveCall | None:
            calls = (live for live in self.live.list() if live.call_id == call.call_id and live.phase == "talking")
            return next(calls, None)

        found = wait_for(look, within_s=60)
        assert found is not None
        return found

    # ── what became of it ────────────────────────────────────────────────────────────────────────────────────────

    def state_of(self, call_id: CallId) -> State | None:
        return self.kept.work.state_of(call_id)

    def wait_for_state(self, call_id: CallId, *wanted: State, within_s: float = 120) -> State:
        """The first of the wanted states that the call is seen in; AssertionError when it ends in another."""

        def look() -> State | None:
            state = self.state_of(call_id)
            assert state is None or state in wanted or state in IN_WORK, f"the call is {state}: {self.doubts(call_id)}"
            return state if state in wanted else None

        found = wait_for(look, within_s=within_s)
        assert found is not None
        return found

    def doubts(self, call_id: CallId) -> list[str]:
        """Which checks of its certificate a call failed, with their counts."""
        certificate = self.kept.reading_room.show(OPERATOR, call_id)["certificate"] or {"checks": []}
        return [f"{check['name']}: {check['detail']}" for check in certificate["checks"] if not check["passed"]]

    def wait_until_spool_is_empty(self) -> None:
        wait_for(lambda: not list(self.settings.spool_dir.glob("c_*")), within_s=60)

    def ram_files(self) -> list[Path]:
        """Files on the RAM disk that could hold a call's sound."""
        return [path for path in self.ram_dir.rglob("*") if path.is_file() and path.name != "silence.wav"]

    def objects_of(self, call_id: CallId) -> list[str]:
        return list(self.kept.objects.list(f"calls/{call_id}/"))

    def audit_rows(self, call_id: CallId | None = None, *, actor: str | None = None) -> list[dict[str, Any]]:
        """Oldest first, read from the log itself, so that looking leaves no row."""
        rows = [dict(row) for row in reversed(self.kept.audit.newest(limit=10_000))]
        return [
            row
            for row in rows
            if (call_id is None or row["call_id"] == call_id) and (actor is None or row["actor"] == actor)
        ]

    def sign_in(self, role: Role) -> "SignedIn":
        name = f"story {role.value} {secrets.token_hex(3)}"
        event = AuditEvent(Did.TOKEN_CREATED, "operator")
        secret = self.kept.tokens.create(role, name=name, lasts=timedelta(hours=1), audit=event)
        return SignedIn(name, f"http://{self.settings.http_bind}", secret)

    # ── what may fall over ───────────────────────────────────────────────────────────────────────────────────────

    def kill(self, role: str) -> int:
        """kill -9 the process of a role; returns its process id."""
        process_id = self.process_of(role)
        assert process_id is not None, f"no {role} runs"
        os.kill(process_id, signal.SIGKILL)
        return process_id

    def wait_for_successor(self, role: str, killed: int) -> None:
        """The supervisor has started the role again."""
        wait_for(lambda: self.process_of(role) not in (None, killed), within_s=60)

    def process_of(self, role: str) -> int | None:
        """The supervisor's child that has this role now."""
        sign = b"pipeline.recorder_process" if role == "recorder" else f"--only\0{role}".encode()
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children").read_text().split()
        return next((int(child) for child in children if sign in _command_line(child)), None)


@dataclass(frozen=True, slots=True)
class CallOnLine:
    call_id: CallId
    phone: "subprocess.Popen[str]"

    @property
    def is_up(self) -> bool:
        return self.phone.poll() is None

    def wait_for_hang_up(self) -> None:
        """AssertionError unless the caller's telephone says that the call went as scripted."""
        out, err = self.phone.communicate(timeout=60)
        said = json.loads(out.splitlines()[-1])
        assert said["as_scripted"], (said, err[-500:])


class SignedIn:
    """A token's holder at the API, who counts what was answered, independently of the audit log."""

    def __init__(self, name: str, address: str, secret: str) -> None:
        self.name = name
        self.answered: Counter[str] = Counter()
        self._address, self._signature = address, {"Authorization": f"Bearer {secret}"}

    def calls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._get(Did.LISTED, "/v1/calls").json()["calls"]
        return found

    def search(self, words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._get(Did.SEARCHED, "/v1/search", params={"q": words}).json()["results"]
        return found

    def show(self, call_id: CallId) -> dict[str, Any]:
        document: dict[str, Any] = self._get(Did.READ, f"/v1/calls/{call_id}").json()
        return document

    def listen(self, call_id: CallId, *, piece_bytes: int = 65_536) -> bytes:
        """The whole recording, fetched range by range as a player does."""
        sound, length = b"", 1
        while len(sound) < length:
            asked = {"Range": f"bytes={len(sound)}-{len(sound) + piece_bytes - 1}"}
            answer = self._get(Did.LISTENED, f"/v1/calls/{call_id}/audio", headers=asked)
            assert answer.status_code == 206
            assert answer.headers["Cache-Control"] == "no-store"
            length = int(answer.headers["Content-Range"].rpartition("/")[2])
            sound += answer.content
        return sound

    def is_refused(self, path: str) -> int:
        """The status of a reading that must not succeed."""
        status = self._ask("GET", path).status_code
        assert status >= 400
        return status

    def object_to(self, call_id: CallId) -> str:
        answer = self._ask("POST", f"/v1/live-calls/{call_id}/objection").raise_for_status()
        outcome: str = answer.json()["outcome"]
        return outcome

    def hand_in(self, recording: Path) -> CallId:
        """An existing recording by the write-only way in."""
        answer = self._ask("POST", "/v1/calls", content=recording.read_bytes()).raise_for_status()
        return CallId(answer.json()["call_id"])

    def _get(self, did: Did, path: str, **more: Any) -> httpx.Response:
        answer = self._ask("GET", path, **more).raise_for_status()
        self.answered[did.value] += 1
        return answer

    def _ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> httpx.Response:
        signed = {**self._signature, **(headers or {})}
        return httpx.request(method, self._address + path, headers=signed, timeout=30, **more)


def _without_settings(environment: "os._Environ[str]") -> dict[str, str]:
    """Whatever the machine says of Hushtape stays out, except where its models lie."""
    spared = f"{PREFIX}MODEL_CACHE"
    return {name: value for name, value in environment.items() if not name.startswith(PREFIX) or name == spared}


def _command_line(process_id: str) -> bytes:
    try:
        return Path(f"/proc/{process_id}/cmdline").read_bytes()
    except OSError:
        return b""
