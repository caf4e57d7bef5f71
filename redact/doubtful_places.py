"""What the words of a supposed address say of it: that a house, a street or a town stands in it."""

import re

from calls.finding import Finding, Kind
from redact.dialogue_context import ReadTurn
from redact.doubtful_numbers import atoms_inside
from redact.everyday_words import is_everyday
from redact.name_words import NOT_NAMES
from redact.regions import REGIONS
from redact.street_words import STATES, SUFFIXES, WEAK_SUFFIXES

_HOUSE_AND_NAME = re.compile(r"(?:\d{1,5}|\d(?:-\d){1,4}) [A-Z][a-z]+\b")
_POSTCODE_GB = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ,-]{0,2}\d[A-Z]{2}\b")


def is_placed(read: ReadTurn, finding: Finding) -> bool:
    """Whether a street, a state, a postcode or a number with a name behind it stands in what is taken for an address
    that nobody asked for."""
    inside = [atom.low for atom in read.atoms if finding.start <= atom.start < finding.end]
    said = read.turn.text[finding.start : finding.end]
    is_house = _HOUSE_AND_NAME.match(said) is not None or _POSTCODE_GB.search(said) is not None
    return is_house or any(low in SUFFIXES | STATES for low in inside[1:])


def is_in_street(read: ReadTurn, finding: Finding) -> bool:
    """Whether a word that may be a part of an address is "lane" or "road", or stands right before one."""
    inside = [k for k in atoms_inside(read, finding) if read.atoms[k].raw.isalnum()]
    if finding.kind is not Kind.ADDRESS or not inside:
        return False
    after = read.atoms[inside[-1] + 1].low if inside[-1] + 1 < len(read.atoms) else ""
    return bool({read.atoms[inside[-1]].low, after} & (SUFFIXES - WEAK_SUFFIXES))


def is_strange_place(read: ReadTurn, finding: Finding) -> bool:
    """Whether a word that may be a part of an address stands behind "in" or "on" and is no everyday one: a town."""
    inside = [k for k in atoms_inside(read, finding) if read.atoms[k].raw.isalnum()]
    if finding.kind is not Kind.ADDRESS or len(inside) != 1 or inside[0] == 0:
        return False
    atom, before = read.atoms[inside[0]], read.atoms[inside[0] - 1].low
    is_strange = atom.raw.isalpha() and not is_everyday(atom.low) and atom.low not in NOT_NAMES | REGIONS
    is_cased = any(other.raw[0].isupper() for other in read.atoms[1:])
    return before in {"in", "on"} and is_strange and (atom.raw[0].isupper() or not is_cased)
