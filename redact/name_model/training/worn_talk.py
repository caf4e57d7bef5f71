"""How talk wears: turns cut in two, threads lost within a number, fillers, stutters, cue words misheard."""

import random
import re

from redact.name_model.training.made_turns import MARK, NUMBERS
from redact.name_model.training.sayings import Style

_BROKEN_OFF = 0.08
"""The share of numbers in which the speaker loses the thread and takes it up again."""
_FILLERS = ("um", "uh", "well", "so", "okay", "you know", "like", "er", "I mean", "let me see", "hang on", "right")
_BACK_CHANNELS = ("Mm-hmm.", "Okay.", "Yes.", "Uh-huh.", "Got it.", "Go ahead.", "Right.", "Yeah.", "Sure.")
_LOST_THREADS = (
    "no", "sorry", "no sorry", "hang on", "wait", "no wait", "hold on", "I mean", "where was I", "let me start again",
    "um", "uh", "er", "and then", "then", "and it's", "okay", "no, hang on", "that's a smudge", "then there's a gap",
)  # fmt: skip
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


def in_turns(line: str, rng: random.Random) -> list[tuple[bool, str]]:
    """The line; now and then cut in two, inside a secret too, with the other's "mm-hmm" between."""
    is_agent, said = line[0] == "A", line[3:]
    marks = [match for match in MARK.finditer(said) if match[2].count(" ") >= 3]
    if not marks or rng.random() > 0.08:
        return [(is_agent, _broken_off(said, marks, rng))]
    mark = rng.choice(marks)
    words = mark[2].split(" ")
    cut = rng.randrange(1, len(words))
    first = said[: mark.start()] + "{" + f"{mark[1]}:{' '.join(words[:cut])}" + "}"
    second = "{" + f"{mark[1]}:{' '.join(words[cut:])}" + "}" + said[mark.end() :]
    return [(is_agent, first), (not is_agent, rng.choice(_BACK_CHANNELS)), (is_agent, second)]


def _broken_off(said: str, marks: list[re.Match[str]], rng: random.Random) -> str:
    """The line; now and then with a number begun, dropped and taken up again, none of it secret between."""
    marks = [mark for mark in marks if mark[1] in NUMBERS]
    if not marks or rng.random() > _BROKEN_OFF:
        return said
    mark = rng.choice(marks)
    words = mark[2].split(" ")
    cut = rng.randrange(1, len(words))
    back = rng.choice((0, cut, max(0, cut - 1), max(0, cut - 2)))
    between = rng.choice(_LOST_THREADS)
    first, second = (f"{{{mark[1]}:{' '.join(part).strip(',.- ')}}}" for part in (words[:cut], words[back:]))
    return f"{said[: mark.start()]}{first}, {between}, {second}{said[mark.end() :]}"


def worn(said: str, style: Style, rng: random.Random) -> str:
    """Fillers and stutters between the words, cue words misheard, marks and sentences run together."""
    if style is not Style.CLEAN:
        for meant, heard in _WORN.items():
            if (
                meant in said
                and rng.random() < 0.12
                and meant not in "".join(match[0] for match in MARK.finditer(said))
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


def blanked(said: str, share: float, rng: random.Random) -> str:
    """A share of the secrets as the second look reads them once they are hidden: "…", and no secret any more."""
    return MARK.sub(lambda mark: "…" if rng.random() < share else mark[0], said)
