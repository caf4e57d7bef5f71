"""Where a name belongs to a thing, a place or a company rather than to a person: "the Harper", "Saint Mary's", "from
Reno to Carson City", "thank you for calling Jackson Hewitt", "Alan Wake is $29"."""

from collections.abc import Iterator, Sequence

from redact.name_cues import TITLES
from redact.name_words import Worth, worth_of
from redact.number_words import NUMERALS
from redact.spoken_forms import Atom
from redact.word_set import word_set

_ARTICLES = word_set("the these those two which another both")
_OF_PEOPLE = word_set(
    "account accounts order orders family residence reservation booking house household file case party wedding estate "
    "brothers sisters twins kids file's policy claim appointment"
)
"""Behind "the" and a family name these speak of people."""
_SAINTS = word_set("st saint san santa")
_AT = word_set("at near in outside opposite behind inside")
_COMPANY_GREETINGS = (
    ("thank", "you", "for", "calling"), ("thanks", "for", "calling"), ("welcome", "to"), ("you've", "reached"),
    ("you", "have", "reached"), ("thank", "you", "for", "choosing"), ("thank", "you", "for", "contacting"),
)  # fmt: skip
_BUSINESSES = word_set(
    "insurance assurance mutual gas water energy electric electricity broadband mobile wireless telecom telecoms "
    "realty estates lettings homes housing mortgage mortgages savings dental dentistry pediatrics orthodontics "
    "solicitors attorneys roofing plumbing heating locksmith locksmiths transmission exhaust tyres tires autos motors "
    "vets veterinary society services analytics logistics couriers parcels parcel takeaway nights palace tandoori "
    "pizzeria grill bistro travel tours holidays airways airlines taxis cabs rentals hire repairs appliances "
    "appliance furniture supplies systems solutions software partners associates company ltd inc llc patrol clearance "
    "preparers careline helpline removals storage nurseries kennels cattery florist florists bakery butchers "
    "opticians pharmacy chemist clinic surgery hospital hospice university college academy council library theatre "
    "cinema museum zoo gallery"
)
"""The last word of many companies' names."""
_COSTS = word_set("is are costs was at for goes comes")
_MONEY = word_set("$ £ €")
_MOST_WORDS = 4
_GREETING_TURNS = 2


def thing_spans(atoms: Sequence[Atom], turn: int) -> Iterator[tuple[int, int]]:
    """Characters [start, end) of names in capitals that are no persons'. `turn`: the turn's number in its call."""
    for k, atom in enumerate(atoms):
        end = _capitals_end(atoms, k + 1)
        if end > k + 1 and _begins_thing(atoms, k, end):
            yield atoms[k + 1].start, atoms[end - 1].end
        if atom.low in _SAINTS and atom.raw[0].isupper() and not _is_titled(atoms, k):
            yield from _saint(atoms, k)
        if turn < _GREETING_TURNS:
            yield from _company(atoms, k)
        if atom.raw[0].isupper():
            yield from _priced(atoms, k)
            yield from _business(atoms, k)


def _begins_thing(atoms: Sequence[Atom], k: int, end: int) -> bool:
    low = atoms[k].low
    if low in _ARTICLES:
        is_family = atoms[end - 1].low.endswith("s") and end == k + 2
        return not is_family and not (end < len(atoms) and atoms[end].low in _OF_PEOPLE)
    if low in _AT:
        return end == k + 2
    return low == "from" and end < len(atoms) and atoms[end].low == "to"


def _capitals_end(atoms: Sequence[Atom], at: int) -> int:
    k = at
    while k < len(atoms) and k - at < _MOST_WORDS and atoms[k].raw[0].isupper() and atoms[k].low != "i":
        k += 1
    return k


def _is_titled(atoms: Sequence[Atom], k: int) -> bool:
    """ "Ms. St. Clair" is a person."""
    before = [atom.low for atom in atoms[max(0, k - 2) : k] if atom.raw != "."]
    return bool(before) and before[-1] in TITLES


def _saint(atoms: Sequence[Atom], k: int) -> Iterator[tuple[int, int]]:
    at = k + 2 if k + 1 < len(atoms) and atoms[k + 1].raw == "." else k + 1
    end = _capitals_end(atoms, at)
    if end > at:
        yield atoms[k].start, atoms[at].end


def _company(atoms: Sequence[Atom], k: int) -> Iterator[tuple[int, int]]:
    """What a company calls itself in the first turns, whole sentence or up to a comma."""
    for words in _COMPANY_GREETINGS:
        at = k + len(words)
        if tuple(atom.low for atom in atoms[k:at]) == words:
            end = _capitals_end(atoms, at)
            if end > at and (end == len(atoms) or not atoms[end].raw.isalpha()):
                yield atoms[at].start, atoms[end - 1].end


def _business(atoms: Sequence[Atom], k: int) -> Iterator[tuple[int, int]]:
    """ "Calder Water", "Tri-State Realty", and nothing of "Emily Watson Water account"."""
    if worth_of(atoms[k].low) is Worth.NAME or (k > 0 and worth_of(atoms[k - 1].low) is Worth.NAME):
        return
    end = k
    while end < len(atoms) and end - k < 2 * _MOST_WORDS and (_is_capital(atoms, end) or atoms[end].raw in "-&'"):
        end += 1
    last = max((j for j in range(k + 1, end) if atoms[j].low in _BUSINESSES), default=None)
    if last is not None:
        yield atoms[k].start, atoms[last].end


def _is_capital(atoms: Sequence[Atom], k: int) -> bool:
    return atoms[k].raw[0].isupper() or (atoms[k].glued and atoms[k].low == "s")


def _priced(atoms: Sequence[Atom], k: int) -> Iterator[tuple[int, int]]:
    """ "Alan Wake is $29"."""
    end = _capitals_end(atoms, k)
    if end + 2 >= len(atoms) or atoms[end].low not in _COSTS:
        return
    is_price = atoms[end + 1].raw in _MONEY
    digits = [atom.raw for atom in atoms[end + 1 : end + 4]]
    is_decimal = len(digits) == 3 and digits[0].isdigit() and digits[1] == "." and len(digits[2]) == 2
    if is_price or is_decimal or (atoms[end + 1].low in NUMERALS and atoms[end + 2].low in {"dollars", "pounds"}):
        yield atoms[k].start, atoms[end - 1].end
