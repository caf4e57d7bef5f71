"""Passwords and e-mail addresses said again, word for word or run together: "tiger lamp 41", "TigerLamp41"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.number_words import TEENS, TENS, UNITS, ZEROS
from redact.spoken_forms import Atom, atoms_of

_KINDS = frozenset({Kind.CREDENTIAL, Kind.EMAIL, Kind.CUSTOMER_ID, Kind.DEVICE_SERIAL, Kind.ID_DOCUMENT})
_FEWEST_CHARS = 6
_MOST_WORDS = 12
_MARKS = frozenset(
    {"dot", "underscore", "dash", "hyphen", "um", "uh", "capital", "slash", "sign", "mark", "point", "symbol", "letter",
     "lowercase", "uppercase"}
)  # fmt: skip
_DIGITS = {word: str(value) for table in (UNITS, TEENS, TENS, ZEROS) for word, value in table.items()}


def phrases_again(turns: Sequence[Turn], findings: Sequence[Finding]) -> list[Finding]:
    """Findings for further mentions of the whole of a value that has letters."""
    wanted: dict[str, Kind] = {}
    for finding in findings:
        if finding.kind in _KINDS:
            value = _value_of(turns[finding.turn], finding)
            if len(value) >= _FEWEST_CHARS and not value.isdigit():
                wanted.setdefault(value, finding.kind)
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for value in wanted:
        by_beginning[value[:2]].append(value)
    found: list[Finding] = []
    for index, turn in enumerate(turns if wanted else ()):
        atoms = atoms_of(turn)
        for first, end, value in _mentions(atoms, by_beginning):
            start, stop = atoms[first].start, atoms[end - 1].end
            found.append(Finding(wanted[value], index, start, stop, 0.7, "known values", "said again"))
    return found


def _value_of(turn: Turn, finding: Finding) -> str:
    text = _local(turn.text[finding.start : finding.end], finding.kind)
    return "".join(_said(atom) for atom in atoms_of(Turn.of_text(turn.channel, text)))


def _local(text: str, kind: Kind) -> str:
    """Of an e-mail address the part before "at"; everything of other values."""
    if kind is not Kind.EMAIL:
        return text
    low = text.lower()
    cut = low.find("@") if "@" in low else low.rfind(" at ")
    return text[:cut] if cut > 0 else text


def _mentions(atoms: Sequence[Atom], wanted: dict[str, list[str]]) -> Iterator[tuple[int, int, str]]:
    for first in range(len(atoms)):
        if not _said(atoms[first]):
            continue
        said, k = "", first
        while k < len(atoms) and k - first < 2 * _MOST_WORDS:
            said += _said(atoms[k])
            k += 1
            if len(said) >= 2 and not any(plain.startswith(said) for plain in wanted.get(said[:2], ())):
                break
            if said in wanted.get(said[:2], ()):
                yield first, k, said
                break


def _said(atom: Atom) -> str:
    """What an atom adds to a value: nothing for a mark, digits for a number in words."""
    if atom.low in _MARKS:
        return ""
    return _DIGITS.get(atom.low, "".join(char for char in atom.low if char.isalnum()))
