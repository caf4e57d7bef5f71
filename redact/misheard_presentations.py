"""Names by which the parties present themselves, written as something else: "hello, and the leave of rain here"."""

from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Word
from redact.confidence_levels import level
from redact.hidden_words import Hidden, Said, covered_in, found_at
from redact.misheard_wordings import GREETS, NO_NAMES_GREETED, PRESENTS
from redact.name_words import NOT_NAMES
from redact.objection_model.context import is_plausible
from redact.utterances import Utterance, confidence_of, low, spoken_ms, stands_at

_FIRST_TURNS = 6
"""The first turns of a call, in which the parties present themselves."""
_MOST_FAMILY_WORDS = 3
_UNDERSTOOD = level("misheard_presentations", "understood")
_HARDLY_UNDERSTOOD = level("misheard_presentations", "hardly_understood")
_WORDS_OF_GREETED = range(2, 6)
_MORE_WORDS_OF_GREETED, _MOST_NAME_MS = range(6, 9), 3_000
"""Of a name a recogniser makes up to eight short words: "and learn over on last one year" of two and "here"."""


def misheard_presentations(said: Said, hidden: Hidden) -> Iterator[Finding]:
    for utterances in said[:_FIRST_TURNS]:
        yield from _greeted(utterances, hidden)
        yield from _presented(utterances, hidden)


def _greeted(said: Sequence[Utterance], hidden: Hidden) -> Iterator[Finding]:
    """The short doubted sentence behind "hello", or the doubted words between "hello" and "here": who is speaking.

    One that may be an objection stays as it is: the second look reads it.
    """
    if not said:
        return
    turn = Utterance(said[0].index, said[0].turn, 0, len(said[0].turn.words))
    lows, covered = [low(word) for word in turn.words], covered_in(turn, hidden)
    for greets in GREETS:
        for first in (at + len(greets) for at in range(turn.end - len(greets)) if stands_at(turn.words, at, (greets,))):
            end = next((k for k in range(first, turn.end) if _ends_presenting(turn.words, k)), turn.end - 1) + 1
            end -= lows[end - 1] in PRESENTS
            left = [turn.words[k] for k in range(first, end) if k not in covered]
            may_be_name = any(low(word) not in NOT_NAMES for word in left)
            is_told = bool(NO_NAMES_GREETED & set(lows[first:end]))
            is_doubted = may_be_name and not is_told and _is_doubted(turn.words[first:end], left)
            if is_doubted and not is_plausible("", " ".join(word.text for word in turn.words[first:end])):
                yield found_at(turn, Kind.PERSON, first, end, "a name's place behind a greeting")


def _is_doubted(words: Sequence[Word], left: Sequence[Word]) -> bool:
    if len(words) in _MORE_WORDS_OF_GREETED and spoken_ms(words) <= _MOST_NAME_MS:
        return confidence_of(left) < _HARDLY_UNDERSTOOD
    return len(words) in _WORDS_OF_GREETED and confidence_of(left) < _UNDERSTOOD


def _presented(said: Sequence[Utterance], hidden: Hidden) -> Iterator[Finding]:
    """Doubted words between a name and "here": "Rob had it here." for a Rob with a family name."""
    for utterance in said:
        words, covered = utterance.turn.words, covered_in(utterance, hidden)
        for end in (k for k in range(utterance.first, utterance.end) if low(words[k]) in PRESENTS):
            near = range(end - 1, max(utterance.first, end - 1 - _MOST_FAMILY_WORDS) - 1, -1)
            name = next((k for k in near if k in covered and covered[k].kind is Kind.PERSON), end)
            left = words[name + 1 : end]
            is_told = bool(NO_NAMES_GREETED & set(map(low, left)) - {"it"})
            if left and not is_told and confidence_of(left) < _UNDERSTOOD and _stops(words, end):
                yield found_at(utterance, Kind.PERSON, name, end, "doubted words between a name and what presents it")


def _stops(words: Sequence[Word], k: int) -> bool:
    return k + 1 == len(words) or words[k].text[-1:] in ".?!,"


def _ends_presenting(words: Sequence[Word], k: int) -> bool:
    return words[k].text[-1:] in ".?!" or low(words[k]) in PRESENTS
