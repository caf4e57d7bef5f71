"""Addresses that an agent reads back, of which the recogniser understood the number alone: "I have 39 late new terrors
on file" for a street that ends in "terrace".

The words between a number and "on file" are a street where the recogniser doubts them, or where the caller's address
has that number. "I have 2 orders on file" was understood, and stays.
"""

from collections.abc import Iterator, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Word
from redact.confidence_levels import level
from redact.hidden_words import Hidden, Said, covered_in, found_at
from redact.innocent_numbers import UNITS_AFTER
from redact.number_words import NUMERALS
from redact.utterances import Utterance, confidence_of, low, spoken_ms, stands_at

_CLOSES = (
    ("on", "file"), ("on", "record"), ("on", "the", "account"), ("on", "your", "account"), ("on", "the", "system"),
    ("as", "your", "address"), ("as", "the", "address"),
)  # fmt: skip
"""What an agent says behind an address that is read back, ..."""
_ASKS = (("is", "that", "right"), ("is", "that", "correct"), ("is", "that", "still"), ("is", "this", "right"),
         ("is", "this", "correct"), ("is", "it", "still"))  # fmt: skip
"""... or asks; other things are asked so as well, so something before the number must lead in to it."""
_LEADS_IN = (
    ("i", "have"), ("we", "have"), ("i've", "got"), ("we've", "got"), ("i", "see"), ("address", "is"), ("you're", "at"),
    ("you", "are", "at"), ("live", "at"), ("you", "at"), ("address", "as"), ("sent", "to"), ("send", "it", "to"),
)  # fmt: skip
_UNDERSTOOD = level("misheard_read_backs", "understood")
"""Words of this confidence (geometric mean) are what they say."""
_WORDS_OF_STREET, _MOST_STREET_MS = range(1, 7), 4_000
_MOST_NUMBER_WORDS = 6


def misheard_read_backs(said: Said, hidden: Hidden) -> Iterator[Finding]:
    known = _house_numbers(said, hidden)
    for utterances in said:
        if utterances and utterances[0].turn.channel is Channel.AGENT:
            turn = utterances[0].turn
            yield from _read_back(Utterance(utterances[0].index, turn, 0, len(turn.words)), hidden, known)


def _house_numbers(said: Said, hidden: Hidden) -> frozenset[str]:
    """The numbers in the addresses that are hidden already."""
    return frozenset(
        _bare(said[index][0].turn.words[k].text)
        for index, found in hidden.items()
        if said[index]
        for k, one in found.items()
        if one.kind is Kind.ADDRESS and _is_number(said[index][0].turn.words[k].text)
    )


def _read_back(turn: Utterance, hidden: Hidden, known: frozenset[str]) -> Iterator[Finding]:
    covered, words = covered_in(turn, hidden), turn.words
    for end in (k for k in range(len(words)) if stands_at(words, k, (*_CLOSES, *_ASKS))):
        place = _number_before(words, end)
        if place is None or all(k in covered for k in range(place[0], end)) or not _may_be_street(words, place[1], end):
            continue
        first, behind = place
        is_known = any(_bare(words[k].text) in known for k in range(first, behind))
        is_said = stands_at(words, end, _CLOSES) or _is_led_in(words, first)
        if is_known or (is_said and confidence_of(words[behind:end]) < _UNDERSTOOD):
            yield found_at(turn, Kind.ADDRESS, first, end, "an address read back that was not understood")


def _number_before(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """The words [first, behind) of the nearest number before word `end`."""
    last = next((k for k in range(end - 1, -1, -1) if _is_number(words[k].text)), None)
    if last is None:
        return None
    first = last
    while first > 0 and last - first < _MOST_NUMBER_WORDS and _is_number(words[first - 1].text):
        first -= 1
    return first, last + 1


def _may_be_street(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether the words [first, end) behind a number are few, no measure, and no sentence that was closed already."""
    if end - first not in _WORDS_OF_STREET or spoken_ms(words[first:end]) > _MOST_STREET_MS:
        return False
    is_closed = any(stands_at(words, k, _CLOSES) for k in range(first, end))
    return not is_closed and low(words[first]) not in UNITS_AFTER


def _is_led_in(words: Sequence[Word], first: int) -> bool:
    return any(stands_at(words, first - len(phrase), (phrase,)) for phrase in _LEADS_IN if len(phrase) <= first)


def _is_number(text: str) -> bool:
    """A house number: "39", "11b", "thirty-nine"."""
    return text[:1].isdigit() or all(part in NUMERALS for part in _bare(text).split("-"))


def _bare(text: str) -> str:
    return text.lower().strip('.,?!;:…"-')
