"""SIPp as a switchboard: many callers, groups of whom object, and the agent of them all.

It notes the Call-ID of every call that was answered, which makes its books, independently of the recorder.
"""

import csv
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from audio_fixtures.g711 import Samples, mulaw_decode
from tests.ports import free_port
from tests.servers import SIPP, require_program
from tests.sipp.sipp_party import SCENARIOS

_ANSWERED = '<recv response="200" rrs="true"/>'
_NOTED = '<recv response="200" rrs="true"><action><log message="[call_id]"/></action></recv>'
_AT_ONCE = '<pause milliseconds="100"/>'
_SPEAK = '<nop><action><exec rtp_stream="voice.ulaw,-1,0"/></action></nop>\n  <pause'
_VOICE_SAMPLES = 1600


@dataclass(frozen=True, slots=True)
class Group:
    """Callers who do the same. They share a number and a voice: 200 ms of noise, again and again."""

    name: str
    scenario: str
    number: str
    queue: str
    talk_ms: int

    def voice(self) -> bytes:
        """PCMU."""
        dice = np.random.default_rng(list(self.name.encode()))
        return dice.integers(0, 256, _VOICE_SAMPLES, dtype=np.uint8).tobytes()

    def samples(self) -> Samples:
        """What of that voice a recording would hold, int16 [n_samples]."""
        return mulaw_decode(np.frombuffer(self.voice(), np.uint8))


class Switchboard:
    def __init__(self, folder: Path, recorder_port: int, agent_port: int) -> None:
        self._folder, self._recorder = folder, f"127.0.0.1:{recorder_port}"
        agent = ("-sf", str(SCENARIOS / "agent_answers.xml"), "-p", str(agent_port))
        self._agent = self._start(folder, *agent, "-key", "sound_port", str(free_port()))

    def place(self, group: Group, calls: int, at_once: int) -> "subprocess.Popen[bytes]":
        """Callers in the background; `at_once` of them on the line, up to half as many new ones a second."""
        home = self._folder / group.name
        home.mkdir()
        (home / "voice.ulaw").write_bytes(group.voice())
        (home / "scenario.xml").write_text(_scenario(group))
        rate = ("-m", str(calls), "-l", str(at_once), "-r", str(max(1, at_once // 2)), "-d", str(group.talk_ms))
        named = ("-cid_str", f"{group.name}-%u@switchboard", "-s", group.queue)
        keys = ("-key", "caller", group.number, "-key", "key", "9")
        logged = ("-trace_logs", "-log_file", str(home / "answered"))
        return self._start(
            home, "-sf", "scenario.xml", "-p", str(free_port()), *rate, *named, *keys, *logged, self._recorder
        )

    def answered(self, group: Group) -> set[str]:
        """The Call-IDs of its calls that were answered."""
        log = self._folder / group.name / "answered"
        return set(log.read_text(encoding="utf-8").split()) if log.exists() else set()

    def write_books(self, groups: tuple[Group, ...]) -> Path:
        """As Asterisk's cdr_custom would. SIPp notes no times: the books begin long before the first call."""
        path, now = self._folder / "cdr.csv", datetime.now(UTC)
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("start", "disposition", "sip_call_id"))
            rows.writerow(((now - timedelta(hours=12)).isoformat(), "NO ANSWER", "first"))
            rows.writerows((now.isoformat(), "ANSWERED", one) for group in groups for one in self.answered(group))
        return path

    def close(self) -> None:
        self._agent.kill()
        self._agent.wait()

    def _start(self, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [require_program(SIPP), *options, "-i", "127.0.0.1", "-nostdin"],
            cwd=folder,
            env=os.environ | {"TERM": "dumb"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _scenario(group: Group) -> str:
    """The in-path one, with sound, answers noted, and its first step at a random moment."""
    text = (SCENARIOS / f"{group.scenario}.xml").read_text(encoding="utf-8")
    at_random = f'<pause distribution="uniform" min="0" max="{group.talk_ms}"/>'
    text = text.replace(_ANSWERED, _NOTED).replace("[sound_port]", "[rtpstream_audio_port]")
    return text.replace("<pause", _SPEAK, 1).replace(_AT_ONCE, at_random)
