"""Made-up support calls for training: who calls, what is asked, how it is said, how a recogniser wears it.

Every choice by one seed. A call is an opening, some exchanges and a goodbye; `talk/` holds them. None of it is taken
from `benchmarks/redaction`, neither its texts nor its generator.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.name_model.training.exchanges import all_exchanges, exchanges, reading
from redact.name_model.training.sayings import Style
from redact.name_model.training.slots import Slots

_MARK = re.compile(r"\{([A-Z_]+):([^{}]*)\}")
INNOCENT = ("innocent", "counts", "things", "chatter")
SECRET = ("secrets", "addresses", "people", "codes", "stories", "moments")
"""Files of `talk/`."""
_FILLERS = ("um", "uh", "well", "so", "okay", "you know", "like", "er", "I mean", "let me see", "hang on", "right")
_BACK_CHANNELS = ("Mm-hmm.", "Okay.", "Yes.", "Uh-huh.", "Got it.", "Go ahead.", "Right.", "Yeah.", "Sure.")
_WORN = {
    "CVV": "CBB",
    "PIN": "pen",
    "password": "pass word",
    "postcode": "post code",
    "zip code": "zipcode",
    "serial": "cereal",
    "email": "e-mail",
    "IMEI": "I M E I",
    "card number": "car number",
    "account": "a count",
    "address": "a dress",
    "name is": "names",
    "it's": "its",
    "That's": "Thats",
    "code": "coat",
    "surname": "sir name",
    "account number": "account member",
}


@dataclass(frozen=True, slots=True)
class MadeTurn:
    is_agent: bool
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    """For each word its kind, "O" for none."""


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
    if rng.random() < 0.25:
        chosen = rng.sample(innocent, rng.randint(4, 9))
    else:
        parts = rng.sample(secrets, rng.randint(2, 4)) + rng.sample(innocent, rng.randint(1, 4))
        rng.shuffle(parts)
        opening = [rng.choice(exchanges("openings"))] if rng.random() < 0.8 else []
        chosen = [*opening, *parts, *([rng.choice(exchanges("goodbyes"))] if rng.random() < 0.5 else [])]
    hidden = rng.choice((0.3, 0.9)) if rng.random() < 0.15 else 0.0
    turns: list[MadeTurn] = []
    for exchange in chosen:
        if rng.random() < 0.5:
            slots.another_person()
        for line in reading(exchange, slots, rng):
            for is_agent, said in _in_turns(line, rng):
                turn = _turn(is_agent, _blanked(_worn(said, style, rng), hidden, rng), style)
                if turn.words:
                    turns.append(turn)
    return _joined(turns, rng)


def _joined(turns: list[MadeTurn], rng: random.Random) -> list[MadeTurn]:
    """Some turns that follow one another in one voice made one, as recognisers that cut at silences write them."""
    joined: list[MadeTurn] = []
    for turn in turns:
        if joined and joined[-1].is_agent is turn.is_agent and rng.random() < 0.6:
            last = joined.pop()
            turn = MadeTurn(turn.is_agent, last.words + turn.words, last.kinds + turn.kinds)
        joined.append(turn)
    return joined


def _in_turns(line: str, rng: random.Random) -> list[tuple[bool, str]]:
    """The line; now and then cut in two, inside a secret too, with the other's "mm-hmm" between."""
    is_agent, said = line[0] == "A", line[3:]
    marks = [match for match in _MARK.finditer(said) if match[2].count(" ") >= 3]
    if not marks or rng.random() > 0.08:
        return [(is_agent, said)]
    mark = rng.choice(marks)
    words = mark[2].split(" ")
    cut = rng.randrange(1, len(words))
    first = said[: mark.start()] + "{" + f"{mark[1]}:{' '.join(words[:cut])}" + "}"
    second = "{" + f"{mark[1]}:{' '.join(words[cut:])}" + "}" + said[mark.end() :]
    return [(is_agent, first), (not is_agent, rng.choice(_BACK_CHANNELS)), (is_agent, second)]


def _worn(said: str, style: Style, rng: random.Random) -> str:
    """Fillers and stutters between the words, cue words misheard, marks and sentences run together."""
    if style is not Style.CLEAN:
        for meant, heard in _WORN.items():
            if (
                meant in said
                and rng.random() < 0.12
                and meant not in "".join(match[0] for match in _MARK.finditer(said))
            ):
                said = said.replace(meant, heard)
    pieces = re.split(r"(\{[A-Z_]+:[^{}]*\})", said)
    for k in range(0, len(pieces), 2):
        words = pieces[k].split(" ")
        if len(words) > 2 and rng.random() < 0.18:
            at = rng.randrange(1, len(words))
            words.insert(at, rng.choice((rng.choice(_FILLERS), words[at - 1])))
        if len(words) > 4 and style is not Style.CLEAN and rng.random() < 0.08:
            del words[rng.randrange(1, len(words) - 1)]
        pieces[k] = " ".join(words)
    return "".join(pieces)


def _blanked(said: str, share: float, rng: random.Random) -> str:
    """A share of the secrets as the second look reads them once they are hidden: "…", and no secret any more."""
    return _MARK.sub(lambda mark: "…" if rng.random() < share else mark[0], said)


def _turn(is_agent: bool, said: str, style: Style) -> MadeTurn:
    words: list[str] = []
    kinds: list[str] = []
    at = 0
    said = said.replace("'", "") if style is Style.LOWER and len(said) % 3 == 0 else said
    spans: list[tuple[str, str]] = []
    for match in _MARK.finditer(said):
        spans += [(said[at : match.start()], "O"), (match[2], match[1])]
        at = match.end()
    spans.append((said[at:], "O"))
    glued = False
    for text, kind in spans:
        text = _lowered(text) if style is Style.LOWER else text
        new = text.split()
        if new and glued and not text[0].isspace() and words:
            words[-1] += new.pop(0)
        words += new
        kinds += [kind] * len(new)
        glued = bool(text) and not text[-1].isspace()
    return MadeTurn(is_agent, tuple(words), tuple(kinds))


def _lowered(text: str) -> str:
    return re.sub(r"[,.?!;](?=\s|$)", "", text).lower().replace("—", "")
