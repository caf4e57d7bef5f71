"""One text conversation in, its redacted form and its findings out: the contract's JSON of `redact-text`."""

from collections.abc import Collection, Sequence
from typing import Any

from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.ports.detector import Detector
from calls.transcript import Turn
from redact.conversation_fields import channel_of, list_of, object_of, text_of
from redact.find_secrets import find_secrets
from redact.mask_text import Placeholders, mask_text, put_labels


def turns_of_conversation(document: object) -> tuple[Turn, ...]:
    """The turns of a contract conversation. Raises BadConversation, which never quotes the text."""
    whole = object_of(document, "a conversation")
    turns = []
    for k, entry in enumerate(list_of(whole, "turns")):
        fields = object_of(entry, f"turns[{k}]")
        turns.append(Turn.of_text(channel_of(fields, f"turns[{k}]"), text_of(fields, "text", where=f"turns[{k}]")))
    return tuple(turns)


def redact_conversation(
    document: object,
    detectors: Sequence[Detector],
    *,
    kept: Collection[Kind] = KEPT_IN_ARCHIVE,
    placeholders: Placeholders = put_labels,
) -> dict[str, Any]:
    """The contract's answer: redacted turns, and findings whose offsets are characters of the input text.

    Raises BadConversation on what does not follow the contract.
    """
    turns = turns_of_conversation(document)
    identity = text_of(object_of(document, "a conversation"), "id", default="")
    findings = find_secrets(turns, detectors)
    redacted, _ = mask_text(turns, findings, kept=kept, placeholders=placeholders)
    return {
        "id": identity,
        "turns": [{"channel": turn.channel.value, "text": turn.text} for turn in redacted],
        "findings": [_finding_to_json(finding) for finding in findings],
    }


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    return {
        "turn": finding.turn,
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind.value,
        "confidence": round(finding.confidence, 3),
        "reason": finding.reason,
    }
