"""Builds conversations for the tables: "agent: …" and "caller: …" lines in, redacted lines out."""

from collections.abc import Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.ports.detector import Detector
from calls.transcript import TimeSource, Turn, Word
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import mask_text


def turns_of(*lines: str) -> tuple[Turn, ...]:
    """A line without a speaker is the caller's."""
    turns = []
    for line in lines:
        speaker, colon, text = line.partition(": ")
        is_named = bool(colon) and speaker in {"agent", "caller"}
        turns.append(Turn.of_text(Channel(speaker if is_named else "caller"), text if is_named else line))
    return tuple(turns)


def findings_of(*lines: str, detectors: Sequence[Detector] | None = None) -> tuple[Finding, ...]:
    return find_secrets(turns_of(*lines), rule_detectors() if detectors is None else detectors)


def redacted(*lines: str) -> list[str]:
    """The lines' texts with labels, order numbers kept."""
    turns = turns_of(*lines)
    masked, _ = mask_text(turns, find_secrets(turns, rule_detectors()))
    return [turn.text for turn in masked]


def kinds_in(*lines: str) -> set[Kind]:
    return {finding.kind for finding in findings_of(*lines)}


def timed_turn(
    channel: Channel, text: str, start_ms: int, ms_a_word: int = 400, source: TimeSource = TimeSource.ALIGNED
) -> Turn:
    """A turn whose words follow one another without a gap."""
    words = tuple(
        Word(run, start_ms + k * ms_a_word, start_ms + (k + 1) * ms_a_word, 0.9, source)
        for k, run in enumerate(text.split())
    )
    return Turn.of_words(channel, words)
