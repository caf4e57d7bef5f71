"""`python -m tests.attack.soak --minutes 30`: thousands of set-ups while garbage is collected at random moments.

Some calls last from beginning to end; the others come and go in every way. Nobody may be hung up on but by an agent,
every call must be told as what it was, and descriptors, sockets and memory must stay what they were after the first
quarter; at the end the lasting calls alone are up. Exit 1 otherwise.
"""

import argparse
import asyncio
import math
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from calls.call_detail import ENDED_IN_NOTICE, CallOutcome
from tests.attack.good_calls import until
from tests.attack.recorder_watch import RecorderDied, RecorderWatch, Sample
from tests.recorder.telephone_lab import TelephoneLab
from tests.telephones.agents import Agents
from tests.telephones.callers import Callers, Script, Talk
from tests.telephones.voices import Voices

LASTING = 3
SHORTEST_S, LONGEST_S = 2.0, 20.0
PATIENCE_S = 2 * LONGEST_S
"""Agents hang up on callers who stay for so long; all others have long gone by themselves."""
MOST_GROWTH_MIB = 16.0
MOST_MORE_DESCRIPTORS = 4
LOOK_EVERY_S = 5.0
SETTLED_WITHIN_S = 90.0
HANGS_UP, OBJECTS, HANGS_UP_AT_ONCE, STAYS, LASTS = "hangs up", "objects", "hangs up in the notice", "stays", "lasts"
WAYS = (HANGS_UP, OBJECTS, HANGS_UP_AT_ONCE, STAYS)


class Soak:
    def __init__(self, watch: RecorderWatch, callers: Callers, agents: Agents) -> None:
        self.watch = watch
        self._callers, self._agents = callers, agents
        self._dice = random.Random(30)
        self._end = asyncio.Event()
        self.ways: Counter[str] = Counter()
        """Of callers who were answered."""
        self.codes: Counter[int] = Counter()
        self.hung_up_on: Counter[str] = Counter()
        """Callers who were, by their ways."""
        self.by_agents = 0
        self.at_rest: list[Sample] = []
        """Before the first and after the last set-up, only the lasting calls up."""

    @property
    def premature(self) -> int:
        """Callers who were hung up on and not by an agent: agents hang up only on those who stay."""
        others = self.hung_up_on.total() - self.hung_up_on[STAYS]
        return others + abs(self.hung_up_on[STAYS] - self.by_agents)

    @property
    def growth_mib(self) -> float:
        """From the second quarter to the last."""
        _, second, *_, last = self.watch.quarters()
        return last.resident_mib - second.resident_mib

    async def run(self, *, setups: int, seconds: float) -> None:
        """Raises RecorderDied."""
        lasting = [asyncio.create_task(self._place(LASTS)) for _ in range(LASTING)]
        await until(lambda: self._agents.up == LASTING)
        await self._rest()
        watching = asyncio.create_task(self._watch())
        calls: set[asyncio.Task[None]] = set()
        patience = math.ceil(PATIENCE_S * setups / seconds)
        for _ in range(setups):
            call = asyncio.create_task(self._place(self._dice.choice(WAYS)))
            calls.add(call)
            call.add_done_callback(calls.discard)
            await _first(asyncio.sleep(seconds / setups), asyncio.wait({watching}))
            if watching.done():
                await watching
            self.by_agents += self._agents.hang_up_one(sparing=LASTING, older_than=patience)
        await asyncio.sleep(PATIENCE_S)
        while self._agents.hang_up_one(sparing=LASTING):
            self.by_agents += 1
        await asyncio.gather(*calls)
        await self._rest()
        watching.cancel()
        self._end.set()
        await asyncio.gather(*lasting)
        with suppress(AssertionError):  # `faults_of` tells what is missing
            await until(self._all_told, within_s=SETTLED_WITHIN_S)

    async def _rest(self) -> None:
        """Wait until only the lasting calls are up and look; whether they were, the sample says."""
        with suppress(AssertionError):
            await until(lambda: self.watch.calls_up() == LASTING, within_s=SETTLED_WITHIN_S)
        await asyncio.sleep(LOOK_EVERY_S)
        self.at_rest.append(await asyncio.to_thread(self.watch.look))

    def _all_told(self) -> bool:
        self.watch.look()
        return self.watch.outcomes.total() >= self.codes.total()

    async def _place(self, way: str) -> None:
        placed = await self._callers.place(self._script(way), user="+12125550147")
        self.codes[placed.code] += 1
        if placed.code == 200:
            self.ways[way] += 1
            self.hung_up_on[way] += not placed.ended_by_us

    def _script(self, way: str) -> Script:
        talk_s = 0.2 if way == HANGS_UP_AT_ONCE else self._dice.uniform(SHORTEST_S, LONGEST_S)

        async def follow(talk: Talk) -> None:
            if way in (STAYS, LASTS):
                await _first(talk.over.wait(), self._end.wait())
                return
            if way == OBJECTS:
                await _first(talk.over.wait(), asyncio.sleep(talk_s / 2))
                talk.press("9")
            await _first(talk.over.wait(), asyncio.sleep(talk_s))

        return follow

    async def _watch(self) -> None:
        while True:
            await asyncio.to_thread(self.watch.look)
            await asyncio.sleep(LOOK_EVERY_S)


