"""`python -m tests.attack.attack_sip`: every attack on SIP and RTP with real datagrams, while ten good calls run.

Prints one line an attack; exit 1 when a recorder died, a good recording is not intact, memory grew beyond bounds, or
the attack found anything else.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from calls.errors import HushtapeError
from tests.attack.attacks import ATTACKS, Attack, Struck
from tests.attack.field import FULL, SHORT, Field, Scale, a_field
from tests.attack.good_calls import N_GOOD, judge
from tests.attack.onslaught import Volley

MOST_GROWTH_MIB = 64


@dataclass(frozen=True, slots=True)
class Row:
    """One attack's outcome; `faults` is empty when nothing is wrong."""

    attack: Attack
    sent: int
    answered: int
    crashes: int
    intact: int
    growth_mib: float
    faults: list[str]


TRUSTING = {"sip_trusted": "127.0.0.1", "sip_tcp": True, "sip_requests_per_s": 1000}
"""The recorder's line. Peers may say more than usual: what is to be tried is what they say, not how much of it."""


async def carry_out(attack: Attack, scale: Scale, home: Path) -> Row:
    async with a_field(home, scale, line=TRUSTING) as ground:
        struck = await _strike(attack, ground)
        ground.note_memory()
        crashed = ground.recorder.poll() is not None
        faults = list(struck.faults)
        intact = 0
        if not crashed:
            await ground.good.end()
            talked_ms = ground.good.talked_ms
            waiting, tolerance = ground.lab.spool.waiting(), scale.tolerance
            judged = [judge(ground.lab, one, at_least_ms=talked_ms - 2000, tolerance=tolerance) for one in waiting]
            good = [one for one in judged if one is not None]
            intact = len({one.stream for one in good if not one.faults})
            faults += [f"call {one.stream}: {fault}" for one in good for fault in one.faults][:3]
        if intact < N_GOOD:
            faults.append(f"{N_GOOD - intact} good recordings are not intact")
        if ground.growth_mib > MOST_GROWTH_MIB:
            faults.append(f"more than {MOST_GROWTH_MIB} MiB of growth")
        faults += [f"the recorder ended {ground.recorder.returncode}"] if crashed else []
        volley = struck.volley
        return Row(attack, volley.sent, volley.answered, int(crashed), intact, ground.growth_mib, faults)


async def _strike(attack: Attack, ground: Field) -> Struck:
    """An attack that cannot be carried out proves nothing, and says so."""
    try:
        return await attack.strike(ground)
    except (OSError, AssertionError, HushtapeError) as error:
        return Struck(Volley(0, 0), [f"the attack failed: {type(error).__name__}: {error}"])


def line_of(row: Row) -> str:
    figures = f"{row.sent:>9}{row.answered:>10}{row.crashes:>9}{row.intact:>6}/{N_GOOD}{row.growth_mib:>11.1f}"
    verdict = "held" if not row.faults else "; ".join(row.faults)
    return f"{row.attack.code:<5}{row.attack.name:<36}{figures}  {verdict}\n"


HEADING = f"{'':<5}{'attack':<36}{'sent':>9}{'answered':>10}{'crashes':>9}{'intact':>9}{'growth MiB':>11}  verdict\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="attack_sip", description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer datagrams, shorter floods")
    parser.add_argument("--only", action="append", metavar="F13", help="these attacks alone")
    asked = parser.parse_args(arguments)
    rows = []
    sys.stdout.write(HEADING)
    for attack in ATTACKS:
        if asked.only and attack.code not in asked.only:
            continue
        with tempfile.TemporaryDirectory(prefix="hushtape-attack-") as home:
            row = asyncio.run(carry_out(attack, SHORT if asked.short else FULL, Path(home)))
        sys.stdout.write(line_of(row))
        sys.stdout.flush()
        rows.append(row)
    return 0 if rows and not any(row.faults for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
