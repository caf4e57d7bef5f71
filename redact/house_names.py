"""Houses that have a name in place of a number or before one: "The Old Vicarage", "Holly House, room 3".

Royal Mail's PAF knows them as building names. In capitals only, where somebody lives, is met or is from; never an inn's
or a company's.
"""

from collections.abc import Iterator, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_turns
from redact.spoken_forms import Atom
from redact.street_words import SUFFIXES, UNITS
from redact.word_set import word_set

_HOUSES = word_set(
    "rectory vicarage parsonage manse cottage lodge gatehouse farmhouse farm barn granary forge smithy stables "
    "coachhouse schoolhouse bungalow grange homestead house hall mill oasthouse croft steading priory"
)
"""The last word of a house's name."""
_WITH_ARTICLE = word_set(
    "limes firs elms oaks beeches willows laurels hollies cedars pines poplars larches birches orchards gables nook "
    "haven paddocks chestnuts hawthorns rowans sycamores gatehouse chapel hermitage boathouse hayloft dairy bakery"
)
"""The same behind "The" alone."""
_OLD_HOUSES = word_set(
    "creamery brewery maltings foundry tannery courthouse laundry dairy bakery stables station exchange pump "
    "brewhouse byre sawmill almshouse almshouses workhouse tollhouse boathouse school surgery bank library "
    "chapel post telephone fire police signal"
)
"""The same behind "The Old"."""
_NOT_HOUSES = word_set(
    "white opera steak waffle ale pancake custom customs public full open power ware halfway clearing auction "
    "fashion town city music concert village church sports bingo carnegie albert community royal guild "
    "national steel wind pepper"
)
"""Words before "House" or "Hall" that make it one of the public."""
_BUSINESS_AFTER = word_set(
    "hotel inn pub restaurant vets veterinary surgery clinic school hospital nursery spa tearoom tea shop care nursing "
    "residential fisheries shop foods bakery brewery garage centre center"
)
_BEFORE = word_set("from at to in is it's of near opposite address collect home")
_MOST_NAME_WORDS = 3
_MOST_FURTHER = 12


class HouseNameDetector:
    name = "house names"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        return [
            finding
            for read in reads
            if not (read.index == 0 and read.turn.channel is Channel.AGENT)
            for finding in _houses_in(read)
        ]


def _houses_in(read: ReadTurn) -> Iterator[Finding]:
    atoms = read.atoms
    done = 0
    for k, atom in enumerate(atoms):
        if k < done or not _is_capital(atom) or atom.low not in _HOUSES | _WITH_ARTICLE | _OLD_HOUSES:
            continue
        first = _name_start(atoms, k)
        is_old = [one.low for one in atoms[first : first + 2]] == ["the", "old"]
        if not is_old and atom.low not in _HOUSES | _WITH_ARTICLE:
            continue
        words = [one.low for one in atoms[first : k + 1]]
        is_named = (
            words[0] == "the"
            and (len(words) > 1)
            and (len(words) > 2 or atom.low not in {"house", "hall", "mill", "farm", "forge", "barn"})
        )
        is_named = is_named or (words[0] != "the" and len(words) > 1 and atom.low in _HOUSES)
        if not is_named or _is_public(atoms, k, words) or not _is_placed(atoms, first, k + 1):
            continue
        done = _end(read, k + 1)
        start, end = atoms[first].start, atoms[done - 1].end
        yield Finding(Kind.ADDRESS, read.index, start, end, 0.75, HouseNameDetector.name, "a house with a name")


def _is_capital(atom: Atom) -> bool:
    return atom.raw[0].isupper() and atom.raw.isalpha() and len(atom.raw) > 1


def _name_start(atoms: Sequence[Atom], last: int) -> int:
    """Walk left over capitals to "The", to what stands before the name, or to the beginning of the sentence."""
    first = last
    while first > 0 and last - first < _MOST_NAME_WORDS and _is_capital(atoms[first - 1]):
        if atoms[first - 1].low == "the":
            return first - 1
        if atoms[first - 1].low in BACK_CHANNEL | _BEFORE:
            break
        first -= 1
    return first


def _is_public(atoms: Sequence[Atom], last: int, words: Sequence[str]) -> bool:
    after = atoms[last + 1] if last + 1 < len(atoms) else None
    if after is not None and (
        after.low in _BUSINESS_AFTER | SUFFIXES
        or after.raw in {"'", "’"}
        or (_is_capital(after) and after.low not in UNITS)
    ):
        return True
    return bool(set(words[:-1]) & _NOT_HOUSES)


def _is_placed(atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Whether a name stands where somebody's place does: after "from", or with an address behind it, or alone."""
    before = atoms[first - 1] if first > 0 else None
    if before is not None and before.low in _BEFORE:
        return True
    begins = before is None or before.raw in ".,?!"
    after = atoms[end : end + 2]
    is_continued = len(after) == 2 and after[0].raw == "," and (after[1].raw[0].isdigit() or _is_capital(after[1]))
    is_alone = begins and (not after or after[0].raw in ".?!")
    return (begins and is_continued) or is_alone


def _end(read: ReadTurn, end: int) -> int:
    """Over what follows behind commas: capitals, numbers, units ("The Coach House, Bell Lane, Ludlow")."""
    atoms, k = read.atoms, end
    while k + 1 < len(atoms) and atoms[k].raw == "," and k - end < _MOST_FURTHER:
        following = atoms[k + 1]
        if (
            not (_is_capital(following) or following.raw[0].isdigit() or following.low in UNITS | {"room", "flat"})
            or following.low in BACK_CHANNEL
        ):
            break
        k += 2
        while k < len(atoms) and (_is_capital(atoms[k]) or any(map(str.isdigit, atoms[k].raw))):
            k += 1
        end = k
    return end
