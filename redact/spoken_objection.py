"""The spoken objection: a caller who says "I don't want to be recorded", in whatever words.

Pure rules over the written-down call. What the agent says is no objection, but may be the question it answers
(`objection_answers.py`); what is meant of something else ("the record player") is none; what cannot be told apart is
doubtful, and waits for a person: a missed objection is worse than a lost call. So every mention of this call's
recording waits that is not plainly innocent: there is no end to the words in which callers refuse, but there are few
ways to speak of it without refusing.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from calls.call import Channel
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.objection_answers import answered_wish
from redact.objection_consents import NEUTRAL, RETRACTS, WANTS_IT, consents, without_consents
from redact.objection_look_alikes import (
    ANOTHER_THING,
    DATA_RECORDED,
    RECORDER,
    SOMEBODY_ELSES,
    STILL_MINE,
    TALES,
    THEY_RECORDED,
)
from redact.objection_questions import OFFERED_BY_AGENT, REPEATED_BY_AGENT
from redact.objection_refusals import (
    CLEAR,
    GOES_ELSEWHERE,
    HEDGED,
    LIMITS,
    OF_BUSINESS,
    RELUCTANT,
    REQUESTS,
    SAYS_NO,
    SURE_REFUSAL,
)
from redact.objection_sentences import (
    Said,
    is_bare_refusal,
    is_of_recording,
    said_by,
    sentences_of,
    speaks_of_recording,
    without_no,
)
from redact.objection_topics import HINTS, MINE, SELF
from redact.said_together import said_together


def find_objection(turns: Sequence[Turn]) -> SpokenWish:
    """What the caller of this call wishes, by all of it."""
    return _strongest(_wishes([said_by(together) for together in said_together(turns)]))


def turns_of_a_wish(turns: Sequence[Turn]) -> tuple[int, ...]:
    """Which turns speak of not being recorded, surely or perhaps: for the person who has to decide."""
    together = list(said_together(turns))
    wishes = _wishes([said_by(run) for run in together])
    told = [wish is not SpokenWish.NONE for run, wish in zip(together, wishes, strict=True) for _ in run]
    return tuple(index for index, is_told in enumerate(told) if is_told)


def may_mean_otherwise(turns: Sequence[Turn]) -> bool:
    """Whether one of these turns is hedged, or tells of others or of another time: "I'm not sure I want that." """
    sentences = [sentence for turn in turns for sentence in sentences_of(turn.text)]
    return any(
        HEDGED.search(sentence) or (_is_told(sentence) and not STILL_MINE.search(sentence)) for sentence in sentences
    )


def _is_told(sentence: str) -> bool:
    return any(wording.search(sentence) for wording in (SOMEBODY_ELSES, TALES, THEY_RECORDED))


def _wishes(said: Sequence[Said]) -> Iterator[SpokenWish]:
    return (_wish_of(said, index) for index in range(len(said)))


def _strongest(wishes: Iterable[SpokenWish]) -> SpokenWish:
    return max(wishes, key=list(SpokenWish).index, default=SpokenWish.NONE)


def _wish_of(said: Sequence[Said], index: int) -> SpokenWish:
    own = said[index]
    if own.channel is Channel.AGENT:
        is_told = REPEATED_BY_AGENT.search(own.words) and not OFFERED_BY_AGENT.search(own.words)
        is_denied = any(SAYS_NO.search(after.words) for after in said[index + 1 : index + 2])
        return SpokenWish.DOUBTFUL if is_told and not is_denied else SpokenWish.NONE
    wish = _strongest((_about_the_call(said, index, _own_words(own)), answered_wish(said, index)))
    is_sure = wish is not SpokenWish.OBJECTS or own.channel is Channel.CALLER
    return wish if is_sure else SpokenWish.DOUBTFUL


def _about_the_call(said: Sequence[Said], index: int, wish: SpokenWish) -> SpokenWish:
    """The wish, less sure where a thing that records was named just before: "My DVR. … How do I stop it recording?" """
    around = said[max(0, index - 2) : index + 1]
    if not any(RECORDER.search(other.words) for other in around) or SELF.search(said[index].words):
        return wish
    is_clear = any(CLEAR.search(sentence) for sentence in said[index].sentences)
    return min(wish, SpokenWish.DOUBTFUL if is_clear else SpokenWish.NONE, key=list(SpokenWish).index)


def _own_words(own: Said) -> SpokenWish:
    """By what is said alone, sentence by sentence, and by a refusal next to a sentence on recording."""
    wish = _strongest(_sentence_wish(sentence) for sentence in own.sentences)
    if wish is SpokenWish.DOUBTFUL and any(_surely_refuses_neighbour(*pair) for pair in pairwise(own.sentences)):
        wish = SpokenWish.OBJECTS
    if wish is SpokenWish.NONE and any(_refuses_neighbour(*pair) for pair in pairwise(own.sentences)):
        return SpokenWish.DOUBTFUL
    return SpokenWish.NONE if wish is not SpokenWish.NONE and _has_come_round(own) else wish


def _sentence_wish(sentence: str) -> SpokenWish:
    left = without_consents(sentence)
    if not is_of_recording(sentence):
        return _hinted_wish(sentence, left)
    is_clear = CLEAR.search(left) is not None
    is_agreed = left != sentence and _is_all_agreed(sentence, left)
    is_theirs = SOMEBODY_ELSES.search(sentence) is not None and not STILL_MINE.search(sentence)
    if not is_clear and (is_agreed or NEUTRAL.search(sentence) or THEY_RECORDED.search(sentence)):
        return SpokenWish.NONE
    if TALES.search(sentence) and not STILL_MINE.search(sentence):
        return SpokenWish.NONE
    if is_theirs and left != sentence:
        return SpokenWish.NONE
    if is_clear:
        is_sure = left == sentence and not (is_theirs or HEDGED.search(sentence) or THEY_RECORDED.search(sentence))
        return SpokenWish.OBJECTS if is_sure else SpokenWish.DOUBTFUL
    return SpokenWish.DOUBTFUL


def _is_all_agreed(sentence: str, left: str) -> bool:
    """Whether nothing is left beside the yes that may be a no: "I don't mind being recorded, but not today." """
    if WANTS_IT.search(sentence) or not RELUCTANT.search(without_no(left)):
        return True
    return not (speaks_of_recording(left) or HINTS.search(left) or LIMITS.search(left))


def _hinted_wish(sentence: str, left: str) -> SpokenWish:
    """Where no recording is named, but something like it, beside a refusal: "Eavesdroppers, please hang up." """
    is_unwilling = any(wording.search(left) for wording in (RELUCTANT, REQUESTS, GOES_ELSEWHERE))
    is_hint = is_unwilling and HINTS.search(left) is not None
    is_own = MINE.search(sentence) is not None and not RECORDER.search(sentence)
    others = (
        (DATA_RECORDED, NEUTRAL, THEY_RECORDED) if is_own else (ANOTHER_THING, DATA_RECORDED, NEUTRAL, THEY_RECORDED)
    )
    is_other = any(wording.search(sentence) for wording in others)
    is_theirs = SOMEBODY_ELSES.search(sentence) is not None and not STILL_MINE.search(sentence)
    return SpokenWish.DOUBTFUL if is_hint and not (is_other or is_theirs) else SpokenWish.NONE


def _refuses_neighbour(first: str, second: str) -> bool:
    """ "Is this recorded? If so please turn it off." """
    if is_of_recording(first) and (is_bare_refusal(second) or SURE_REFUSAL.search(second)):
        return True
    return is_of_recording(second) and is_bare_refusal(first)


def _surely_refuses_neighbour(first: str, second: str) -> bool:
    """ "Must you tape this? I wish you wouldn't." """
    is_open = _sentence_wish(first) is SpokenWish.DOUBTFUL and SELF.search(first) is not None
    is_told = any(wording.search(first) for wording in (HEDGED, SOMEBODY_ELSES, TALES, THEY_RECORDED))
    is_refused = SURE_REFUSAL.search(second) is not None and not OF_BUSINESS.search(second)
    return is_open and not is_told and is_refused and not consents(second)


def _has_come_round(own: Said) -> bool:
    """Whether a yes to the recording follows the last that was said against it: "… but go ahead." """
    against = [at for at, words in enumerate(own.sentences) if _sentence_wish(words) is not SpokenWish.NONE]
    last = own.sentences[against[-1]]
    retracted = list(RETRACTS.finditer(last))
    if retracted and not speaks_of_recording(last[retracted[-1].end() :]):
        return True
    is_mild = RELUCTANT.search(last) is None or any(others.search(last) for others in (SOMEBODY_ELSES, TALES))
    after = own.sentences[against[-1] + 1 : against[-1] + 3]
    return any(
        RETRACTS.search(words) or (consents(words) and (is_mild or speaks_of_recording(words))) for words in after
    )
