"""What was said before a caller's words, as far as the model reads it; and whether it reads the words at all.

Nearly every objection refuses or forbids something, or speaks of being heard or kept, or answers what was said of
recording; most talk does none of this, and is not read.
"""

import re
from collections.abc import Sequence

from redact.word_set import word_set

_REFUSES = word_set(
    "no nope nah not dont don't don never none nothing nobody neither nor without cannot cant can't wont won't "
    "wouldnt wouldn't didnt didn't doesnt doesn't isnt isn't arent aren't mustnt mustn't shouldnt shouldn't "
    "couldnt couldn't aint ain't havent haven't hasnt hasn't wasnt wasn't rather prefer sooner mind object "
    "objection objections objecting objected refuse refusing decline disagree forbid forbidden unless against "
    "hate opt opting opted exclude private privately privacy confidential consent permission uncomfortable "
    "comfortable happier illegal rights secret negative unhappy withdraw withdrawing revoke uneasy nervous "
    "discreet dare between exception naw nae dinnae cannae disnae wouldnae gonnae"
)
_STOPS = word_set(
    "stop stopped off end delete deleted erase erased wipe wiped destroy destroyed kill cut pause switch remove "
    "removed skip scrap unplug unplugged discard purge purged shut quit cease disconnect forgotten aff scrub scrubbed "
    "strike gone vanish disappear lose bin binned rub clear drop disable disabled suppress desist erasure"
)
_HEARS = word_set(
    "monitor monitored monitoring listening listens listen listened eavesdrop eavesdropping overhear spy spying "
    "spied snooping bugged surveillance voice training microphone mic captured stored transcript transcribed "
    "archived machine ears audience regarded accorded cording corded according keep keeping kept save saving "
    "saved store storing copy copies trace hear hearing heard unmonitored retention retain retained transcribe "
    "transcribing transcription keepin"
)
_STEMS = ("record", "unrecord", "reckord", "wreck", "recod", "recor", "tape", "taping", "untape", "wiretap", "tapp")
_WORDS = _REFUSES | _STOPS | _HEARS
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_SPEAKS_OF_IT = re.compile(
    r"\b(?:un)?(?:re|wreck) ?cord|\brecod|\btap(?:e|ed|ing)\b|\bmonitored\b|\btraining\b|\bkeep a copy\b|\bquality\b"
    r"|\b(?:stor|sav|saf|keep|kept|archiv)\w*(?: \w+){0,2} (?:calls?|cool|conversations?|voice)\b"
    r"|\b(?:calls?|conversations?|voice)(?: \w+){0,3} (?:stored|saved|kept|archived|on file)\b|\bon (?:the )?record\b"
    r"|\b(?:turn|switch) (?:it|this|that) off\b|\b(?:like|with|want) it off\b|\b(?:delete|keep) (?:it|this|that)\b",
    re.IGNORECASE,
)
_LONGEST_TURN = 400
"""Characters of what was said before; its end counts."""


def words_before(said: Sequence[str], index: int) -> str:
    """The end of what was said just before, and of what the caller had said before that, if it was of recording: "Are
    you taping this?" "Yes." """
    before = said[index - 1][-_LONGEST_TURN:] if index > 0 else ""
    earlier = said[index - 2][-_LONGEST_TURN:] if index > 1 else ""
    return f"{earlier} {before}" if _SPEAKS_OF_IT.search(earlier) else before


def speaks_of_it(words: str) -> bool:
    """Whether the words name a recording, or what agents say of one."""
    return bool(_SPEAKS_OF_IT.search(words)) or any(word.startswith(_STEMS) for word in _WORD.findall(words.lower()))


def is_plausible(before: str, own: str) -> bool:
    """Whether the words may be an objection as far as single words and what was said before tell."""
    if _SPEAKS_OF_IT.search(before):
        return True
    return any(word.replace("’", "'") in _WORDS or word.startswith(_STEMS) for word in _WORD.findall(own.lower()))
