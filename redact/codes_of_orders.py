"""Codes that an order, a booking or a ticket was named for: "the confirmation's QX7RTB". The name model takes them for
a customer's or a machine's; they alone make no call somebody's.
"""

import re
from collections.abc import Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from redact.dialogue_context import ReadTurn
from redact.findings_at import FindingsAt
from redact.number_detector import FAIL_SAFE_FROM

_ORDER = (
    r"(?:order|booking|reservation|confirmation|ticket|quote|docket|receipt|tracking|transfer number|grid|"
    r"reference|ref|entry|hold number|slip)"
)
_FILLERS = r"(?:[ ,.:-]*\b(?:um|uh|er|erm|it's|it is|that's|yes|yeah|sure|okay|of course|number|under))*[ ,.:-]*$"
_NAMED = re.compile(
    rf"(?<!on the )(?<!on my )(?<!on that )\b{_ORDER}"
    rf"(?:[ -](?:number|no|reference|ref|code|id))?(?: in| here| with you)?"
    rf"(?:'s| is| was| as|'ll say| will say)?{_FILLERS}",
    re.IGNORECASE,
)
"""The end of what stands before a code."""
_ASKED = re.compile(
    rf"\b{_ORDER}[ -](?:number|no|reference|ref|code|id)\b(?:[ ,]+(?:please|there|at all|for me|handy))*\W*$",
    re.IGNORECASE,
)
"""The end of the turn before, which leaves nothing but fillers before the code."""
_ONLY_FILLERS = re.compile(rf"^{_FILLERS}", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:it's|that's) under[ ,]*$", re.IGNORECASE)
_AN_ORDER = re.compile(rf"\b{_ORDER}\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    r"\b(?:serials?|s n|accounts?|customer(?:'s)?|clients?|shopper|member(?:ship)?|polic(?:y|ies)|patient|phones?|"
    r"mobile|cell|extension|employee|staff|payroll|flyer|travell?er|loyalty|rewards?|card|cards|clubcard|library|"
    r"devices?|machine|desk|passport|licen[cs]e|vin|reg|registration|plate|name|pin|pass ?(?:word|code|phrase)|"
    r"secret|my id|your id|or)\b",
    re.IGNORECASE,
)
"""Said with the word for an order, it makes the code somebody's: "my member number on the booking"."""
_SAID_WITH = 80
"""Characters before the code, and ..."""
_FARTHEST = 300
"""... at the end of a turn before."""
_MOST_BLANKS = 4
_TURNS_BEFORE = 2
_KINDS = frozenset({Kind.DEVICE_SERIAL, Kind.CUSTOMER_ID})
_KINDS_SPELLED = _KINDS | {Kind.CREDENTIAL, Kind.PHONE}
_MOST_WORDS_AMID = 2
_LONGEST_CODE = 12
_LEAST_SAID_AGAIN = 3
"""Digits that are known for a part of a code."""


class CodesOfOrders:
    """Which of the findings of a call are such codes, or are said again."""

    def __init__(self, reads: Sequence[ReadTurn], found: Sequence[Finding]) -> None:
        self._reads = reads
        likely = [one for one in found if one.kind in _KINDS and self._may_be_code(one)]
        named = {one for one in likely if self._is_named(one)}
        wholes = {self._digits(one) for one in named}
        spelled = {self._characters(one) for one in named}
        orders = [one for one in found if one.kind is Kind.ORDER_NUMBER]
        self._edges = {(one.turn, edge) for one in orders for edge in (one.start, one.end)}
        codes = [one for one in likely if one in named or self._is_part(self._digits(one), wholes)]
        codes += [
            one
            for one in found
            if one.kind in _KINDS_SPELLED and (self._characters(one) in spelled or self._is_amid(one))
        ]
        self._codes = FindingsAt(codes)

    def has(self, finding: Finding) -> bool:
        """`finding` may be a word of one, with the marks beside it."""
        return bool(self._codes.within(finding.turn, finding.start, finding.end))

    def _digits(self, finding: Finding) -> str:
        runs = self._reads[finding.turn].runs_at(finding.start, finding.end)
        return "".join(run.digits for run in runs)

    def _is_amid(self, finding: Finding) -> bool:
        """A word or two that the model calls otherwise than the parts of an order's number before or behind it."""
        text = self._reads[finding.turn].turn.text
        before = len(text[max(0, finding.start - _MOST_BLANKS) : finding.start].rstrip())
        behind = text[finding.end : finding.end + _MOST_BLANKS]
        sides = (
            max(0, finding.start - _MOST_BLANKS) + before,
            finding.end + len(behind) - len(behind.lstrip()),
        )
        is_short = len(text[finding.start : finding.end].split()) <= _MOST_WORDS_AMID
        return is_short and any((finding.turn, side) in self._edges for side in sides)

    def _characters(self, finding: Finding) -> str:
        said = self._reads[finding.turn].turn.text[finding.start : finding.end].lower()
        return "".join(char for char in said if char.isalnum())

    def _may_be_code(self, finding: Finding) -> bool:
        return 0 < len(self._digits(finding)) <= _LONGEST_CODE

    def _is_part(self, digits: str, wholes: set[str]) -> bool:
        return len(digits) >= _LEAST_SAID_AGAIN and any(digits in whole for whole in wholes)

    def _is_named(self, finding: Finding) -> bool:
        own = self._reads[finding.turn].turn
        before = own.text[max(0, finding.start - _SAID_WITH) : finding.start]
        if _OF_SOMEBODY.search(before):
            return False
        if _NAMED.search(before):
            return True
        earlier = [
            read.turn.text[-_FARTHEST:] for read in self._reads[max(0, finding.turn - _TURNS_BEFORE) : finding.turn]
        ]
        if own.channel is Channel.AGENT and len(self._digits(finding)) < FAIL_SAFE_FROM and _UNDER.search(before):
            return any(_AN_ORDER.search(text) for text in earlier)
        return (
            bool(earlier)
            and finding.start < _SAID_WITH
            and _ASKED.search(earlier[-1]) is not None
            and not _OF_SOMEBODY.search(earlier[-1])
            and _ONLY_FILLERS.search(before) is not None
        )
