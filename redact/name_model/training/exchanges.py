"""The exchanges in talk/: little dialogues with choices and slots, and one of their many readings."""

import random
import re
from functools import lru_cache
from pathlib import Path

from redact.name_model.training.slot_table import say
from redact.name_model.training.slots import Slots

TALK = Path(__file__).parent / "talk"
_INNERMOST = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"<([a-z0-9.]+)>")


@lru_cache(maxsize=16)
def exchanges(name: str) -> tuple[tuple[str, ...], ...]:
    """Every exchange of talk/`name`.txt, as lines "A: …" (agent) and "C: …" (caller)."""
    blocks = re.split(r"\n\s*\n", (TALK / f"{name}.txt").read_text("utf-8"))
    lines = (tuple(line for line in block.splitlines() if line.strip() and line[0] != "#") for block in blocks)
    return tuple(block for block in lines if block)


@lru_cache(maxsize=4)
def all_exchanges(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(exchange for name in names for exchange in exchanges(name))


def reading(exchange: tuple[str, ...], slots: Slots, rng: random.Random) -> list[str]:
    """One reading: every choice made, every slot said. Secrets are marked "{KIND:words}"."""
    said = []
    for line in exchange:
        while _INNERMOST.search(line):
            line = _INNERMOST.sub(lambda match: rng.choice(match[1].split("|")), line)
        while _SLOT.search(line):
            line = _SLOT.sub(lambda match: say(slots, match[1]), line)
        said.append(re.sub(r"\s+([,.?])", r"\1", re.sub(r"^([AC]:)[\s,]+", r"\1 ", " ".join(line.split()))))
    return said
