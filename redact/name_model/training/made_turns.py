"""A turn of a made-up call: its words, and of each the kind."""

import re
from dataclasses import dataclass

from redact.name_model.training.sayings import Style

MARK = re.compile(r"\{([A-Z_]+):([^{}]*)\}")
"""How a secret is marked in a reading: kind and words."""
NUMBERS = frozenset(
    "PHONE CARD_NUMBER SSN ITIN IBAN BANK_ACCOUNT IMEI ID_DOCUMENT CUSTOMER_ID DEVICE_SERIAL ORDER_NUMBER".split()
)
"""Kinds that consist of digits and letters, said one after the other."""
_FILLING = re.compile(r"(?<=\w)((?:,? (?:um|uh|and then|let me see|then|okay)(?=,? ))+,?)(?= )")
"""Words that stand within a number and are no part of it."""


@dataclass(frozen=True, slots=True)
class MadeTurn:
    is_agent: bool
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    """For each word its kind, "O" for none."""


def made_turn(is_agent: bool, said: str, style: Style) -> MadeTurn:
    words: list[str] = []
    kinds: list[str] = []
    at = 0
    said = said.replace("'", "") if style is Style.LOWER and len(said) % 3 == 0 else said
    spans: list[tuple[str, str]] = []
    for match in MARK.finditer(said):
        spans += [(said[at : match.start()], "O"), *_without_filling(match[1], match[2])]
        at = match.end()
    spans.append((said[at:], "O"))
    glued = False
    for text, kind in spans:
        text = _lowered(text) if style is Style.LOWER else text
        new = text.split()
        if new and glued and not text[0].isspace() and words:
            words[-1] += new.pop(0)
        words += new
        kinds += [kind] * len(new)
        glued = bool(text) and not text[-1].isspace()
    return MadeTurn(is_agent, tuple(words), tuple(kinds))


def _without_filling(kind: str, value: str) -> list[tuple[str, str]]:
    """The value in pieces with their kinds: "um" and "and then" within a number are no secret."""
    if kind not in NUMBERS:
        return [(value, kind)]
    pieces = _FILLING.split(value)
    return [(piece, "O" if k % 2 else kind) for k, piece in enumerate(pieces)]


def _lowered(text: str) -> str:
    return re.sub(r"[,.?!;](?=\s|$)", "", text).lower().replace("—", "")
