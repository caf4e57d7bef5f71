"""The spoken objection: a caller who says "I don't want to be recorded", in whatever words.

Pure rules over the written-down call. What the agent says is no objection, but may be the question it answers; what is
meant of something else ("the record player") is none; what cannot be told apart is doubtful, and waits for a person:
a missed objection is worse than a lost call. So every mention of this call's recording waits that is not plainly
innocent: there is no end to the words in which callers refuse, but there are few ways to speak of it without refusing.
Time grows with the words: long sentences are read in pieces.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calls.call import Channel
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.objection_consents import AGREES, NEUTRAL, RETRACTS, SAYS_YES, WANTS_IT, consents, without_consents
from redact.objection_look_alikes import (
    ANOTHER_RECORD,
    ANOTHER_THING,
    CALLER_RECORDS,
    DATA_RECORDED,
    RECORDER,
    SOMEBODY_ELSES,
    STILL_MINE,
    TALES,
    THEY_RECORDED,
)
from redact.objection_questions import (
    ASKS_ANOTHER,
    ASKS_FOR_A_NO,
    ASKS_FOR_LEAVE,
    ASKS_LEAVE,
    ASKS_OUTRIGHT,
    GREETS,
    IS_LEAVE,
    MINDS_NOT_AT_ALL,
    NO_NEED,
    OFFERED_BY_AGENT,
    OFFERS_AN_END,
    OFFERS_HELP,
    OFFERS_KEYS,
    PROVES,
    REPEATED_BY_AGENT,
    SAYS_YES_ITS_ON,
    TAKES_IT_UP,
    TAKES_NOTICE,
    TELLS,
)
from redact.objection_refusals import (
    CLEAR,
    COMES_BACK,
    GOES_ELSEWHERE,
    HEDGED,
    LIMITS,
    NAMES_CONSENT,
    OF_BUSINESS,
    OPEN_WORDS,
    RELUCTANT,
    REQUESTS,
    SAID_OF_ANYTHING,
    SAID_THEN,
    SAYS_NO,
    SURE_REFUSAL,
)
from redact.objection_topics import HINTS, MINE, NOTICE, SELF, TOPIC, WORN
from redact.objection_words import SAME_WORDS
from redact.said_together import said_together

_FIRST_WORDS = 3
"""So many of the caller's first utterances answer the notice, which is no part of the transcript."""
_NEAR = 5
_SHORT_ANSWER = 8
_CURT = 12
_BEFORE_AN_OBJECT = frozenset("the a an my your our this that no any some more".split())
_POINTS_BACK = frozenset("that this it".split())
_BACK_CHANNEL = 2
_FIRST_CLAUSES = 2
_LONGEST_CLAUSES = 200
"""Characters, all of them together."""
_LONGEST_PIECE = 40
_LONGEST_QUESTION = 60


@dataclass(frozen=True, slots=True)
class _Said:
    """What one party says until another speaks."""

    channel: Channel
    sentences: tuple[str, ...]
    first_clauses: tuple[str, ...] = ()
    """What is said up to the second comma: "I don't want that, and I need a router." """
    ends_in_question: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.sentences)


def find_objection(turns: Sequence[Turn]) -> SpokenWish:
    """What the caller of this call wishes, by all of it."""
    return _strongest(_wishes([_said(together) for together in said_together(turns)]))


def turns_of_a_wish(turns: Sequence[Turn]) -> tuple[int, ...]:
    """Which turns speak of not being recorded, surely or perhaps: for the person who has to decide."""
    together = list(said_together(turns))
    wishes = _wishes([_said(run) for run in together])
    told = [wish is not SpokenWish.NONE for run, wish in zip(together, wishes, strict=True) for _ in run]
    return tuple(index for index, is_told in enumerate(told) if is_told)


def may_mean_otherwise(turns: Sequence[Turn]) -> bool:
    """Whether one of these turns is hedged, or tells of others or of another time: "I'm not sure I want that." """
    sentences = [sentence for turn in turns for sentence in _sentences(turn.text)]
    return any(
        HEDGED.search(sentence) or (_is_told(sentence) and not STILL_MINE.search(sentence)) for sentence in sentences
    )


