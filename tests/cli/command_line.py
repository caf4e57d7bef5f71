"""The `hushtape` command as its user runs it: a process of its own, a data folder of its own, a clean environment."""

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SPANISH = Path(__file__).parent / "spanish.opus"
"""Nine seconds of Spanish from a speech synthesiser (flite, voice slt, free licence)."""
COMMAND = (sys.executable, "-m", "cli")
_PASSED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "HUSHTAPE_REQUIRE_ALL")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def is_one_line_of_complaint(self) -> bool:
        """One line on stderr that says what is wrong and, in brackets, how to mend it; nothing on stdout."""
        lines = self.err.splitlines()
        return self.out == "" and len(lines) == 1 and lines[0].startswith("hushtape: ") and lines[0].endswith(")")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Runs commands on `home`; `work` is the folder that they run in, without a hushtape.toml."""

    home: Path
    work: Path

    def run(self, *arguments: object, stdin: str = "", within_s: float = 120, **settings: object) -> Answer:
        """`settings` are given without their prefix: `sip_bind="127.0.0.1:5061"`."""
        return self._run([*COMMAND, *(str(argument) for argument in arguments)], stdin, within_s, settings)

    def run_python(self, code: str) -> Answer:
        """Python in the same environment."""
        return self._run([sys.executable, "-c", code], "", 60, {})

    def _run(self, command: list[str], stdin: str, within_s: float, settings: dict[str, object]) -> Answer:
        done = subprocess.run(
            command,
            cwd=self.work,
            env=self.environment(**settings),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=within_s,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def run_until_said(self, words: str, *arguments: object, within_s: float = 120, **settings: object) -> Answer:
        """Start a command, interrupt it (Ctrl-C) as soon as `words` stand on stderr."""
        process = subprocess.Popen(
            [*COMMAND, *(str(argument) for argument in arguments)],
            cwd=self.work,
            env=self.environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        watchdog = threading.Timer(within_s, process.kill)
        watchdog.start()
        try:
            assert process.stderr is not None
            said = ""
            for line in process.stderr:
                said += line
                if words in line:
                    break
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
        finally:
            watchdog.cancel()
        return Answer(process.returncode, out, said + err)

    def environment(self, **settings: object) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        given = {f"HUSHTAPE_{name.upper()}": str(value) for name, value in settings.items()}
        return kept | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "HUSHTAPE_HOME": str(self.home)} | given

    def sealed_calls(self) -> list[str]:
        return sorted(path.name for path in (self.home / "spool").glob("c_*"))
