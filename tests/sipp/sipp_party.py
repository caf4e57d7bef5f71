"""Parties played by SIPp: a scenario file each, and the ladder of what went over the line."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.ports import free_port
from tests.recorder.telephone_lab import wait_for
from tests.servers import SIPP, require_program

SCENARIOS = Path(__file__).parent
GIVES_UP_AFTER_S = 25
SERVICE = "returns"


@dataclass(frozen=True, slots=True)
class Ladder:
    """First lines of what one party sent and got, in order; retransmissions are among them."""

    sent: tuple[str, ...]
    got: tuple[str, ...]

    def answers(self, method: str = "INVITE") -> list[int]:
        """Final statuses of a method's transactions, each told once."""
        codes = [line.split(" ")[1] for line, to in self._got_with_method() if to == method]
        return [int(code) for code in dict.fromkeys(codes) if int(code) >= 200]

    def _got_with_method(self) -> list[tuple[str, str]]:
        return [(line, method) for line, _, method in (text.partition("|") for text in self.got) if "SIP/2.0 " in line]

    def asked(self) -> set[str]:
        """Methods that came in."""
        return {line.split(" ", 1)[0] for line in self.got if not line.startswith("SIP/2.0")}


class SippParty:
    """One SIPp process with one call. `sound_port` is where its SDP says that sound shall go; `files` are what its
    scenario sends."""

    def __init__(
        self,
        scenario: str,
        folder: Path,
        *options: str,
        port: int | None = None,
        files: Mapping[str, bytes] = MappingProxyType({}),
        gives_up_after_s: int = GIVES_UP_AFTER_S,
    ) -> None:
        self.port = port or free_port()
        self.sound_port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix=f"{scenario}-", dir=folder))
        for name, content in files.items():
            (self._folder / name).write_bytes(content)
        common = ("-i", "127.0.0.1", "-p", str(self.port), "-m", "1", "-nostdin", "-trace_shortmsg", "-trace_err")
        named = ("-shortmessage_file", str(self._folder / "ladder"), "-error_file", str(self._folder / "errors"))
        logged = ("-trace_logs", "-log_file", str(self._folder / "log"))
        keys = ("-key", "sound_port", str(self.sound_port))
        self._gives_up_after_s = gives_up_after_s
        limit = ("-timeout", f"{gives_up_after_s}s", "-timeout_error", "-recv_timeout", str(gives_up_after_s * 1000))
        self._process = subprocess.Popen(
            [
                require_program(SIPP),
                "-sf",
                str(SCENARIOS / f"{scenario}.xml"),
                *common,
                *named,
                *logged,
                *keys,
                *limit,
                *options,
            ],
            cwd=self._folder,
            env=os.environ | {"TERM": "dumb"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_until_listening(self) -> None:
        """Its port is bound: a plain bind fails."""
        wait_for(lambda: not _is_free(self.port))

    def finished(self) -> Ladder:
        """Wait for its call's end; AssertionError, with SIPp's own words, when it did not go as the scenario says."""
        status = self._process.wait(self._gives_up_after_s + 5)
        assert status == 0, f"SIPp ended {status}: {self._read('errors')[-2000:]} {self.ladder()}"
        return self.ladder()

    def ladder(self) -> Ladder:
        lines = [line.split("\t") for line in self._read("ladder").splitlines()]
        told = [(fields[3], f"{fields[-1]}|{fields[-2].split(' ')[-1]}") for fields in lines if len(fields) >= 6]
        return Ladder(tuple(text for way, text in told if way == "S"), tuple(text for way, text in told if way == "R"))

    def logged(self) -> list[str]:
        """What its scenario has logged up to now, line by line."""
        return self._read("log").splitlines()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _read(self, name: str) -> str:
        path = self._folder / name
        return path.read_text(errors="replace") if path.exists() else ""


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
