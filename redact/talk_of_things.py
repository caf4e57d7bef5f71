"""Talk of what is sold, shown or played: names in it are the things', their makers' or their heroes', and nobody's in
the call ("do you have Norah Jones on vinyl", "by Agatha Christie", "the marc jacobs daisy")."""

import re
from collections.abc import Sequence

from calls.call import Channel
from redact.dialogue_context import ReadTurn
from redact.word_set import word_set

_ASKED_FOR = re.compile(
    r"\b(?:do|did|have|are|can|could|would) (?:you|you guys|they|y'all)(?: guys| still| also)? "
    r"(?:have|sell|carry|stock|got|get in|do|selling|showing|playing|make|serve)\b|"
    r"\bhave you got\b|"
    r"\bwho(?:'s| is| are) (?:opening|playing|starring|headlining|singing|in it|on (?:stage|tonight))\b|"
    r"\b(?:in stock|on sale|on offer|sold out|out of stock|in paperback|on vinyl|on dvd|on blu-?ray)\b|"
    r"\b(?:book|novel|game|film|movie|album|song|band|series|play|musical|exhibition|exhibit|audiobook|author|perfume|"
    r"recipe|rose|roses|paint|colour|color|sofa|mattress|suite)s? (?:called|named|by|is|are|does|come)\b|"
    r"\b(?:what|which|who)(?:'s| is| are| time is| channel is)?\b.{0,30}\b(?:playing|on tonight|exhibition|channel|"
    r"flavou?rs?|colou?rs?|sizes?|in maestro|in it)\b|"
    r"\b(?:looking for|after|choose between|decide between|difference between) (?:a|an|the|some)\b|"
    r"\b(?:better|worse) than\b|\bhow (?:much|wide|tall|big|long) (?:is|are|does|do)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"[$£€] ?\d|\b\d+[.]\d\d\b|\b(?:dollars|pounds|bucks|euros|cents|pence|quid)\b|\bhalf (?:price|off)\b|"
    r"\b(?:aisle|in stock|sold out|on offer|out of stock|in paperback|specials? (?:are|is)|wants? shade|channel|"
    r"on the hold music|comes? in|box set|screen)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    r"\b(?:my name|this is|speaking|spoke|talked?|told|said|called me|help(?:ed)? me|your name|husband|wife|partner|"
    r"son|daughter|mother|father|mum|mom|dad|brother|sister|colleague|neighbou?r|signed|on behalf|account|driver|"
    r"technician|manager|agent|mr|mrs|ms|dr|doctor)\b",
    re.IGNORECASE,
)
_ARTICLES = word_set("the these those new both another two")
_PEOPLE_AFTER = word_set(
    "account accounts order family residence reservation booking household file case party wedding estate policy claim "
    "appointment brothers sisters twins kids"
)
_KEPT_OPEN = 2
"""Turns after which talk of things is over, unless it is taken up again."""


def turns_about_things(reads: Sequence[ReadTurn]) -> frozenset[int]:
    """Turns that speak of things on offer, and what the other party says to that."""
    found: set[int] = set()
    left = 0
    for read in reads:
        text = read.turn.text
        if _OF_PEOPLE.search(text):
            left = 0
            continue
        is_asked = read.turn.channel is not Channel.AGENT and _ASKED_FOR.search(text) is not None
        if is_asked or _OFFERED.search(text):
            left = _KEPT_OPEN + 1
        if left > 0:
            found.add(read.index)
            left -= 1
    return frozenset(found)


def is_spoken_of_as_thing(read: ReadTurn, start: int, end: int) -> bool:
    """Whether characters [start, end) of a turn follow an article or "by" and no people are meant: "the heinz"."""
    inside = [k for k in read.atoms_at(start, end) if start <= read.atoms[k].start]
    if not inside or inside[0] == 0:
        return False
    before = read.atoms[inside[0] - 1].low
    after = read.atoms[inside[-1] + 1].low if inside[-1] + 1 < len(read.atoms) else ""
    return before in _ARTICLES and after not in _PEOPLE_AFTER and not read.atoms[inside[-1]].low.endswith("s")
