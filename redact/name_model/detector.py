"""The name model as a detector beside the rules: spans of words that are likely enough a secret.

`thresholds.json` says for each kind how likely the surest word of a span and the words beside it must be a secret. A
kind that does not stand in it is not looked for.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from calls.call import Channel
from calls.errors import StepFailed
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.name_model.marks import LEAST_POSSIBLE, NAME, POSSIBLE_REASON, WEIGHT
from redact.name_model.plain_words import ends_no_number, is_no_name, is_weak_edge
from redact.name_model.token_classifier import LABELS, Shares, TokenClassifier
from redact.name_model.windows import AGENT, CALLER, UNKNOWN
from redact.word_set import word_set

HERE = Path(__file__).parent
VERSION = "2026.12.1.1"
"""Of model and thresholds together; the certificate carries it."""
_SPEAKERS = {Channel.AGENT: AGENT, Channel.CALLER: CALLER, Channel.UNKNOWN: UNKNOWN}


_BEFORE_OR_AFTER = word_set(
    "um uh er erm well so yes yeah yep okay ok sure right and is it's its it that's thats that here speaking please "
    "thanks from with she he said this my name's was born birthday"
)
"""Words that stand beside a secret and begin or end none."""
_BESIDE_NAMES = word_set(
    "at in on of an to for by near opposite past file perfect great can then or but so let me see outside "
    "just address addresses"
)
"""The same for names and addresses, which begin with none of these and end with none."""
_NEAR_LETTERS = 3
"""So many words on either side tell whether letters are being spelled."""
_SURELY_HELD = level("name_model.detector", "surely_held")
"""A word that is so likely a part of a name or an address stays one ("ON" for Ontario)."""
_SURELY_AN_ORDER = level("name_model.detector", "surely_an_order")
"""Of the shares of all kinds together that of an order's number: less, and it is hidden as the next likeliest kind."""
_OF_NAMES = frozenset({Kind.PERSON, Kind.ADDRESS})
_OF_DIGITS = frozenset(
    {Kind.PHONE, Kind.CARD_NUMBER, Kind.CARD_EXPIRY, Kind.CARD_CVV, Kind.SSN, Kind.ITIN, Kind.IBAN,
     Kind.BANK_ACCOUNT, Kind.IMEI, Kind.IP_ADDRESS, Kind.ID_DOCUMENT, Kind.CUSTOMER_ID, Kind.DEVICE_SERIAL}
)  # fmt: skip
"""Kinds that consist of digits and letters."""
_LEAST_AT_AN_EDGE = {
    Kind.PERSON: 0.5,
    Kind.ADDRESS: 0.5,
    Kind.EMAIL: 0.6,
    Kind.CREDENTIAL: 0.8,
    Kind.DATE_OF_BIRTH: 0.6,
    Kind.DEVICE_SERIAL: 0.8,
}
"""The share that an everyday word has where a secret begins or ends with it."""
_LINKS = word_set("at in on of the a an to for by")
"""Words that secrets hold, yet none consists of."""


@dataclass(frozen=True, slots=True)
class Threshold:
    surest: float
    """The least share that the surest word of a span has."""
    beside: float
    """The least share of the words around it."""


