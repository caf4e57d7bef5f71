"""Labels in text that is redacted already: read as findings of their own, so that detectors may look around them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from calls.finding import Finding, Kind
from calls.redacted import MaskedSpan
from calls.transcript import Turn
from redact.mask_text import bracketed
from redact.value_numbers import value_numbers

_LABEL = re.compile("|".join(re.escape(bracketed(kind)) for kind in Kind))
_ARCHIVE = "archive"

ValueNumbers = Mapping[tuple[int, int], int | None]
"""By a label's place: its turn, and its first character there."""


def shielded(turn: Turn) -> Turn:
    """The turn with its labels made unreadable for detectors, of the same length, so that places stay the same."""
    words = tuple(replace(word, text=_LABEL.sub(_shield, word.text)) for word in turn.words)
    return Turn(turn.channel, _LABEL.sub(_shield, turn.text), words, turn.start_ms, turn.end_ms)


@dataclass(frozen=True, slots=True, repr=False)
class Blanked:
    """A turn as the second look reads it, each label one "…", and the way back to the turn's own characters."""

    turn: Turn
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def in_own_characters(self, finding: Finding) -> Finding:
        """A finding in the blanked turn as one in the turn itself; a label it touches belongs to it as a whole."""
        return replace(finding, start=self.starts[finding.start], end=self.ends[finding.end - 1])


def blanked(turn: Turn) -> Blanked:
    text: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for label in _LABEL.finditer(turn.text):
        text += [turn.text[at : label.start()], "…"]
        places += [*((k, k + 1) for k in range(at, label.start())), label.span()]
        at = label.end()
    text.append(turn.text[at:])
    places += ((k, k + 1) for k in range(at, len(turn.text)))
    starts, ends = (tuple(place[side] for place in places) for side in (0, 1))
    return Blanked(Turn.of_text(turn.channel, "".join(text)), starts, ends)


def labels_in(turns: Sequence[Turn], masks: Sequence[MaskedSpan]) -> tuple[tuple[Finding, ...], ValueNumbers]:
    """The labels that `masks` put into the turns, each once, in reading order; and the numbers of their values.

    A mask that points at anything but its label is passed over: text that only looks like a label stays text.
    """
    labels: dict[tuple[int, int], Finding] = {}
    numbers: dict[tuple[int, int], int | None] = {}
    for mask in masks:
        said = turns[mask.turn].text[mask.start : mask.end] if 0 <= mask.turn < len(turns) else ""
        if said == bracketed(mask.kind):
            place = mask.turn, mask.start
            labels[place] = Finding(mask.kind, mask.turn, mask.start, mask.end, 1.0, _ARCHIVE, "masked before")
            numbers[place] = mask.value_number
    return tuple(labels[place] for place in sorted(labels)), numbers


def numbers_of(turns: Sequence[Turn], hidden: Sequence[Finding], known: ValueNumbers) -> list[int | None]:
    """The number of each value in `hidden` (labels and findings, disjoint): a label's as it was, a finding's after all
    of its kind. `turns` are shielded ones."""
    taken: Counter[Kind] = Counter()
    for finding in filter(is_label, hidden):
        taken[finding.kind] = max(taken[finding.kind], known[finding.turn, finding.start] or 0)
    new = iter(value_numbers(turns, [finding for finding in hidden if not is_label(finding)], after=taken))
    return [known[finding.turn, finding.start] if is_label(finding) else next(new) for finding in hidden]


def is_label(finding: Finding) -> bool:
    """Whether it stands for a label that was there before."""
    return finding.detector == _ARCHIVE


def with_labels(labels: Sequence[Finding], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Labels and findings as one disjoint list in reading order; a finding that touches a label takes it in whole."""
    joined: list[Finding] = []
    for one in sorted([*labels, *findings], key=lambda each: (each.turn, each.start, -each.end)):
        last = joined[-1] if joined else None
        if last is None or last.turn != one.turn or one.start >= last.end:
            joined.append(one)
        else:
            newer = last if is_label(one) else one
            joined[-1] = replace(newer, start=last.start, end=max(last.end, one.end))
    return tuple(joined)


def _shield(label: re.Match[str]) -> str:
    return "…" * len(label.group())
