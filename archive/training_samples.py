"""What the training team gets: the redacted words, and nothing that leads back to a call.

No agent, no queue, no time finer than a month, no call id; the sample's id is new in every pull and can be traced only
with our key.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

TurnDocument = dict[str, Any]
HideForSamples = Callable[[list[TurnDocument], str], list[TurnDocument]]
"""Takes a call's turns as {"channel", "text", "masks"} and gives them back with order numbers hidden too and surrogates
in place of labels. The text beside them decides the surrogates: the sample's id, which every call and pull has of its
own."""


def choose(call_ids: Iterable[str], *, n: int, seed: int) -> list[str]:
    """`n` calls, or all where there are fewer, in an order that `seed` alone decides: a pull can be repeated, and a
    growing archive changes it only by what is new."""
    ranked = sorted(call_ids, key=lambda call_id: hashlib.sha256(f"{seed}:{call_id}".encode()).digest())
    return ranked[: max(n, 0)]


def sample_id(call_id: str, *, seed: int, key: bytes) -> str:
    """Two pulls with different seeds name the same call differently."""
    return "s_" + hmac.new(key, f"sample:{seed}:{call_id}".encode(), hashlib.sha256).hexdigest()[:24]


def sample_document(
    identity: str,
    *,
    started_at: datetime,
    language: str | None,
    turns: Sequence[Any],
    masks: Sequence[Any],
    hide: HideForSamples,
) -> Mapping[str, Any]:
    """One sample. `turns` and `masks` are rows of those tables."""
    hidden = hide([_turn_to_hide(turn, masks) for turn in turns], identity)
    return {
        "id": identity,
        "month": started_at.strftime("%Y-%m"),
        "language": language,
        "turns": [{"channel": turn["channel"], "text": turn["text"]} for turn in hidden],
    }


def _turn_to_hide(turn: Any, masks: Sequence[Any]) -> TurnDocument:
    labels = [
        {name: getattr(mask, name) for name in ("kind", "start", "end", "value_number")}
        for mask in masks
        if mask.turn == turn.turn
    ]
    return {"channel": turn.channel, "text": turn.text, "masks": labels}