def _is_told(sentence: str) -> bool:
    return any(wording.search(sentence) for wording in (SOMEBODY_ELSES, TALES, THEY_RECORDED))


def _wishes(said: Sequence[_Said]) -> Iterator[SpokenWish]:
    return (_wish_of(said, index) for index in range(len(said)))


def _said(together: Sequence[Turn]) -> _Said:
    channel = together[0].channel
    sentences = _sentences(" ".join(turn.text for turn in together))
    if channel is not Channel.AGENT:
        sentences = tuple(CALLER_RECORDS.sub(" something ", sentence) for sentence in sentences)
    clauses = re.split(r"[,.?!;:]+(?=\s|$)", together[0].text[:_LONGEST_CLAUSES])[:_FIRST_CLAUSES]
    plain = tuple(filter(None, map(plain_words, clauses)))
    return _Said(channel, sentences, plain, together[-1].text.rstrip().endswith("?"))


def _strongest(wishes: Iterable[SpokenWish]) -> SpokenWish:
    return max(wishes, key=list(SpokenWish).index, default=SpokenWish.NONE)


def _wish_of(said: Sequence[_Said], index: int) -> SpokenWish:
    own = said[index]
    if own.channel is Channel.AGENT:
        is_told = REPEATED_BY_AGENT.search(own.words) and not OFFERED_BY_AGENT.search(own.words)
        is_denied = any(SAYS_NO.search(after.words) for after in said[index + 1 : index + 2])
        return SpokenWish.DOUBTFUL if is_told and not is_denied else SpokenWish.NONE
    wish = _strongest((_about_the_call(said, index, _own_words(own)), _answer(said, index)))
    is_sure = wish is not SpokenWish.OBJECTS or own.channel is Channel.CALLER
    return wish if is_sure else SpokenWish.DOUBTFUL


def _about_the_call(said: Sequence[_Said], index: int, wish: SpokenWish) -> SpokenWish:
    """The wish, less sure where a thing that records was named just before: "My DVR. … How do I stop it recording?" """
    around = said[max(0, index - 2) : index + 1]
    if not any(RECORDER.search(other.words) for other in around) or SELF.search(said[index].words):
        return wish
    is_clear = any(CLEAR.search(sentence) for sentence in said[index].sentences)
    return min(wish, SpokenWish.DOUBTFUL if is_clear else SpokenWish.NONE, key=list(SpokenWish).index)


def _own_words(own: _Said) -> SpokenWish:
    """By what is said alone, sentence by sentence, and by a refusal next to a sentence on recording."""
    wish = _strongest(_sentence_wish(sentence) for sentence in own.sentences)
    if wish is SpokenWish.DOUBTFUL and any(_surely_refuses_neighbour(*pair) for pair in pairwise(own.sentences)):
        wish = SpokenWish.OBJECTS
    if wish is SpokenWish.NONE and any(_refuses_neighbour(*pair) for pair in pairwise(own.sentences)):
        return SpokenWish.DOUBTFUL
    return SpokenWish.NONE if wish is not SpokenWish.NONE and _has_come_round(own) else wish


def _sentence_wish(sentence: str) -> SpokenWish:
    left = without_consents(sentence)
    if not _is_of_recording(sentence):
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
    if WANTS_IT.search(sentence) or not RELUCTANT.search(_without_no(left)):
        return True
    return not (_speaks_of_recording(left) or HINTS.search(left) or LIMITS.search(left))


def _without_no(words: str) -> str:
    """Without the "no" at either end, which agrees where somebody minds nothing: "No, I don't mind, no." """
    return re.sub(r"^(?:(?:no|nope|nah)\b(?! thank) ?)+|\b(?:no|nope)$", "", words.strip())


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


