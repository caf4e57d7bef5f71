"""What a turn says character by character, for codes of any form: "K as in kilo, D, one two" reads K|D|1|2.

Digits stand as 0-9, letters of a code as A-Z, letters of other words as a-z, "o", which may be a letter or a zero, as
`O_OR_ZERO`. Between two that were not written as one word stands `APART`, or `ASIDE` with a mark or "number" between
them, or `BREAK`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redact.dialogue_context import ReadTurn
from redact.everyday_words import is_everyday
from redact.number_words import CORRECTIONS, DOUBLES, FILLERS, JOINERS, NOT_CODES, SPELLING_ALPHABET
from redact.spoken_forms import Atom, Run, runs_of
from redact.word_set import word_set

APART, ASIDE, BREAK = "|", "&", "#"
O_OR_ZERO = "Ø"
_STRENGTH = {"": 0, APART: 1, ASIDE: 2, BREAK: 3}
_BETWEEN = JOINERS | FILLERS
_ASIDES = word_set("and number numbers capital uppercase lowercase upper lower case letter letters digits")
_MONEY = frozenset("$£€%")
_EXAMPLES = frozenset({"for", "like", "as"})
_SHORT_WORDS = NOT_CODES | word_set(
    "ad ah am an as ax eh em ex ha hi ho if la lo ma mi mr mrs ms dr oh ow ox pa pi re uh um vs ye yo"
)
_LONGEST_CODE = 5
_LONGEST_LETTER_NAME = 3
"""Letters of a word that a letter's name may be written as: "kay as in kilo"."""
_INSIDE_AN_AMOUNT = re.compile(r"(?:(?<!\d\d\d\d),(?=\d\d\d(?!\d))|\.(?=\d\d?(?!\d)))(?=\d)")
""" "1,299.50" is one written number."""


@dataclass(frozen=True, slots=True, repr=False)
class SaidChar:
    """A character or what stands between two; characters [start, end) of the turn."""

    char: str
    start: int
    end: int
    repeats: bool = False
    """Names the letter before it once more: "K kilo"."""


def readings_of(read: ReadTurn, codes: frozenset[str], *, tells_words: bool) -> Iterator[tuple[SaidChar, ...]]:
    """In every way that the turn may be meant: with its corrections and as it was said; "K kilo" as K and as KK.

    `codes`: words in lower case that are codes, whatever they mean else ("er"); `tells_words`: whether it matters
    which lower-case letters are another word's and which a code's.
    """
    texts = [(read.atoms, read.runs)]
    if any(atom.low in CORRECTIONS for atom in read.atoms):
        plain = tuple(replace(atom, raw="-", low="-") if atom.low in CORRECTIONS else atom for atom in read.atoms)
        texts.append((plain, runs_of(plain)))
    for atoms, runs in texts:
        chars = tuple(_Reader(read.turn.text, atoms, runs, codes, tells_words=tells_words).read())
        yield chars
        if any(char.repeats for char in chars):
            yield tuple(_said_once(chars))


def _said_once(chars: Sequence[SaidChar]) -> Iterator[SaidChar]:
    """Without the letters that repeat another; that one ends where they do."""
    for k, char in enumerate(chars):
        if not char.repeats and not (char.char == APART and chars[k + 1].repeats):
            again = k + 2 < len(chars) and chars[k + 2].repeats
            yield replace(char, end=chars[k + 2].end) if again else char


