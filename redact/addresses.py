"""Postal addresses: a house number, a street, what follows it (unit, town, state, code); PO boxes; postal codes.

Found by their own form ("42 Wellington Road") and, where an address was asked for, by being the answer.
"""

from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.address_forms import (
    ADDRESSES,
    MOST_STREET_WORDS,
    address_finding,
    boxes,
    crossroads,
    postcodes,
    street_names,
)
from redact.address_tails import NOT_STREET_NAMES, tail_end, town_start
from redact.company_places import company_turns
from redact.cues import Innocent
from redact.dialogue_context import DialogueContext, ReadTurn, read_turns
from redact.innocent_numbers import MONEY_BEFORE, UNITS_AFTER
from redact.number_words import MONTHS, NUMERALS
from redact.spoken_forms import Atom, Run
from redact.street_words import (
    BUSINESSES,
    DIRECTIONS,
    ORDINAL_SUFFIXES,
    SUFFIXES,
    WEAK_SUFFIXES,
)
from redact.word_set import word_set

_STREET_ADJECTIVES = word_set("grand great square star high right long little")
_ONES = word_set("last the that this next first other another which new old")
"""Before "one" they make it no number."""
_LETTERED = word_set("avenue ave highway hwy route interstate road")
_HOUSE_WORDS = word_set("flat apartment apt unit suite room building block house plot lot")


class AddressDetector:
    name = ADDRESSES

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        context = DialogueContext(reads)
        of_company = company_turns(reads)
        return [
            finding
            for read in reads
            if not {read.index, read.index - 1} & of_company
            for finding in _addresses_in(read, context)
        ]


def _addresses_in(read: ReadTurn, context: DialogueContext) -> list[Finding]:
    found: list[Finding] = []
    done = 0
    for run in read.runs:
        if run.first_atom < done:
            continue
        expected = context.expected_at(read.index, run.first_atom, run.end_atom)
        nearest = expected.inline[0] if expected.inline else None
        asked = Kind.ADDRESS in expected.inline or (
            not isinstance(nearest, Innocent | Kind) and Kind.ADDRESS in expected.armed
        )
        just_asked = Kind.ADDRESS in expected.inline or Kind.ADDRESS in context.question_before(read.index)
        span = _address_at(read, run, asked=asked, just_asked=just_asked and asked)
        if span is not None:
            first, end, reason = span
            done = end
            first = _unit_start(read.atoms, _hundred_start(read.atoms, first))
            found.append(address_finding(read, first, end, 0.9 if reason != _ASKED else 0.7, reason))
    found.extend(boxes(read))
    found.extend(postcodes(read))
    found.extend(street_names(read))
    found.extend(crossroads(read))
    return found


def _hundred_start(atoms: Sequence[Atom], first: int) -> int:
    """ "a hundred and three Marsh Lane": the article that a number of more words begins with, else `first`."""
    before = [atom.low for atom in atoms[max(0, first - 3) : first]]
    return first - 3 if before == ["a", "hundred", "and"] else first


_STREET = "a number and a street"
_ASKED = "a postal code or house number, asked for or announced"


def _address_at(read: ReadTurn, run: Run, *, asked: bool, just_asked: bool) -> tuple[int, int, str] | None:
    """The address that begins with (or is) this run: atoms [first, end) and why."""
    after = read.atoms[run.end_atom].low if run.end_atom < len(read.atoms) else ""
    before = read.atoms[run.first_atom - 1].low if run.first_atom > 0 else ""
    if run.end_atom == run.first_atom + 1 and read.atoms[run.first_atom].low == "one" and before in _ONES:
        return None
    if 1 <= len(run.digits) <= 6 and after not in UNITS_AFTER - _STREET_ADJECTIVES:
        street_end = _street_end(read.atoms, run.end_atom, asked=asked)
        if street_end is not None or _is_before_house(read.atoms, run.first_atom):
            street_end = street_end or run.end_atom
            return run.first_atom, tail_end(read, street_end), _STREET
    is_price = run.first_atom > 0 and read.atoms[run.first_atom - 1].raw in MONEY_BEFORE
    if (
        just_asked
        and after not in UNITS_AFTER
        and not is_price
        and before not in MONTHS
        and 3 <= len(run.digits) <= 9
        and not run.is_cardinal
        and read.words_beside_runs <= 14
    ):
        return town_start(read.atoms, run.first_atom), tail_end(read, run.end_atom), _ASKED
    return None


