"""Codes of letters and digits as they are spelled out: "G A eleven, X as in X-ray", "Lima Bravo six eight".

A serial, a plate, a passport or a policy number is read as a whole where one was asked for or announced, whatever is a
letter and whatever is a digit in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.cues import Fragment, Innocent, Topic
from redact.dialogue_context import DialogueContext, ReadTurn, read_turns
from redact.number_words import FILLERS, NUMERALS, SPELLING_ALPHABET, TEENS, TENS, UNITS, ZEROS
from redact.spoken_forms import Atom
from redact.word_set import word_set

_KINDS = frozenset(
    {Kind.DEVICE_SERIAL, Kind.ID_DOCUMENT, Kind.IBAN, Kind.CUSTOMER_ID, Kind.CREDENTIAL, Kind.SSN, Kind.ORDER_NUMBER}
)
"""Kinds whose values have letters (of Kind.SSN the British national insurance number)."""
_INSIDE = FILLERS | word_set(
    "- – — , . / : # dash hyphen space colon slash dot then minus underscore capital lowercase"
)
_EXAMPLE = frozenset({"as", "for", "like"})
_LONGEST_GROUP = 5
_FEWEST_CHARS = 4
_MOST_WORDS_BESIDE = 8
_POSTCODE = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]?\d[A-Z]{2}")
"""Royal Mail's form, all of it."""
_VALUES = {word: str(value) for table in (UNITS, TEENS, TENS, ZEROS) for word, value in table.items()}
_CLEARLY_A_CODE = 2
"""So many letters, and so many digits, are a code that was asked for some turns ago."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Atoms [first, end) of one code, so many letters and digits long."""

    first: int
    end: int
    letters: int
    digits: int
    text: str
    """Letters and digits as they are meant; a number in words is one digit or two."""


class SpelledCodeDetector:
    name = "spelled codes"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        context = DialogueContext(reads)
        return [finding for read in reads for finding in _codes_in(read, context)]


def _codes_in(read: ReadTurn, context: DialogueContext) -> Iterator[Finding]:
    for stretch in _stretches(read.atoms):
        if not stretch.letters or stretch.letters + stretch.digits < _FEWEST_CHARS or not stretch.digits:
            continue
        if _POSTCODE.fullmatch(stretch.text):
            start, end = read.atoms[stretch.first].start, read.atoms[stretch.end - 1].end
            yield Finding(Kind.ADDRESS, read.index, start, end, 0.8, SpelledCodeDetector.name, "a GB postcode, spelled")
            continue
        expected = context.expected_at(read.index, stretch.first, stretch.end)
        kind = _kind_of(expected.inline)
        if kind is None and not expected.inline and _is_answer(read, stretch):
            asked = context.question_before(read.index)
            kind = next((Kind(topic) for topic in asked if topic in _KINDS), None)
            if kind is None and stretch.letters >= _CLEARLY_A_CODE and stretch.digits >= _CLEARLY_A_CODE:
                kind = _kind_of(expected.armed)
        if kind is not None:
            start, end = read.atoms[stretch.first].start, read.atoms[stretch.end - 1].end
            yield Finding(kind, read.index, start, end, 0.85, SpelledCodeDetector.name, "a code that was asked for")


def _kind_of(topics: Sequence[Topic]) -> Kind | None:
    first = next((topic for topic in topics if not isinstance(topic, Fragment)), None)
    if first is None or isinstance(first, Innocent):
        return None
    return next((Kind(topic) for topic in topics if topic in _KINDS), None)


def _is_answer(read: ReadTurn, stretch: _Stretch) -> bool:
    """Whether the turn says little else."""
    outside = [atom for k, atom in enumerate(read.atoms) if not stretch.first <= k < stretch.end]
    return sum(1 for atom in outside if atom.raw[0].isalpha()) <= _MOST_WORDS_BESIDE


