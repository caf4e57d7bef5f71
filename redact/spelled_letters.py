"""Words spelled letter by letter, or by a spelling alphabet."""

from collections.abc import Sequence

from redact.spoken_forms import Atom

_BEFORE_ARTICLE = frozenset({"with", "got", "has", "starts"})
""" "With a K-H": no letter."""


def spelled_letters(atoms: Sequence[Atom], alphabet: frozenset[str], fewest: int = 3) -> tuple[tuple[int, int], ...]:
    """Atom ranges [first, end) of at least `fewest` letters said one by one or by a spelling alphabet.

    Blanks, marks and "as in", "for", "like" + word may stand between ("S as in Sierra").
    """
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(atoms):
        if atoms[i].low == "a" and i > 0 and atoms[i - 1].low in _BEFORE_ARTICLE:
            i += 1
            continue
        end, letters, at = i, 0, i
        while at < len(atoms):
            atom = atoms[at]
            if atom.low in alphabet or (len(atom.low) == 1 and atom.low.isalpha()):
                letters, at, end = letters + 1, at + 1, at + 1
            elif atom.low in {"as", "for", "like", "is"} and at > i:
                after = _skip_example(atoms, at + 1, end)
                letters += after[1] > end
                at, end = after
            elif not atom.raw.isalnum() and at > i and atom.raw in "-.,_":
                at += 1
            else:
                break
        if letters >= fewest:
            found.append((i, end))
        i = max(end, i + 1)
    return tuple(found)


def _skip_example(atoms: Sequence[Atom], at: int, end: int) -> tuple[int, int]:
    if at < len(atoms) and atoms[at].low in {"in", "a", "for"}:
        at += 1
    if at < len(atoms) and atoms[at].raw.isalpha() and len(atoms[at].raw) > 1:
        return at + 1, at + 1
    return at, end
