"""Names of pets are nobody's: "a cat called Mabel", "Monty, the spaniel", "our dog Biscuit"."""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.confidence_levels import level

_PET = (
    r"(?:dogs?|pupp(?:y|ies)|pups?|cats?|kittens?|tomcat|rabbits?|bunn(?:y|ies)|hamsters?|guinea pigs?|gerbils?|"
    r"parrots?|budgies?|"
    r"canar(?:y|ies)|cockatiels?|tortoises?|turtles?|lizards?|geckos?|goldfish|horses?|pon(?:y|ies)|mares?|geldings?|donkeys?|"
    r"goats?|ferrets?|spaniels?|labradors?|retrievers?|poodles?|terriers?|beagles?|collies?|dachshunds?|pugs?|bulldogs?|"
    r"whippets?|greyhounds?|huskies|husky|dalmatians?|chihuahuas?|cockapoos?|labradoodles?|corgis?|mastiffs?|rottweilers?|"
    r"schnauzers?|shih ?tzus?|setters?|pointers?|shepherds?|tabb(?:y|ies)|siamese|bengals?|ragdolls?|persians?)"
)
_NAME = r"(?P<name>[a-z][a-z'’]+)"
_NAMED = (
    re.compile(
        rf"\b{_PET}(?:'s|’s| is| are| was)? (?:called|named) {_NAME}(?: and {_NAME.replace('name', 'other')})?", re.I
    ),
    re.compile(rf"\b{_PET}(?:'s|’s) name(?:'s|’s| is| was) {_NAME}", re.I),
    re.compile(rf"\b{_NAME}, (?:the|our|my|a) (?:\w+ )?{_PET}\b", re.I),
    re.compile(rf"\b(?:my|our|his|her|their) {_PET},? {_NAME}\b", re.I),
)
_LEAST_GIVEN = level("pet_names", "least_given")
"""A name that somebody was introduced with is a person's, too."""


def without_pets(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found` without persons that are pets."""
    named = {
        (index, match.start(name)): match.group(name).lower().removesuffix("'s")
        for index, turn in enumerate(turns)
        for pattern in _NAMED
        for match in pattern.finditer(turn.text)
        for name in match.groupdict()
        if match.group(name)
    }
    if not named:
        return list(found)
    pets = set(named.values())
    given = {
        word
        for finding in found
        if finding.kind is Kind.PERSON and finding.confidence >= _LEAST_GIVEN
        if (finding.turn, finding.start) not in named
        for word in _words(turns, finding)
    }
    return [
        finding
        for finding in found
        if finding.kind is not Kind.PERSON or not set(_words(turns, finding)) <= pets - given
    ]


def _words(turns: Sequence[Turn], finding: Finding) -> list[str]:
    said = turns[finding.turn].text[finding.start : finding.end].lower()
    return [word.removesuffix("'s").removesuffix("’s") for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", said)]
