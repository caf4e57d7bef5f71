"""A call that is redacted already, read again by today's detectors: what still looks personal is masked as well.

The raw call is gone, so nothing that is masked can be looked at. Word times stand in the transcript with where they
came from, and masks are as wide as that source errs. What is still found after two rounds, and what has no times of its
own, takes its whole turn along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calls.errors import SecretRemains
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.ports.detector import Detector
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn, RedactedWord
from calls.transcript import TimeSource, Turn, Word
from redact.archived_labels import blanked, is_label, labels_in, numbers_of, shielded, with_labels
from redact.find_secrets import find_secrets
from redact.mask_audio import close_gaps, echo_masks, mask_audio, masks_of_findings
from redact.mask_text import Placeholders, mask_text, put_labels

_PRECISE_ROUNDS = 2
_MOST_ROUNDS = 5
"""Hiding a value changes what its neighbours are read as; a call that is not at rest by then is not understood."""


@dataclass(frozen=True, slots=True)
class MaskedFurther:
    """The call as it is now, and the kinds of what was found, in order; `whole_turns` were hidden altogether."""

    redacted: RedactedCall
    kinds: tuple[Kind, ...]
    whole_turns: int


def mask_further(
    redacted: RedactedCall, detectors: Sequence[Detector], *, placeholders: Placeholders = put_labels
) -> MaskedFurther:
    """Mask what the detectors find in a redacted call, until they find nothing more.

    Raises SecretRemains when they never come to an end, FindingWithoutTimes when there is sound and a turn has no
    milliseconds.
    """
    kinds: list[Kind] = []
    whole_turns = 0
    for round_ in range(_MOST_ROUNDS):
        turns = tuple(_as_spoken(turn) for turn in redacted.turns)
        found = _secrets_in(turns, detectors)
        if not found:
            return MaskedFurther(redacted, tuple(kinds), whole_turns)
        if round_ >= _PRECISE_ROUNDS:
            found = _whole_turns(turns, found)
            whole_turns += len(found)
        redacted = _hidden(redacted, turns, found, placeholders)
        kinds.extend(finding.kind for finding in found)
    raise SecretRemains(f"call {redacted.call_id} is not at rest after {_MOST_ROUNDS} rounds of masking")


def _secrets_in(turns: Sequence[Turn], detectors: Sequence[Detector]) -> tuple[Finding, ...]:
    """Read as the second look reads it, so that what passed it under today's versions passes again."""
    read = [blanked(turn) for turn in turns]
    found = find_secrets([one.turn for one in read], detectors)
    return tuple(
        read[finding.turn].in_own_characters(finding) for finding in found if finding.kind not in KEPT_IN_ARCHIVE
    )


def _whole_turns(turns: Sequence[Turn], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    first_of_turn = {finding.turn: finding for finding in reversed(findings)}
    return tuple(replace(one, start=0, end=len(turns[turn].text)) for turn, one in sorted(first_of_turn.items()))


def _hidden(
    redacted: RedactedCall, turns: Sequence[Turn], found: Sequence[Finding], placeholders: Placeholders
) -> RedactedCall:
    labels, known = labels_in(turns, redacted.masks)
    hidden = with_labels(labels, found)
    numbers = numbers_of([shielded(turn) for turn in turns], hidden, known)
    masked, places = mask_text(turns, hidden, kept=(), placeholders=placeholders)
    spans = [replace(place, value_number=number) for place, number in zip(places, numbers, strict=True)]
    if redacted.audio is None:  # every mask is a label there
        return replace(redacted, turns=masked, masks=tuple(spans))
    moved = [_moved(mask, hidden, spans) for mask in redacted.masks]
    new = [k for k, finding in enumerate(hidden) if not is_label(finding)]
    findings = [hidden[k] for k in new]
    own = close_gaps(masks_of_findings(turns, findings, redacted.audio.duration_ms), findings)
    masks = (*own, *echo_masks(redacted.audio, turns, own))
    came = [
        replace(spans[new[mask.finding]], channel=mask.channel, start_ms=mask.start_ms, end_ms=mask.end_ms)
        for mask in masks
    ]
    return replace(redacted, turns=masked, masks=(*moved, *came), audio=mask_audio(redacted.audio, masks))


def _moved(mask: MaskedSpan, hidden: Sequence[Finding], spans: Sequence[MaskedSpan]) -> MaskedSpan:
    """The mask with its label's place in the new text; one that points at no label stays as it is."""
    for finding, span in zip(hidden, spans, strict=True):
        if finding.turn == mask.turn and finding.start <= mask.start < min(mask.end, finding.end):
            return replace(span, channel=mask.channel, start_ms=mask.start_ms, end_ms=mask.end_ms)
    return mask


def _as_spoken(turn: RedactedTurn) -> Turn:
    """The turn as the detectors and the masking functions read it; without times where its words do not stand in it."""
    words = tuple(Word(w.text, w.start_ms, w.end_ms, w.confidence, _source(w)) for w in turn.words)
    try:
        return Turn(turn.channel, turn.text, words, turn.start_ms, turn.end_ms)
    except ValueError:
        return replace(Turn.of_text(turn.channel, turn.text), start_ms=turn.start_ms, end_ms=turn.end_ms)


def _source(word: RedactedWord) -> TimeSource:
    return TimeSource.NONE if word.start_ms is None else word.time_source
