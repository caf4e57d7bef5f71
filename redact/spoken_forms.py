"""Numbers and codes as they are spoken and as a recogniser writes them, back to plain characters.

"forty-one eleven, double two" and "4 1 1 1, 22" both read 411122. Every normalised character leads back to the word and
the characters it came from, so a finding on the digits is a finding on words, and on their milliseconds. One pass with
a bounded look-ahead: linear in the length of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from calls.transcript import Turn
from redact.number_words import (
    CORRECTIONS,
    DOUBLES,
    FILLERS,
    JOINERS,
    NOT_CODES,
    TEENS,
    TENS,
    UNITS,
    ZEROS,
)
from redact.plain_characters import plain_characters

_ATOM = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|_")
_LONGEST_LINK = 6
"""At most so many joiners, fillers and words of correction between two parts of one number."""
_LONGEST_CODE_LETTERS = 5
_BEFORE_A_THING = frozenset(
    {"new", "old", "long", "short", "other", "same", "right", "wrong", "second", "next", "business", "this", "that",
     "which", "big", "small", "whole", "another"}
)  # fmt: skip
"""What a "one" stands behind that is no digit."""


_ASIDES_BY_FIRST = {
    "let": (("let", "me", "see"), ("let", "me", "check")),
    "and": (("and", "then"),),
    "you": (("you", "know"),),
    "hold": (("hold", "on"),),
    "hang": (("hang", "on"),),
    "one": (("one", "sec"), ("one", "second"), ("one", "moment")),
    "comma": (("comma",),),
    "colon": (("colon",),),
}
"""Said inside a number without ending it."""


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece of a turn: a run of digits, a run of letters, or one mark.

    `raw` is in plain characters (`plain_characters`), [start, end) are the turn's own.
    """

    raw: str
    low: str
    start: int
    end: int
    word: int
    glued: bool
    """No blank stands between this atom and the one before it."""


@dataclass(frozen=True, slots=True)
class SpokenChar:
    """One normalised character and where it came from: characters [start, end) of the turn, word `word`."""

    char: str
    start: int
    end: int
    word: int


@dataclass(frozen=True, slots=True)
class Run:
    """A number or code within one turn: characters [start, end), atoms [first_atom, end_atom)."""

    chars: tuple[SpokenChar, ...]
    groups: tuple[str, ...]
    start: int
    end: int
    first_atom: int
    end_atom: int
    is_cardinal: bool
    """Spoken with "hundred" or "thousand", as quantities are."""

    @property
    def text(self) -> str:
        return "".join(c.char for c in self.chars)

    @property
    def digits(self) -> str:
        return "".join(c.char for c in self.chars if c.char.isdigit())

    @property
    def letters(self) -> str:
        return "".join(c.char for c in self.chars if not c.char.isdigit())


@dataclass(frozen=True, slots=True)
class _Part:
    chars: tuple[SpokenChar, ...]
    end_atom: int
    is_cardinal: bool = False
    corrects: bool = False
    """Said in place of what stood before it ("no, five …")."""
    is_negated: bool = False
    """Said only to be ruled out ("… not nine"). What is longer than all before it does not."""


def atoms_of(turn: Turn) -> tuple[Atom, ...]:
    """A turn's text in atoms, each with the index of the word it stands in."""
    spans = turn.word_spans()
    plain = plain_characters(turn.text)
    word = last = 0
    atoms: list[Atom] = []
    for match in _ATOM.finditer(plain.text):
        start, end = plain.starts[match.start()], plain.ends[match.end() - 1]
        while word + 1 < len(spans) and spans[word][1] <= start:
            word += 1
        raw = match.group()
        glued = bool(atoms) and last == match.start()
        last = match.end()
        atoms.append(Atom(raw, raw.lower().replace("’", "'"), start, end, word, glued))
    return tuple(atoms)


def runs_of(atoms: Sequence[Atom]) -> tuple[Run, ...]:
    """Every maximal number or code, in order; each holds at least one digit."""
    runs: list[Run] = []
    i = 0
    while i < len(atoms):
        part = _part_at(atoms, i, previous=None)
        if part is None:
            i += 1
            continue
        run, i = _grow(atoms, i, part)
        if run is not None:
            runs.append(run)
    return tuple(runs)


