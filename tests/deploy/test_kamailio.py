"""The Kamailio configuration that is shipped, run by Kamailio itself in front of two real recorders."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attack.good_calls import until
from tests.ports import free_port
from tests.recorder.telephone_lab import ROOT, TelephoneLab
from tests.servers import KAMAILIO, require_program
from tests.telephones.agents import Agents
from tests.telephones.callers import Callers, Placed
from tests.telephones.voices import Voices

pytestmark = [pytest.mark.needs_sip, pytest.mark.xdist_group("sipp")]

CONFIGURATION = ROOT / "deploy" / "kamailio" / "kamailio.cfg"


@contextmanager
def kamailio_before(recorders: list[int], folder: Path) -> Iterator[int]:
    """Yields the port at which it listens; it and its children end with the context."""
    binary = require_program(KAMAILIO)
    port, addresses, run = free_port(), folder / "recorders.list", folder / "run"
    run.mkdir()
    addresses.write_text("".join(f"1 sip:127.0.0.1:{recorder}\n" for recorder in recorders))
    chosen = ("-A", f"LISTEN=udp:127.0.0.1:{port}", "-A", f'RECORDERS="{addresses}"')
    command = [binary, "-f", str(CONFIGURATION), "-DD", "-E", "-Y", str(run), *chosen]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


@dataclass(frozen=True, slots=True)
class Site:
    labs: tuple[TelephoneLab, TelephoneLab]
    agents: tuple[Agents, Agents]
    callers: Callers

    async def call(self) -> Placed:
        return await self.callers.place(lambda _: asyncio.sleep(0.1), user="+12125550147")

    @property
    def taken(self) -> tuple[int, int]:
        """How many calls each recorder has passed on to its agents."""
        return self.agents[0].taken, self.agents[1].taken


@asynccontextmanager
async def a_site(folder: Path) -> AsyncIterator[Site]:
    """Two recorders, each with agents of its own, behind one Kamailio."""
    async with AsyncExitStack() as closing:
        voices = Voices()
        closing.callback(voices.close)
        labs = []
        for name in ("a", "b"):
            (folder / name).mkdir()
            labs.append(TelephoneLab(folder / name))
            closing.callback(labs[-1].close)
            labs[-1].start_recorder()
        port = closing.enter_context(kamailio_before([lab.port for lab in labs], folder))
        agents = [await Agents.open(voices, port=lab.agent_port) for lab in labs]
        callers = await Callers.open(("127.0.0.1", port), voices)
        for line in (*agents, callers):
            closing.callback(line.close)
        yield Site((labs[0], labs[1]), (agents[0], agents[1]), callers)


async def _both_take_calls(site: Site) -> None:
    """Once Kamailio's first pings are answered it goes by turns."""
    for _ in range(40):
        await site.call()
        if all(site.taken):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"taken: {site.taken}")


def test_calls_go_by_turns_and_when_one_recorder_dies_the_next_calls_go_to_the_other(tmp_path: Path) -> None:
    async def story() -> None:
        async with a_site(tmp_path) as site:
            await _both_take_calls(site)
            before = site.taken
            assert [(await site.call()).code for _ in range(4)] == [200] * 4
            assert site.taken == (before[0] + 2, before[1] + 2)
            site.labs[0].processes[0].kill()
            assert [(await site.call()).code for _ in range(4)] == [200] * 4
            assert site.taken == (before[0] + 2, before[1] + 6)

    asyncio.run(story())


def test_a_call_through_kamailio_is_recorded_and_hung_up_by_either_side(tmp_path: Path) -> None:
    async def story() -> None:
        async with a_site(tmp_path) as site:
            talked = await site.callers.place(lambda _: asyncio.sleep(1.5), user="+12125550147")
            assert talked.ended_by_us
            await until(lambda: any(lab.spool.waiting() for lab in site.labs))
            ended = asyncio.create_task(site.callers.place(lambda talk: talk.over.wait(), user="+12125550147"))
            await until(lambda: any(call.phase == "talking" for lab in site.labs for call in lab.live.list()))
            for lab in site.labs:  # on SIGTERM a recorder hangs up its calls
                lab.processes[0].terminate()
            assert not (await ended).ended_by_us

    asyncio.run(story())
