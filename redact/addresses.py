"""Postal addresses: a house number, a street, what follows it (unit, town, state, code); PO boxes; postal codes.

Found by their own form ("42 Wellington Road") and, where an address was asked for, by being the answer.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.address_answers import town_end
from redact.company_places import company_turns
from redact.cues import Innocent
from redact.dialogue_context import BACK_CHANNEL, DialogueContext, ReadTurn, read_turns
from redact.innocent_numbers import MONEY_BEFORE, UNITS_AFTER
from redact.number_words import MONTHS, NUMERALS
from redact.spoken_forms import Atom, Run
from redact.street_words import (
    BUSINESSES,
    DIRECTIONS,
    ORDINAL_SUFFIXES,
    STATE_CODES,
    STATE_PREFIXES,
    STATES,
    SUFFIXES,
    UNITS,
    WEAK_SUFFIXES,
)
from redact.word_set import word_set

_POSTCODE_GB = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ,-]{0,2}\d[A-Z]{1,2}\b")
"""Royal Mail's form "SW1A 1AA", with the last letter often lost by recognisers."""
_MOST_STREET_WORDS = 4
_CODE_DIGITS = 4
_MOST_TAIL_ATOMS = 30
_FARTHEST_ROUTE = 5
_NOT_A_NAME = BACK_CHANNEL | word_set(
    "i we you they he she if but because can could will would do does did what when where which how there here this "
    "these those not don't no or let's let now then also after before since that's it's i'm i'd i'll my your our "
    "please "
    "well hi hello thanks and is are was were the a an through until till to at from for by with"
)


_STREET_ADJECTIVES = word_set("grand great square star high right long little")
_CROSSROADS = word_set("corner intersection junction")
_ONES = word_set("last the that this next first other another which new old")
"""Before "one" they make it no number."""
_LETTERED = word_set("avenue ave highway hwy route interstate road")
_HOUSE_WORDS = word_set("flat apartment apt unit suite room building block house plot lot")


class AddressDetector:
    name = "addresses"

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
            first = _unit_start(read.atoms, first - _is_hundred(read.atoms, first))
            found.append(_finding(read, first, end, 0.9 if reason != _ASKED else 0.7, reason))
    found.extend(_boxes(read))
    found.extend(_postcodes(read))
    found.extend(_street_names(read))
    found.extend(_crossroads(read))
    return found


def _is_hundred(atoms: Sequence[Atom], first: int) -> bool:
    """ "a hundred and three Marsh Lane"."""
    return first > 0 and atoms[first - 1].low == "a" and atoms[first].low in {"hundred", "thousand"}


_STREET = "a number and a street"
_ASKED = "a postal code or house number, asked for or announced"


def _finding(read: ReadTurn, first: int, end: int, confidence: float, reason: str) -> Finding:
    start, stop = read.atoms[first].start, read.atoms[end - 1].end
    return Finding(Kind.ADDRESS, read.index, start, stop, confidence, AddressDetector.name, reason)


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
            return run.first_atom, _tail_end(read, street_end), _STREET
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
        return _town_start(read.atoms, run.first_atom), _tail_end(read, run.end_atom), _ASKED
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
    for k in range(at, min(len(atoms), at + 2 * _MOST_STREET_WORDS + 2)):
        atom = atoms[k]
        if atom.low in SUFFIXES and has_name:
            is_sure = (
                atom.low not in WEAK_SUFFIXES
                or asked
                or (atom.raw[0].isupper() and atoms[k - 1].raw[0].isupper())
                or (words <= 2 and _is_placed(atoms, at) and atoms[k - 1].low not in _NOT_A_NAME)
            )
            end = _with_direction(atoms, k + 1)
            is_of_house = end < len(atoms) and atoms[end].low in BUSINESSES
            return end if is_sure and not is_of_house else None
        if atom.raw == "The" and k == at and k + 1 < len(atoms) and atoms[k + 1].raw[0].isupper():
            return k + 2
        if atom.raw in {".", "-", "'"} or atom.low in ORDINAL_SUFFIXES:
            continue
        is_begun_anew = atoms[k - 1].raw == "." and not atom.glued and atom.low in _NOT_A_NAME
        is_name = (
            (atom.raw[0].isupper() and not is_begun_anew)
            or atom.low not in _NOT_A_NAME
            or atom.low in _STREET_ADJECTIVES
        )
        if not atom.raw.isalnum() or not is_name:
            return None
        words += 1
        has_name = True
        if words > _MOST_STREET_WORDS:
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


