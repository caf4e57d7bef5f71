"""What a system hid of what it should have hidden, and what else it hid."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.redaction.marked_calls import Gold, MarkedCall
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind

_Z95 = 1.959964


@dataclass(slots=True)
class Share:
    """`hits` of `total`, with Wilson's 95 % interval."""

    hits: int = 0
    total: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.total += 1

    def interval(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        share, n = self.hits / self.total, self.total
        middle = (share + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
        half = _Z95 * math.sqrt(share * (1 - share) / n + _Z95**2 / (4 * n * n)) / (1 + _Z95**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(slots=True)
class Score:
    """Counts over a split."""

    whole: dict[Kind, Share] = field(default_factory=dict)
    """Spans of which every letter and digit is hidden."""
    partly: Counter[Kind] = field(default_factory=Counter)
    """Spans of which some characters are hidden and some are not."""
    leak_free: Share = field(default_factory=Share)
    """Calls with secrets of which nothing is left to read."""
    over_masked: Share = field(default_factory=Share)
    """Words that are no secret and are hidden, in calls with secrets."""
    ordinary_words: Share = field(default_factory=Share)
    """The same in calls in which nothing is personal and nothing is made to look so."""
    look_alike_words: Share = field(default_factory=Share)
    """The same in look-alike calls."""
    look_alikes: Share = field(default_factory=Share)
    """Look-alike calls with anything hidden."""


def score(calls: Sequence[MarkedCall], found: Iterable[Sequence[Finding]]) -> Score:
    """`found`: for each call what a system found."""
    result = Score()
    for call, findings in zip(calls, found, strict=True):
        _add(result, call, findings)
    return result


def missed_spans(call: MarkedCall, findings: Sequence[Finding]) -> list[Gold]:
    """The secrets of a call that can still be read, in whole or in part."""
    shares = _shares_hidden(call, findings)
    return [gold for gold, share in zip(call.gold, shares, strict=True) if share < 1.0]


def over_masked_words(call: MarkedCall, findings: Sequence[Finding]) -> list[tuple[int, str]]:
    """(turn, word) of every hidden word that touches no secret."""
    hidden = _hidden(call, findings, kept=KEPT_IN_ARCHIVE)
    return [(turn, word) for turn, word, is_hidden in _plain_words(call, hidden) if is_hidden]


def _add(result: Score, call: MarkedCall, findings: Sequence[Finding]) -> None:
    leaks = False
    for gold, share in zip(call.gold, _shares_hidden(call, findings), strict=True):
        result.whole.setdefault(gold.kind, Share()).add(share == 1.0)
        result.partly[gold.kind] += 0.0 < share < 1.0
        leaks = leaks or (share < 1.0 and gold.kind not in KEPT_IN_ARCHIVE)
    masked = [is_hidden for _, _, is_hidden in _plain_words(call, _hidden(call, findings, kept=KEPT_IN_ARCHIVE))]
    words = result.over_masked
    if call.is_look_alike:
        words = result.look_alike_words
        result.look_alikes.add(any(masked))
    elif call.is_innocent:
        words = result.ordinary_words
    else:
        result.leak_free.add(not leaks)
    for is_masked in masked:
        words.add(is_masked)


def _shares_hidden(call: MarkedCall, findings: Sequence[Finding]) -> Iterator[float]:
    """Of each secret. What the archive keeps readable hides its own kinds only: a card taken for an order is a leak."""
    every, masked = (_hidden(call, findings, kept=kept) for kept in (frozenset[Kind](), KEPT_IN_ARCHIVE))
    for gold in call.gold:
        yield _share_hidden(call, gold, every if gold.kind in KEPT_IN_ARCHIVE else masked)


def _hidden(call: MarkedCall, findings: Sequence[Finding], *, kept: frozenset[Kind]) -> list[bytearray]:
    """For every turn a byte a character: is it hidden?"""
    hidden = [bytearray(len(turn.text)) for turn in call.turns]
    for finding in findings:
        if finding.kind not in kept:
            hidden[finding.turn][finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    return hidden


def _share_hidden(call: MarkedCall, gold: Gold, hidden: Sequence[bytearray]) -> float:
    text = call.turns[gold.turn].text
    bearing = [k for k in range(gold.start, gold.end) if text[k].isalnum()]
    return sum(hidden[gold.turn][k] for k in bearing) / max(1, len(bearing))


def _plain_words(call: MarkedCall, hidden: Sequence[bytearray]) -> Iterable[tuple[int, str, bool]]:
    """(turn, word, is it hidden) of every word that touches no secret."""
    for index, turn in enumerate(call.turns):
        gold = [(g.start, g.end) for g in call.gold if g.turn == index]
        for start, end in turn.word_spans():
            if any(a < end and b > start for a, b in gold):
                continue
            word = turn.text[start:end]
            letters = [k for k in range(start, end) if turn.text[k].isalnum()]
            if letters:
                yield index, word, any(hidden[index][k] for k in letters)