def _is_of_recording(sentence: str) -> bool:
    """Whether it is the call that is recorded here, as far as one can tell, and not a show or a meter."""
    if not _speaks_of_recording(sentence):
        return False
    if SELF.search(sentence):
        return True
    return not (ANOTHER_THING.search(_around_recording(sentence)) or DATA_RECORDED.search(sentence))


def _speaks_of_recording(words: str) -> bool:
    return bool(TOPIC.search(words) or WORN.search(words))


def _around_recording(sentence: str) -> str:
    """The few words about each mention: a refusal may go on to say what the call is about."""
    spans = [match.span() for match in TOPIC.finditer(sentence)]
    return " | ".join(
        " ".join((*sentence[:start].split()[-_NEAR:], sentence[start:end], *sentence[end:].split()[:_NEAR]))
        for start, end in spans
    )


def _refuses_neighbour(first: str, second: str) -> bool:
    """ "Is this recorded? If so please turn it off." """
    if _is_of_recording(first) and (_is_bare_refusal(second) or SURE_REFUSAL.search(second)):
        return True
    return _is_of_recording(second) and _is_bare_refusal(first)


def _surely_refuses_neighbour(first: str, second: str) -> bool:
    """ "Must you tape this? I wish you wouldn't." """
    is_open = _sentence_wish(first) is SpokenWish.DOUBTFUL and SELF.search(first) is not None
    is_told = any(wording.search(first) for wording in (HEDGED, SOMEBODY_ELSES, TALES, THEY_RECORDED))
    is_refused = SURE_REFUSAL.search(second) is not None and not OF_BUSINESS.search(second)
    return is_open and not is_told and is_refused and not consents(second)


def _has_come_round(own: _Said) -> bool:
    """Whether a yes to the recording follows the last that was said against it: "… but go ahead." """
    against = [at for at, words in enumerate(own.sentences) if _sentence_wish(words) is not SpokenWish.NONE]
    last = own.sentences[against[-1]]
    retracted = list(RETRACTS.finditer(last))
    if retracted and not _speaks_of_recording(last[retracted[-1].end() :]):
        return True
    is_mild = RELUCTANT.search(last) is None or any(others.search(last) for others in (SOMEBODY_ELSES, TALES))
    after = own.sentences[against[-1] + 1 : against[-1] + 3]
    return any(
        RETRACTS.search(words) or (consents(words) and (is_mild or _speaks_of_recording(words))) for words in after
    )


def _is_bare_refusal(sentence: str) -> bool:
    """A refusal without an object of its own: "could you not", and not "I don't like that colour"."""
    left = without_consents(sentence)
    is_bare = all(word in OPEN_WORDS for word in left.split()) and not NEUTRAL.search(sentence)
    return is_bare and bool(RELUCTANT.search(left)) and (left == sentence or bool(SURE_REFUSAL.search(left)))


def _answer(said: Sequence[_Said], index: int) -> SpokenWish:
    """By what was asked or told before: the agent's question, or the notice at the call's beginning."""
    own, asked = said[index], _asked_before(said, index)
    if asked and _is_of_another_thing(asked):
        return SpokenWish.NONE
    if asked:
        return _answer_to(asked, own)
    return _answer_to_notice(said, index)


