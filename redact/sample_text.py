"""Archived text made ready for training: what the archive keeps readable for service (order numbers) is hidden as well,
the detectors read it once more, and every label becomes a surrogate that holds within the call (`redact.surrogates`).

Who is who comes from the numbers that the redaction gave to values (`redact.value_numbers`); no value is known here.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.ports.detector import Detector
from calls.redacted import MaskedSpan
from calls.transcript import Turn
from redact.archived_labels import labels_in, numbers_of, shielded, with_labels
from redact.conversation_fields import channel_of, object_of, text_of
from redact.find_secrets import find_secrets
from redact.mask_text import Placeholders, WordFor, label_for, put_labels
from redact.named_parties import named_parties
from redact.surrogates import surrogates_of

_PARTIES = {Channel.CALLER: "Caller", Channel.AGENT: "Agent"}


def hide_for_training(
    turns: Sequence[Mapping[str, Any]],
    detectors: Sequence[Detector],
    *,
    draw: str,
    placeholders: Placeholders = put_labels,
) -> list[dict[str, str]]:
    """Archived redacted turns ({"channel", "text", "masks"}) as turns of a training sample: channel and text only.

    A turn's masks are rows of the archive with `kind`, `start`, `end` and `value_number`; a label without a number,
    from before values had one, stays a label. `draw` decides the surrogates.
    Raises BadConversation when a turn lacks its channel or text.
    """
    read = tuple(_turn_of(entry, f"turns[{k}]") for k, entry in enumerate(turns))
    labels, known = labels_in(read, [_mask_of(mask, k) for k, entry in enumerate(turns) for mask in entry["masks"]])
    readable = [shielded(turn) for turn in read]
    hidden = with_labels(labels, find_secrets(readable, detectors))
    words = _words(read, hidden, numbers_of(readable, hidden, known), draw)
    by_turn = {turn: list(some) for turn, some in groupby(hidden, key=lambda finding: finding.turn)}
    return [
        {"channel": turn.channel.value, "text": placeholders(turn.text, by_turn.get(k, []), words).text}
        for k, turn in enumerate(read)
    ]


def _words(turns: Sequence[Turn], hidden: Sequence[Finding], numbers: Sequence[int | None], draw: str) -> WordFor:
    parties = named_parties(turns, hidden, numbers)
    surrogate = surrogates_of(draw)
    number_at = {(f.turn, f.start): number for f, number in zip(hidden, numbers, strict=True)}

    def word_for(finding: Finding) -> str:
        number = number_at[finding.turn, finding.start]
        if number is None:
            return label_for(finding)
        if finding.kind is Kind.PERSON and number in parties:
            return _PARTIES[parties[number]]
        return surrogate(finding.kind, number)

    return word_for


def _turn_of(entry: Mapping[str, Any], where: str) -> Turn:
    fields = object_of(entry, where)
    return Turn.of_text(channel_of(fields, where), text_of(fields, "text", where=where))


def _mask_of(mask: Mapping[str, Any], turn: int) -> MaskedSpan:
    kind, channel = Kind(mask["kind"]), Channel.UNKNOWN
    return MaskedSpan(kind, channel, None, None, turn, mask["start"], mask["end"], mask["value_number"])
