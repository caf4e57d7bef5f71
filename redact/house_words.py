"""The words that belong to an address: before its number ("flat number 6-0-2, Trinity Heights", "house number 45"),
between two parts of it ("the hostel on Gas Street"), and the article of a house with a name ("the coach house")."""

import re
from collections.abc import Sequence
from dataclasses import replace

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.known_streets import HOUSES_WITH_NAMES
from redact.merge_findings import merge_findings
from redact.number_words import NUMERALS

_BEFORE = re.compile(
    r"\b(?:(?:the )?(?:house|flat|plot|door|shop|unit|room|apartment|villa|lot|suite|bungalow|cottage)"
    r"(?: (?:number|no\.?))?)[ ,]+$",
    re.IGNORECASE,
)
_BEFORE_NAMED = re.compile(_BEFORE.pattern.removesuffix("[ ,]+$") + r"[ ,]+$|\bnumber $", re.IGNORECASE)
"""The same before a number and a street."""
_NUMBER = re.compile(rf"\d|(?:{'|'.join(sorted(NUMERALS))})\b", re.IGNORECASE)
_NAME = re.compile(r"\d\W+[A-Za-z]{3}")
_BETWEEN = re.compile(r",? (?:on|off|of|above|behind|below) ", re.IGNORECASE)
_LONGEST_BEFORE = 30
_ARTICLE = re.compile(r"\bthe ", re.IGNORECASE)
_ARTICLE_CHARS = 4
_HOUSE = rf"(?:{'|'.join(sorted(HOUSES_WITH_NAMES))})\b"
_NAMED_HOUSE = {
    Kind.ADDRESS: re.compile(rf"(?:[a-z']+ ){{0,2}}{_HOUSE}", re.IGNORECASE),
    Kind.PERSON: re.compile(rf"(?:[a-z']+ ){{1,2}}{_HOUSE}", re.IGNORECASE),
}
"""What begins with a house; names that a general model takes for a person's have a word before it ("Coach House")."""


def with_house_words(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found`, those that begin with the number of a house begun where it is named."""
    return [_widened(turns[finding.turn].text, finding) for finding in found]


def _widened(text: str, finding: Finding) -> Finding:
    if finding.kind is not Kind.ADDRESS or not _NUMBER.match(text[finding.start : finding.end]):
        return finding
    near = max(0, finding.start - _LONGEST_BEFORE)
    has_name = _NAME.search(text[finding.start : finding.end]) is not None
    before = (_BEFORE_NAMED if has_name else _BEFORE).search(text[near : finding.start])
    return replace(finding, start=near + before.start()) if before else finding


def joined_addresses(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found`, disjoint and in reading order, parts of addresses with nothing but "on" between them made one."""
    joined: list[Finding] = []
    for finding in found:
        last = joined[-1] if joined else None
        if last is not None and _are_joined(turns[finding.turn].text, last, finding):
            joined[-1] = replace(last, end=finding.end)
        else:
            joined.append(finding)
    return tuple(joined)


def _are_joined(text: str, one: Finding, two: Finding) -> bool:
    are_addresses = one.turn == two.turn and one.kind is two.kind is Kind.ADDRESS
    return are_addresses and _BETWEEN.fullmatch(text[one.end : two.start]) is not None


def with_articles(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found`, houses with a name begun with their "the"; disjoint findings in reading order."""
    return merge_findings(turns, [_with_article(turns[finding.turn].text, finding) for finding in found])


def _with_article(text: str, finding: Finding) -> Finding:
    named = _NAMED_HOUSE.get(finding.kind)
    is_named = named is not None and named.match(text[finding.start : finding.end]) is not None
    has_article = is_named and _ARTICLE.fullmatch(text, max(0, finding.start - _ARTICLE_CHARS), finding.start)
    return replace(finding, start=finding.start - _ARTICLE_CHARS) if has_article else finding
