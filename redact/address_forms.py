"""Parts of addresses without a number before a street: boxes, crossroads, postcodes, streets where one is spoken of."""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from redact.address_tails import is_town_word, tail_end
from redact.dialogue_context import ReadTurn
from redact.spoken_forms import Atom
from redact.street_words import SUFFIXES
from redact.word_set import word_set

ADDRESSES = "addresses"
"""The detector's name."""
MOST_STREET_WORDS = 4
_POSTCODE_GB = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ,-]{0,2}\d[A-Z]{1,2}\b")
"""Royal Mail's form "SW1A 1AA", with the last letter often lost by recognisers."""
_FARTHEST_ROUTE = 5
_CROSSROADS = word_set("corner intersection junction")


def address_finding(read: ReadTurn, first: int, end: int, confidence: float, reason: str) -> Finding:
    start, stop = read.atoms[first].start, read.atoms[end - 1].end
    return Finding(Kind.ADDRESS, read.index, start, stop, confidence, ADDRESSES, reason)


def boxes(read: ReadTurn) -> list[Finding]:
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
                found.append(address_finding(read, first, tail_end(read, run.end_atom), 0.95, "a post office box"))
    return found


def _route_before(atoms: Sequence[Atom], box: int) -> int:
    """The atom that "HC 66, Box 210", "RR 2 Box 118" begins with, `box` itself where none does."""
    near = range(max(0, box - _FARTHEST_ROUTE), box)
    return next((k for k in near if atoms[k].low in {"hc", "rr", "rural", "route"}), box)


def crossroads(read: ReadTurn) -> list[Finding]:
    """ "on the corner of Alder and Fourth"."""
    atoms, found = read.atoms, []
    for k, atom in enumerate(atoms[:-4]):
        if atom.low not in _CROSSROADS or atoms[k + 1].low != "of":
            continue
        middle = next((j for j in range(k + 3, min(k + 6, len(atoms) - 1)) if atoms[j].low == "and"), None)
        if middle is not None:
            found.append(address_finding(read, k + 2, tail_end(read, middle + 2), 0.8, "two streets that cross"))
    return found


def postcodes(read: ReadTurn) -> list[Finding]:
    text = read.turn.text
    return [
        Finding(Kind.ADDRESS, read.index, *match.span(), 0.7, ADDRESSES, "has the form of a GB postcode")
        for match in _POSTCODE_GB.finditer(text)
        if any(hit.topic is Kind.ADDRESS for hit in read.cues) or " " in match.group()
    ]


def street_names(read: ReadTurn) -> list[Finding]:
    """A street in capitals without a number, in a turn that speaks of an address."""
    if not any(hit.topic is Kind.ADDRESS for hit in read.cues):
        return []
    atoms = read.atoms
    found = []
    for k in range(1, len(atoms)):
        if atoms[k].low in SUFFIXES and atoms[k].raw[0].isupper() and is_town_word(atoms[k - 1]):
            first = k - 1
            while first > 0 and is_town_word(atoms[first - 1]) and k - first < MOST_STREET_WORDS:
                first -= 1
            found.append(
                address_finding(read, first, tail_end(read, k + 1), 0.7, "a street where an address is spoken of")
            )
    return found