class _Reader:
    def __init__(
        self, text: str, atoms: Sequence[Atom], runs: Sequence[Run], codes: frozenset[str], *, tells_words: bool
    ) -> None:
        self._text, self._atoms, self._codes, self._tells_words = text, atoms, codes, tells_words
        self._runs = {run.first_atom: run for run in runs}
        self._out: list[SaidChar] = []
        self._between = ""
        self._last_atom = range(0)
        """Where in `_out` the characters of the atom before stand, if it was of letters."""

    def read(self) -> Sequence[SaidChar]:
        k = 0
        while k < len(self._atoms):
            k = self._run_at(k) or self._code_at(k) or self._example_at(k) or self._doubled_at(k) or self._atom_at(k)
        return self._out

    def _say(self, char: str, start: int, end: int, *, repeats: bool = False) -> None:
        last = self._out[-1] if self._out else None
        if last and (self._between or (start != last.end and (last.start, last.end) != (start, end))):
            is_amount = (last.char + char).isdigit() and _INSIDE_AN_AMOUNT.match(self._text, last.end)
            if not (is_amount and start == last.end + 1):
                self._out.append(SaidChar(self._between or APART, last.end, start))
        self._between = ""
        self._out.append(SaidChar(char, start, end, repeats))

    def _pass(self, between: str) -> None:
        self._between = max(self._between, between, key=_STRENGTH.__getitem__)

    def _run_at(self, k: int) -> int:
        run = self._runs.get(k)
        if run is None:
            return 0
        for char in run.chars:
            is_o = self._text[char.start : char.end] in {"o", "O"}
            self._say(O_OR_ZERO if is_o else char.char, char.start, char.end)
        self._last_atom = range(0)
        if run.chars[-1].char.isalpha():
            self._last_atom = range(len(self._out) - 1, len(self._out))
        return run.end_atom

    def _code_at(self, k: int) -> int:
        return self._spell(k, self._atoms[k].raw.upper()) if self._atoms[k].low in self._codes else 0

    def _spell(self, k: int, letters: str) -> int:
        for at, char in enumerate(letters, start=self._atoms[k].start):
            self._say(char, at, at + 1)
        self._last_atom = range(len(self._out) - len(letters), len(self._out))
        return k + 1

    def _example_at(self, k: int) -> int:
        """ "as in kilo", "for kilo" behind a letter: which one it is. The atom behind it, or 0."""
        if self._atoms[k].low not in _EXAMPLES or not self._last_atom or self._between in {ASIDE, BREAK}:
            return 0
        is_sure = [atom.low for atom in self._atoms[k : k + 2]] == ["as", "in"]
        at = k + 1 + is_sure
        end = at + _length_at(self._atoms, at)
        if end > len(self._atoms) or not self._is_example(at, end):
            return 0
        letter, last = self._atoms[at].low[0].upper(), self._out[-1]
        meant = "O" if last.char == O_OR_ZERO else last.char
        if not (meant == letter or (is_sure and len(self._last_atom) <= _LONGEST_LETTER_NAME)):
            return 0
        if meant != letter:
            last = replace(self._out[self._last_atom.start], char=letter)
            del self._out[self._last_atom.start :]
            self._out.append(last)
        self._out[-1] = replace(self._out[-1], end=self._atoms[end - 1].end)
        self._between, self._last_atom = "", range(0)
        return end

    def _is_example(self, at: int, end: int) -> bool:
        """Whether the word of atoms [at, end) may stand for its first letter, and is no code itself."""
        word = self._atoms[at]
        is_long = len(word.raw) > 1 or end > at + 1
        return _is_word(word) and is_long and word.low not in self._codes and not self._joins_digits(end)

    def _doubled_at(self, k: int) -> int:
        """ "double A"."""
        if self._atoms[k].low not in DOUBLES or k + 1 == len(self._atoms):
            return 0
        letter = self._letter_at(k + 1)
        end = k + 1 + _length_at(self._atoms, k + 1)
        for _ in range(DOUBLES[self._atoms[k].low] if letter else 0):
            self._say(letter, self._atoms[k].start, self._atoms[end - 1].end)
        self._last_atom = range(0)
        return end if letter else 0

    def _atom_at(self, k: int) -> int:
        atom = self._atoms[k]
        if atom.low in _BETWEEN:
            self._pass(APART)
        elif atom.low in _ASIDES or not (atom.raw[0].isalnum() or atom.raw in _MONEY):
            self._pass(ASIDE)
        elif letter := self._letter_at(k):
            end = k + _length_at(self._atoms, k)
            repeats = (
                len(atom.raw) > 1 and bool(self._out) and self._out[-1].char == letter and self._between in {"", APART}
            )
            self._say(letter, atom.start, self._atoms[end - 1].end, repeats=repeats)
            self._last_atom = range(len(self._out) - 1, len(self._out))
            return end
        elif _is_word(atom) and len(atom.raw) == atom.end - atom.start:
            return self._spell(k, atom.raw.upper() if self._is_code(k) else atom.low)
        else:
            self._pass(BREAK)
        return k + 1

    def _letter_at(self, k: int) -> str:
        """The letter that an atom names, or nothing."""
        atom = self._atoms[k]
        if atom.low == "o":
            return O_OR_ZERO
        is_letter = atom.low in SPELLING_ALPHABET or (len(atom.raw) == 1 and _is_word(atom))
        return atom.low[0].upper() if is_letter else ""

    def _is_code(self, k: int) -> bool:
        """Whether an atom of letters may be a piece of a code: in capitals, joined to digits, or no English word."""
        atom = self._atoms[k]
        if not self._tells_words or atom.raw.isupper() or self._joins_digits(k + 1):
            return True
        if atom.glued and self._atoms[k - 1].raw.isdigit():
            return atom.low not in NOT_CODES
        if len(atom.low) > _LONGEST_CODE or atom.low in _SHORT_WORDS or atom.low in _ASIDES:
            return False
        return len(atom.low) == 2 or not is_everyday(atom.low)

    def _joins_digits(self, k: int) -> bool:
        """Whether digits stand at atom `k`, or behind a stroke there, without a blank."""
        near = self._atoms[k : k + 2]
        if not near or not near[0].glued:
            return False
        return near[0].raw.isdigit() or (near[0].raw in "-_/" and near[-1].glued and near[-1].raw.isdigit())


def _is_word(atom: Atom) -> bool:
    return atom.raw.isascii() and atom.raw.isalpha()


def _length_at(atoms: Sequence[Atom], k: int) -> int:
    """How many atoms the word at `k` takes: "X-ray" three."""
    return 3 if [atom.low for atom in atoms[k : k + 3]] == ["x", "-", "ray"] else 1
