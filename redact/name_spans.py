"""Where a name ends whose first word is known, and how a word is written."""

from collections.abc import Sequence

from redact.name_cues import ENDS_NAME, TITLES, follows_name
from redact.name_lists import last_names
from redact.name_words import NOT_NAMES, PARTICLES, Worth, bare, worth_of
from redact.spoken_forms import Atom

_MOST_WORDS = 4


def word_worth(atom: Atom) -> Worth:
    """In capitals, a word that might be a name is worth as much as one that stands on no list."""
    worth = worth_of(bare(atom.low))
    return Worth.UNKNOWN if worth is Worth.BOTH and atom.raw[0].isupper() else worth


def is_cased_name(atoms: Sequence[Atom], at: int) -> bool:
    return atoms[at].raw[0].isupper() and not atoms[at].raw.isupper()


def is_cased(atoms: Sequence[Atom]) -> bool:
    """Whether the turn is written with capitals at all."""
    return any(atom.raw[0].isupper() for atom in atoms)


def name_end(atoms: Sequence[Atom], at: int, *, sure: bool) -> int:
    """End of the name whose first word is atom `at`: up to four words."""
    is_capital = atoms[at].raw[0].isupper()
    end, words, k = at + 1, 1, at + 1
    while k < len(atoms) and words < _MOST_WORDS:
        atom = atoms[k]
        if atom.raw in {"-", "'", "."} and k + 1 < len(atoms) and atoms[k + 1].raw.isalpha():
            if atom.raw == "." and len(atoms[k - 1].raw) > 1 and atoms[k - 1].low not in TITLES:
                break
            k += 1
            continue
        if atom.low in PARTICLES and atom.low not in {"la"}:
            words, k = words + 1, k + 1
            continue
        if not _goes_on(atoms, k, is_capital=is_capital, sure=sure):
            break
        words, k = words + 1, k + 1
        end = k
    return end


def _goes_on(atoms: Sequence[Atom], k: int, *, is_capital: bool, sure: bool) -> bool:
    """Whether atom `k` is a further part of a name that has begun."""
    atom = atoms[k]
    low = bare(atom.low)
    if len(low) == 1 and atom.raw.isupper() and is_capital and k + 1 < len(atoms):
        return atoms[k + 1].raw[0] == "." or atoms[k + 1].raw[0].isupper()
    follows_hyphen = atoms[k - 1].raw in {"-", "'"} and atom.glued
    follows_particle = atoms[k - 1].low in PARTICLES and low not in ENDS_NAME
    if (
        not atom.raw[0].isalpha()
        or (low in NOT_NAMES and not follows_hyphen)
        or (low in ENDS_NAME and not follows_hyphen)
    ):
        return False
    if len(low) == 1:
        return not is_capital and low not in {"a", "i"} and k + 1 < len(atoms)
    if is_capital:
        return atom.raw[0].isupper() or follows_hyphen or follows_particle
    worth = worth_of(low)
    is_last = k + 1 == len(atoms) or atoms[k + 1].raw in ".?!," or follows_name(atoms, k + 1)
    if worth is Worth.BOTH:
        return low in last_names() and (sure or is_last)
    return worth >= Worth.UNKNOWN or follows_particle


def same_case(one: Atom, two: Atom) -> bool:
    return one.raw[0].isupper() == two.raw[0].isupper()
