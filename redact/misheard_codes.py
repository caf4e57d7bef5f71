"""Codes of which the recogniser understood a part: the pieces beside what was found in them.

"Echo sierra three five, India November Golf …" was written "Echo see every 5 in the November Gulf, 255-596": the
number was found, and what had been torn off it stood bare. Doubted digits, letters and spelling words beside a code
belong to it, and so do the words of an e-mail address up to what led in to it, and a number right after a card's.
"""

from collections.abc import Iterator
from itertools import chain, pairwise

from calls.finding import Finding, Kind
from calls.transcript import Word
from redact.answer_words import SURE, answer_in
from redact.confidence_levels import level
from redact.hidden_words import Hidden, Said, covered_in, found_at
from redact.misheard_wordings import LEAD_INS
from redact.number_words import MONTHS, NUMERALS, SPELLING_ALPHABET
from redact.utterances import Utterance, confidence_of, low, spoken_ms

_UNDERSTOOD = level("misheard_codes", "understood")
"""Words of this confidence (geometric mean) beside a code are no piece of it."""
_CODES = frozenset(Kind) - {Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.ORDER_NUMBER}
_DATES = frozenset({Kind.CARD_EXPIRY, Kind.DATE_OF_BIRTH})
_MOST_BETWEEN_PIECES = dict.fromkeys(_CODES, 2) | {Kind.ADDRESS: 1}
"""Words that may stand between a code, or the number of a house or town, and what was torn off it."""
_MOST_PIECE_MS = 6_000
_MOST_TORN_WORDS, _MOST_TORN_MS = 6, 2_500
_NO_LETTERS = frozenset({"a", "i"})
_MOST_BETWEEN = 3
_MOST_LEAD_WORDS = 6
_MOST_FORM_WORDS, _MOST_FORM_MS = 7, 4_000
_FORM_TURNS = 5
_CVV_DIGITS = 3


def misheard_codes(said: Said, hidden: Hidden) -> Iterator[Finding]:
    for utterance in chain.from_iterable(said):
        yield from _torn_off(utterance, hidden)
        yield from _torn_apart(utterance, hidden)
        yield from _email_letters(utterance, hidden)
    yield from _card_form(said, hidden)


def _torn_off(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """Doubted digits, letters and spelling words beside a code, and the few words between them."""
    covered = covered_in(utterance, hidden)
    words = utterance.turn.words
    for edge, one in covered.items():
        for step in (-1, 1) if one.kind in _MOST_BETWEEN_PIECES else ():
            reach = at = edge
            while abs(at - reach) <= _MOST_BETWEEN_PIECES[one.kind]:
                at += step
                if not utterance.first <= at < utterance.end or at in covered:
                    break
                reach = at if _is_piece(words[at], one.kind) else reach
            first, end = min(edge, reach), max(edge, reach) + 1
            torn = [words[k] for k in range(first, end) if k != edge]
            is_month = len(torn) == 1 and one.kind in _DATES and low(torn[0]) in MONTHS
            if torn and (is_month or confidence_of(torn) < _UNDERSTOOD) and spoken_ms(torn) <= _MOST_PIECE_MS:
                yield found_at(utterance, one.kind, first, end, "doubted pieces beside a code")


def _is_piece(word: Word, kind: Kind) -> bool:
    said = low(word)
    if kind in _DATES and said in MONTHS:
        return True
    is_letter = len(said) == 1 and said.isalpha() and said not in _NO_LETTERS
    return is_letter or said in NUMERALS or said in SPELLING_ALPHABET or any(char.isdigit() for char in said)


def _torn_apart(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """A few doubted words between two parts of codes of one kind."""
    covered = covered_in(utterance, hidden)
    words = utterance.turn.words
    for one, two in pairwise(sorted(covered)):
        kind, between = covered[one].kind, words[one + 1 : two]
        is_one_code = kind in _CODES and kind is covered[two].kind
        is_little = 0 < len(between) <= _MOST_TORN_WORDS and spoken_ms(between) <= _MOST_TORN_MS
        if is_one_code and is_little and confidence_of(between) < _UNDERSTOOD:
            yield found_at(utterance, kind, one, two + 1, "doubted words within a code")


def _email_letters(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """What stands between two pieces of an address, and doubted words up to what led in to it ("… send it to")."""
    covered = {k for k, one in covered_in(utterance, hidden).items() if one.kind is Kind.EMAIL}
    if not covered:
        return
    words = utterance.turn.words
    first, last = min(covered), max(covered)
    begins = first
    while begins > utterance.first and first - begins < _MOST_LEAD_WORDS and low(words[begins - 1]) not in LEAD_INS:
        begins -= 1
    is_led_in = begins == utterance.first or low(words[begins - 1]) in LEAD_INS
    if not is_led_in or confidence_of(words[begins:first]) >= SURE:
        begins = first
    gaps = sum(1 for k in range(first, last) if k not in covered)
    if gaps > _MOST_BETWEEN:
        last = first
    if begins < first or gaps:
        yield found_at(utterance, Kind.EMAIL, begins, last + 1, "letters and words of an address")


def _card_form(said: Said, hidden: Hidden) -> Iterator[Finding]:
    """A mere number that answers something soon after a card's number: its expiry date, or its security code."""
    for index in range(1, len(said)):
        if index in hidden or not said[index] or not _follows_card_number(said, index, hidden):
            continue
        utterance = said[index][0]
        first, end = answer_in(utterance)
        words = utterance.turn.words[first:end]
        numerals = [word for word in words if any(char.isdigit() for char in word.text) or low(word) in NUMERALS]
        if 0 < len(words) <= min(2 * len(numerals), _MOST_FORM_WORDS) and spoken_ms(words) <= _MOST_FORM_MS:
            digits = sum(char.isdigit() for word in words for char in word.text)
            kind = Kind.CARD_CVV if digits == _CVV_DIGITS else Kind.CARD_EXPIRY
            yield found_at(utterance, kind, first, end, "a number right after a card's number")


def _follows_card_number(said: Said, index: int, hidden: Hidden) -> bool:
    own, before = said[index][0].turn, said[index - 1]
    if not before or before[0].turn.channel is own.channel:
        return False
    return any(
        one.kind is Kind.CARD_NUMBER and said[k] and said[k][0].turn.channel is own.channel
        for k in range(max(0, index - _FORM_TURNS), index)
        for one in hidden.get(k, {}).values()
    )
