"""Where an attack takes place: one recorder, ten good calls on its line, and a process that attacks."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.attack.good_calls import N_GOOD, GoodCalls, Tolerance, open_lines
from tests.attack.onslaught import Plan, Volley
from tests.attack.requests import Requests
from tests.recorder.telephone_lab import LoggedProcess, TelephoneLab
from tests.telephones.agents import Agents
from tests.telephones.callers import Callers
from tests.telephones.voices import Voices

STRANGERS = tuple(f"127.0.66.{host}" for host in range(1, 21))
"""Addresses that nobody trusts; good callers and agents are at 127.0.0.1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How hard. FULL is what the threat model says, on a machine of one's own; SHORT what every test run can afford,
    beside other tests."""

    datagrams: int
    per_s: float
    flood_s: float
    most_values: int | None
    tolerance: Tolerance | None
    """None: how much of good calls was lost is not judged."""


FULL = Scale(datagrams=10_000, per_s=100, flood_s=60, most_values=None, tolerance=Tolerance(0.02, 250, 60))
SHORT = Scale(datagrams=500, per_s=80, flood_s=4, most_values=150, tolerance=None)


class Field:
    def __init__(self, lab: TelephoneLab, recorder: LoggedProcess, lines: tuple[Callers, Agents], scale: Scale) -> None:
        self.lab, self.recorder, self.scale = lab, recorder, scale
        self.callers, self.agents = lines
        self.good = GoodCalls(lab, self.callers, self.agents)
        self.target = ("127.0.0.1", lab.port)
        self.before_mib = self.most_mib = 0.0
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    async def begin(self) -> None:
        await self.good.begin()
        self.agents.most = N_GOOD
        self.before_mib = self.most_mib = self.resident_mib()

    def requests(self, *, carrier: str = "UDP", user: str = "+12125550199", host: str = "127.0.0.1") -> Requests:
        return Requests(self.target, carrier=carrier, user=user, sent_by=f"{host}:5999", seed=secrets.randbits(32))

    async def attack(self, weapon: Callable[[Plan], Volley], plan: Plan) -> Volley:
        """In a process of its own, watching the recorder's memory meanwhile."""
        working = asyncio.get_running_loop().run_in_executor(self._pool, weapon, plan)
        while not working.done():
            await asyncio.wait({working}, timeout=0.5)
            self.note_memory()
        return working.result()

    def note_memory(self) -> None:
        if self.recorder.poll() is None:
            self.most_mib = max(self.most_mib, self.resident_mib())

    @property
    def growth_mib(self) -> float:
        return self.most_mib - self.before_mib

    def resident_mib(self) -> float:
        status = Path(f"/proc/{self.recorder.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def counts(self) -> dict[str, int]:
        return dict(self.lab.live.counts()[0])

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def log_faults(self, *forbidden: bytes) -> list[str]:
        """One event is one line of JSON, and nothing of an attack's is in it."""
        faults = []
        log = self.recorder.log()
        for line in log.splitlines():
            try:
                assert isinstance(json.loads(line), dict)
            except (ValueError, AssertionError):
                faults.append(f"a log line is no event: {line[:60]!r}")
        faults += [f"{mark.decode()} stands in the log" for mark in forbidden if mark.decode() in log]
        return faults[:3]


@asynccontextmanager
async def a_field(home: Path, scale: Scale, **settings: Any) -> AsyncIterator[Field]:
    """A recorder that trusts 127.0.0.1, good calls talking on it; everything is gone afterwards."""
    with ExitStack() as closing:
        voices = Voices()
        closing.callback(voices.close)
        lab = TelephoneLab(home)
        closing.callback(lab.close)
        recorder = await asyncio.to_thread(lambda: lab.start_recorder(**settings))
        lines = await open_lines(lab, voices)
        for line in lines:
            closing.callback(line.close)
        field = Field(lab, recorder, lines, scale)
        closing.callback(field.close)
        try:
            await field.begin()
            yield field
        finally:
            await field.good.abandon()