async def _first(*waiting: Coroutine[Any, Any, object]) -> None:
    """Until one of them is done; the others are cancelled."""
    tasks = {asyncio.create_task(one) for one in waiting}
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def faults_of(soak: Soak) -> list[str]:
    watch = soak.watch
    told, (before, after) = watch.outcomes, soak.at_rest
    wrong = {
        f"{soak.premature} premature BYE": soak.premature > 0,
        f"refused: {soak.codes}": soak.codes[200] != soak.codes.total(),
        f"told of {told.total()} calls only": told.total() != soak.codes.total(),
        f"not recorded: {watch.reasons}": not set(watch.reasons) <= {ENDED_IN_NOTICE},
        f"told of {told[CallOutcome.OBJECTED]} objectors": told[CallOutcome.OBJECTED] != soak.ways[OBJECTS],
        f"{watch.captured} captured": watch.captured != told[CallOutcome.RECORDED],
        f"calls up at rest: {before.calls_up}, {after.calls_up}": (before.calls_up, after.calls_up) != (LASTING,) * 2,
        f"{soak.growth_mib:.1f} MiB of growth": soak.growth_mib > MOST_GROWTH_MIB,
        "descriptors were not given back": after.descriptors - before.descriptors > MOST_MORE_DESCRIPTORS,
        "sockets were not given back": after.sockets - before.sockets > MOST_MORE_DESCRIPTORS,
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def table_of(soak: Soak) -> str:
    """Medians of each quarter, what was up before and after, then what came of the calls."""
    lines = [f"{'':<10}{'MiB':>8}{'descriptors':>13}{'sockets':>9}{'calls up':>10}\n"]
    before, after = soak.at_rest
    rows = {"before": before, **{f"quarter {n}": q for n, q in enumerate(soak.watch.quarters(), 1)}, "after": after}
    lines += [
        f"{name:<10}{one.resident_mib:>8.1f}{one.descriptors:>13}{one.sockets:>9}{one.calls_up:>10}\n"
        for name, one in rows.items()
    ]
    told = {
        "calls placed": soak.codes.total(),
        "answered": soak.codes[200],
        **{f"caller {way}": count for way, count in sorted(soak.ways.items())},
        "agents hung up": soak.by_agents,
        "premature BYE": soak.premature,
        **{f"told as {outcome.value}": count for outcome, count in sorted(soak.watch.outcomes.items())},
        "captured": soak.watch.captured,
        "growth after the first quarter": f"{soak.growth_mib:.1f} MiB",
    }
    lines += [f"{name:<32}{figure!s:>16}\n" for name, figure in told.items()]
    if before.calls_up == after.calls_up == LASTING:
        lines.append(f"at the end the {LASTING} lasting calls alone were up\n")
    return "".join(lines)


async def soak_through(folder: Path, *, setups: int, seconds: float) -> Soak:
    """Raises RecorderDied."""
    lab, voices = TelephoneLab(folder), Voices()
    lab.recorder_module = "tests.attack.collecting_recorder"
    try:
        recorder = lab.start_recorder()
        agents = await Agents.open(voices, port=lab.agent_port)
        callers = await Callers.open(("127.0.0.1", lab.port), voices)
        soak = Soak(RecorderWatch(lab, recorder), callers, agents)
        await soak.run(setups=setups, seconds=seconds)
        callers.close()
        agents.close()
        return soak
    finally:
        lab.close()
        voices.close()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--setups", type=int, default=2_000)
    asked = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="hushtape-soak-") as folder:
            soak = asyncio.run(soak_through(Path(folder), setups=asked.setups, seconds=60 * asked.minutes))
    except RecorderDied as error:
        sys.stdout.write(f"FAULT {error}\n")
        return 1
    sys.stdout.write(table_of(soak))
    faults = faults_of(soak)
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