def _answer_to(asked: str, own: _Said) -> SpokenWish:
    first = own.sentences[0] if own.sentences else ""
    agrees = consents(own.words) or any(map(AGREES.search, own.sentences))
    refuses = any(SURE_REFUSAL.search(words) for words in (*own.sentences, *own.first_clauses))
    is_bare = any(_is_bare_refusal(sentence) for sentence in own.sentences)
    is_last = _is_last_word(asked)
    is_short = is_last and len(own.words.split()) <= _SHORT_ANSWER
    is_offer = is_short and OFFERS_AN_END.search(asked) is not None
    takes_up = is_offer and not agrees and TAKES_IT_UP.search(own.words) is not None
    if ASKS_FOR_A_NO.search(asked):
        is_asked = is_short and ASKS_OUTRIGHT.search(asked) is not None
        answer = _answer_to_a_no(own, first, agrees=agrees, refuses=refuses, is_asked=is_asked, is_bare=is_bare)
        return SpokenWish.DOUBTFUL if answer is SpokenWish.NONE and takes_up else answer
    if takes_up:
        return SpokenWish.DOUBTFUL
    if is_offer and not refuses and NO_NEED.search(own.words):
        return SpokenWish.NONE
    if agrees and not refuses:
        left = [AGREES.sub(" ", without_consents(sentence)).replace("not at all", " ") for sentence in own.sentences]
        is_reluctant = any(_is_curt(_without_no(sentence)) for sentence in left)
        return SpokenWish.DOUBTFUL if is_reluctant and is_short else SpokenWish.NONE
    is_offered_help = OFFERS_HELP.search(asked) is not None
    asks_leave = ASKS_LEAVE.search(asked) and ASKS_FOR_LEAVE.search(asked) and not is_offered_help
    says_no = SAYS_NO.search(first) is not None and not is_offered_help
    if is_last and (refuses or (asks_leave and says_no)):
        return SpokenWish.OBJECTS
    if (refuses and not _answers_another(asked, own)) or (is_last and (is_bare or says_no)):
        return SpokenWish.DOUBTFUL
    is_no_yes = is_last and asks_leave and (is_short or RELUCTANT.search(first)) and not SAYS_YES.search(first)
    is_curt = is_last and any(
        _is_curt(sentence) or _points_back(sentence) for sentence in (*own.sentences[:2], *own.first_clauses)
    )
    return SpokenWish.DOUBTFUL if is_no_yes or is_curt or (is_bare and IS_LEAVE.search(asked)) else SpokenWish.NONE


def _answer_to_a_no(
    own: _Said, first: str, *, agrees: bool, refuses: bool, is_asked: bool, is_bare: bool
) -> SpokenWish:
    """The answer to "Do you mind?" or "Shall I turn it off?", where "yes" refuses."""
    if SAYS_YES.search(first) or refuses:
        return SpokenWish.DOUBTFUL if agrees else SpokenWish.OBJECTS
    is_none = agrees or SAYS_NO.search(first) is not None or MINDS_NOT_AT_ALL.search(own.words) is not None
    return SpokenWish.DOUBTFUL if (is_bare or is_asked) and not is_none else SpokenWish.NONE


def _answers_another(asked: str, own: _Said) -> bool:
    """Whether another question came after the recording was spoken of, and a mere "I'd rather not" answers that."""
    return not (_is_last_word(asked) or GREETS.search(asked) or NAMES_CONSENT.search(own.words))


def _points_back(sentence: str) -> bool:
    """Whether it is of the recording just spoken of, and takes no notice of it: "Is there a way around that?" """
    words = sentence.split()
    is_back = len(words) <= _CURT and any(word in _POINTS_BACK for word in words) and not NEUTRAL.search(sentence)
    is_yes = TAKES_NOTICE.search(sentence) or SAYS_YES.search(sentence)
    return is_back and all(word in OPEN_WORDS for word in words) and not is_yes


def _is_curt(sentence: str) -> bool:
    """A short refusal or farewell with hardly a word of its own: "Not if I can help it", "Then I'll write"."""
    words = sentence.split()
    if len(words) > _CURT or NEUTRAL.search(sentence):
        return False
    if GOES_ELSEWHERE.search(sentence):
        return True
    own_words = [at for at, word in enumerate(words) if word not in OPEN_WORDS]
    has_object = any(at > 0 and words[at - 1] in _BEFORE_AN_OBJECT for at in own_words)
    return _is_more_than_no(sentence) and len(own_words) <= 1 and not has_object