def _grow(atoms: Sequence[Atom], first: int, part: _Part) -> tuple[Run | None, int]:
    """Follow one run from its first part; returns it (None without a digit) and the next atom to look at."""
    parts = [(first, part)]
    at = part.end_atom
    while True:
        link_end, corrects, negates = _link_at(atoms, at)
        following = _part_at(atoms, link_end, previous=at)
        if following is None:
            break
        at_part = link_end
        parts.append((at_part, _flagged(following, corrects=corrects, negates=negates)))
        at = following.end_atom
    trimmed = _without_loose_letters(atoms, parts)
    if not trimmed:
        return None, at
    return _run_from(atoms, trimmed), at


def _flagged(part: _Part, *, corrects: bool, negates: bool) -> _Part:
    return _Part(part.chars, part.end_atom, part.is_cardinal, corrects and not negates, negates)


def _without_loose_letters(atoms: Sequence[Atom], parts: list[tuple[int, _Part]]) -> list[tuple[int, _Part]]:
    """Drop letters at either end that no digit clings to, and everything when there is no digit at all."""
    with_digit = [k for k, (_, part) in enumerate(parts) if part.chars[0].char.isdigit()]
    if not with_digit:
        return []
    low, high = with_digit[0], with_digit[-1] + 1
    while low > 0 and _clings(atoms, parts[low - 1][1].end_atom, parts[low][0]):
        low -= 1
    while high < len(parts) and _clings(atoms, parts[high - 1][1].end_atom, parts[high][0]):
        high += 1
    return parts[low:high]


def _clings(atoms: Sequence[Atom], end: int, start: int) -> bool:
    """Whether nothing but a hyphen, or a blank beside a lone letter, stands between two parts."""
    if any(atoms[k].raw not in "-–," for k in range(end, start)):
        return False
    return atoms[start].glued or end == start


def _run_from(atoms: Sequence[Atom], parts: list[tuple[int, _Part]]) -> Run:
    kept: list[tuple[SpokenChar, ...]] = []
    n_kept = 0
    for _, part in parts:
        if part.is_negated and len(part.chars) <= n_kept:
            continue
        if part.corrects and kept and len(kept[-1]) == len(part.chars):
            n_kept -= len(kept.pop())
        kept.append(part.chars)
        n_kept += len(part.chars)
    last = parts[-1][1].end_atom
    return Run(
        chars=tuple(char for group in kept for char in group),
        groups=tuple("".join(char.char for char in group) for group in kept),
        start=atoms[parts[0][0]].start,
        end=atoms[last - 1].end,
        first_atom=parts[0][0],
        end_atom=last,
        is_cardinal=any(part.is_cardinal for _, part in parts),
    )


def _link_at(atoms: Sequence[Atom], at: int) -> tuple[int, bool, bool]:
    """Skip what may stand inside a number from atom `at` on: (next atom, was it a correction, was it a "not")."""
    corrects = negates = False
    end = at
    while end < len(atoms) and end - at < _LONGEST_LINK:
        low = atoms[end].low
        aside = _aside_at(atoms, end) if low in _ASIDES_BY_FIRST else 0
        if aside:
            end += aside
            continue
        if low in CORRECTIONS:
            corrects = True
            negates = low == "not"
        elif low not in JOINERS and low not in FILLERS:
            break
        end += 1
    return end, corrects, negates


def _aside_at(atoms: Sequence[Atom], at: int) -> int:
    """How many atoms an aside inside a number takes ("let me see"); 0 when there is none."""
    for words in _ASIDES_BY_FIRST[atoms[at].low]:
        if tuple(atom.low for atom in atoms[at : at + len(words)]) == words:
            return len(words)
    return 0


