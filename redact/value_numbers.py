"""Which masks of a call hide one and the same value: each distinct value of a kind gets a number by first mention.

The numbers are 1, 2, … within one kind and one call. Nothing of a value goes into its number, so a number tells only
that the same was said again; across calls it tells nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.cues import sounds_like
from redact.name_cues import TITLES
from redact.spoken_forms import Atom, atoms_of, runs_of
from redact.street_words import SUFFIXES
from redact.street_words import UNITS as WHICH_FLAT

_IN_WORDS = frozenset({Kind.PERSON, Kind.ADDRESS})
_PART_FROM = 4
"""So many characters of a longer value stand for it ("ends in four two four two")."""
_REMEMBERED = 40
"""A mention is compared with so many values of its kind, the latest first, and with so many mentions of each."""
_MOST_WORDS = 12
_SAID_BETWEEN = frozenset({"at", "dot", "period", "point", "underscore", "dash", "hyphen", "slash", "plus"})
_NO_NAMES = TITLES | SUFFIXES | WHICH_FLAT


@dataclass(slots=True, repr=False)
class _Value:
    number: int
    mentions: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


def value_numbers(
    turns: Sequence[Turn], findings: Sequence[Finding], *, after: Mapping[Kind, int] | None = None
) -> tuple[int, ...]:
    """For each finding, in order, the number of its value. `after` holds the numbers that are taken already."""
    taken = Counter(after or {})
    known: dict[Kind, list[_Value]] = defaultdict(list)
    by_group: dict[tuple[Kind, int], _Value] = {}
    numbers: list[int] = []
    for finding in findings:
        pieces = _pieces(turns[finding.turn], finding)
        group = None if finding.group is None else by_group.get((finding.kind, finding.group))
        value = group or _known_value(known[finding.kind], finding.kind, pieces)
        if value is None:
            taken[finding.kind] += 1
            value = _Value(taken[finding.kind])
            known[finding.kind].append(value)
        _remember(value, pieces, joined=group is not None)
        if finding.group is not None:
            by_group[finding.kind, finding.group] = value
        numbers.append(value.number)
    return tuple(numbers)


def _known_value(known: Sequence[_Value], kind: Kind, pieces: Sequence[str]) -> _Value | None:
    is_same = _same_words if kind in _IN_WORDS else _same_characters
    return next((value for value in reversed(known[-_REMEMBERED:]) if is_same(value, pieces)), None)


def _same_words(value: _Value, pieces: Sequence[str]) -> bool:
    """ "Jane" is Jane Miller, as long as nobody else of the name was spoken of since."""
    words = _telling(pieces)
    return bool(words) and (_are_among(words, value.words) or _are_among(value.words, words))


def _are_among(some: set[str], others: set[str]) -> bool:
    return bool(some) and all(any(sounds_like(word, other) for other in others) for word in some)


def _same_characters(value: _Value, pieces: Sequence[str]) -> bool:
    said = "".join(pieces)
    return any(
        said == mention
        or (len(said) >= _PART_FROM and said in mention)
        or (len(mention) >= _PART_FROM and mention in said)
        for mention in value.mentions
    )


def _remember(value: _Value, pieces: Sequence[str], *, joined: bool) -> None:
    """`joined`: a further part of a value that is said in parts, so the whole is a mention, too."""
    said = "".join(pieces)
    whole = [value.mentions[-1] + said] if joined and value.mentions else []
    value.mentions = [*value.mentions, said, *whole][-_REMEMBERED:]
    if len(value.words) < _MOST_WORDS:
        value.words |= _telling(pieces)


def _telling(pieces: Sequence[str]) -> set[str]:
    telling = [piece for piece in pieces if piece not in _NO_NAMES]
    return set((telling or pieces)[:_MOST_WORDS])


def _pieces(turn: Turn, finding: Finding) -> list[str]:
    """A value's words and numbers in plain characters; of numbers, codes and e-mail addresses without what is only said
    between their characters. Letters said one by one are one piece."""
    atoms = atoms_of(Turn.of_text(turn.channel, turn.text[finding.start : finding.end]))
    runs = runs_of(atoms)
    if runs and finding.kind not in _IN_WORDS | {Kind.EMAIL}:
        return [run.text.lower() for run in runs]
    written = {run.first_atom: run.text.lower() for run in runs}
    within = {k for run in runs for k in range(run.first_atom + 1, run.end_atom)}
    said = [written.get(k, atom.low.removesuffix("'s")) for k, atom in enumerate(atoms) if _says(atom, k, within)]
    return list(_joined_letters(said if finding.kind in _IN_WORDS else [w for w in said if w not in _SAID_BETWEEN]))


def _says(atom: Atom, at: int, within: set[int]) -> bool:
    return at not in within and atom.low[0].isalnum()


def _joined_letters(said: Sequence[str]) -> Iterator[str]:
    for is_letter, some in groupby(said, key=lambda word: len(word) == 1):
        if is_letter:
            yield "".join(some)
        else:
            yield from some
