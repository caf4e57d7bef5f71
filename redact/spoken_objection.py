"""The spoken objection: a caller who says "I don't want to be recorded", in whatever words.

Pure rules over the written-down call. What the agent says is no objection, but may be the question it answers; what is
meant of something else ("the record player") is none; what cannot be told apart is doubtful, and waits for a person:
a missed objection is worse than a lost call.
"""

import re
from collections.abc import Sequence

from calls.call import Channel
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.objection_wordings import (
    AGREES,
    ASKS_FOR_A_NO,
    ASKS_FOR_LEAVE,
    ASKS_LEAVE,
    BARE_REFUSAL,
    CLEAR,
    GOES_ON_INNOCENTLY,
    HEDGED,
    INNOCENT,
    MINDS,
    OF_ANOTHER_THING,
    OFFERED_BY_AGENT,
    REFUSES,
    RELUCTANT,
    REPEATED_BY_AGENT,
    SPOKEN_OF,
    TELLS,
    UNWILLING,
    WORN,
)

_FIRST_TURNS = 3
"""So many of the caller's first turns answer the notice, which is no part of the transcript."""
_TURNS_BETWEEN = 2


def find_objection(turns: Sequence[Turn]) -> SpokenWish:
    """What the caller of this call wishes, by all of it."""
    wishes = {_wish_of(turns, index) for index in range(len(turns))}
    return max(wishes, key=list(SpokenWish).index, default=SpokenWish.NONE)


def turns_of_a_wish(turns: Sequence[Turn]) -> tuple[int, ...]:
    """Which turns speak of not being recorded, surely or perhaps: for the person who has to decide."""
    return tuple(index for index in range(len(turns)) if _wish_of(turns, index) is not SpokenWish.NONE)


def _wish_of(turns: Sequence[Turn], index: int) -> SpokenWish:
    turn = turns[index]
    words = plain_words(turn.text)
    if turn.channel is Channel.AGENT:
        is_told = REPEATED_BY_AGENT.search(words) and not OFFERED_BY_AGENT.search(words)
        return SpokenWish.DOUBTFUL if is_told and not _is_denied(turns, index) else SpokenWish.NONE
    wish = max((_own_words(words), _answer(turns, index, words)), key=list(SpokenWish).index)
    if wish is SpokenWish.OBJECTS and (turn.channel is not Channel.CALLER or _is_of_another_thing(turns, index)):
        return SpokenWish.DOUBTFUL
    return wish


def _is_of_another_thing(turns: Sequence[Turn], index: int) -> bool:
    """Whether something else that records, or that one may refuse, was named here or just before."""
    return any(OF_ANOTHER_THING.search(plain_words(turn.text)) for turn in turns[max(0, index - 1) : index + 1])


def _is_denied(turns: Sequence[Turn], index: int) -> bool:
    """ "You don't want to be recorded?" – "No, no, I never said that." """
    after = turns[index + 1 : index + 2]
    return bool(after) and after[0].channel is not Channel.AGENT and bool(REFUSES.search(plain_words(after[0].text)))


def _own_words(words: str) -> SpokenWish:
    """By what is said alone, sentence by sentence."""
    wish = SpokenWish.NONE
    for sentence in (words, *words.split("|")):
        if CLEAR.search(sentence) and not INNOCENT.search(sentence):
            if not HEDGED.search(sentence):
                return SpokenWish.OBJECTS
            wish = SpokenWish.DOUBTFUL
    if wish is SpokenWish.NONE and any(_may_object(part) for part in (words, *words.split("|"))):
        return SpokenWish.DOUBTFUL
    return wish


def _may_object(words: str) -> bool:
    """Reluctance and recording in one breath, and nothing that explains it otherwise."""
    is_of_recording = SPOKEN_OF.search(words) or WORN.search(words)
    return bool(RELUCTANT.search(words) and is_of_recording and not INNOCENT.search(words))


def _answer(turns: Sequence[Turn], index: int, words: str) -> SpokenWish:
    """By what was asked or told before: the agent's question, or the notice at the call's beginning."""
    before = _said_before(turns, index)
    if before and ASKS_FOR_A_NO.search(before) and (SPOKEN_OF.search(before) or ASKS_LEAVE.search(before)):
        if AGREES.search(words) or BARE_REFUSAL.search(words):
            return SpokenWish.OBJECTS
        return SpokenWish.DOUBTFUL if MINDS.search(words) else SpokenWish.NONE
    if before and ASKS_LEAVE.search(before):
        if GOES_ON_INNOCENTLY.search(words):
            return SpokenWish.NONE
        is_last_word = _is_last_word(before)
        if is_last_word and (REFUSES.search(words) or BARE_REFUSAL.search(words)):
            refuses = BARE_REFUSAL.search(words) or ASKS_FOR_LEAVE.search(before)
            is_about_the_call = not OF_ANOTHER_THING.search(before)
            return SpokenWish.OBJECTS if refuses and is_about_the_call else SpokenWish.DOUBTFUL
    is_told = bool(before) and TELLS.search(before) is not None and _is_last_word(before)
    if BARE_REFUSAL.search(words) and (is_told or _is_among_first(turns, index)):
        names_it = re.search(r"\b(?:agree|consent|object)\b", words) is not None and _speaks_first(turns, index)
        is_clear = (is_told or names_it) and not INNOCENT.search(words)
        return SpokenWish.OBJECTS if is_clear else SpokenWish.DOUBTFUL
    if before and UNWILLING.search(words) and not (INNOCENT.search(words) or GOES_ON_INNOCENTLY.search(words)):
        return SpokenWish.DOUBTFUL
    return SpokenWish.NONE


def _is_last_word(asked: str) -> bool:
    """Whether the agent's turn ends with the recording, and not with another question after it."""
    last = max((match.end() for match in SPOKEN_OF.finditer(asked)), default=0)
    last = max((match.end() for match in ASKS_LEAVE.finditer(asked)), default=last)
    after = asked[last:]
    return not re.search(r"\b(?:how|what|who|which|do you|have you|did you|can you|may i|could i|would you)\b", after)


def _said_before(turns: Sequence[Turn], index: int) -> str:
    """The agent's turn just before, if it spoke of recording."""
    for turn in reversed(turns[max(0, index - _TURNS_BETWEEN) : index]):
        if turn.channel is not turns[index].channel:
            words = plain_words(turn.text)
            return words if TELLS.search(words) or ASKS_LEAVE.search(words) else ""
    return ""


def _speaks_first(turns: Sequence[Turn], index: int) -> bool:
    """Whether the agent has said nothing yet that the caller might refuse instead."""
    return all(turn.channel is turns[index].channel for turn in turns[:index])


def _is_among_first(turns: Sequence[Turn], index: int) -> bool:
    own = turns[index].channel
    return sum(1 for turn in turns[:index] if turn.channel is own) < _FIRST_TURNS


def plain_words(text: str) -> str:
    """Lower case, no apostrophes, sentences parted by "|"."""
    low = re.sub(r"[’']", "", text.lower())
    low = re.sub(r"[.?!;]+(?=\s|$)", " | ", low)
    return " ".join(re.sub(r"[^\w|]+", " ", low).split()).strip("| ")
