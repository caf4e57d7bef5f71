"""How likely the name model takes the words of a call for secrets."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from redact.findings_at import FindingsAt
from redact.name_model.marks import NAME, POSSIBLE_REASON, SURE_REASON, WEIGHT

_OF_SOMEBODY = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.EMAIL})
_PRESIDIO = "presidio"
"""Its named-entity model's word is no rule's."""
_OF_THINGS_TOO = KEPT_IN_ARCHIVE | {Kind.CUSTOMER_ID, Kind.DEVICE_SERIAL}
"""Kinds for which the model takes an order's or a part's number as well."""


class Shares:
    """The name model's findings in a call, turn by turn."""

    def __init__(self, found: Sequence[Finding]) -> None:
        own = [finding for finding in found if finding.detector.startswith(NAME)]
        self._placed = FindingsAt(own)
        ruled = [one for one in found if not one.detector.startswith((NAME, _PRESIDIO))]
        self._ruled = FindingsAt(one for one in ruled if one.kind not in KEPT_IN_ARCHIVE)
        self._ordered = FindingsAt(one for one in ruled if one.kind in KEPT_IN_ARCHIVE)
        self._words: dict[int, list[Finding]] = {finding.turn: [] for finding in own}
        for word in sorted((one for one in own if one.reason == POSSIBLE_REASON), key=lambda one: one.start):
            self._words[word.turn].append(word)

    def is_found(self, turn: int, start: int, end: int) -> bool:
        """Whether the model itself finds a part of characters [start, end)."""
        return any(one.reason != POSSIBLE_REASON for one in self._placed.within(turn, start, end))

    def is_ruled(self, word: Finding) -> bool:
        """Whether a rule found a part of what the word is of as well, and not as an order's number."""
        return bool(self._ruled.within(word.turn, word.start, word.end))

    def is_ordered(self, finding: Finding) -> bool:
        """Whether a rule found a part of it as an order's number."""
        return bool(self._ordered.within(finding.turn, finding.start, finding.end))

    def of(self, turn: int, start: int, end: int) -> float:
        """Of the surest word in characters [start, end); 0 where the model sees nothing."""
        return max((one.confidence / WEIGHT for one in self._placed.within(turn, start, end)), default=0.0)

    def of_word(self, turn: int, at: int) -> float:
        """Of the word in which character `at` stands; 0 where the model sees nothing."""
        words = self._words.get(turn, [])
        number = bisect_right(words, at, key=lambda word: word.start) - 1
        return words[number].confidence / WEIGHT if number >= 0 and words[number].end > at else 0.0

    def words(self, least: float) -> list[Finding]:
        """The words, one by one, whose share is at least so much."""
        words = chain.from_iterable(self._words.values())
        return [replace(one, reason=SURE_REASON) for one in words if one.confidence >= least * WEIGHT]

    def is_sure_of_any(self, least: float) -> bool:
        """Whether some word has such a share, orders' numbers left aside: talk of an order need not be personal."""
        return any(one.kind not in KEPT_IN_ARCHIVE for one in self.words(least))

    def is_sure_of_more_than_codes(self, least: float) -> bool:
        """Whether some word has such a share that is not of a number which things have as well."""
        return any(one.kind not in _OF_THINGS_TOO for one in self.words(least))

    def n_sure_names(self, least: float) -> int:
        """How many words of names, addresses and mailboxes have such a share."""
        return sum(one.kind in _OF_SOMEBODY for one in self.words(least))