def _belongs_to_unit(atoms: Sequence[Atom], k: int) -> bool:
    """ "2nd floor", "unit C"."""
    atom = atoms[k]
    if atom.low in ORDINAL_SUFFIXES and atom.glued:
        return True
    return k > 0 and atoms[k - 1].low in UNITS and atom.raw.isalpha() and len(atom.raw) <= 2


def _with_direction(atoms: Sequence[Atom], end: int) -> int:
    return end + 1 if end < len(atoms) and atoms[end].low in DIRECTIONS and len(atoms[end].low) > 1 else end


def _tail_end(read: ReadTurn, at: int) -> int:
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
        elif atom.raw in MONEY_BEFORE or (atom.raw.isalpha() and atom.raw.islower() and atom.low in _NOT_A_NAME):
            break
        elif atom.raw in ",.#-":
            if atom.raw == "." and k + 1 < len(atoms) and not _continues(atoms, k + 1):
                break
            k += 1
        elif (
            _is_town_word(atom)
            or (len(atom.raw) == 1 and atom.raw.isupper() and atom.low not in {"i", "a"})
            or (len(atom.raw) == 1 and atom.raw.isalpha() and _is_spelled_code(atoms, k))
        ):
            k = end = k + 1
        elif (plain < 3 and _is_lower_town(atoms, k)) or (
            plain < 2 and atom.raw.isalpha() and atom.low not in _NOT_A_NAME and _state_or_code_follows(read, k + 1)
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


def _is_town_word(atom: Atom) -> bool:
    return atom.raw[0].isupper() and atom.raw.isalpha() and len(atom.raw) > 1 and atom.low not in _NOT_A_NAME


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


def _town_start(atoms: Sequence[Atom], at: int) -> int:
    """Walk left from a postal code over the town and state that it belongs to."""
    first, k = at, at - 1
    while k >= 0 and at - k <= 8:
        atom = atoms[k]
        if (_is_town_word(atom) and k > 0) or atom.low in STATES or atom.raw in STATE_CODES:
            first = k
        elif atom.raw not in ",-":
            break
        k -= 1
    return first


def _boxes(read: ReadTurn) -> list[Finding]:
    """ "PO box 193, Portland, Oregon 97208"."""
    found = []
    for run in read.runs:
        k = run.first_atom - 1
        if k >= 1 and read.atoms[k].low == "box":
            first = _route_before(read.atoms, k)
            while first > 0 and (
                read.atoms[first - 1].low in {"p", "o", "po", "p.o", "post", "office"}
                or (read.atoms[first - 1].raw == "." and first > 1 and read.atoms[first - 2].low in {"p", "o"})
            ):
                first -= 1
            if first < k:
                found.append(_finding(read, first, _tail_end(read, run.end_atom), 0.95, "a post office box"))
    return found


def _route_before(atoms: Sequence[Atom], box: int) -> int:
    """The atom that "HC 66, Box 210", "RR 2 Box 118" begins with, `box` itself where none does."""
    near = range(max(0, box - _FARTHEST_ROUTE), box)
    return next((k for k in near if atoms[k].low in {"hc", "rr", "rural", "route"}), box)


def _crossroads(read: ReadTurn) -> list[Finding]:
    """ "on the corner of Alder and Fourth"."""
    atoms, found = read.atoms, []
    for k, atom in enumerate(atoms[:-4]):
        if atom.low not in _CROSSROADS or atoms[k + 1].low != "of":
            continue
        middle = next((j for j in range(k + 3, min(k + 6, len(atoms) - 1)) if atoms[j].low == "and"), None)
        if middle is not None:
            found.append(_finding(read, k + 2, _tail_end(read, middle + 2), 0.8, "two streets that cross"))
    return found


def _postcodes(read: ReadTurn) -> list[Finding]:
    text = read.turn.text
    return [
        Finding(Kind.ADDRESS, read.index, *match.span(), 0.7, AddressDetector.name, "has the form of a GB postcode")
        for match in _POSTCODE_GB.finditer(text)
        if any(hit.topic is Kind.ADDRESS for hit in read.cues) or " " in match.group()
    ]


def _street_names(read: ReadTurn) -> list[Finding]:
    """A street in capitals without a number, in a turn that speaks of an address."""
    if not any(hit.topic is Kind.ADDRESS for hit in read.cues):
        return []
    atoms = read.atoms
    found = []
    for k in range(1, len(atoms)):
        if atoms[k].low in SUFFIXES and atoms[k].raw[0].isupper() and _is_town_word(atoms[k - 1]):
            first = k - 1
            while first > 0 and _is_town_word(atoms[first - 1]) and k - first < _MOST_STREET_WORDS:
                first -= 1
            found.append(_finding(read, first, _tail_end(read, k + 1), 0.7, "a street where an address is spoken of"))
    return found
