"""Whether a text conversation is in English: its importer may be wrong, and our detectors read no other language."""

import re
from collections.abc import Sequence

from calls.transcript import Turn

ENGLISH, UNSURE = "en", "und"

_COMMON_WORDS = frozenset(
    """the and you your yours i i'm i'd i'll i've my mine we our us he she it it's its they them their this that
    that's these those is are was were be been am do does did don't doesn't have has had can can't could will won't
    would should of to in on at for with from by about as if so but or not no yes yeah ok okay please thanks thank
    what what's when where which who how why there here just like get got need want know see now then all some any more
    than up out hello hi let let's me sure right good great call number
    zero oh one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred""".split()
)
"""The words that make up about half of any English conversation; hardly one of them is common in another language.
Number words are among them: our callers spell out a lot."""
LEAST_SHARE = 0.2
FEWEST_WORDS = 8
"""A party who says less decides nothing."""


def language_of_text(turns: Sequence[Turn]) -> str:
    """ "en" when each party who says enough does so in English, and somebody does; "und" otherwise.

    The tests hold the fixtures' texts above the limit and four other languages below it.
    """
    by_party: dict[str, list[str]] = {}
    for turn in turns:
        by_party.setdefault(turn.channel.value, []).extend(re.findall(r"[^\W\d_]+(?:'[a-z]+)?", turn.text.lower()))
    talkative = [words for words in by_party.values() if len(words) >= FEWEST_WORDS]
    if not talkative:
        talkative = [[word for words in by_party.values() for word in words]]
    return ENGLISH if all(_share(words) >= LEAST_SHARE for words in talkative) else UNSURE


def _share(words: Sequence[str]) -> float:
    return sum(word in _COMMON_WORDS for word in words) / len(words) if words else 0.0
