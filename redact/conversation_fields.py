"""Fields of JSON documents, read with typed errors that name the field and never quote what was said."""

import math
from collections.abc import Mapping
from typing import Any

from calls.call import Channel
from calls.errors import BadConversation

LONGEST_TEXT = 1_000_000
MOST_ENTRIES = 200_000


def object_of(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadConversation(f"{where} must be a JSON object")
    return value


def list_of(fields: Mapping[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if not isinstance(value, list):
        raise BadConversation(f'"{name}" must be a list', hint="see the contract's JSON of a transcript")
    if len(value) > MOST_ENTRIES:
        raise BadConversation(f'"{name}" has more than {MOST_ENTRIES} entries')
    return value


def text_of(fields: Mapping[str, Any], name: str, *, where: str = "the document", default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise BadConversation(f'{where}: "{name}" must be a text')
    if len(value) > LONGEST_TEXT:
        raise BadConversation(f'{where}: "{name}" is longer than {LONGEST_TEXT} characters')
    return value


def number_of(fields: Mapping[str, Any], name: str, *, where: str, default: float) -> float:
    value = fields.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadConversation(f'{where}: "{name}" must be a number')
    return float(value)


def channel_of(fields: Mapping[str, Any], where: str) -> Channel:
    value = fields.get("channel")
    if not isinstance(value, str) or value not in set(Channel):
        raise BadConversation(f'{where}: "channel" must be one of {", ".join(channel.value for channel in Channel)}')
    return Channel(value)
