"""Cue words: what a speaker says just before, or asks for, that tells which kind of number comes next.

A recogniser mangles cue words as well ("card" → "car", "CVV" → "CBB", "IBAN" → "Ibanez"), so long words are compared
with a small edit distance, and known manglings are listed in each kind's table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from calls.finding import Kind
from redact.spoken_forms import Atom

_SHORTEST_MANGLED = 5
"""Letters of a cue word that is known mangled as well."""
_WORDS_OF_THEIR_OWN = frozenset(
    {"changed", "change", "store", "stored", "sore", "come", "mode", "modem", "window", "prize", "pride", "prince",
     "prime", "coats", "plantation", "rafting", "taken", "shift", "trucking", "badger", "trail", "costa", "police"}
)  # fmt: skip
"""Words close to a cue's that are said for themselves: "it was changed" is no "charged"."""
_PAUSES = frozenset({"um", "uh", "er", "erm", "uhm", "hmm", "ah"})
"""Fall into the middle of a cue, too ("date um of birth")."""


class Innocent(StrEnum):
    """What a number may be without being personal."""

    MONEY = "money"
    QUANTITY = "quantity"
    DATE = "date"
    MENU = "menu"
    PRODUCT = "product"
    REFERENCE = "reference"
    CATALOGUE = "catalogue"
    """A number of a thing that is sold: it explains long numbers, too."""


class Fragment(StrEnum):
    """That only a piece of a number follows."""

    LAST_DIGITS = "last_digits"
    TOWN = "town"


Topic = Kind | Innocent | Fragment


@dataclass(frozen=True, slots=True)
class Cue:
    """`phrase` in lower-case words announces `topic`."""

    topic: Topic
    phrase: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a turn: atoms [first_atom, end_atom), characters [start, end)."""

    topic: Topic
    first_atom: int
    end_atom: int
    start: int
    end: int


def cues(topic: Topic, *phrases: str) -> tuple[Cue, ...]:
    return tuple(Cue(topic, tuple(phrase.split())) for phrase in phrases)


class CueBook:
    """All cues, indexed by first word."""

    def __init__(self, table: Iterable[Cue]) -> None:
        self._by_first: dict[str, list[Cue]] = {}
        for cue in table:
            self._by_first.setdefault(cue.phrase[0], []).append(cue)
        for listed in self._by_first.values():
            listed.sort(key=lambda cue: -len(cue.phrase))
        self._long_firsts: dict[str, list[str]] = {}
        """The longer first words, by their first letter."""
        for word in self._by_first:
            if len(word) >= _SHORTEST_MANGLED:
                self._long_firsts.setdefault(word[0], []).append(word)
        self._likely = lru_cache(maxsize=8192)(self._likely_firsts)

    def find(self, atoms: Sequence[Atom]) -> tuple[CueHit, ...]:
        """Every cue in a turn's atoms, in order; where several begin at one word, the longest."""
        words = [(i, atom) for i, atom in enumerate(atoms) if atom.raw[0].isalpha() and atom.low not in _PAUSES]
        found: list[CueHit] = []
        at = 0
        while at < len(words):
            cue = self._at([atom.low for _, atom in words[at : at + 6]])
            if cue is None:
                at += 1
                continue
            first, last = words[at], words[at + len(cue.phrase) - 1]
            found.append(CueHit(cue.topic, first[0], last[0] + 1, first[1].start, last[1].end))
            at += len(cue.phrase)
        return tuple(found)

    def _at(self, words: Sequence[str]) -> Cue | None:
        best: Cue | None = None
        for first in self._likely(words[0]):
            for cue in self._by_first.get(first, ()):
                fits = len(cue.phrase) <= len(words) and all(map(sounds_like, words, cue.phrase))
                if fits and (best is None or len(cue.phrase) > len(best.phrase)):
                    best = cue
        return best

    def _likely_firsts(self, word: str) -> tuple[str, ...]:
        """`word` itself and the longer cue words it may be a mangling of."""
        word = word.removesuffix("'s")
        others = self._long_firsts.get(word[:1], ())
        return (word, *(other for other in others if other != word and sounds_like(word, other)))


@lru_cache(maxsize=32768)
def sounds_like(heard: str, meant: str) -> bool:
    """Whether a recogniser may have written `heard` for `meant`: equal, or same first letter and 1 edit in 5-8
    letters, 2 edits beyond."""
    heard = heard.removesuffix("'s")
    if heard == meant:
        return True
    if heard in _WORDS_OF_THEIR_OWN or len(meant) < _SHORTEST_MANGLED or len(heard) > 40 or heard[:1] != meant[:1]:
        return False
    allowed = 1 if len(meant) <= 8 else 2
    return abs(len(heard) - len(meant)) <= allowed and edit_distance(heard, meant, allowed) <= allowed


def edit_distance(a: str, b: str, most: int) -> int:
    """Levenshtein distance, given up at more than `most`; quadratic, so for single words only."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
        if min(row) > most:
            return most + 1
    return row[-1]
