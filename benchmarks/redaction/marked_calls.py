"""Calls with their secrets marked: "caller: It's {PERSON:Jane Miller}." A blank line ends a call."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from calls.call import Channel
from calls.finding import Kind
from calls.transcript import Turn

_MARK = re.compile(r"\{([A-Z_]+):([^{}]*)\}")
_INNOCENT = "~~"


@dataclass(frozen=True, slots=True)
class Gold:
    """Characters [start, end) of turn `turn` must be hidden; they are of `kind`."""

    kind: Kind
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedCall:
    name: str
    turns: tuple[Turn, ...]
    gold: tuple[Gold, ...]
    is_look_alike: bool = False
    """Full of what looks personal and is not; it may hold order numbers."""

    @property
    def is_innocent(self) -> bool:
        return all(gold.kind is Kind.ORDER_NUMBER for gold in self.gold)


def call_of_lines(name: str, lines: Iterable[str], *, is_look_alike: bool = False) -> MarkedCall:
    """Lines "agent: …" and "caller: …" with marks. Raises ValueError, which names the call and no text."""
    turns: list[Turn] = []
    gold: list[Gold] = []
    for line in lines:
        speaker, colon, marked = line.partition(": ")
        if not colon or speaker not in {"agent", "caller"}:
            raise ValueError(f'call "{name}": every line begins with "agent: " or "caller: "')
        text, spans = _without_marks(marked.strip())
        gold += [Gold(kind, len(turns), start, end) for kind, start, end in spans]
        turns.append(Turn.of_text(Channel(speaker), text))
    return MarkedCall(name, tuple(turns), tuple(gold), is_look_alike)


def read_calls(file: Path) -> Iterator[MarkedCall]:
    """Every call of a file: "== name" or "~~ name" (a look-alike), then its lines; "#" begins a remark."""
    for block in re.split(r"\n\s*\n", file.read_text("utf-8")):
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            yield call_of_lines(lines[0][3:], lines[1:], is_look_alike=lines[0].startswith(_INNOCENT))


def is_read(identity: str) -> bool:
    """Whether a call of the test split ("d012", number divisible by three) was read by the author of the rules, after
    the first contact: until rules 2026.11.28.4, when the rest was read too, figures on the others told of calls that
    nobody had tuned on."""
    return int(re.sub(r"\D", "", identity)) % 3 == 0


def read_call_lines(file: Path, *, are_look_alikes: bool) -> Iterator[MarkedCall]:
    """Every call of a JSON Lines file: `id`, `turns` ({channel, text}) and `gold` ({turn, start, end, kind}).

    Those marked `ordinary` are no look-alikes: nothing in them is made to look personal.
    """
    for line in file.read_text("utf-8").splitlines():
        entry = json.loads(line)
        gold = tuple(Gold(Kind(g["kind"]), g["turn"], g["start"], g["end"]) for g in entry.get("gold", ()))
        name = f"{entry['id']}, {entry.get('style', '')}"
        is_look_alike = are_look_alikes and not entry.get("ordinary", False)
        yield MarkedCall(name, turns_of(entry["turns"]), gold, is_look_alike)


def turns_of(entries: Iterable[Mapping[str, str]]) -> tuple[Turn, ...]:
    return tuple(Turn.of_text(Channel(entry["channel"]), entry["text"]) for entry in entries)


def _without_marks(marked: str) -> tuple[str, list[tuple[Kind, int, int]]]:
    text, at = "", 0
    spans: list[tuple[Kind, int, int]] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((Kind(match[1]), len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + marked[at:], spans