def _part_at(atoms: Sequence[Atom], i: int, *, previous: int | None) -> _Part | None:
    """The numeral or the code letters that begin at atom `i`. `previous`: end of the part before, None at a start."""
    if i >= len(atoms):
        return None
    return _numeral_at(atoms, i, previous) or _letters_at(atoms, i, previous)


def _letters_at(atoms: Sequence[Atom], i: int, previous: int | None) -> _Part | None:
    """Letters of a code: single ones, or a few capitals joined to a neighbour without a blank ("NWBK60", "DE-89")."""
    atom = atoms[i]
    is_spelled = _is_spelled(atoms, i)
    if not atom.raw.isalpha() or len(atom.raw) > _LONGEST_CODE_LETTERS or (atom.low in NOT_CODES and not is_spelled):
        return None
    joined_right = i + 1 < len(atoms) and atoms[i + 1].glued and (atoms[i + 1].raw.isdigit() or _hyphen_digit(atoms, i))
    joined_left = atom.glued and previous is not None
    is_single = len(atom.raw) == 1 and atom.raw.isupper() and (is_spelled or atom.low not in {"a", "i"})
    is_single = is_single and previous is not None
    is_short_capital = atom.raw.isupper() and (joined_right or joined_left)
    if is_single or is_short_capital or (len(atom.raw) == 1 and (joined_right or joined_left)):
        return _Part(_chars_of(atom, atom.raw.upper()), i + 1)
    return None


def _is_spelled(atoms: Sequence[Atom], i: int) -> bool:
    """Whether atom `i` is a capital beside another one ("W E S T")."""
    beside = [atoms[k].raw for k in (i - 1, i, i + 1) if 0 <= k < len(atoms)]
    return len(atoms[i].raw) == 1 and sum(1 for raw in beside if len(raw) == 1 and raw.isupper()) >= 2


def _hyphen_digit(atoms: Sequence[Atom], i: int) -> bool:
    """Whether a hyphen and then digits or a capital cling to atom `i`."""
    if i + 2 >= len(atoms) or atoms[i + 1].raw != "-" or not atoms[i + 2].glued:
        return False
    return atoms[i + 2].raw.isdigit() or len(atoms[i + 2].raw) == 1


def _numeral_at(atoms: Sequence[Atom], i: int, previous: int | None) -> _Part | None:
    low = atoms[i].low
    if low.isdigit() and low.isascii():
        return None if previous is not None and _is_ordinal(atoms, i) else _digits_part(atoms, i)
    if low in DOUBLES:
        return _repeated(atoms, i)
    if low == "one" and _stands_for_thing(atoms, i):
        return None
    if low in ZEROS:
        return _zero(atoms, i, previous)
    if low in UNITS or low in TEENS or low in TENS:
        return _cardinal(atoms, i)
    return None


def _stands_for_thing(atoms: Sequence[Atom], i: int) -> bool:
    """ "the new one, 904 Pershing Avenue", "one more": a word for a thing, and no digit."""
    after = atoms[i + 1].low if i + 1 < len(atoms) else ""
    is_marked = not after or after in {",", ".", "?", "!", "and", "but", "then"}
    is_thing = i > 0 and atoms[i - 1].low in _BEFORE_A_THING and is_marked
    return is_thing or after == "more"


def _is_ordinal(atoms: Sequence[Atom], i: int) -> bool:
    """ "6th": counts along a street or a month and begins a number of its own."""
    return i + 1 < len(atoms) and atoms[i + 1].glued and atoms[i + 1].low in {"st", "nd", "rd", "th"}


def _digits_part(atoms: Sequence[Atom], i: int) -> _Part:
    atom = atoms[i]
    chars = _chars_of(atom, atom.raw)
    is_scaled = i + 1 < len(atoms) and atoms[i + 1].low in {"hundred", "thousand", "million", "billion"}
    return _Part(chars, i + 2 if is_scaled else i + 1, is_cardinal=is_scaled)


def _chars_of(atom: Atom, chars: str) -> tuple[SpokenChar, ...]:
    """Each character at its own place; all at the whole atom's where it was written with other characters."""
    if len(chars) != atom.end - atom.start:
        return tuple(SpokenChar(char, atom.start, atom.end, atom.word) for char in chars)
    return tuple(SpokenChar(char, atom.start + k, atom.start + k + 1, atom.word) for k, char in enumerate(chars))


