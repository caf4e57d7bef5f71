"""What a caller wishes by what was said before: the agent's question ("Do you mind if we record?"), or the notice.

The same "no" refuses, agrees or is of another thing, by what it answers.
"""

from collections.abc import Sequence

from calls.call import Channel
from calls.consent import SpokenWish
from redact.objection_consents import AGREES, NEUTRAL, SAYS_YES, consents, without_consents
from redact.objection_look_alikes import ANOTHER_THING, DATA_RECORDED
from redact.objection_questions import (
    ASKS_ANOTHER,
    ASKS_FOR_A_NO,
    ASKS_FOR_LEAVE,
    ASKS_LEAVE,
    ASKS_OUTRIGHT,
    DENIES_LEAVE,
    GREETS,
    IS_LEAVE,
    MINDS_A_BIT,
    MINDS_NOT_AT_ALL,
    NO_NEED,
    OFFERS_AN_END,
    OFFERS_HELP,
    OFFERS_KEYS,
    PAUSES_FOR_A_CARD,
    PROVES,
    SAYS_YES_ITS_ON,
    TAKES_IT_UP,
    TAKES_NOTICE,
    TELLS,
)
from redact.objection_refusals import (
    COMES_BACK,
    GOES_ELSEWHERE,
    HEDGED,
    NAMES_CONSENT,
    OF_BUSINESS,
    OF_THINGS,
    OPEN_WORDS,
    RELUCTANT,
    SAID_OF_ANYTHING,
    SAID_THEN,
    SAYS_NO,
    SURE_REFUSAL,
)
from redact.objection_sentences import Said, is_bare_refusal, is_of_recording, speaks_of_recording, without_no
from redact.objection_topics import NOTICE, SELF

_FIRST_WORDS = 3
"""So many of the caller's first utterances answer the notice, which is no part of the transcript."""
_SHORT_ANSWER = 8
_CURT = 12
_BEFORE_AN_OBJECT = frozenset("the a an my your our this that no any some more".split())
_POINTS_BACK = frozenset("that this it".split())
_BACK_CHANNEL = 2
_LONGEST_QUESTION = 60
_MERE_QUESTION = 4
"""Words of "is that okay", behind what it asks about."""
_HELLO = 2
"""Words with which a caller may greet back before they come to anything."""
_MATTER = 2
"""So many words of its own make a sentence one about a matter."""


def answered_wish(said: Sequence[Said], index: int) -> SpokenWish:
    """By what was asked or told before: the agent's question, or the notice at the call's beginning."""
    own, asked = said[index], _asked_before(said, index)
    if asked and (_is_of_another_thing(asked) or _is_a_pause(said[index - 1], own)):
        return SpokenWish.NONE
    if asked:
        return _answer_to(asked, own)
    return _answer_to_notice(said, index)


def _answer_to(asked: str, own: Said) -> SpokenWish:
    first = own.sentences[0] if own.sentences else ""
    agrees = consents(own.words) or any(map(AGREES.search, own.sentences))
    refuses = any(SURE_REFUSAL.search(words) for words in (*own.sentences, *own.first_clauses))
    is_bare = any(is_bare_refusal(sentence) for sentence in own.sentences)
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
        is_reluctant = any(_is_curt(without_no(sentence)) for sentence in left)
        return SpokenWish.DOUBTFUL if is_reluctant and is_short else SpokenWish.NONE
    is_offered_help = OFFERS_HELP.search(asked) is not None
    asks_leave = ASKS_LEAVE.search(asked) and ASKS_FOR_LEAVE.search(asked) and not is_offered_help
    is_of_the_matter = not asks_leave and not speaks_of_recording(first) and _has_own_words(first)
    says_no = SAYS_NO.search(first) is not None and not is_offered_help and not is_of_the_matter
    if is_last and (refuses or (asks_leave and says_no)):
        return SpokenWish.OBJECTS
    if (
        (IS_LEAVE.search(asked) and DENIES_LEAVE.search(own.words))
        or (refuses and not _answers_another(asked, own))
        or (is_last and (is_bare or says_no))
    ):
        return SpokenWish.DOUBTFUL
    is_no_yes = is_last and asks_leave and (is_short or RELUCTANT.search(first)) and not SAYS_YES.search(first)
    is_curt = is_last and any(
        _is_curt(sentence) or _points_back(sentence) for sentence in (*own.sentences[:2], *own.first_clauses)
    )
    return SpokenWish.DOUBTFUL if is_no_yes or is_curt or (is_bare and IS_LEAVE.search(asked)) else SpokenWish.NONE


def _answer_to_a_no(own: Said, first: str, *, agrees: bool, refuses: bool, is_asked: bool, is_bare: bool) -> SpokenWish:
    """The answer to "Do you mind?" or "Shall I turn it off?", where "yes" refuses."""
    if SAYS_YES.search(first) or refuses:
        return SpokenWish.DOUBTFUL if agrees else SpokenWish.OBJECTS
    if MINDS_A_BIT.search(first) and not agrees:
        return SpokenWish.DOUBTFUL
    is_none = agrees or SAYS_NO.search(first) is not None or MINDS_NOT_AT_ALL.search(own.words) is not None
    return SpokenWish.DOUBTFUL if (is_bare or is_asked) and not is_none else SpokenWish.NONE