class NameModelDetector:
    """Finds what the classifier takes for a secret. Loading takes a tenth of a second."""

    name = f"{NAME} {VERSION}"
    versions = ((NAME, VERSION),)

    def __init__(self, folder: Path = HERE, thresholds: dict[Kind, Threshold] | None = None) -> None:
        """Raises ModelMissing when the model is not there or is another."""
        self._classifier = TokenClassifier(folder)
        self._thresholds = read_thresholds(folder / "thresholds.json") if thresholds is None else thresholds
        self._kinds = [kind for kind in LABELS if kind is not None and kind in self._thresholds]
        self._columns = [LABELS.index(kind) for kind in self._kinds]
        self._orders = LABELS.index(Kind.ORDER_NUMBER) if Kind.ORDER_NUMBER in self._thresholds else None

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        """Raises StepFailed when the model fails; its message never quotes the conversation."""
        spans = [turn.word_spans() for turn in turns]
        said = [
            (_SPEAKERS[turn.channel], [turn.text[start:end] for start, end in places])
            for turn, places in zip(turns, spans, strict=True)
        ]
        if not any(places for places in spans):
            return ()
        try:
            shares = self._classifier.shares(said)
        except Exception as error:  # noqa: BLE001 (whatever a vendor raises may quote the text: only its type leaves)
            raise StepFailed(f"the name model failed on {len(turns)} turns ({type(error).__name__})") from None
        found: list[Finding] = []
        first = 0
        for index, places in enumerate(spans):
            found += self._findings(index, turns[index].text, places, shares[first : first + len(places)])
            first += len(places)
        return found

    def _findings(self, turn: int, text: str, places: Sequence[tuple[int, int]], shares: Shares) -> Iterator[Finding]:
        """A word's kind is its likeliest; how sure that something is secret at all, the shares of all kinds together
        say: a PIN that might as well be a customer number is no less a secret."""
        if not places:
            return
        secret = shares[:, self._columns].sum(axis=1)
        kinds = self._likeliest(shares, secret)
        beside = [
            kind if share >= self._thresholds[kind].beside and _bears_meaning(text[start:end]) else None
            for kind, share, (start, end) in zip(kinds, secret, places, strict=True)
        ]
        raws = [text[start:end] for start, end in places]
        words = [_plain(raw) for raw in raws]
        for k, kind in enumerate(beside):
            is_capital = k > 0 and raws[k][0].isupper() and raws[k - 1][-1] not in ".?!"
            if kind is not Kind.PERSON or _is_among_letters(words, k):
                continue
            before = words[k - 1] if k > 0 else ""
            if is_no_name(words[k], float(secret[k]), is_capital=is_capital, before=before):
                beside[k] = None
        held = {k for k, share in enumerate(secret) if share >= _SURELY_HELD and words[k] not in _BEFORE_OR_AFTER}
        for kind, first, last in _runs(beside):
            edges = _BEFORE_OR_AFTER | _BESIDE_NAMES if kind in _OF_NAMES else _BEFORE_OR_AFTER

            def is_edge(k: int, kind: Kind = kind, edges: frozenset[str] = edges) -> bool:
                if secret[k] < _LEAST_AT_AN_EDGE.get(kind, 0.0) and is_weak_edge(words[k], raws[k]):
                    return True
                return (words[k] in edges and k not in held) or (
                    kind in _OF_DIGITS and ends_no_number(words[k], raws[k])
                )

            while first < last and is_edge(first):
                first += 1
            while last > first and is_edge(last):
                last -= 1
            if all(word in _BEFORE_OR_AFTER | _LINKS for word in words[first : last + 1]):
                continue
            if first == last and kind in _OF_DIGITS and ends_no_number(words[first], raws[first]):
                continue
            surest = float(secret[first : last + 1].max())
            if surest >= self._thresholds[kind].surest:
                start, end = places[first][0], places[last][1]
                sure = round(surest * WEIGHT, 3)
                yield Finding(kind, turn, start, end, sure, self.name, "name model: likely by context")
        for k in (k for k, share in enumerate(secret) if share >= LEAST_POSSIBLE):
            if not _bears_meaning(raws[k]):
                continue
            sure = round(float(secret[k]) * WEIGHT, 3)
            yield Finding(kinds[k], turn, *places[k], sure, self.name, POSSIBLE_REASON)

    def _likeliest(self, shares: Shares, secret: Shares) -> list[Kind]:
        """An order's number stays readable in the archive: what might as well be anything else is none."""
        others = [kind for kind in self._kinds if kind is not Kind.ORDER_NUMBER]
        if self._orders is None or not others:
            return [self._kinds[k] for k in shares[:, self._columns].argmax(axis=1)]
        likeliest = shares[:, [LABELS.index(kind) for kind in others]].argmax(axis=1)
        is_order = shares[:, self._orders] > secret * _SURELY_AN_ORDER
        return [Kind.ORDER_NUMBER if order else others[k] for k, order in zip(likeliest, is_order, strict=True)]


def _is_among_letters(words: Sequence[str], k: int) -> bool:
    """Whether a word stands between letters that spell a name: "double", "as in"."""
    return all(
        any(len(word) == 1 and word.isalpha() for word in beside)
        for beside in (words[max(0, k - _NEAR_LETTERS) : k], words[k + 1 : k + 1 + _NEAR_LETTERS])
    )


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").strip(".,;:!?…-\"'")


def _bears_meaning(word: str) -> bool:
    """Marks alone are no secret; the "…" that stands for one that is hidden already is none any more."""
    return any(char.isalnum() for char in word)


def read_thresholds(file: Path) -> dict[Kind, Threshold]:
    """{"PERSON": {"surest": 0.9, "beside": 0.5}, …}"""
    return {Kind(kind): Threshold(**levels) for kind, levels in json.loads(file.read_text("utf-8")).items()}


def _runs(kinds: Sequence[Kind | None]) -> Iterator[tuple[Kind, int, int]]:
    """(kind, first, last) of every stretch of one kind."""
    at = 0
    for kind, stretch in groupby(kinds):
        length = sum(1 for _ in stretch)
        if kind is not None:
            yield kind, at, at + length - 1
        at += length
