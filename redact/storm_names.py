"""Storms have people's names ("storm eunice", "Hurricane Ida"): in a call that speaks of one, it is nobody's name."""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.everyday_words import is_everyday

_STORM = re.compile(r"\b(?:storms?|hurricanes?|typhoons?|cyclones?) ([a-z]+)\b", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"\b(?:name(?:'s| is)|this is|i'm|i am|it's|speaking (?:to|with)|mr|mrs|ms|miss|doctor|dr|hi|hello|thanks|thank "
    r"you)\.?,? (?=([a-z]+))|\b(?=([a-z]+) (?:speaking|here)\b)",
    re.IGNORECASE,
)
_SHORTEST = 3


def without_storms(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found` without the names of storms; one that somebody in the call bears as well stays."""
    storms = {name for name in _said_after(_STORM, turns) if len(name) >= _SHORTEST and not is_everyday(name)}
    storms -= _said_after(_INTRODUCED, turns) if storms else set()
    return [one for one in found if not (storms and one.kind is Kind.PERSON and _is_storm(turns, one, storms))]


def _said_after(what: re.Pattern[str], turns: Sequence[Turn]) -> set[str]:
    """The words, in lower case, that a group of `what` holds."""
    return {word.lower() for turn in turns for match in what.finditer(turn.text) for word in match.groups() if word}


def _is_storm(turns: Sequence[Turn], finding: Finding, storms: set[str]) -> bool:
    said = turns[finding.turn].text[finding.start : finding.end].lower()
    words = [word.strip(".,;:!?").removesuffix("'s") for word in said.split()]
    return all(word in storms for word in words if word not in {"storm", "hurricane", "typhoon", "cyclone"})
