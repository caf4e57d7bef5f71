"""Which words of a turn may be part of an address, and the stretches that they make."""

from collections.abc import Iterator, Sequence
from enum import Enum

from redact.dialogue_context import BACK_CHANNEL
from redact.everyday_words import is_everyday
from redact.name_words import NOT_NAMES
from redact.number_words import MONTHS, NUMERALS, ORDINALS, SPELLING_ALPHABET
from redact.spoken_forms import Atom
from redact.street_words import DIRECTIONS, ORDINAL_SUFFIXES, STATE_CODES, STATE_PREFIXES, STATES, SUFFIXES, UNITS
from redact.word_set import word_set


class Piece(Enum):
    """What one atom is to an address."""

    NUMBER = "number"
    LETTER = "letter"
    STREET = "street"
    """A word for a way, a unit or a direction."""
    STATE = "state"
    PLACE = "place"
    """A name, or what reads like one."""
    WORD = "word"
    """An everyday word that streets are named after, behind a number or another part."""
    INSIDE = "inside"
    """A mark or a word between two parts."""
    NOTHING = "nothing"


NOT_IN_STREETS = BACK_CHANNEL | word_set(
    "i i'm i've i'd i'll you you're he she it it's its they we we're do does did don't didn't can can't could would "
    "should have has had not no what why how when who which this that there same before already still because if but "
    "was were been am are is be being think know want need said got get let going moved changed sorry wait hold thanks "
    "please correct right wrong account card email phone number address again later tomorrow today yesterday yes yeah "
    "up out about than then for with from a an my your our their his her its just never always very much lot or so "
    "as at to into only some any every each all more most less few many new old good nice great bad well now here "
    "really actually maybe probably business working take takes took put made make says say saying go goes come comes "
    "came send sent sending live lives living work works use used using find found see saw look looking like called "
    "times ago until since during will won't name names one's code zip postcode postal mail town city state country "
    "between under over after off back other another next last first second third please's shipping delivery billing "
    "order package parcel letter kids people guys days day weeks week months month years year hours hour minutes "
    "minute dollars pounds percent too also even don't door building house's brick white green corner side"
)
"""Words that no part of an address is made of, in lower case."""
_BETWEEN = frozenset({",", "-", "–", "/", "#", "'", "dash", "slash", "hyphen", "space", "comma"})
_EXAMPLE = frozenset({"as", "for", "like"})
_EXCLAIMED = frozenset({"oh", "o"})
"""Noughts only beside another digit."""
_MOST_WORDS = 3
_FOLLOWED = frozenset({Piece.NUMBER, Piece.STREET, Piece.PLACE, Piece.WORD, Piece.LETTER})
_HARD = frozenset({Piece.NUMBER, Piece.LETTER, Piece.STREET, Piece.STATE, Piece.PLACE, Piece.WORD})


def pieces_of(atoms: Sequence[Atom]) -> tuple[Piece, ...]:
    """One piece an atom."""
    is_cased = any(atom.raw[0].isupper() and atom.low not in {"i", "i'm", "i'd", "i've", "i'll"} for atom in atoms)
    pieces: list[Piece] = []
    for k in range(len(atoms)):
        pieces.append(_piece(atoms, k, pieces, is_cased=is_cased))
    return tuple(pieces)


