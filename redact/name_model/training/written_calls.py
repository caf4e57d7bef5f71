"""The whole calls in dialogues/ and in splits of the benchmark that are given up for it, each read anew every time.

At each reading names and digits inside the marks become others, alike through the call, so that it is learnt how people
say a secret and not which; some calls lose their capitals and marks, some begin in the middle.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from calls.finding import Kind
from redact.name_model.training.invented import first_name, last_name
from redact.name_model.training.made_turns import MARK, MadeTurn, made_turn
from redact.name_model.training.sayings import Style
from redact.name_model.training.worn_talk import blanked

DIALOGUES = Path(__file__).parent / "dialogues"
_OTHER_NAMES, _OTHER_DIGITS, _BARE, _FROM_THE_MIDDLE, _BLANKED = 0.5, 0.6, 0.3, 0.4, 0.12
"""How many of the readings …"""
_DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGIT = re.compile(rf"\d|\b(?:{'|'.join(_DIGIT_WORDS)})\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]{3,}")
_SPELLED = re.compile(r"(?:\b[A-Za-z]\b[\s,.-]*){3,}")
_OF_DIGITS = frozenset(Kind) - {Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.DATE_OF_BIRTH, Kind.CARD_EXPIRY}


def written_calls(seed: int, splits: Iterable[Path] = ()) -> Iterator[list[MadeTurn]]:
    """Calls without end: all of dialogues/ and of `splits` in another order each time."""
    rng = random.Random(seed)
    calls = [*read_calls(), *(call for split in splits for call in read_split(split))]
    while True:
        rng.shuffle(calls)
        for style, lines in calls:
            yield _read_anew(style, lines, rng)


@lru_cache(maxsize=1)
def read_calls() -> tuple[tuple[Style, tuple[str, ...]], ...]:
    """Of every call its style and its lines, "A: …" (agent) and "C: …" (caller)."""
    calls = []
    for file in sorted(DIALOGUES.glob("*.txt")):
        for block in re.split(r"\n\s*\n", file.read_text("utf-8")):
            head, *lines = [line for line in block.splitlines() if line.strip() and line[0] != "#"] or [""]
            if lines:
                calls.append((Style.LOWER if head.split()[1] == "l" else Style.CLEAN, tuple(lines)))
    return tuple(calls)


def read_split(folder: Path) -> Iterator[tuple[Style, tuple[str, ...]]]:
    """The same of a hand-written split of the benchmark, look-alikes too: what is learnt from tests nothing more."""
    for file in (folder / "dialogues.jsonl", folder / "lookalikes.jsonl"):
        for entry in map(json.loads, file.read_text("utf-8").splitlines()):
            style = Style.LOWER if entry["style"] == "lower" else Style.CLEAN
            yield style, tuple(_marked_lines(entry))


def _marked_lines(entry: dict[str, Any]) -> Iterator[str]:
    for number, turn in enumerate(entry["turns"]):
        said = turn["text"]
        gold = sorted((g for g in entry.get("gold", ()) if g["turn"] == number), key=lambda g: -g["start"])
        for g in gold:
            start, end = g["start"], g["end"]
            said = f"{said[:start]}{{{g['kind']}:{said[start:end]}}}{said[end:]}"
        yield f"{'A' if turn['channel'] == 'agent' else 'C'}: {said}"


def _read_anew(style: Style, lines: tuple[str, ...], rng: random.Random) -> list[MadeTurn]:
    if len(lines) > 8 and rng.random() < _FROM_THE_MIDDLE:
        lines = lines[rng.randrange(1, len(lines) // 2) :]
    if rng.random() < _OTHER_NAMES:
        lines = _with_other_names(lines, rng)
    if rng.random() < _OTHER_DIGITS:
        lines = _with_other_digits(lines, rng)
    if style is Style.CLEAN and rng.random() < _BARE:
        style = Style.LOWER
    hidden = rng.choice((0.3, 0.9)) if rng.random() < _BLANKED else 0.0
    turns = (made_turn(line[0] == "A", blanked(line[3:], hidden, rng), style) for line in lines)
    return [turn for turn in turns if turn.words]


def _with_other_names(lines: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """Each name another, everywhere in the call. Calls in which a name is spelled stay as they are."""
    marks = [mark for line in lines for mark in MARK.finditer(line) if mark[1] == Kind.PERSON]
    if any(_SPELLED.search(mark[2]) for mark in marks):
        return lines
    others: dict[str, str] = {}

    def other(name: re.Match[str]) -> str:
        draw = first_name if rng.random() < 0.7 else last_name
        known = others.setdefault(name[0].lower(), draw(rng))
        return known if name[0][0].isupper() else known.lower()

    return tuple(
        MARK.sub(lambda m: f"{{{m[1]}:{_NAME.sub(other, m[2])}}}" if m[1] == Kind.PERSON else m[0], line)
        for line in lines
    )


def _with_other_digits(lines: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """Each digit of codes and numbers another, alike through the call: what is read back is what was said."""
    order = rng.sample(range(10), 10)

    def other(digit: re.Match[str]) -> str:
        said = digit[0].lower()
        return str(order[int(said)]) if said.isdigit() else _DIGIT_WORDS[order[_DIGIT_WORDS.index(said)]]

    return tuple(
        MARK.sub(lambda m: f"{{{m[1]}:{_DIGIT.sub(other, m[2])}}}" if m[1] in _OF_DIGITS else m[0], line)
        for line in lines
    )
