"""Streets and houses of a call said again without the rest: "thirty two fore street, it's always been fore street",
"the coach house, marlpit lane" – "we are the coach house"."""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.address_pieces import NOT_IN_STREETS
from redact.confidence_levels import level
from redact.street_words import SUFFIXES, WEAK_SUFFIXES
from redact.word_set import word_set

_LEAST_KNOWN = level("known_streets", "least_known")
_LEAST_KNOWN_HOUSE = level("known_streets", "least_known_house")
"""Of a house with a name, which as a rule the name model alone knows."""
HOUSES_WITH_NAMES = word_set(
    "house cottage lodge farm farmhouse barn vicarage rectory manor hall mill forge bungalow steading"
)
_BEFORE_ANY_HOUSE = word_set(
    "the a an my our your his her their this that which one in at of new old big whole next town village city council "
    "full open wind dairy steel church music concert community public custom customs power opera white empty"
)
_PAIR = re.compile(r"\b(?=([a-z']{3,}) ([a-z]{2,})\b)")
"""Two words beside each other, also where the second begins another pair."""


def streets_again(turns: Sequence[Turn], findings: Sequence[Finding]) -> list[Finding]:
    """Findings for further mentions of the streets in `findings`; capitals are `known_values`' own."""
    known = {
        " ".join(match.groups())
        for finding in findings
        if finding.kind is Kind.ADDRESS
        for match in _PAIR.finditer(turns[finding.turn].text[finding.start : finding.end].lower())
        if _is_known(match, finding.confidence)
    }
    if not known:
        return []
    said = re.compile(rf"\b(?:the )?(?:{'|'.join(map(re.escape, sorted(known)))})\b", re.IGNORECASE)
    return [
        Finding(Kind.ADDRESS, index, *match.span(), 0.7, "known values", "a street said again")
        for index, turn in enumerate(turns)
        for match in said.finditer(turn.text)
    ]


def _is_known(pair: re.Match[str], confidence: float) -> bool:
    first, second = pair.groups()
    if second in HOUSES_WITH_NAMES:
        return confidence >= _LEAST_KNOWN_HOUSE and first not in _BEFORE_ANY_HOUSE
    is_street = second in SUFFIXES - WEAK_SUFFIXES and first not in NOT_IN_STREETS | SUFFIXES
    return is_street and confidence >= _LEAST_KNOWN
