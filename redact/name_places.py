"""Places and houses that are named after persons: "Santa Clara", "Morgan Hill", "Akiko's Sushi Bar"."""

from collections.abc import Sequence

from redact.spoken_forms import Atom
from redact.word_set import word_set

_BEFORE = word_set("san santa st saint fort mount lake port cape los las el camp")
_AFTER = word_set(
    "bridge hill hills park museum theater theatre hospital airport hotel inn station beach valley springs falls "
    "island "
    "islands creek river lake canyon mall plaza square university college school stadium arena restaurant bar grill "
    "cafe cinema gallery galleries tower towers church cathedral city town county bay harbor harbour heights village "
    "center centre investments bank insurance motors electronics foods pharmacy pizza sushi kitchen apartments resort "
    "bus airlines girls boys spring romeo"
)
"""Said after a name they make it one of a place, a house or a company."""

_NO_OWNERS = word_set("it's that's he's she's here's there's what's who's where's let's how's")
""" "It's Gene Lord" names no house of his."""


def names_a_place(atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Whether atoms [first, end), in capitals, name a place rather than a person."""
    if not atoms[first].raw[0].isupper():
        return False
    if first > 0 and atoms[first - 1].low in _BEFORE and atoms[first - 1].raw[0].isupper():
        return True
    words = [atom for atom in atoms[first + 1 : end + 2] if atom.raw.isalpha()]
    if any(atom.low in _AFTER and atom.raw[0].isupper() for atom in words):
        return True
    is_owner = any(atom.low.endswith(("'s", "’s")) and atom.low not in _NO_OWNERS for atom in atoms[first:end])
    return is_owner and end < len(atoms) and atoms[end].raw[0].isupper() and not atoms[end].raw.isupper()
