"""Names that stand beside names: "Ngozi and June", "a Nigel, a Mercy, a Joan", "for Kestrel and Lucinda"."""

from collections.abc import Iterator, Mapping, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_turns
from redact.name_lists import us_first_names
from redact.name_words import NOT_NAMES, Worth, bare, worth_of
from redact.spoken_forms import Atom

_JOINED = frozenset({"and", "&"})
_LONGEST_LIST = 3
"""Names in a row: "basil and violet and heather"."""
_ARTICLES = frozenset({"a", "an"})


def names_beside(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings for the names that are joined to the persons in `found`."""
    persons = [finding for finding in found if finding.kind is Kind.PERSON]
    reads = read_turns(turns) if persons else ()
    cased = {turn: _has_capitals_within(reads[turn]) for turn in {finding.turn for finding in persons}}
    result: dict[Finding, None] = {}
    for _ in range(_LONGEST_LIST):
        came = [beside for finding in persons for beside in _beside(reads, cased, finding)]
        persons = [beside for beside in came if beside not in result]
        result.update(dict.fromkeys(persons))
    return tuple(result)


def _has_capitals_within(read: ReadTurn) -> bool:
    return any(atom.raw[0].isupper() for atom in read.atoms[1:])


def _beside(reads: Sequence[ReadTurn], cased: Mapping[int, bool], finding: Finding) -> Iterator[Finding]:
    read = reads[finding.turn]
    atoms, inside = read.atoms, read.atoms_at(finding.start, finding.end)
    if not inside:
        return
    first, last = inside[0], inside[-1]
    for k in (_joined_before(atoms, first), _joined_after(atoms, last)):
        if k is not None and _may_be_name(atoms, k, is_cased=cased[read.index]):
            yield _finding(read, k)


def _finding(read: ReadTurn, k: int) -> Finding:
    atom = read.atoms[k]
    return Finding(Kind.PERSON, read.index, atom.start, atom.end, 0.7, "names beside", "joined to a name")


def _joined_before(atoms: Sequence[Atom], first: int) -> int | None:
    """The atom that "and" or a list joins to the name that begins at atom `first`."""
    if first >= 2 and atoms[first - 1].low in _JOINED:
        return first - 2
    in_list = first >= 3 and atoms[first - 1].low in _ARTICLES and atoms[first - 2].raw == ","
    return first - 3 if in_list and first >= 4 and atoms[first - 4].low in _ARTICLES else None


def _joined_after(atoms: Sequence[Atom], last: int) -> int | None:
    rest = atoms[last + 1 : last + 4]
    if len(rest) >= 2 and rest[0].low in _JOINED:
        return last + 2
    is_list = (
        len(rest) == 3 and rest[0].raw == "," and rest[1].low in _ARTICLES and atoms[max(0, last - 1)].low in _ARTICLES
    )
    return last + 3 if is_list else None


def _may_be_name(atoms: Sequence[Atom], k: int, *, is_cased: bool) -> bool:
    """In capitals any word that is not a common one, or a first name that ends the phrase; else a word on no list."""
    atom, low = atoms[k], bare(atoms[k].low)
    if not atom.raw[0].isalpha() or len(low) < 2 or low in BACK_CHANNEL:
        return False
    if is_cased and atom.raw[0].islower():
        return False
    if atom.raw[0].isupper():
        if low not in NOT_NAMES:
            return worth_of(low) >= Worth.BOTH
        return low in us_first_names() and (k + 1 == len(atoms) or atoms[k + 1].raw in ".,?!")
    return worth_of(low) >= Worth.UNKNOWN or (low in us_first_names() and worth_of(low) is Worth.BOTH)
