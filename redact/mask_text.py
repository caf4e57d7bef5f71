"""Text without its secrets: every hidden finding becomes one label, and one word of the redacted turn."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.redacted import MaskedSpan, RedactedTurn, RedactedWord
from calls.transcript import TimeSource, Turn, Word
from redact.word_timeline import telling

BLANK = "…"
"""Stands for what is hidden where a text is read again: neither found nor announcing what follows it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A finding's place in the redacted text: characters [start, end)."""

    finding: Finding
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class LabelledText:
    text: str
    labels: tuple[Label, ...]


def bracketed(kind: Kind) -> str:
    """ "[CARD_NUMBER]"."""
    return f"[{kind.value}]"


WordFor = Callable[[Finding], str]
"""What stands in a finding's place."""


def label_for(finding: Finding) -> str:
    return bracketed(finding.kind)


class Placeholders(Protocol):
    def __call__(self, text: str, findings: Sequence[Finding], word_for: WordFor = label_for) -> LabelledText:
        """Put words in the places of one turn's findings, which are disjoint and in reading order."""
        ...


def put_labels(text: str, findings: Sequence[Finding], word_for: WordFor = label_for) -> LabelledText:
    """The plain way to put labels; `placeholder_operators` does the same through presidio-anonymizer."""
    pieces: list[str] = []
    labels: list[Label] = []
    at = length = 0
    for finding in findings:
        label = word_for(finding)
        length += finding.start - at
        pieces += [text[at : finding.start], label]
        labels.append(Label(finding, length, length + len(label)))
        length += len(label)
        at = finding.end
    return LabelledText("".join([*pieces, text[at:]]), tuple(labels))


def mask_text(
    turns: Sequence[Turn],
    findings: Sequence[Finding],
    *,
    kept: Collection[Kind] = KEPT_IN_ARCHIVE,
    placeholders: Placeholders = put_labels,
) -> tuple[tuple[RedactedTurn, ...], tuple[MaskedSpan, ...]]:
    """Redacted turns, and for each label its place and the milliseconds of the words it stands for.

    `findings` are merged ones (`merge_findings`); those of a kind in `kept` stay readable.
    """
    hidden: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.kind not in kept:
            hidden[finding.turn].append(finding)
    redacted: list[RedactedTurn] = []
    spans: list[MaskedSpan] = []
    for index, turn in enumerate(turns):
        labelled = placeholders(turn.text, hidden[index])
        ranges = _word_ranges(turn, hidden[index])
        redacted.append(_redacted_turn(turn, labelled, ranges))
        spans.extend(_span(turn, index, label, touched) for label, touched in zip(labelled.labels, ranges, strict=True))
    return tuple(redacted), tuple(spans)


def _redacted_turn(turn: Turn, labelled: LabelledText, ranges: Sequence[range]) -> RedactedTurn:
    words: list[RedactedWord] = []
    at = 0
    for label, touched in zip(labelled.labels, ranges, strict=True):
        words.extend(_plain(word) for word in turn.words[at : touched.start])
        words.append(_masked_word(turn, labelled.text[label.start : label.end], label.finding.kind, touched))
        at = max(at, touched.stop)
    words.extend(_plain(word) for word in turn.words[at:])
    return RedactedTurn(turn.channel, turn.start_ms, turn.end_ms, labelled.text, tuple(words))


def _word_ranges(turn: Turn, findings: Sequence[Finding]) -> tuple[range, ...]:
    """For each finding (disjoint, in order) the words it touches; one pass."""
    spans = turn.word_spans()
    ranges: list[range] = []
    first = 0
    for finding in findings:
        while first < len(spans) and spans[first][1] <= finding.start:
            first += 1
        end = first
        while end < len(spans) and spans[end][0] < finding.end:
            end += 1
        ranges.append(range(first, end))
    return tuple(ranges)


def _plain(word: Word) -> RedactedWord:
    return RedactedWord(word.text, word.start_ms, word.end_ms, word.confidence, time_source=word.time_source)


def _masked_word(turn: Turn, text: str, kind: Kind, touched: range) -> RedactedWord:
    start_ms, end_ms = _times(turn, touched)
    return RedactedWord(text, start_ms, end_ms, 1.0, kind, _least_trusted(_telling(turn, touched)))


def _span(turn: Turn, index: int, label: Label, touched: range) -> MaskedSpan:
    start_ms, end_ms = _times(turn, touched)
    found = label.finding
    place = (index, label.start, label.end)
    return MaskedSpan(
        found.kind, turn.channel, start_ms, end_ms, *place, detector=found.detector, confidence=found.confidence
    )


def _times(turn: Turn, touched: range) -> tuple[int | None, int | None]:
    """From the first word's start to the last one's end; None where there are no words or no times."""
    words = _telling(turn, touched)
    return (words[0].start_ms, words[-1].end_ms) if words else (None, None)


def _telling(turn: Turn, touched: range) -> list[Word]:
    return telling([turn.words[k] for k in touched])


def _least_trusted(words: Sequence[Word]) -> TimeSource:
    return max((word.time_source for word in words), key=list(TimeSource).index, default=TimeSource.NONE)
