"""What follows a street, and what stands before a postal code: unit, town, state, code."""

from bisect import bisect_left
from collections.abc import Sequence

from redact.address_answers import town_end
from redact.dialogue_context import BACK_CHANNEL, ReadTurn
from redact.innocent_numbers import MONEY_BEFORE
from redact.number_words import NUMERALS
from redact.spoken_forms import Atom
from redact.street_words import ORDINAL_SUFFIXES, STATE_CODES, STATE_PREFIXES, STATES, UNITS
from redact.word_set import word_set

_CODE_DIGITS = 4
_MOST_TAIL_ATOMS = 30
NOT_STREET_NAMES = BACK_CHANNEL | word_set(
    "i we you they he she if but because can could will would do does did what when where which how there here this "
    "these those not don't no or let's let now then also after before since that's it's i'm i'd i'll my your our "
    "please "
    "well hi hello thanks and is are was were the a an through until till to at from for by with"
)


def _belongs_to_unit(atoms: Sequence[Atom], k: int) -> bool:
    """ "2nd floor", "unit C"."""
    atom = atoms[k]
    if atom.low in ORDINAL_SUFFIXES and atom.glued:
        return True
    return k > 0 and atoms[k - 1].low in UNITS and atom.raw.isalpha() and len(atom.raw) <= 2


def tail_end(read: ReadTurn, at: int) -> int:
    """Follow an address to the right over unit, town, state and postal code; returns the end atom."""
    atoms = read.atoms
    end, k, plain = at, at, 0
    while k < len(atoms) and k - at < _MOST_TAIL_ATOMS:
        atom = atoms[k]
        run_end = _run_end(read, k)
        if run_end is not None:
            k = end = run_end
        elif atom.low in UNITS or atom.low in STATES or atom.raw in STATE_CODES or atom.low in STATE_PREFIXES:
            end, k, plain = (k if atom.low in STATE_PREFIXES | {"number"} else k + 1), k + 1, 0
        elif _belongs_to_unit(atoms, k):
            k = end = k + 1
        elif atom.raw in MONEY_BEFORE or (atom.raw.isalpha() and atom.raw.islower() and atom.low in NOT_STREET_NAMES):
            break
        elif atom.raw in ",.#-":
            if atom.raw == "." and k + 1 < len(atoms) and not _continues(atoms, k + 1):
                break
            k += 1
        elif (
            is_town_word(atom)
            or (len(atom.raw) == 1 and atom.raw.isupper() and atom.low not in {"i", "a"})
            or (len(atom.raw) == 1 and atom.raw.isalpha() and _is_spelled_code(atoms, k))
        ):
            k = end = k + 1
        elif (plain < 3 and _is_lower_town(atoms, k)) or (
            plain < 2
            and atom.raw.isalpha()
            and atom.low not in NOT_STREET_NAMES
            and _state_or_code_follows(read, k + 1)
        ):
            plain, k, end = plain + 1, k + 1, k + 1
        else:
            break
    return end


def _is_spelled_code(atoms: Sequence[Atom], k: int) -> bool:
    """A letter beside another one or a digit: "m k one 6 q t"."""
    beside = [atoms[j] for j in (k - 1, k + 1) if 0 <= j < len(atoms)]
    return any(len(atom.raw) == 1 and atom.raw.isalnum() for atom in beside) or any(
        atom.low in NUMERALS for atom in beside
    )


def _is_lower_town(atoms: Sequence[Atom], k: int) -> bool:
    """A word in lower case that is no everyday one, in a turn without capitals."""
    atom = atoms[k]
    return atom.raw.isalpha() and len(atom.raw) > 2 and atom.raw.islower() and town_end(atoms, k) > k


def is_town_word(atom: Atom) -> bool:
    return atom.raw[0].isupper() and atom.raw.isalpha() and len(atom.raw) > 1 and atom.low not in NOT_STREET_NAMES


def _continues(atoms: Sequence[Atom], k: int) -> bool:
    """Whether an address goes on after a full stop: a unit, a state or a code."""
    low = atoms[k].low
    return low in UNITS or low in STATES or atoms[k].raw in STATE_CODES or low.isdigit()


def _state_or_code_follows(read: ReadTurn, k: int) -> bool:
    """Whether within two more words comes a state or a postal code; a lower-case town stands before it."""
    near = range(k, min(len(read.atoms), k + 3))
    return any(read.atoms[j].low in STATES or read.atoms[j].raw in STATE_CODES or _is_code(read, j) for j in near)


def _run_end(read: ReadTurn, first: int) -> int | None:
    """The end of the run that begins at atom `first`; None when none does."""
    place = bisect_left(read.runs, first, key=lambda run: run.first_atom)
    is_there = place < len(read.runs) and read.runs[place].first_atom == first
    return read.runs[place].end_atom if is_there else None


def _is_code(read: ReadTurn, first: int) -> bool:
    place = bisect_left(read.runs, first, key=lambda run: run.first_atom)
    return (
        place < len(read.runs) and read.runs[place].first_atom == first and len(read.runs[place].digits) >= _CODE_DIGITS
    )


def town_start(atoms: Sequence[Atom], at: int) -> int:
    """Walk left from a postal code over the town and state that it belongs to."""
    first, k = at, at - 1
    while k >= 0 and at - k <= 8:
        atom = atoms[k]
        if (is_town_word(atom) and k > 0) or atom.low in STATES or atom.raw in STATE_CODES:
            first = k
        elif atom.raw not in ",-":
            break
        k -= 1
    return first