def stretches_of(atoms: Sequence[Atom], pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Atom ranges of parts of addresses, nothing but marks between them."""
    k = 0
    while k < len(atoms):
        if pieces[k] not in _HARD or pieces[k] is Piece.WORD:
            k += 1
            continue
        first = end = k
        while k < len(atoms) and pieces[k] is not Piece.NOTHING:
            k += 1
            end = k if pieces[k - 1] in _HARD else end
        yield first, end


def is_code_word(atoms: Sequence[Atom], k: int) -> bool:
    """An example for a letter ("F for Freddie"), or a letter or numeral itself."""
    atom = atoms[k]
    if len(atom.raw) == 1 or atom.low in NUMERALS | SPELLING_ALPHABET or atom.raw.isdigit():
        return True
    after = k > 0 and atoms[k - 1].low in _EXAMPLE | {"in"}
    return after or (atom.low in _EXAMPLE | {"in"} and k > 0)


def _piece(atoms: Sequence[Atom], k: int, before: Sequence[Piece], *, is_cased: bool) -> Piece:
    atom, last = atoms[k], before[-1] if before else Piece.NOTHING
    low = atom.low
    if low in _EXCLAIMED and last is not Piece.NUMBER and not _is_before_digit(atoms, k):
        return Piece.NOTHING
    if low.isdigit() or low in NUMERALS or (low in {"hundred", "thousand"} and last is Piece.NUMBER):
        return Piece.NUMBER
    if low in ORDINAL_SUFFIXES and atom.glued and last is Piece.NUMBER:
        return Piece.NUMBER
    if low in _BETWEEN or (atom.raw == "." and k + 1 < len(atoms) and atoms[k + 1].glued):
        return Piece.INSIDE if before else Piece.NOTHING
    if len(atom.raw) == 1 and atom.raw.isalpha():
        return Piece.LETTER if _is_letter(atoms, k) else Piece.NOTHING
    if not atom.raw[0].isalpha():
        return Piece.NOTHING
    return _word_piece(atoms, k, before, is_cased=is_cased)


def _is_before_digit(atoms: Sequence[Atom], k: int) -> bool:
    """Whether a digit follows at once: "oh four", and not "Oh, 4402", "oh boy"."""
    return k + 1 < len(atoms) and (atoms[k + 1].low.isdigit() or atoms[k + 1].low in NUMERALS)


def _word_piece(atoms: Sequence[Atom], k: int, before: Sequence[Piece], *, is_cased: bool) -> Piece:
    atom, low = atoms[k], atoms[k].low
    if low in STATES or atom.raw in STATE_CODES:
        return Piece.STATE
    if len(low) == 2 and _begins_code(atoms, k):
        return Piece.LETTER
    if low in ORDINALS or (low in DIRECTIONS | STATE_PREFIXES and len(low) > 1):
        return Piece.STREET
    is_capital = atom.raw[0].isupper()
    if low in SUFFIXES | UNITS - {"number"} and (is_capital or not is_cased or _follows(before)):
        return Piece.STREET
    if low in MONTHS and low not in {"may", "march", "june", "april", "august"}:
        return Piece.NOTHING
    if is_capital:
        return Piece.PLACE if _is_place_name(atoms, k) else Piece.NOTHING
    if not is_cased and not is_everyday(low) and low not in NOT_NAMES | NOT_IN_STREETS and len(low) > 2:
        return Piece.PLACE
    return Piece.WORD if _may_name_street(low, before) else Piece.NOTHING


def _is_place_name(atoms: Sequence[Atom], k: int) -> bool:
    low = atoms[k].low.removesuffix("'s")
    if low in NOT_IN_STREETS or low in BACK_CHANNEL:
        return False
    begins = k == 0 or atoms[k - 1].raw in ".?!"
    ends = k + 1 == len(atoms) or atoms[k + 1].raw in ".,?!" or atoms[k + 1].raw[0].isupper()
    return low not in NOT_NAMES and (not begins or not is_everyday(low) or ends)


def _may_name_street(low: str, before: Sequence[Piece]) -> bool:
    """At most three everyday words in a row, behind a number or another part."""
    if low in NOT_IN_STREETS or low in NOT_NAMES or not _follows(before):
        return False
    return any(piece is not Piece.WORD for piece in before[-_MOST_WORDS:])


def _follows(before: Sequence[Piece]) -> bool:
    return bool(before) and before[-1] in _FOLLOWED


def _begins_code(atoms: Sequence[Atom], k: int) -> bool:
    """ "se one three b x", "NR, three": two letters of a postal code before a numeral."""
    at = k + 2 if k + 1 < len(atoms) and atoms[k + 1].raw == "," else k + 1
    follows = at < len(atoms) and (atoms[at].low in NUMERALS or atoms[at].raw.isdigit())
    return follows and not is_everyday(atoms[k].low) and atoms[k].low not in NOT_IN_STREETS


def _is_letter(atoms: Sequence[Atom], k: int) -> bool:
    """A letter of a code or a flat: no article, no pronoun."""
    if atoms[k].low not in {"a", "i"}:
        return True
    beside = [atoms[j] for j in (k - 1, k + 1) if 0 <= j < len(atoms)]
    is_last = k + 1 == len(atoms) or not atoms[k + 1].raw[0].isalpha()
    coded = any(atom.low in NUMERALS or atom.raw.isdigit() or len(atom.raw) == 1 for atom in beside)
    return coded and (is_last or len(atoms[k + 1].raw) == 1 or atoms[k + 1].low in NUMERALS)
