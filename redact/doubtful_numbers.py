"""What the words and marks of a number say of it: a price, a measure, a time, the code of a thing."""

import re

from calls.finding import Finding, Kind
from redact.dialogue_context import ReadTurn
from redact.innocent_numbers import MONEY_BEFORE, UNITS_AFTER
from redact.number_words import NUMERALS
from redact.word_set import word_set

_LONGEST_SHORT = 4
"""Digits of a number that prices, days and rooms have as well."""
_DIGITS_ALONE = re.compile(
    r"[A-Za-z]?\d+[A-Za-z]?|(?:[A-Za-z\d]-)+[A-Za-z\d]|(?=(?:[^\d]*\d){4})[A-Za-z\d]+(?:-[A-Za-z\d]+)+"
)
"""Digits, at most with a letter before or behind them; letters and digits in groups, four digits among them."""
_MIXED = re.compile(r"[A-Z]+-?\d|\d-?[A-Z]")
_PRICE_OR_DAY = re.compile(r"\d{1,4}[.]\d\d|\d{1,2}(?:st|nd|rd|th)")
_TIMES_AFTER = word_set("only sharp tonight o'clock am pm flat")
_MEASURES = (UNITS_AFTER | _TIMES_AFTER) - word_set("square grand star point points k room rooms unit units")
"""Without those that streets and houses are called."""
_BEFORE_HOURS = word_set("half till til until past")
_WITHOUT_DIGITS = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.ORDER_NUMBER})
"""Kinds that may have none, and one that is kept."""


def is_price_or_day(said: str) -> bool:
    """ "38.60", "28th": no code is written so. (A recogniser may write a dollar sign before one.)"""
    return _PRICE_OR_DAY.fullmatch(said.rstrip(".,?!")) is not None


def is_mixed(said: str) -> bool:
    """Whether letters and digits are written in one, as codes of things are ("HC-154")."""
    return _MIXED.search(said) is not None


def is_number(read: ReadTurn, finding: Finding) -> bool:
    """Whether a finding is nothing but digits, or a numeral beside another one ("six", not "six digits")."""
    said = read.turn.text[finding.start : finding.end].strip(".,;:?!\"'")
    return _DIGITS_ALONE.fullmatch(said) is not None or _is_in_row(read, finding)


def _is_in_row(read: ReadTurn, finding: Finding) -> bool:
    inside = atoms_inside(read, finding)
    if not inside or any(read.atoms[k].low not in NUMERALS for k in inside if read.atoms[k].raw.isalnum()):
        return False
    beside = [read.atoms[k] for k in (inside[0] - 1, inside[-1] + 1) if 0 <= k < len(read.atoms)]
    return any(atom.low in NUMERALS or atom.raw.isdigit() for atom in beside)


def is_short_number(read: ReadTurn, finding: Finding) -> bool:
    """Whether a finding of a kind with digits has no more of them than a price, a day or a room."""
    digits = sum(len(run.digits) for run in read.runs_at(finding.start, finding.end))
    return finding.kind not in _WITHOUT_DIGITS and 0 < digits <= _LONGEST_SHORT


def is_measured(read: ReadTurn, finding: Finding) -> bool:
    """ "$45", "twelve months", "seven only"."""
    inside = atoms_inside(read, finding)
    if not inside:
        return False
    before = read.atoms[inside[0] - 1].raw if inside[0] > 0 else ""
    after = read.atoms[inside[-1] + 1].low if inside[-1] + 1 < len(read.atoms) else ""
    return before in MONEY_BEFORE or after in _MEASURES or read.atoms[inside[-1]].low in _MEASURES


def is_hour(read: ReadTurn, finding: Finding) -> bool:
    """ "half four", "till one"."""
    inside = atoms_inside(read, finding)
    lows = [read.atoms[k].low for k in inside]
    before = read.atoms[inside[0] - 1].low if inside and inside[0] > 0 else ""
    if lows and lows[0] in _BEFORE_HOURS:
        before, lows = lows[0], lows[1:]
    return before in _BEFORE_HOURS and len(lows) == 1 and (lows[0] in NUMERALS or lows[0].isdigit())


def atoms_inside(read: ReadTurn, finding: Finding) -> list[int]:
    return [k for k in read.atoms_at(finding.start, finding.end) if finding.start <= read.atoms[k].start]
