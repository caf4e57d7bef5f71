"""Ten calls that nobody may harm: numbered sound on both sides, read back from what was recorded."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.capture_frames import Heard, read_channel
from calls.audio import RawRecording
from calls.call import CapturedCall, Channel
from calls.errors import HushtapeError
from tests.recorder.telephone_lab import TelephoneLab
from tests.telephones.agents import Agents
from tests.telephones.callers import Callers, Placed, Talk
from tests.telephones.numbered_sound import numbered
from tests.telephones.voices import Voices

N_GOOD = 10
GOOD_USER = "+12125550147"
AGENT_STREAMS = 1000
"""Streams from here on are agents'."""
_SETTLED_FRAMES = 200
"""Jitter buffers settle in the first two seconds."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a machine that others work on, too, may do to a good recording by itself: see the row "nothing"."""

    lost: float
    """Share of the sound."""
    gap_ms: int
    drift_ms: int


@dataclass(frozen=True, slots=True)
class Judged:
    """How one recording came out; `faults` is empty when it is intact."""

    stream: int
    faults: tuple[str, ...]


class GoodCalls:
    """Set up by `begin`, ended by `end`; in between they talk."""

    def __init__(self, lab: TelephoneLab, callers: Callers, agents: Agents) -> None:
        self._lab, self._callers, self._agents = lab, callers, agents
        self._enough = asyncio.Event()
        self._calls: list[asyncio.Task[Placed]] = []
        self.talks: list[Talk] = []
        self.talked_ms = 0.0
        """From when all of them talked until they were told to hang up."""
        self._began_s = 0.0

    async def begin(self) -> None:
        """Returns once all of them talk, the notice over."""
        for number in range(1, N_GOOD + 1):
            self._calls.append(asyncio.create_task(self._place(number)))
        await until(lambda: len(self.talks) == N_GOOD)
        await until(lambda: len([call for call in self._lab.live.list() if call.phase == "talking"]) >= N_GOOD)
        self._began_s = asyncio.get_running_loop().time()

    async def end(self) -> list[Placed]:
        """Hang up, and wait until all are handed over."""
        if not self._enough.is_set():
            self.talked_ms = (asyncio.get_running_loop().time() - self._began_s) * 1000
        self._enough.set()
        placed = await asyncio.gather(*self._calls)
        await until(lambda: len(self._lab.spool.waiting()) >= len([one for one in placed if one.code == 200]))
        return placed

    async def abandon(self) -> None:
        """Whatever has not ended is of no interest any more."""
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def _place(self, number: int) -> Placed:
        return await self._callers.place(self._talk, user=GOOD_USER, sound=numbered(number))

    async def _talk(self, talk: Talk) -> None:
        self.talks.append(talk)
        over = asyncio.create_task(talk.over.wait())
        enough = asyncio.create_task(self._enough.wait())
        await asyncio.wait({over, enough}, return_when=asyncio.FIRST_COMPLETED)
        for task in (over, enough):
            task.cancel()


def judge(
    lab: TelephoneLab, captured: CapturedCall, *, at_least_ms: float, tolerance: Tolerance | None
) -> Judged | None:
    """None: it is none of the good calls."""
    try:
        recording = lab.spool.open(captured.call_id)
        assert isinstance(recording, RawRecording)
        caller = read_channel(recording.audio.channel(Channel.CALLER))
        agent = read_channel(recording.audio.channel(Channel.AGENT))
    except (HushtapeError, ValueError):
        return None
    stream = min(caller.streams)
    faults = [f"caller: {fault}" for fault in _faults(caller, captured.call.duration_ms, tolerance)]
    faults += [f"agent: {fault}" for fault in _faults(agent, captured.call.duration_ms, tolerance)]
    if min(agent.streams) < AGENT_STREAMS:
        faults.append("the channels are mixed up")
    if captured.call.truncated or captured.call.duration_ms < at_least_ms:
        faults.append(f"only {captured.call.duration_ms} ms")
    return Judged(stream, tuple(faults))


def _faults(heard: Heard, duration_ms: int, tolerance: Tolerance | None) -> list[str]:
    told = []
    if len(heard.streams) > 1:
        told.append("another's sound")
    if tolerance is None:
        return told
    if heard.lost_ms > tolerance.lost * duration_ms:
        told.append(f"{heard.lost_ms:.0f} of {duration_ms} ms lost")
    if heard.longest_gap_ms > tolerance.gap_ms:
        told.append(f"a gap of {heard.longest_gap_ms:.0f} ms")
    settled = [lag_ms for frame, lag_ms in heard.lag_ms.items() if frame >= _SETTLED_FRAMES]
    drift_ms = abs(settled[-1] - settled[0]) if settled else 0
    if drift_ms > tolerance.drift_ms:
        told.append(f"{drift_ms} ms of drift")
    return told


async def open_lines(lab: TelephoneLab, voices: Voices, *, host: str = "127.0.0.1") -> tuple[Callers, Agents]:
    agents = await Agents.open(voices, port=lab.agent_port, sound=lambda number: numbered(AGENT_STREAMS + number))
    callers = await Callers.open(("127.0.0.1", lab.port), voices, host=host)
    return callers, agents


async def until(holds: Callable[[], object], *, within_s: float = 30.0) -> None:
    """Look again and again, off the event loop; AssertionError when it does not hold in time."""
    loop = asyncio.get_running_loop()
    until_s = loop.time() + within_s
    while not await asyncio.to_thread(holds):
        if loop.time() > until_s:
            raise AssertionError("it did not happen in time")
        await asyncio.sleep(0.05)
