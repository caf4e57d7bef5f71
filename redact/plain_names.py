"""Names that nothing announces: first names that are nothing else, and a first and a family name side by side."""

from collections.abc import Iterator, Sequence

from redact.name_lists import first_names, last_names, us_first_names
from redact.name_places import names_a_place
from redact.name_spans import is_cased, is_cased_name, name_end, same_case
from redact.name_words import COMPANIES, NOT_NAMES, Worth, bare, worth_of
from redact.spoken_forms import Atom


def plain_names(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Atom ranges of first names that are nothing else, and of a first and a family name side by side, in capitals."""
    has_capitals = is_cased(atoms)
    done = 0
    for k, atom in enumerate(atoms):
        if (
            k < done
            or (has_capitals and not is_cased_name(atoms, k))
            or (atom.glued and atoms[k - 1].raw in {".", "@", "_"})
        ):
            continue
        if is_company(atoms, k):
            done = k + 3
            continue
        if names_a_place(atoms, k, name_end(atoms, k, sure=False)):
            done = name_end(atoms, k, sure=False)
            continue
        if worth_of(bare(atom.low)) is Worth.NAME or (
            (has_capitals and _is_listed_pair(atoms, k)) or _is_strange_pair(atoms, k)
        ):
            done = max(name_end(atoms, k, sure=False), k + 1 + (has_capitals and _is_listed_pair(atoms, k)))
            yield _left_end(atoms, k), done


def _left_end(atoms: Sequence[Atom], k: int) -> int:
    """Walk left over strange words of the same case that stand right before a name."""
    first = k
    while first > 0 and atoms[first - 1].raw.isalpha() and same_case(atoms[first - 1], atoms[k]):
        if worth_of(atoms[first - 1].low) is not Worth.UNKNOWN:
            break
        first -= 1
    return first


def is_company(atoms: Sequence[Atom], k: int) -> bool:
    """Whether atom `k` begins the name of a company that reads as a person's, "and" between its words or not."""
    after = [atom.low for atom in atoms[k + 1 : k + 3] if atom.low not in {"and", "&", "-"}]
    return bool(after) and (atoms[k].low, bare(after[0])) in COMPANIES


def _is_strange_pair(atoms: Sequence[Atom], k: int) -> bool:
    """A word on no list and a family name that is no everyday word, in one case: "padraig doyle"."""
    if k + 1 >= len(atoms) or not atoms[k + 1].raw.isalpha() or not same_case(atoms[k], atoms[k + 1]):
        return False
    one, two = atoms[k].low, bare(atoms[k + 1].low)
    is_family = two in last_names() and worth_of(two) in {Worth.UNKNOWN, Worth.NAME} and len(two) >= 4
    return worth_of(one) is Worth.UNKNOWN and len(one) >= 4 and is_family


def _is_listed_pair(atoms: Sequence[Atom], k: int) -> bool:
    """ "Gene Lord": the family name may be a common word where the sentence ends with it."""
    if k + 1 >= len(atoms) or atoms[k + 1].glued or not atoms[k + 1].raw[0].isupper():
        return False
    one, two = atoms[k].low, bare(atoms[k + 1].low)
    ends = k + 2 == len(atoms) or atoms[k + 2].raw in ".,?!"
    is_family = two in last_names() and (two not in NOT_NAMES or (ends and one in us_first_names()))
    return one in first_names() and one not in NOT_NAMES and is_family