def _stretches(atoms: Sequence[Atom]) -> Iterator[_Stretch]:
    k = 0
    while k < len(atoms):
        stretch = _stretch_at(atoms, k)
        if stretch is not None:
            yield stretch
        k = stretch.end if stretch is not None else k + 1


def _stretch_at(atoms: Sequence[Atom], first: int) -> _Stretch | None:
    """The code that begins at atom `first`; a lone "a" or "I" before a word begins none."""
    end, k, letters, digits, text = first, first, 0, 0, ""
    while k < len(atoms):
        atom = atoms[k]
        if _is_ordinal(atoms, k):
            break
        if _is_numeral(atom):
            digits += len(atom.raw) if atom.raw.isdigit() else 1
            text += atom.raw if atom.raw.isdigit() else _VALUES.get(atom.low, "")
            end = k = k + 1
        elif _is_letters(atoms, k):
            letters += 1 if atom.low in SPELLING_ALPHABET else len(atom.raw)
            text += atom.raw[0].upper() if atom.low in SPELLING_ALPHABET else atom.raw.upper()
            end = k = _after_example(atoms, k + 1)
        elif k > first and atom.low in _INSIDE:
            k += 1
        else:
            break
    return _Stretch(first, end, letters, digits, text) if end > first else None


def _is_ordinal(atoms: Sequence[Atom], k: int) -> bool:
    """ "28th": a day, and no letters of a code."""
    after = atoms[k + 1] if k + 1 < len(atoms) else None
    return atoms[k].raw.isdigit() and after is not None and after.glued and after.low in {"st", "nd", "rd", "th"}


def _is_numeral(atom: Atom) -> bool:
    return atom.raw.isdigit() or atom.low in NUMERALS


def _is_letters(atoms: Sequence[Atom], k: int) -> bool:
    """One letter, a word of a spelling alphabet, or a few capitals ("PF")."""
    atom = atoms[k]
    if not atom.raw.isalpha():
        return False
    if atom.low in SPELLING_ALPHABET:
        return True
    if len(atom.raw) == 1:
        return atom.raw not in "aAI" or _is_part(atoms, k + 1) or _is_after_mark(atoms, k) or _ends_code(atoms, k)
    is_joined = atom.glued and _is_numeral(atoms[k - 1])
    is_joined = is_joined or (k + 1 < len(atoms) and atoms[k + 1].glued and atoms[k + 1].raw.isdigit())
    return len(atom.raw) <= _LONGEST_GROUP and (is_joined or (atom.raw.isupper() and len(atom.raw) <= 4))


def _is_part(atoms: Sequence[Atom], k: int) -> bool:
    return 0 <= k < len(atoms) and (
        _is_numeral(atoms[k]) or (len(atoms[k].raw) == 1 and atoms[k].raw.isalnum()) or atoms[k].low in _EXAMPLE
    )


def _ends_code(atoms: Sequence[Atom], k: int) -> bool:
    """A last "A" after other parts, with no word after it that it might be the article of."""
    return _is_part(atoms, k - 1) and (k + 1 >= len(atoms) or not atoms[k + 1].raw[0].isalpha())


def _is_after_mark(atoms: Sequence[Atom], k: int) -> bool:
    """ "A, five": a mark between, then a part."""
    return k + 2 < len(atoms) and atoms[k + 1].raw in ",-." and _is_part(atoms, k + 2)


def _after_example(atoms: Sequence[Atom], k: int) -> int:
    """Past "as in Xylophone", "for Frank", "like Mike" and "X-ray", "X, ray"."""
    at = k
    while at < len(atoms) and atoms[at].raw == ",":
        at += 1
    if at < len(atoms) and atoms[at].low in _EXAMPLE:
        at += 1
        if at < len(atoms) and atoms[at].low in {"in", "a"}:
            at += 1
        while at + 1 < len(atoms) and atoms[at].raw.isalpha() and atoms[at + 1].raw == "-" and atoms[at + 1].glued:
            at += 2
        return at + 1 if at < len(atoms) and atoms[at].raw.isalpha() else k
    return k