def _answer_to_notice(said: Sequence[_Said], index: int) -> SpokenWish:
    own = said[index]
    earlier = said[max(0, index - 2 * _FIRST_WORDS) : index]
    bare = [sentence for sentence in own.sentences if _is_bare_refusal(sentence) and _is_more_than_no(sentence)]
    was_told = any(TELLS.search(other.words) for other in earlier)
    is_late = bare and index > 1 and any(map(_is_of_recording, said[index - 2].sentences))
    if is_late or (was_told and any(map(COMES_BACK.search, bare))):
        return SpokenWish.DOUBTFUL
    if index >= 2 * _FIRST_WORDS or (earlier and _asks_another_leave(earlier[-1].words)):
        return SpokenWish.NONE
    refusals = [said for said in own.sentences if SURE_REFUSAL.search(said) and not OF_BUSINESS.search(said)]
    if any(NAMES_CONSENT.search(sentence) for sentence in refusals):
        is_sure = not earlier and any(map(_is_bare_refusal, refusals)) and not SAID_THEN.search(own.words)
        return SpokenWish.OBJECTS if is_sure else SpokenWish.DOUBTFUL
    nothing_else_asked = not earlier or GREETS.search(earlier[-1].words) or not _asks_anything(earlier[-1])
    speaks_of_it = any(NOTICE.search(sentence) and RELUCTANT.search(sentence) for sentence in own.sentences)
    return SpokenWish.DOUBTFUL if speaks_of_it or (bare and nothing_else_asked) else SpokenWish.NONE


def _is_more_than_no(sentence: str) -> bool:
    """Whether it refuses by more than the small words of any talk: "No, I'd rather not", and not "No way"."""
    return RELUCTANT.search(SAID_OF_ANYTHING.sub(" ", sentence)) is not None


def _asks_anything(said: _Said) -> bool:
    offers_keys = OFFERS_KEYS.search(said.words) is not None and not TELLS.search(said.words)
    return said.ends_in_question or offers_keys or ASKS_ANOTHER.search(said.words) is not None


def _asks_another_leave(asked: str) -> bool:
    """Whether the agent asked for consent or objections to something else."""
    return NAMES_CONSENT.search(asked) is not None and not TELLS.search(asked)


def _is_of_another_thing(asked: str) -> bool:
    is_other = any(wording.search(asked) for wording in (ANOTHER_THING, DATA_RECORDED, PROVES))
    return is_other and not SELF.search(asked)


def _is_last_word(asked: str) -> bool:
    """Whether the agent's turn ends with the recording, and not with another question after it."""
    last = max((match.end() for match in TELLS.finditer(asked)), default=0)
    return not ASKS_ANOTHER.search(OFFERS_HELP.sub(" ", IS_LEAVE.sub(" ", asked[last:])))


def _asked_before(said: Sequence[_Said], index: int) -> str:
    """The agent's words just before, if they spoke of recording, or said yes to the question whether there is any."""
    if index == 0:
        return ""
    asked = said[index - 1].words
    if index > 2 and len(said[index - 2].words.split()) <= _BACK_CHANNEL:
        asked = f"{said[index - 3].words} {asked}"
    asked = " ".join(asked.split()[-_LONGEST_QUESTION:])
    if TELLS.search(asked):
        return asked
    is_yes = index > 1 and SAYS_YES_ITS_ON.search(asked) and any(map(_is_of_recording, said[index - 2].sentences))
    return "this call is recorded" if is_yes else ""


def _sentences(text: str) -> tuple[str, ...]:
    """Plain words, sentence by sentence, long ones in pieces that overlap by half."""
    step = _LONGEST_PIECE // 2
    pieces: list[str] = []
    for sentence in re.split(r"[.?!;]+(?=\s|$)", text):
        words = plain_words(sentence).split()
        starts = range(0, max(1, len(words) - step), step)
        pieces += [" ".join(words[start : start + _LONGEST_PIECE]) for start in starts]
    return tuple(piece for piece in pieces if piece)


def plain_words(text: str) -> str:
    """Lower case, no marks, and what is varied without meaning another thing made the same."""
    low = re.sub(r"[^\w’']+", " ", text.lower())
    for varied, same in SAME_WORDS.items():
        low = " ".join(re.sub(varied, same, low).split())
    return ANOTHER_RECORD.sub(" something ", low).strip()
