"""When a card ended, told as a month: "that one expired in June", "a Mastercard that expired last November".

A month that a passport, a policy or an offer ends in is nobody's card's.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.merge_findings import merge_findings
from redact.number_words import MONTHS

_EXPIRED = re.compile(
    r"\bexpire[sd]?(?: (?:back|just|already))?(?: (?:in|at|on|by))?(?: the)?(?: end of)? "
    rf"(?P<month>(?:(?:last|this|next) )?(?:{'|'.join(MONTHS)}))\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"\b(?:cards?|visa|mastercard|amex|american express|discover|debit|credit)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:passport|licen[cs]e|warranty|guarantee|contract|membership|policy|insurance|certificate|visa (?:for|to)|"
    r"permit|offer|voucher|coupon|gift|library|travel|rail|bus|loyalty|green|points?|lease|quote|m ?o ?t|tag|"
    r"registration)\b",
    re.IGNORECASE,
)
_OF_CARDS = frozenset({Kind.CARD_NUMBER, Kind.CARD_EXPIRY, Kind.CARD_CVV})
_TURNS_BEFORE = 2


def with_card_months(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """`found` (disjoint, in reading order) with the months in which cards end."""
    months = list(_months(turns, {finding.turn for finding in found if finding.kind in _OF_CARDS}))
    return merge_findings(turns, (*found, *months)) if months else tuple(found)


def _months(turns: Sequence[Turn], of_cards: set[int]) -> Iterator[Finding]:
    for index, turn in enumerate(turns):
        for match in _EXPIRED.finditer(turn.text):
            near = range(max(0, index - _TURNS_BEFORE), index + 1)
            is_of_card = any(k in of_cards or _CARD.search(turns[k].text) for k in near)
            if is_of_card and not any(_OTHER.search(turns[k].text) for k in near):
                yield Finding(
                    Kind.CARD_EXPIRY, index, *match.span("month"), 0.8, "card months", "the month in which a card ends"
                )