def _is_before_house(atoms: Sequence[Atom], first: int) -> bool:
    """ "at number 16", "at flat 2"."""
    if first < 1:
        return False
    what, where = atoms[first - 1].low, atoms[first - 2].low if first > 1 else ""
    if what == "." and where in {"apt", "no"}:
        what, where = where, ""
    return what in {"apartment", "apt", "flat"} or (what in _HOUSE_WORDS | {"number"} and where in {"at", "to", "from"})


def _unit_start(atoms: Sequence[Atom], first: int) -> int:
    """Walk left over the unit before a house number: "Flat 3, 27 Alma Road", "apartment 9 C, 310 East …"."""
    k = first
    while k > 0 and first - k < 8:
        low = atoms[k - 1].low
        if low in _HOUSE_WORDS | {"number", "county", "route", "highway"}:
            return _unit_start(atoms, k - 1)
        if atoms[k - 1].raw in ",-#" or (len(atoms[k - 1].raw) <= 3 and atoms[k - 1].raw.isdigit()) or len(low) == 1:
            k -= 1
        else:
            break
    return first


def _street_end(atoms: Sequence[Atom], at: int, *, asked: bool) -> int | None:
    """End of a street name that begins at atom `at`: one to four words and a street suffix."""
    words = 0
    has_name = False
    if [atom.raw for atom in atoms[at : at + 2]] == [",", "The"]:
        at += 1
    if at + 1 < len(atoms) and atoms[at].low in _LETTERED and _is_road_name(atoms[at + 1]):
        return _with_direction(atoms, at + 2)
    for k in range(at, min(len(atoms), at + 2 * MOST_STREET_WORDS + 2)):
        atom = atoms[k]
        if atom.low in SUFFIXES and has_name:
            is_sure = (
                atom.low not in WEAK_SUFFIXES
                or asked
                or (atom.raw[0].isupper() and atoms[k - 1].raw[0].isupper())
                or (words <= 2 and _is_placed(atoms, at) and atoms[k - 1].low not in NOT_STREET_NAMES)
            )
            end = _with_direction(atoms, k + 1)
            is_of_house = end < len(atoms) and atoms[end].low in BUSINESSES
            return end if is_sure and not is_of_house else None
        if atom.raw == "The" and k == at and k + 1 < len(atoms) and atoms[k + 1].raw[0].isupper():
            return k + 2
        if atom.raw in {".", "-", "'"} or atom.low in ORDINAL_SUFFIXES:
            continue
        is_begun_anew = atoms[k - 1].raw == "." and not atom.glued and atom.low in NOT_STREET_NAMES
        is_name = (
            (atom.raw[0].isupper() and not is_begun_anew)
            or atom.low not in NOT_STREET_NAMES
            or atom.low in _STREET_ADJECTIVES
        )
        if not atom.raw.isalnum() or not is_name:
            return None
        words += 1
        has_name = True
        if words > MOST_STREET_WORDS:
            return None
    return None


def _is_road_name(atom: Atom) -> bool:
    """ "Avenue K", "Highway 9", "County Road 12": a letter or a number for a name."""
    return (len(atom.raw) == 1 and atom.raw.isalpha() and atom.low not in {"a", "i"}) or atom.raw.isdigit()


def _is_placed(atoms: Sequence[Atom], at: int) -> bool:
    """Whether the number that ends at atom `at` is a house's: after "at", "still", or first in its turn."""
    k = at - 1
    while k >= 0 and (atoms[k].raw.isdigit() or atoms[k].low in NUMERALS or atoms[k].low in {"-", "hundred", ","}):
        k -= 1
    return k < 0 or atoms[k].low in {"at", "still", "from", "address", "over", "is"}


def _with_direction(atoms: Sequence[Atom], end: int) -> int:
    return end + 1 if end < len(atoms) and atoms[end].low in DIRECTIONS and len(atoms[end].low) > 1 else end
