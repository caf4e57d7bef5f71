"""Streets of a call said again without their number: "thirty two fore street, it's always been fore street"."""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.address_pieces import NOT_IN_STREETS
from redact.street_words import SUFFIXES, WEAK_SUFFIXES

_LEAST_KNOWN = 0.7
_PAIR = re.compile(r"\b([a-z']{3,}) ([a-z]{2,})\b")


def streets_again(turns: Sequence[Turn], findings: Sequence[Finding]) -> list[Finding]:
    """Findings for further mentions of the streets in `findings`; capitals are `known_values`' own."""
    streets = {
        match.group()
        for finding in findings
        if finding.kind is Kind.ADDRESS and finding.confidence >= _LEAST_KNOWN
        for match in _PAIR.finditer(turns[finding.turn].text[finding.start : finding.end].lower())
        if match.group(2) in SUFFIXES - WEAK_SUFFIXES and match.group(1) not in NOT_IN_STREETS | SUFFIXES
    }
    if not streets:
        return []
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(streets)))})\b")
    return [
        Finding(Kind.ADDRESS, index, *match.span(), 0.7, "known values", "a street said again")
        for index, turn in enumerate(turns)
        for match in said.finditer(turn.text)
    ]
