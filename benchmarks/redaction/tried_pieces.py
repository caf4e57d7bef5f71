"""Pieces that were tried beside Hushtape's detectors and are no part of it: usaddress, and capitals put back for spaCy.

`usaddress` (a CRF that labels the words of a US address) and `truecase` (word and neighbour frequencies out of five
corpora) are no dependencies. Whoever wants to repeat the trial installs them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import read_turns
from redact.everyday_words import is_everyday
from redact.find_secrets import rule_detectors
from redact.name_lists import first_names, last_names
from redact.presidio_detector import PresidioDetector
from redact.street_words import SUFFIXES

Tokens = list[tuple[str, int, int]]
Caser = Callable[[list[str]], list[str]]
_OTHER = frozenset({"Recipient", "NotAddress", "BuildingName", "LandmarkName", "CornerOf", "IntersectionSeparator"})
_TYPED = frozenset({"StreetNamePostType", "StreetNamePreType", "ZipCode"})
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class PieceMissing(Exception):
    """A package that a trial needs is not installed."""


class Usaddress:
    """ADDRESS where usaddress labels a house number and a street, with spoken numbers written out for it.

    `needs_type`: also a word for the street ("Avenue") or a ZIP code; without, every number before a word will do.
    """

    name = "usaddress"

    def __init__(self, *, needs_type: bool) -> None:
        try:
            import usaddress
        except ImportError:
            raise PieceMissing("not installed: pip install usaddress") from None
        self._needs_type = needs_type
        self._label = lambda words: usaddress.TAGGER.tag(usaddress.tokens2features(words))

    def find(self, turns: Sequence[Turn]) -> list[Finding]:
        found: list[Finding] = []
        for read in read_turns(turns):
            tokens = _tokens(read.turn, [(run.text, run.start, run.end) for run in read.runs])
            labels = self._label([text for text, _, _ in tokens]) if tokens else []
            for start, end in _stretches(tokens, labels, needs_type=self._needs_type):
                found.append(Finding(Kind.ADDRESS, read.index, start, end, 0.8, self.name, "labelled as an address"))
        return found


def _tokens(turn: Turn, numbers: Tokens) -> Tokens:
    """Words, and in place of those that say a number its digits with the marks behind them."""
    tokens: Tokens = []
    left = list(numbers)
    for start, end in turn.word_spans():
        while left and left[0][2] <= start:
            left.pop(0)
        if left and left[0][1] < end:
            text, first, last = left[0]
            if not tokens or tokens[-1][1] != first:
                tokens.append((text, first, last))
            if end >= last:
                tokens[-1] = (text + turn.text[last:end], first, end)
        elif any(char.isalnum() for char in turn.text[start:end]):  # usaddress fails on marks alone
            tokens.append((turn.text[start:end], start, end))
    return tokens


def _stretches(tokens: Tokens, labels: Sequence[str], *, needs_type: bool) -> Iterator[tuple[int, int]]:
    at = 0
    for is_address, row in groupby(labels, lambda label: label not in _OTHER):
        said = list(row)
        first, at = at, at + len(said)
        is_whole = {"AddressNumber", "StreetName"} <= set(said) or "USPSBoxID" in said
        if is_address and is_whole and (not needs_type or "USPSBoxID" in said or not _TYPED.isdisjoint(said)):
            yield tokens[first][1], tokens[at - 1][2]


def caser_of_lists() -> Caser:
    """Capitals for listed words (names, words for streets) that are no everyday words, for "I" and the first."""

    def is_capital(word: str) -> bool:
        return word in {"i", "i'm", "i've", "i'll", "i'd"} or (
            not is_everyday(word) and (word in first_names() or word in last_names() or word in SUFFIXES)
        )

    return lambda words: [word.capitalize() if k == 0 or is_capital(word) else word for k, word in enumerate(words)]


def caser_of_frequencies() -> Caser:
    """The package truecase; words that it does not know stay as they are."""
    try:
        from truecase.TrueCaser import TrueCaser
    except ImportError:
        raise PieceMissing("not installed: pip install truecase") from None
    return partial(TrueCaser().get_true_case_from_tokens, out_of_vocabulary_token_option="as-is")


def truecased(turn: Turn, caser: Caser) -> Turn:
    """A turn that has no capital, with some; as long as before."""
    if any(char.isupper() for char in turn.text):
        return turn
    spans = [match.span() for match in _WORDS.finditer(turn.text)]
    text = turn.text
    for (start, end), word in zip(spans, caser([text[start:end] for start, end in spans]), strict=True):
        if word.lower() == text[start:end]:
            text = text[:start] + word + text[end:]
    return Turn.of_text(turn.channel, text)


class _Given:
    """Findings that were made before, on the words as they were said."""

    name = "rules"
    found: Sequence[Finding] = ()

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:  # noqa: ARG002
        return self.found


class TruecasedPresidio:
    """Presidio and spaCy on turns with capitals put back; our rules read the turns as they are."""

    name = PresidioDetector.name

    def __init__(self, model: Path, caser: Caser) -> None:
        self._caser, self._given, self._rules = caser, _Given(), rule_detectors()
        self._presidio = PresidioDetector(model, [self._given])

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        self._given.found = [finding for rule in self._rules for finding in rule.find(turns)]
        return self._presidio.find([truecased(turn, self._caser) for turn in turns])
