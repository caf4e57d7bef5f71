"""Which of a call's persons are its parties, by how they are spoken of in redacted text: "my name is [PERSON]"."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn

_OTHER = {Channel.CALLER: Channel.AGENT, Channel.AGENT: Channel.CALLER}
_OF_ONESELF = re.compile(
    r"\b(my (?:full |first |last )?name(?:'s| is)|(?:the )?name's|i'm|i am|this is|it's|it is|they call me"
    r"|you(?:'re| are) (?:speaking|talking|chatting) (?:with|to))[\s,]*$"
)
_AFTER_ONESELF = re.compile(r"^[\s,]*(?:speaking|here)\b")
_TO_THE_OTHER = re.compile(
    r"\b(thank you(?: so much| very much)?|thanks(?: again)?|hi|hello|hey|good (?:morning|afternoon|evening)|bye"
    r"|goodbye|dear|sorry|okay|all ?right|sure|am i (?:speaking|talking) (?:with|to)|is this)"
    r"[\s,]*(?:mr|mrs|ms|miss|dr)?[\s,.]*$"
)
_ASKED = re.compile(r"\byour (?:full |first |last |good )?name\b|\bwho am i (?:speaking|talking)|\bwho's calling")
_OF_SOMEBODY = re.compile(r"^['’]s\b")
"""[PERSON]'s wife is somebody else."""
_BEFORE = 60

INTRODUCED, ANSWERED, ADDRESSED = 3, 2, 1
"""How much each way of speaking of somebody counts."""


def named_parties(
    turns: Sequence[Turn], labels: Sequence[Finding], numbers: Sequence[int | None]
) -> Mapping[int, Channel]:
    """The party that each person's number stands for, where the words around its labels say so. `numbers` go with
    `labels`. A channel without a party's name is nobody's."""
    votes: dict[int, Counter[Channel]] = defaultdict(Counter)
    answered: set[int] = set()
    for label, number in zip(labels, numbers, strict=True):
        turn = turns[label.turn]
        if label.kind is not Kind.PERSON or number is None or turn.channel not in _OTHER:
            continue
        if (vote := _vote(turn, label)) is not None:
            votes[number][vote[0]] += vote[1]
        if label.turn not in answered and _was_asked(turns, label.turn):
            votes[number][turn.channel] += ANSWERED
        answered.add(label.turn)
    winners = {number: _winner(counted) for number, counted in votes.items()}
    return {number: party for number, party in winners.items() if party is not None}


def _vote(turn: Turn, label: Finding) -> tuple[Channel, int] | None:
    before = turn.text[max(0, label.start - _BEFORE) : label.start].lower().replace("’", "'")
    after = turn.text[label.end : label.end + _BEFORE].lower()
    if _OF_SOMEBODY.search(after):
        return None
    if _OF_ONESELF.search(before) or _AFTER_ONESELF.search(after):
        return turn.channel, INTRODUCED
    return (_OTHER[turn.channel], ADDRESSED) if _TO_THE_OTHER.search(before) else None


def _was_asked(turns: Sequence[Turn], at: int) -> bool:
    """Whether the other party asked for a name right before."""
    asked = turns[at - 1] if at else None
    return asked is not None and asked.channel is _OTHER[turns[at].channel] and bool(_ASKED.search(asked.text.lower()))


def _winner(counted: Counter[Channel]) -> Channel | None:
    """None where both parties have as much for them."""
    (first, most), *rest = counted.most_common()
    return None if rest and rest[0][1] == most else first