def _answers_another(asked: str, own: Said) -> bool:
    """Whether another question came after the recording was spoken of, and a mere "I'd rather not" answers that."""
    return not (_is_last_word(asked) or GREETS.search(asked) or NAMES_CONSENT.search(own.words))


def _has_own_words(sentence: str) -> bool:
    """Whether it speaks of a matter: "No, I don't want to renew my policy." """
    return sum(word not in OPEN_WORDS for word in sentence.split()) >= _MATTER


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


def _answer_to_notice(said: Sequence[Said], index: int) -> SpokenWish:
    own = said[index]
    earlier = said[max(0, index - 2 * _FIRST_WORDS) : index]
    open_ones = [sentence for sentence in own.sentences if not OF_THINGS.search(sentence)]
    bare = [sentence for sentence in open_ones if is_bare_refusal(sentence) and _is_more_than_no(sentence)]
    was_told = any(TELLS.search(other.words) for other in earlier)
    is_late = bare and index > 1 and any(map(is_of_recording, said[index - 2].sentences))
    if is_late or (was_told and any(map(COMES_BACK.search, bare))):
        return SpokenWish.DOUBTFUL
    if index >= 2 * _FIRST_WORDS or (earlier and _asks_another_leave(earlier[-1].words)):
        return SpokenWish.NONE
    refusals = [said for said in own.sentences if SURE_REFUSAL.search(said) and not OF_BUSINESS.search(said)]
    if any(NAMES_CONSENT.search(sentence) for sentence in refusals):
        is_told = SAID_THEN.search(own.words) or HEDGED.search(own.words)
        is_sure = not earlier and any(map(is_bare_refusal, refusals)) and not is_told
        return SpokenWish.OBJECTS if is_sure else SpokenWish.DOUBTFUL
    has_begun = any(len(said.words.split()) > _HELLO for said in earlier if said.channel is not Channel.AGENT)
    is_greeted = not earlier or (GREETS.search(earlier[-1].words) is not None and not has_begun)
    nothing_else_said = is_greeted or (index <= 1 and not _asks_anything(earlier[-1]))
    speaks_of_it = any(NOTICE.search(sentence) and RELUCTANT.search(sentence) for sentence in own.sentences)
    return SpokenWish.DOUBTFUL if speaks_of_it or (bare and nothing_else_said) else SpokenWish.NONE


def _is_more_than_no(sentence: str) -> bool:
    """Whether it refuses by more than the small words of any talk: "No, I'd rather not", and not "No way"."""
    return RELUCTANT.search(SAID_OF_ANYTHING.sub(" ", sentence)) is not None


def _asks_anything(said: Said) -> bool:
    offers_keys = OFFERS_KEYS.search(said.words) is not None and not TELLS.search(said.words)
    return said.ends_in_question or offers_keys or ASKS_ANOTHER.search(said.words) is not None


def _asks_another_leave(asked: str) -> bool:
    """Whether the agent asked for consent or objections to something else."""
    return NAMES_CONSENT.search(asked) is not None and not TELLS.search(asked)


def _is_of_another_thing(asked: str) -> bool:
    is_other = any(wording.search(asked) for wording in (ANOTHER_THING, DATA_RECORDED, PROVES))
    return is_other and not SELF.search(asked)


def _is_a_pause(asking: Said, own: Said) -> bool:
    """Whether the agent's last sentence stops the recording while a card is read out, and the caller just says yes: a
    no answers what else was asked."""
    told = [sentence for sentence in asking.sentences if len(sentence.split()) > _MERE_QUESTION]
    if not told or not PAUSES_FOR_A_CARD.search(told[-1]) or "or" in told[-1].split():
        return False
    refuses = any(SURE_REFUSAL.search(sentence) or SAYS_NO.search(sentence) for sentence in own.sentences)
    return not refuses and bool(own.sentences) and SAYS_YES.search(own.sentences[0]) is not None


def _is_last_word(asked: str) -> bool:
    """Whether the agent's turn ends with the recording, and not with another question after it."""
    last = max((match.end() for match in TELLS.finditer(asked)), default=0)
    return not ASKS_ANOTHER.search(OFFERS_HELP.sub(" ", IS_LEAVE.sub(" ", asked[last:])))


def _asked_before(said: Sequence[Said], index: int) -> str:
    """The agent's words just before, if they spoke of recording, or said yes to the question whether there is any."""
    if index == 0:
        return ""
    asked = said[index - 1].words
    if index > 2 and len(said[index - 2].words.split()) <= _BACK_CHANNEL:
        asked = f"{said[index - 3].words} {asked}"
    asked = " ".join(asked.split()[-_LONGEST_QUESTION:])
    if TELLS.search(asked):
        return asked
    is_yes = index > 1 and SAYS_YES_ITS_ON.search(asked) and any(map(is_of_recording, said[index - 2].sentences))
    return "this call is recorded" if is_yes else ""
