"""Which of a general language model's persons and places are personal data in a customer-service call."""

import re

from calls.finding import Finding
from redact.dialogue_context import ReadTurn
from redact.findings_at import FindingsAt
from redact.name_lists import first_names, last_names
from redact.name_places import names_a_place
from redact.name_words import COMPANIES, NOT_NAMES

_NEAR_CHARS = 25
_SPEECH_OF_NAME = re.compile(
    r"\b(?:name|named|called|mr|mrs|ms|miss|dr|doctor|this is|i'm|i am|speaking|husband|wife|partner|son|daughter|"
    r"mother|father|brother|sister|friend|"
    r"colleague|boss|manager|agent|thanks|thank you|hi|hello|dear)\b\W*(?:\w+\W+)?$",
    re.IGNORECASE,
)


def is_likely_name(read: ReadTurn, start: int, end: int) -> bool:
    """Whether characters [start, end) of a turn, a person to the model, are a name: by the census lists, or by what is
    before.

    Foreign and misheard names stand on no list; the model's word is taken for two capitals in a row.
    """
    text = read.turn.text
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text[start:end])
    if any(char.isdigit() for char in text[start:end]):
        return False
    plain = [word for word in words if word.lower() not in NOT_NAMES and word[0].isupper()]
    if not plain or len(plain) < len(words) - 1:
        return False
    lows = [word.lower().removesuffix("'s") for word in plain]
    if tuple(lows) in COMPANIES or _is_place(read, start, end):
        return False
    if any(low in first_names() for low in lows) or (len(lows) >= 2 and any(low in last_names() for low in lows)):
        return True
    return len(lows) >= 2 or _SPEECH_OF_NAME.search(text[max(0, start - 40) : start]) is not None


def _is_place(read: ReadTurn, start: int, end: int) -> bool:
    atoms = read.atoms
    inside = [k for k in read.atoms_at(start, end) if start <= atoms[k].start and atoms[k].raw[0].isalpha()]
    return bool(inside) and names_a_place(atoms, inside[0], inside[-1] + 1)


def near_address(text: str, place: Finding, addresses: FindingsAt) -> bool:
    """Whether a town or country stands right beside an address that the rules found, with little between."""
    for address in addresses.within(place.turn, place.start - _NEAR_CHARS - 1, place.end + _NEAR_CHARS + 1):
        low, high = min(address.end, place.end), max(address.start, place.start)
        between = text[low:high] if low < high else ""
        if len(between) <= _NEAR_CHARS and len(re.findall(r"\w+", between)) <= 2 and not re.search(r"[.?!]\s", between):
            return True
    return False


def without_other_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same name without words before or after it that are none ("Hi Luca")."""
    words = [
        (match.start() + start, match.end() + start)
        for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text[start:end])
    ]
    names = [(a, b) for a, b in words if text[a:b].lower() not in NOT_NAMES]
    return (names[0][0], names[-1][1]) if names else (start, end)
