"""Secrets that the recogniser did not understand, hidden by their place in the dialogue.

To "Can I have your name?" a caller said "it's keith almeida", and what was written is "it's can you follow me". Nothing
in such words is personal, but their sound is. So the answer to a question for a secret is hidden whatever was written
there: all of it when nothing was found in it, and what is left of a short one of which a part was found. What else is
hidden by its place stands in files beside this one: names (`misheard_names.py`, `misheard_presentations.py`), pieces of
codes (`misheard_codes.py`, `misheard_letters.py`), addresses read back (`misheard_read_backs.py`), doubted words around
a secret and sentences of which nothing was understood (`misheard_sentences.py`).

Bounded by words, milliseconds and how sure the recogniser is: a long answer, one that was understood word by word, and
one that is surely none ("no, I don't have it") stay. A text conversation was typed, not heard: it has no times, and
nothing is added to it.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn, Word
from redact.answer_words import SURE, answer_in
from redact.asked_for import Asked, asked_for
from redact.confidence_levels import level
from redact.hidden_words import Hidden, Said, covered_in, found_at, hidden_words
from redact.misheard_codes import misheard_codes
from redact.misheard_letters import is_rest_of_code, is_spelled_out, misheard_letters
from redact.misheard_names import misheard_names
from redact.misheard_presentations import misheard_presentations
from redact.misheard_read_backs import misheard_read_backs
from redact.misheard_sentences import doubted_words_around, lost_sentences
from redact.misheard_wordings import (
    NO_ANSWERS,
    OPENERS,
)
from redact.utterances import Utterance, confidence_of, low, spoken_ms, utterances_of
from redact.word_timeline import start_of

UNDERSTOOD_NAME = level("misheard_answers", "understood_name")
UNDERSTOOD_OTHERS = level("misheard_answers", "understood_others")
"""In an answer, words of this confidence are no misheard secret: what the detectors make of them stands. Of a name a
recogniser makes everyday words, and is nearly sure of them."""
MOST_NAME_WORDS, MOST_NAME_MS = 6, 4_000
MOST_WORDS = {Kind.EMAIL: 16, Kind.ADDRESS: 14, Kind.CARD_EXPIRY: 7, Kind.CARD_CVV: 7}
MOST_WORDS_OF_OTHERS = 14
MOST_MS = {Kind.CARD_EXPIRY: 4_000, Kind.CARD_CVV: 4_000}
MOST_MS_OF_OTHERS = 9_000
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
        *misheard_names(said, hidden),
        *misheard_presentations(said, hidden),
        *misheard_codes(said, hidden),
        *misheard_letters(said, hidden),
        *misheard_read_backs(said, hidden),
        *doubted_words_around(said, hidden),
    ]
    found += lost_sentences(turns, said, hidden, placed={(one.turn, one.start) for one in found})
    return list(dict.fromkeys(found))


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
    """A name found in the answer to a question for a mailbox is a part of it: so it is an answer, and no
    sign that the rest was understood."""
    covered = covered_in(utterance, hidden)
    kinds = [one.kind for one in covered.values()]
    in_mailbox = asked.kind is Kind.EMAIL and Kind.EMAIL not in kinds
    if _is_no_answer(utterance.words) and not (in_mailbox and kinds):
        return None
    if any(k not in covered for k in range(first, end)) and is_spelled_out(utterance, first, end, asked.kind):
        return found_at(utterance, asked.kind, first, end, "spelled out where a code was asked for")
    kind = asked.kind if in_mailbox else next(iter(kinds), asked.kind)
    left = [utterance.turn.words[k] for k in range(first, end) if k not in covered]
    doubted = utterance.turn.words[first:end] if asked.is_spelled or in_mailbox else left
    if not left or (
        confidence_of(doubted) >= (UNDERSTOOD_NAME if kind is Kind.PERSON else UNDERSTOOD_OTHERS)
        and not is_rest_of_code(utterance, first, end, covered)
    ):
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
