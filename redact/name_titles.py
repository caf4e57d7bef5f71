"""Titles and what people are to one another, said right before a name: "Sergeant Robichaux", "Uncle Basil", "Frau
Lindenmeyer". They stay readable; the name behind them goes."""

from collections.abc import Sequence
from dataclasses import replace

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.doubted_words import word_places
from redact.model_shares import Shares
from redact.name_cues import TITLES
from redact.word_set import word_set

_TITLES = TITLES | word_set(
    "sgt sergeant staff corporal private lieutenant captain colonel officer constable inspector detective pc wpc rev "
    "reverend rabbi imam nurse matron coach herr frau fraulein senor senora señor señora monsieur mme mlle madame "
    "mademoiselle meneer mevrouw signor signora doña doktor uncle auntie aunty aunt nan nana gran granny grandma "
    "grandpa cousin"
)
_ALSO_NAMES = word_set("major judge justice father pastor brother sister general don dona lord lady dame king")
_LEAST_OF_A_NAME = level("name_titles", "least_of_a_name")
"""So likely a part of the name is a title that is a name as well."""


def without_titles(turns: Sequence[Turn], found: Sequence[Finding], shares: Shares) -> list[Finding]:
    """`found`, persons without the titles that they begin with."""
    return [_untitled(turns, finding, shares) if finding.kind is Kind.PERSON else finding for finding in found]


def _untitled(turns: Sequence[Turn], finding: Finding, shares: Shares) -> Finding:
    text = turns[finding.turn].text
    places = list(word_places(text, finding.start, finding.end))
    while len(places) > 1:
        low = text[slice(*places[0])].lower().strip(".,")
        is_name = low in _ALSO_NAMES and shares.of(finding.turn, *places[0]) >= _LEAST_OF_A_NAME
        if low not in _TITLES | _ALSO_NAMES or is_name:
            break
        del places[0]
    return replace(finding, start=places[0][0]) if places else finding
