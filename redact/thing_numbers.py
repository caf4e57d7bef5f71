"""Numbers of things that are known by how they are written: tyres ("235/65R17, 104H", ISO 4000-1), drugs ("NDC
0363-0074-12", 21 CFR 207.33), boilers ("GC number 47-075-16", the Gas Council's list), engines' trouble codes ("P0456",
SAE J2012), the address by which every machine calls itself (127.0.0.1, RFC 1122), prices in a row ("218.64, 41.17 and
6.80"), scores in a row ("52-41, 38-60, 71-12"), how long a lot keeps ("Lot 4K2213, exp 08/26")."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.spoken_forms import atoms_of, runs_of

_TYRE = re.compile(r"\b\d{3} ?/ ?\d{2,3} ?Z?[RB] ?\d{2}(?:,? ?\d{2,3}[A-Z]{1,2})?\b")
_DRUG = re.compile(r"\bN\.?D\.?C\.?(?: number| code| is|'s)?[ :#]+\d{4,5}-\d{3,4}-\d{1,2}\b", re.IGNORECASE)
_MACHINE_ITSELF = re.compile(r"(?<![\d.])(?:127\.0\.0\.1|0\.0\.0\.0|255\.255\.255\.\d{1,3})(?!\d|[.]\d)")
_PRICE = r"(?:[1-9]\d{0,3}|0)[.]\d\d"
_PRICES = re.compile(rf"(?<![\d.]){_PRICE}(?:(?:,| and|, and) (?:\d{{1,2}} at )?{_PRICE})+(?!\d|[.]\d)")
_PRICED = re.compile(r"[$£€] ?(\d{1,4}[.]\d\d)\b")
_TROUBLE_CODE = re.compile(r"\b[PBCU][0-3]\d{3}\b(?:,? (?:and )?[PBCU][0-3]\d{3}\b)*")
_OF_ENGINES = re.compile(
    r"\b(?:code reader|check engine|engine light|misfire|evap|lean|bank one|o2 sensor|trouble codes?|obd|"
    r"scan(?:ner)? tool)\b",
    re.IGNORECASE,
)
_SCORE = r"\d{1,3}(?:-| to )\d{1,3}"
_SCORES = re.compile(rf"(?<![\d-]){_SCORE}(?:[^\d.?!]{{0,20}}, (?:and )?{_SCORE})+(?![\d-])")
_OF_GAMES = re.compile(
    r"\b(?:scores?|league|fixtures?|snooker|tennis|innings|rugby|cricket|hockey|darts|basketball|football|bowls|"
    r"match(?:es)?)\b",
    re.IGNORECASE,
)
"""Pairs of numbers in a row are scores where two of these are spoken of, and no card."""
_MORE_THAN_A_DAY = 32
"""An amount in a row of prices: days, months and years of two digits have points, too ("12.04 and 21.11")."""
_OF_A_LOT = re.compile(
    r"\b(?:lot|batch)\b(?: (?:number|no))?[:# ]+\S*\d\S*,? (?:exp\w*|best before|use by)\b[:,.]? \S+", re.IGNORECASE
)
_GAS_COUNCIL_NAMED = re.compile(r"\bg\.? ?c\b(?: numbers?| no)?", re.IGNORECASE)
_OF_BOILERS = re.compile(r"\b(?:boilers?|combis?|burners?|gas|heating|heaters?|spares|parts?)\b", re.IGNORECASE)
_GAS_COUNCIL_NUMBER = re.compile(r"(?:4[147]\d{0,5})?4[147]\d{5}")
"""Two digits of what it is, three of its maker, two of its own, said once or put right."""
_OF_CARDS = re.compile(r"\b(?:cards?|visa|mastercard|amex|debit|credit|pay|paying|payment|cvv|cvc)\b", re.IGNORECASE)
_MARKS = " ,.;:?!\"'"


def without_thing_numbers(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """`found` without what lies within them."""
    patterns = [_TYRE, _DRUG, _MACHINE_ITSELF, *_of_this_call(turns)]
    boilers = _boilers_numbers(turns)
    spans = {
        index: _Spans(
            [
                *_rows_of_prices(turn),
                *boilers.get(index, ()),
                *(span for pattern in patterns for span in _spans(pattern, turn)),
            ]
        )
        for index, turn in enumerate(turns)
    }
    is_of_cards = any(_OF_CARDS.search(turn.text) for turn in turns)
    lots = {index: _Spans([] if is_of_cards else _spans(_OF_A_LOT, turn)) for index, turn in enumerate(turns)}
    return [
        one
        for one in found
        if not _is_within(one, turns, spans[one.turn])
        and not (one.kind is Kind.CARD_EXPIRY and _is_within(one, turns, lots[one.turn]))
    ]


def _spans(pattern: re.Pattern[str], turn: Turn) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(turn.text)]


def _of_this_call(turns: Sequence[Turn]) -> list[re.Pattern[str]]:
    """Prices that were written with their currency, said again without it; trouble codes where an engine has some, and
    scores where games are."""
    prices = {price for turn in turns for price in _PRICED.findall(turn.text)}
    again = [rf"(?<![\d.])(?:{'|'.join(map(re.escape, sorted(prices)))})(?!\d|[.]\d)"] if prices else []
    is_of_engines = any(_OF_ENGINES.search(turn.text) for turn in turns)
    games = {word.lower() for turn in turns for word in _OF_GAMES.findall(turn.text)}
    is_of_games = len(games) > 1 and not any(_OF_CARDS.search(turn.text) for turn in turns)
    by_talk = ([_TROUBLE_CODE] if is_of_engines else []) + ([_SCORES] if is_of_games else [])
    return [re.compile(pattern) for pattern in again] + by_talk


def _boilers_numbers(turns: Sequence[Turn]) -> dict[int, list[tuple[int, int]]]:
    """Where a call about boilers says their numbers, by turn: right where the list is named, or in the answer."""
    named = {index: _spans(_GAS_COUNCIL_NAMED, turn) for index, turn in enumerate(turns)}
    if not any(named.values()) or not any(_OF_BOILERS.search(turn.text) for turn in turns):
        return {}
    near = {index + after for index, there in named.items() if there for after in (0, 1)} & set(named)
    for index in near:
        runs = [run for run in runs_of(atoms_of(turns[index])) if _GAS_COUNCIL_NUMBER.fullmatch(run.digits)]
        named[index] += [(run.start, run.end) for run in runs]
    return named


def _rows_of_prices(turn: Turn) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start, end in _spans(_PRICES, turn)
        if any(float(price) >= _MORE_THAN_A_DAY for price in re.findall(_PRICE, turn.text[start:end]))
    ]


class _Spans:
    """Stretches of a turn, of which one may be asked to hold another without a look at all of them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._firsts = [first for first, _ in ordered]
        self._ends_so_far = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        at = bisect_right(self._firsts, start)
        return at > 0 and end <= self._ends_so_far[at - 1]


def _is_within(finding: Finding, turns: Sequence[Turn], spans: _Spans) -> bool:
    said = turns[finding.turn].text[finding.start : finding.end]
    start = finding.start + len(said) - len(said.lstrip(_MARKS))
    end = finding.end - len(said) + len(said.rstrip(_MARKS))
    return spans.hold(start, end)
