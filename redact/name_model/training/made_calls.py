"""Made-up support calls for training: who calls, what is asked, and what is said beside it.

Every choice by one seed. A call is an opening, some exchanges and a goodbye; `talk/` holds them. None of it is taken
from `benchmarks/redaction`, neither texts nor generator; whole calls of older splits are learnt by `written_calls`.
"""

import random
from collections.abc import Iterator

from redact.name_model.training.exchanges import all_exchanges, exchanges, reading
from redact.name_model.training.made_turns import MadeTurn, made_turn
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots
from redact.name_model.training.worn_talk import blanked, in_turns, worn

INNOCENT = ("innocent", "counts", "things", "chatter", "trades", "trades_too", "near_misses", "near_misses_too")
SECRET = (
    "secrets", "addresses", "people", "codes", "stories", "moments",
    "in_passing", "whereabouts", "proofs", "dates", "machines", "three_way", "by_the_way", "edges",
    "asked_otherwise", "messages",
)  # fmt: skip
"""Files of `talk/`."""
_ASIDES = 0.15
"""The share of lines with an ordinary sentence beside them."""


def made_calls(seed: int, words: list[str]) -> Iterator[list[MadeTurn]]:
    """Calls without end. `words`: everyday words for passwords and the like."""
    number = 0
    while True:
        rng = random.Random(seed * 1_000_003 + number)
        number += 1
        yield _made_call(rng, words)


def _made_call(rng: random.Random, words: list[str]) -> list[MadeTurn]:
    style = rng.choice(tuple(Style))
    slots = Slots(rng, style, words)
    innocent, secrets = all_exchanges(INNOCENT), all_exchanges(SECRET)
    if rng.random() < 0.28:
        chosen = rng.sample(innocent, rng.randint(4, 9))
    else:
        parts = rng.sample(secrets, rng.randint(2, 4)) + rng.sample(innocent, rng.randint(1, 5))
        rng.shuffle(parts)
        opening = [rng.choice(exchanges("openings"))] if rng.random() < 0.8 else []
        chosen = [*opening, *parts, *([rng.choice(exchanges("goodbyes"))] if rng.random() < 0.5 else [])]
    hidden = rng.choice((0.3, 0.9)) if rng.random() < 0.15 else 0.0
    turns: list[MadeTurn] = []
    for exchange in chosen:
        if rng.random() < 0.5:
            slots.another_person()
        for line in reading(exchange, slots, rng):
            line = _beside(line, slots, rng)
            for is_agent, said in in_turns(line, rng):
                turn = made_turn(is_agent, blanked(worn(said, style, rng), hidden, rng), style)
                if turn.words:
                    turns.append(turn)
    return _joined(turns, rng)


def _beside(line: str, slots: Slots, rng: random.Random) -> str:
    """Now and then an ordinary sentence before or after what is said, in the same breath."""
    if rng.random() > _ASIDES:
        return line
    (aside,) = reading(rng.choice([aside for aside in exchanges("asides") if aside[0][0] == line[0]]), slots, rng)
    who, said, more = line[:3], line[3:], aside[3:]
    first, second = (more, said) if rng.random() < 0.4 else (said, more)
    link = "" if first[-1] in "?!" else rng.choice((".", ".", ",", ""))
    return f"{who}{first.rstrip('.,')}{link} {second}"


def _joined(turns: list[MadeTurn], rng: random.Random) -> list[MadeTurn]:
    """Some turns that follow one another in one voice made one, as recognisers that cut at silences write them."""
    joined: list[MadeTurn] = []
    for turn in turns:
        if joined and joined[-1].is_agent is turn.is_agent and rng.random() < 0.6:
            last = joined.pop()
            turn = MadeTurn(turn.is_agent, last.words + turn.words, last.kinds + turn.kinds)
        joined.append(turn)
    return joined
