"""Order, claim and booking codes by their form ("TRV-3380-C", "ORD-118-2040") or by the word right before them ("your
claim's W one seven"), and the police's logs ("four four one of the ninth"). What is found as a kind that is hidden
stays hidden: no cue is made of these words.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.number_words import MONTHS, NUMERALS, ORDINALS

_FORM = re.compile(
    r"(?<![\w-])[A-Z]{1,4}-(?:[A-Z]{1,4}-)?(?=[\d-]*\d{3})\d[\d-]*(?:-?[A-Z]{1,3})?(?![\w])|(?<![\w-])[A-Z](?:-\d){4,}(?![\w-])"
)
_CHAR = rf"(?:\d+|(?:{'|'.join(sorted(NUMERALS))})\b|[a-z]\b)"
_ANNOUNCED = re.compile(
    r"\b(?:order|claim|reference|ref|booking|reservation|ticket|case|confirmation|notice|rma|job|tracking)"
    r"(?: (?:number|no|id|code))?(?:'s| is| was)?[\s,:]+(?:(?:um|uh|er)[\s,]+)?"
    rf"(?P<code>{_CHAR}(?:[\s,-]+{_CHAR}){{3,20}})",
    re.IGNORECASE,
)
_LOG_OF_DAY = re.compile(
    r"(?:(?-i:\b[A-Z]{2,4}) )?(?<![\d,.-])(?<!\d )\b(?!\d{1,3},\d{3}\b)"
    rf"(?:\d[\s,-]*|(?:{'|'.join(sorted(NUMERALS))})[\s,-]+){{3,8}}of the "
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:(?:twenty|thirty)[ -])?(?:{'|'.join(sorted(ORDINALS))}))\b"
    rf"(?=\s*(?:[.,;?!]|$|(?:and|it|is|that|this|at|on|in|from|i|i'll|i've|yes|yeah|so|okay|{'|'.join(MONTHS)})\b))",
    re.IGNORECASE,
)
"""An incident's number and its day: how the police of England and Wales name what is reported to them. Something that
is counted ("250 of the first ones") has a noun behind it."""


class OrderCodeDetector:
    name = "order codes"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [finding for index, turn in enumerate(turns) for finding in _codes_in(index, turn.text)]


def _codes_in(index: int, text: str) -> Iterator[Finding]:
    for match in _FORM.finditer(text):
        yield _finding(index, *match.span(), "has the form of an order's code")
    for match in _ANNOUNCED.finditer(text):
        code = match.group("code")
        if any(char.isdigit() for char in code) or set(code.lower().split()) & NUMERALS:
            yield _finding(index, *match.span("code"), "named as an order's code")
    for match in _LOG_OF_DAY.finditer(text):
        yield _finding(index, *match.span(), "an incident's number and day")


def _finding(index: int, start: int, end: int, reason: str) -> Finding:
    return Finding(Kind.ORDER_NUMBER, index, start, end, 0.5, OrderCodeDetector.name, reason)
