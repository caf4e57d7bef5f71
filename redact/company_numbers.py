"""A company's own customer numbers, by their form: "KD"999999 – the letters K and D, then six digits.

The forms come from a file that the company keeps, one a line, "#" begins a remark: 9 stands for any digit, A for any
letter, what stands in quotes for itself; blanks and hyphens in a form are for the eye. A number may be written or said
in any way: "KD 12-34-56", "kilo delta one two, three four five six". It must be said in one turn.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from calls.errors import BadSettings
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.company_words import NUMBER_OF_COMPANY, read_lines
from redact.dialogue_context import ReadTurn, read_turns
from redact.number_words import FILLERS, JOINERS, SPELLING_ALPHABET
from redact.spoken_forms import Atom

FEWEST_DIGITS = 4
"""A form with fewer 9s would hide prices and years."""
_FORM = re.compile(r"(?:\"[A-Za-z0-9]+\"|[9A]|[ -])+")
_PLACE = re.compile(r"\"([A-Za-z0-9]+)\"|([9A])")
_ANY = {"9": "[0-9]", "A": "[A-Z]"}
_BREAK = " "
_LONGEST_CAPITALS = 5
_SAID_BETWEEN = JOINERS | FILLERS


@dataclass(frozen=True, slots=True, repr=False)
class NumberForms:
    """`forms` as they stand in the file, without remarks."""

    forms: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256("\n".join(self.forms).encode()).hexdigest()

    @property
    def fixed(self) -> frozenset[str]:
        """What stands in quotes, in capitals."""
        return frozenset(match[1].upper() for form in self.forms for match in _PLACE.finditer(form) if match[1])


def read_number_forms(file: Path) -> NumberForms:
    """Raises BadSettings, which quotes the line's number and not the line."""
    lines = list(read_lines(file))
    for number, form in lines:
        if not _FORM.fullmatch(form) or len(re.findall("9", re.sub('"[^"]*"', "", form))) < FEWEST_DIGITS:
            raise BadSettings(
                f"{file}, line {number} is no form of a number",
                hint=f'write 9 for a digit ({FEWEST_DIGITS} or more), A for a letter, the rest in quotes: "KD"999999',
            )
    return NumberForms(tuple(dict.fromkeys(form for _, form in lines)))


class CompanyNumbers:
    """A detector that finds every number of these forms as a CUSTOMER_ID, whoever says it."""

    def __init__(self, forms: NumberForms) -> None:
        self.name = f"company's numbers sha256:{forms.sha256[:12]}"
        self._patterns = tuple(map(_pattern, forms.forms))
        self._fixed = forms.fixed

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [finding for read in read_turns(turns) for finding in self._find_in(read)] if self._patterns else []

    def _find_in(self, read: ReadTurn) -> Iterator[Finding]:
        chars = list(_chars(read, self._fixed))
        said = "".join(char for char, _, _ in chars)
        for pattern in self._patterns:
            for match in pattern.finditer(said):
                start, end = chars[match.start()][1], chars[match.end() - 1][2]
                yield Finding(Kind.CUSTOMER_ID, read.index, start, end, 1.0, self.name, NUMBER_OF_COMPANY)


def _pattern(form: str) -> re.Pattern[str]:
    """Matches the form in `_chars`, where neither a digit nor another letter goes on at its ends."""
    places = (match[1].upper() if match[1] else _ANY[match[2]] for match in _PLACE.finditer(form))
    return re.compile(rf"(?<![A-Z0-9]){''.join(places)}(?![0-9])")


def _chars(read: ReadTurn, fixed: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Digits and letters as they were said, each with its characters of the turn; a blank where something else is."""
    runs = {run.first_atom: run for run in read.runs}
    k = 0
    while k < len(read.atoms):
        atom = read.atoms[k]
        if k in runs:
            yield from ((char.char, char.start, char.end) for char in runs[k].chars)
            k = runs[k].end_atom
            continue
        if atom.low not in _SAID_BETWEEN:
            yield from ((char, atom.start, atom.end) for char in _letters(atom, fixed))
        k += 1


def _letters(atom: Atom, fixed: frozenset[str]) -> str:
    """The letters that an atom says, behind a blank where it is a word of its own."""
    if atom.low in SPELLING_ALPHABET:
        return atom.low[0].upper()
    if len(atom.raw) == 1 and atom.raw.isascii() and atom.raw.isalpha():
        return atom.raw.upper()
    is_code = atom.raw.isupper() and len(atom.raw) <= _LONGEST_CAPITALS and atom.raw.isascii()
    return _BREAK + atom.raw.upper() if is_code or atom.raw.upper() in fixed else _BREAK