def _repeated(atoms: Sequence[Atom], i: int) -> _Part | None:
    """ "double two", "triple oh", "double 2"."""
    times = DOUBLES[atoms[i].low]
    if i + 1 >= len(atoms):
        return None
    following = atoms[i + 1]
    digit = {**UNITS, **ZEROS}.get(following.low, following.low)
    if not (len(str(digit)) == 1 and str(digit).isdigit()):
        return None
    one = SpokenChar(str(digit), atoms[i].start, following.end, following.word)
    return _Part((one,) * times, i + 2)


def _zero(atoms: Sequence[Atom], i: int, previous: int | None) -> _Part | None:
    """Zero by any name. "oh" and "o" count only beside another numeral: alone they are an exclamation or a letter."""
    atom = atoms[i]
    is_named = atom.low not in {"oh", "o"}
    follows_numeral = previous is not None and _names_a_numeral(atoms[previous - 1])
    at = i + 2 if i + 1 < len(atoms) and atoms[i + 1].raw == "-" else i + 1
    precedes_numeral = at < len(atoms) and _names_a_numeral(atoms[at])
    if is_named or follows_numeral or precedes_numeral:
        return _Part((SpokenChar("0", atom.start, atom.end, atom.word),), i + 1)
    return None


def _names_a_numeral(atom: Atom) -> bool:
    return atom.low.isdigit() or _is_number_word(atom) or atom.low in DOUBLES or atom.low in {"zero", "oh"}


def _cardinal(atoms: Sequence[Atom], i: int) -> _Part:
    """A number in words below a million: "twenty six", "two hundred and nine", "forty seven thousand two hundred"."""
    value, end, is_cardinal = _below_thousand(atoms, i)
    if end < len(atoms) and atoms[end].low == "thousand":
        is_cardinal, value, end = True, value * 1000, end + 1
        start = end + 1 if end < len(atoms) and atoms[end].low == "and" else end
        if start < len(atoms) and _is_number_word(atoms[start]):
            rest, end, _ = _below_thousand(atoms, start)
            value += rest
    return _Part(_chars_of_value(atoms, value, i, end), end, is_cardinal)


def _is_number_word(atom: Atom) -> bool:
    return atom.low in UNITS or atom.low in TEENS or atom.low in TENS


def _below_thousand(atoms: Sequence[Atom], i: int) -> tuple[int, int, bool]:
    value, end = _below_hundred(atoms, i)
    if end >= len(atoms) or atoms[end].low != "hundred":
        return value, end, False
    value, end = value * 100, end + 1
    joined = end < len(atoms) and atoms[end].low == "and"
    start = end + 1 if joined else end
    if start < len(atoms) and _is_number_word(atoms[start]):
        rest, rest_end = _below_hundred(atoms, start)
        # "eight hundred five five five" goes on digit by digit; "two hundred five" is 205
        goes_on = rest_end < len(atoms) and (_is_number_word(atoms[rest_end]) or atoms[rest_end].low in ZEROS)
        if joined or not goes_on:
            return value + rest, rest_end, True
    return value, end, True


def _below_hundred(atoms: Sequence[Atom], i: int) -> tuple[int, int]:
    low = atoms[i].low
    if low not in TENS:
        return (UNITS[low] if low in UNITS else TEENS[low]), i + 1
    j = i + 2 if i + 1 < len(atoms) and atoms[i + 1].raw == "-" else i + 1
    if j < len(atoms) and atoms[j].low in UNITS:
        return TENS[low] + UNITS[atoms[j].low], j + 1
    return TENS[low], i + 1


def _chars_of_value(atoms: Sequence[Atom], value: int, i: int, end: int) -> tuple[SpokenChar, ...]:
    start, stop = atoms[i].start, atoms[end - 1].end
    return tuple(SpokenChar(digit, start, stop, atoms[i].word) for digit in str(value))
