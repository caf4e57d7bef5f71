"""Names that the recogniser wrote as something else, hidden where a name is due: "thanks for calling …", "this is … how
can I help", a greeting of which nothing was understood."""

from collections.abc import Iterator, Sequence
from itertools import chain

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Word
from redact.answer_words import SURE
from redact.hidden_words import Hidden, Said, covered_in, found_at
from redact.misheard_wordings import (
    FAREWELLS,
    FORMULAS,
    GREETING_FORMULAS,
    NAMES_BETWEEN,
    NAMES_DUE_AFTER,
    NAMES_DUE_BEFORE,
    NO_NAMES_BETWEEN,
    OPENERS,
)
from redact.utterances import PAUSE_MS, Utterance, confidence_of, low, spoken_ms, stands_at
from redact.word_timeline import end_of, start_of

_MOST_NAME_WORDS, _MOST_NAME_MS = 5, 2_500
_MOST_WORDS_BEFORE = 4
_PAUSE_AFTER_NAME_MS = 250
_WORDS_OF_GREETING, _MOST_GREETING_MS = range(4, 9), 4_000


def misheard_names(said: Said, hidden: Hidden) -> Iterator[Finding]:
    for turn in said:
        yield from _name_due(turn, hidden)
        yield from _name_between(turn, hidden)
        for utterance in turn:
            yield from _named_before(utterance, hidden)
    yield from _greeting(said, hidden)


def _name_due(said: Sequence[Utterance], hidden: Hidden) -> Iterator[Finding]:
    """The doubted words of a turn after "thanks for calling", up to a pause or a formula ("take care")."""
    if not said:
        return
    turn = Utterance(said[0].index, said[0].turn, 0, len(said[0].turn.words))
    lows = [low(word) for word in turn.words]
    covered = covered_in(turn, hidden)
    for phrase, (doubted, most_words) in NAMES_DUE_AFTER.items():
        for at in _places(phrase, lows):
            first = at + len(phrase)
            until = _name_end(turn, first)
            end = next((k for k in range(first, until) if k in covered), until)
            is_near = start_of(turn.words[first]) - end_of(turn.words[first - 1]) <= PAUSE_MS
            if is_near and end - first <= most_words and _is_doubted(turn.words[first:end], doubted):
                last = end + 1 if end in covered else end
                yield found_at(turn, Kind.PERSON, first, last, "doubted words where a name is due")


def _named_before(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """The doubted words before "allowed to", "my name is" and "from your store told me"."""
    lows = [low(word) for word in utterance.words]
    covered = covered_in(utterance, hidden)
    for phrase, doubted in NAMES_DUE_BEFORE.items():
        for at in _places(phrase, lows):
            first, end = utterance.first, utterance.first + at
            is_plain = any(k in covered for k in range(first, end)) or all(word in OPENERS for word in lows[:at])
            if at <= _MOST_WORDS_BEFORE and not is_plain and _is_doubted(utterance.words[:at], doubted):
                yield found_at(utterance, Kind.PERSON, first, end, "doubted words in a name's place")


def _greeting(said: Said, hidden: Hidden) -> Iterator[Finding]:
    """What the agent says first, where next to nothing of it was understood: the agent's name is in it."""
    first = next((one for one in chain.from_iterable(said) if one.turn.channel is Channel.AGENT), None)
    if first is None or covered_in(first, hidden) or len(first.words) not in _WORDS_OF_GREETING:
        return
    is_usual = any(stands_at(first.words, k, GREETING_FORMULAS) for k in range(len(first.words)))
    doubted = confidence_of(first.words[1:])  # the first word of a call is often clipped
    if not is_usual and spoken_ms(first.words) <= _MOST_GREETING_MS and doubted < SURE:
        yield found_at(first, Kind.PERSON, first.first, first.end, "a greeting that was not understood")


def _name_between(said: Sequence[Utterance], hidden: Hidden) -> Iterator[Finding]:
    """What an agent says between "this is" and "how can I help", or "thanks for calling" and "take care"."""
    if not said or said[0].turn.channel is not Channel.AGENT:
        return
    turn = Utterance(said[0].index, said[0].turn, 0, len(said[0].turn.words))
    lows, covered = [low(word) for word in turn.words], covered_in(turn, hidden)
    for before, behind, understood in NAMES_BETWEEN:
        for phrase in before:
            for first in (at + len(phrase) for at in _places(phrase, lows)):
                near = range(first + 1, min(turn.end, first + _MOST_NAME_WORDS + 1))
                end = next((k for k in near if stands_at(turn.words, k, behind)), first)
                between = range(first, end)
                may_be_name = any(lows[k] not in NO_NAMES_BETWEEN for k in between)
                is_bare = all(k not in covered for k in between)
                if may_be_name and is_bare and confidence_of(turn.words[first:end]) < understood:
                    yield found_at(turn, Kind.PERSON, first, end, "a name's place in a greeting")


def _places(phrase: tuple[str, ...], lows: Sequence[str]) -> Iterator[int]:
    return (at for at in range(len(lows) - len(phrase)) if tuple(lows[at : at + len(phrase)]) == phrase)


def _name_end(utterance: Utterance, first: int) -> int:
    """Where a name that begins at word `first` ends at the latest."""
    words = utterance.turn.words
    near = range(first, min(utterance.end, first + _MOST_NAME_WORDS))
    farewell = next((k for k in near if stands_at(words, k, FAREWELLS)), None)
    if farewell is not None:
        return farewell
    for k in range(first, utterance.end):
        is_apart = k > first and start_of(words[k]) - end_of(words[k - 1]) >= _PAUSE_AFTER_NAME_MS
        if is_apart or stands_at(words, k, FORMULAS):
            return k
    return utterance.end


def _is_doubted(words: Sequence[Word], below: float) -> bool:
    is_short = 0 < len(words) <= _MOST_NAME_WORDS and spoken_ms(words) <= _MOST_NAME_MS
    return is_short and confidence_of(words) < below
