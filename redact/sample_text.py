"""Archived text made ready for training: what the archive keeps readable for service (order numbers) is hidden as well,
the detectors read it once more, and persons may get names that hold within one call ("Person 1")."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from calls.finding import Kind
from calls.ports import Detector
from calls.transcript import Turn
from redact.conversation_fields import channel_of, object_of, text_of
from redact.find_secrets import find_secrets
from redact.mask_text import bracketed, mask_text

_LABEL = re.compile("|".join(re.escape(bracketed(kind)) for kind in Kind))


def hide_for_training(
    turns: Sequence[Mapping[str, Any]], detectors: Sequence[Detector], *, name_persons: bool = False
) -> list[dict[str, str]]:
    """Archived redacted turns ({"channel", "text", …}) as turns of a training sample: channel and text only.

    With `name_persons`, "[PERSON]" becomes "Person 1", "Person 2" … by the order in which the parties first speak; who
    a label stood for is not known any more, and must not be.
    Raises BadConversation when a turn lacks its channel or text.
    """
    read = [_turn_of(entry, f"turns[{k}]") for k, entry in enumerate(turns)]
    shielded = [Turn.of_text(turn.channel, _LABEL.sub(_shield, turn.text)) for turn in read]
    findings = find_secrets(shielded, detectors)
    masked, _ = mask_text(read, findings, kept=())
    order = {channel: number for number, channel in enumerate(dict.fromkeys(turn.channel for turn in masked), 1)}
    return [
        {"channel": turn.channel.value, "text": _named(turn.text, order[turn.channel]) if name_persons else turn.text}
        for turn in masked
    ]


def _turn_of(entry: Mapping[str, Any], where: str) -> Turn:
    fields = object_of(entry, where)
    return Turn.of_text(channel_of(fields, where), text_of(fields, "text", where=where))


def _shield(label: re.Match[str]) -> str:
    """A label made unreadable for the detectors, of the same length, so that places stay the same."""
    return "…" * len(label.group())


def _named(text: str, number: int) -> str:
    return text.replace(bracketed(Kind.PERSON), f"Person {number}")
