"""Secrets that the recogniser did not understand, hidden by their place in the dialogue.

To "Can I have your name?" a caller said "it's keith almeida", and what was written is "it's can you follow me". Nothing
in such words is personal, but their sound is. So the answer to a question for a secret is hidden whatever was written
there: all of it when nothing was found in it, and what is left of a short one of which a part was found. So are, with
no question, words that the recogniser doubts where a name is due ("thanks for calling …") and beside what was found,
an agent's greeting of which nothing was understood, what is left of an utterance that is mostly secret, and a mere
number right after a card's number.

Bounded by words, milliseconds and how sure the recogniser is: a long answer, one that was understood word by word, and
one that is surely none ("no, I don't have it") stay. A text conversation was typed, not heard: it has no times, and
nothing is added to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn, Word
from redact.answer_words import SURE, answer_in
from redact.asked_for import Asked, asked_for
from redact.hidden_words import Hidden, Said, covered_in, found_at, hidden_words
from redact.misheard_codes import misheard_codes
from redact.misheard_wordings import (
    FAREWELLS,
    FORMULAS,
    GREETING_FORMULAS,
    GREETING_GOES_ON,
    LEAD_INS,
    NAMES_DUE_AFTER,
    NAMES_DUE_BEFORE,
    NAMES_DUE_IN_GREETING,
    NO_ANSWERS,
    OPENERS,
)
from redact.utterances import PAUSE_MS, Utterance, confidence_of, low, spoken_ms, utterances_of
from redact.word_timeline import end_of, start_of

UNDERSTOOD = {Kind.PERSON: 0.9}
UNDERSTOOD_OTHERS = 0.8
"""In an answer, words of this confidence are no misheard secret: what the detectors make of them stands. Of a name a
recogniser makes everyday words, and is nearly sure of them."""
MOST_NAME_WORDS, MOST_NAME_MS = 6, 4_000
MOST_WORDS = {Kind.EMAIL: 16, Kind.ADDRESS: 14, Kind.CARD_EXPIRY: 7, Kind.CARD_CVV: 7}
MOST_WORDS_OF_OTHERS = 14
MOST_MS = {Kind.CARD_EXPIRY: 4_000, Kind.CARD_CVV: 4_000}
MOST_MS_OF_OTHERS = 9_000
_MOST_NAME_WORDS, _MOST_NAME_MS = 5, 2_500
_MOST_WORDS_BEFORE = 4
_PAUSE_AFTER_NAME_MS = 250
_MOSTLY = 0.6
_MOST_LEFT_WORDS, _MOST_LEFT_MS = 4, 1_500
_MOST_BESIDE = 2
_MOST_DOUBTED_AROUND = 3
_DOUBTED, _DOUBTED_ALONE = 0.45, 0.65
"""Words beside a secret that are doubted so far, together and the outermost of them, belong to it."""
_WORDS_OF_GREETING, _MOST_GREETING_MS = range(4, 9), 4_000
MOST_WAITED_MS = 6_000
"""From the question to its answer."""
_MOST_TURNS_UNTIL_ANSWER = 3
_MOST_OVERLAP_MS = 200


def misheard_answers(turns: Sequence[Turn], findings: Sequence[Finding]) -> list[Finding]:
    """What is to be hidden besides `findings` (merged ones); may overlap them, and each other."""
    said = [tuple(utterances_of(index, turn)) for index, turn in enumerate(turns)]
    hidden = hidden_words(turns, [finding for finding in findings if finding.kind not in KEPT_IN_ARCHIVE])
    found = [
        *chain.from_iterable(_answer(said, index, hidden) for index in range(len(turns)) if said[index]),
        *chain.from_iterable(_left_over(one, hidden) for one in chain.from_iterable(said)),
        *chain.from_iterable(_name_due(utterances, hidden) for utterances in said),
        *chain.from_iterable(_named_before(one, hidden) for one in chain.from_iterable(said)),
        *chain.from_iterable(_beside(one, hidden) for one in chain.from_iterable(said)),
        *misheard_codes(said, hidden),
        *_greeting(said, hidden),
        *chain.from_iterable(_greeted_name(turn, hidden) for turn in said),
    ]
    return list(dict.fromkeys(found))


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _answer(said: Said, index: int, hidden: Hidden) -> Iterator[Finding]:
    """What turn `index` asks for, in the first words of the other party that are more than "one second"."""
    asking = said[index][0].turn
    asked = asked_for(asking)
    if asked is None or (asking.channel is Channel.CALLER and asked.kind is not Kind.PERSON):
        return  # a company's own address and codes are no secrets of the caller's
    if any(one.start >= asked.start for one in hidden.get(index, {}).values()):
        return  # a question that holds a secret itself tells it
    for utterance in chain.from_iterable(said[index + 1 : index + 1 + _MOST_TURNS_UNTIL_ANSWER]):
        waited_ms = start_of(utterance.words[0]) - (asking.end_ms or 0)
        if utterance.turn.channel is asking.channel or waited_ms < -_MOST_OVERLAP_MS:
            continue  # an echo of the question, or said over it
        first, end = answer_in(utterance, is_spelled=asked.is_spelled)
        if first < end:
            if waited_ms <= MOST_WAITED_MS and (finding := _whole(utterance, first, end, asked, hidden)):
                yield finding
            return


def _whole(utterance: Utterance, first: int, end: int, asked: Asked, hidden: Hidden) -> Finding | None:
    covered = covered_in(utterance, hidden)
    if _is_no_answer(utterance.words):
        return None
    kind = next((one.kind for one in covered.values()), asked.kind)
    left = [utterance.turn.words[k] for k in range(first, end) if k not in covered]
    doubted = utterance.turn.words[first:end] if asked.is_spelled else left
    if not left or confidence_of(doubted) >= UNDERSTOOD.get(kind, UNDERSTOOD_OTHERS):
        return None
    words = utterance.turn.words[first : end if covered else utterance.end]
    as_name = kind is Kind.PERSON and not asked.is_spelled  # letter by letter a name takes as long as anything
    if len(words) > (MOST_NAME_WORDS if as_name else MOST_WORDS.get(kind, MOST_WORDS_OF_OTHERS)):
        return None
    if spoken_ms(words) > (MOST_NAME_MS if as_name else MOST_MS.get(kind, MOST_MS_OF_OTHERS)):
        return None
    return found_at(utterance, kind, first, end, "answers a question for a secret, whatever was written")


def _is_no_answer(words: Sequence[Word]) -> bool:
    """Whether it surely begins like none, an opener before it or not."""
    lows = [low(word) for word in words]
    after = next((k for k, word in enumerate(lows) if word not in OPENERS), len(lows))
    return confidence_of(words[after:]) >= SURE and any(
        " ".join((*lows[start:], "")).startswith(wording + " ") for start in range(after + 1) for wording in NO_ANSWERS
    )


def _left_over(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """A few doubted words at the ends of an utterance that is secret for the most part, and between two secrets."""
    covered = covered_in(utterance, hidden)
    first, end = answer_in(utterance)
    if not covered or first == end:
        return
    words = utterance.turn.words
    left = [words[k] for k in range(first, end) if k not in covered]
    hidden_ms = sum(spoken_ms([words[k]]) for k in covered if first <= k < end)
    if hidden_ms >= _MOSTLY * sum(spoken_ms([word]) for word in words[first:end]) and _is_little(left):
        kind = max(covered.values(), key=lambda one: one.end - one.start).kind
        yield found_at(utterance, kind, first, end, "what is left of an utterance that is mostly secret")
    places = sorted(covered)
    for one, two in pairwise(places):
        if two - one > 1 and _is_little(words[one + 1 : two]):
            yield found_at(utterance, covered[two].kind, one + 1, two, "doubted words between two secrets")


def _is_little(words: Sequence[Word]) -> bool:
    if not 0 < len(words) <= _MOST_LEFT_WORDS:
        return False
    return sum(spoken_ms([word]) for word in words) <= _MOST_LEFT_MS and confidence_of(words) < SURE


# ── where a name is due ──────────────────────────────────────────────────────────────────────────────────────────


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
    """The doubted words before "allowed to", and before "my name is"."""
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
    is_usual = any(_stands_at(first.words, k, GREETING_FORMULAS) for k in range(len(first.words)))
    doubted = confidence_of(first.words[1:])  # the first word of a call is often clipped
    if not is_usual and spoken_ms(first.words) <= _MOST_GREETING_MS and doubted < SURE:
        yield found_at(first, Kind.PERSON, first.first, first.end, "a greeting that was not understood")


def _greeted_name(said: Sequence[Utterance], hidden: Hidden) -> Iterator[Finding]:
    """What an agent says between "this is" and "how can I help", unless all of it was understood."""
    if not said or said[0].turn.channel is not Channel.AGENT:
        return
    words = said[0].turn.words
    covered = hidden.get(said[0].index, {})
    for phrase in NAMES_DUE_IN_GREETING:
        for at in _places(phrase, [low(word) for word in words]):
            first = at + len(phrase)
            near = range(first + 1, min(len(words), first + _MOST_NAME_WORDS + 1))
            end = next((k for k in near if _stands_at(words, k, GREETING_GOES_ON)), first)
            is_bare = all(k not in covered for k in range(first, end))
            if first < end and is_bare and confidence_of(words[first:end]) < UNDERSTOOD[Kind.PERSON]:
                whole = Utterance(said[0].index, said[0].turn, 0, len(words))
                yield found_at(whole, Kind.PERSON, first, end, "a name's place in a greeting")


def _beside(utterance: Utterance, hidden: Hidden) -> Iterator[Finding]:
    """A doubted word or two behind a name, a few before any secret; a house number and doubted words before an
    address."""
    covered = covered_in(utterance, hidden)
    words = utterance.turn.words
    for first, end in _stretches(covered):
        last = end - 1
        until = end
        while covered[last].kind is Kind.PERSON and until < utterance.end and until - last <= _MOST_BESIDE:
            if words[until].confidence >= SURE or _stands_at(words, until, (*FORMULAS, *FAREWELLS)):
                break
            until += 1
        if until > end:
            yield found_at(utterance, Kind.PERSON, last, until, "doubted words behind a name")
        begins, until = _doubted_around(utterance, first, end)
        if begins < first or until > end:
            yield found_at(utterance, covered[first].kind, begins, until, "doubted words around a secret")
        near = range(first - 1, max(utterance.first, first - 1 - _MOST_BESIDE) - 1, -1)
        number = next((at for at in near if words[at].text.strip(",.").isdigit()), None)
        is_place = any(covered[k].kind is Kind.ADDRESS for k in range(first, end))
        if is_place and number is not None and confidence_of(words[number + 1 : first]) < SURE:
            yield found_at(
                utterance, Kind.ADDRESS, number, first + 1, "a house number and doubted words before an address"
            )


def _stretches(covered: Mapping[int, Finding]) -> Iterator[tuple[int, int]]:
    """Words [first, end) that are hidden one after the other."""
    for k in covered:
        if k - 1 not in covered:
            end = k + 1
            while end in covered:
                end += 1
            yield k, end


def _doubted_around(utterance: Utterance, first: int, end: int) -> tuple[int, int]:
    """The hidden words [first, end) with the doubted ones on both sides: more of them where what is hidden was not
    understood either."""
    words = utterance.turn.words
    below = _DOUBTED if confidence_of(words[first:end]) >= SURE else _DOUBTED_ALONE
    begins, until = first, end
    for k in range(first - 1, max(utterance.first, first - _MOST_DOUBTED_AROUND) - 1, -1):
        is_lead_in = low(words[k]) in OPENERS or low(words[k]) in LEAD_INS
        if not is_lead_in and words[k].confidence < _DOUBTED_ALONE and confidence_of(words[k:first]) < below:
            begins = k
    for k in range(end, min(utterance.end, end + _MOST_DOUBTED_AROUND)):
        if _stands_at(words, k, (*FORMULAS, *FAREWELLS)):
            break
        if words[k].confidence < _DOUBTED_ALONE and confidence_of(words[end : k + 1]) < below:
            until = k + 1
    return begins, until


def _places(phrase: tuple[str, ...], lows: Sequence[str]) -> Iterator[int]:
    return (at for at in range(len(lows) - len(phrase)) if tuple(lows[at : at + len(phrase)]) == phrase)


def _name_end(utterance: Utterance, first: int) -> int:
    """Where a name that begins at word `first` ends at the latest."""
    words = utterance.turn.words
    near = range(first, min(utterance.end, first + _MOST_NAME_WORDS))
    farewell = next((k for k in near if _stands_at(words, k, FAREWELLS)), None)
    if farewell is not None:
        return farewell
    for k in range(first, utterance.end):
        is_apart = k > first and start_of(words[k]) - end_of(words[k - 1]) >= _PAUSE_AFTER_NAME_MS
        if is_apart or _stands_at(words, k, FORMULAS):
            return k
    return utterance.end


def _stands_at(words: Sequence[Word], k: int, formulas: Sequence[tuple[str, ...]]) -> bool:
    return any(tuple(map(low, words[k : k + len(some)])) == some for some in formulas)


def _is_doubted(words: Sequence[Word], below: float) -> bool:
    is_short = 0 < len(words) <= _MOST_NAME_WORDS and spoken_ms(words) <= _MOST_NAME_MS
    return is_short and confidence_of(words) < below
