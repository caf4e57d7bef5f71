"""Characters as they are meant, whatever form they were written in.

A chat or a recogniser may write digits full-width, in another script, as keycaps, or with invisible characters between
them. They read as plain ones here (Unicode NFKC, the decimal value of any digit, no format or combining marks), and
every plain character leads back to the ones it was written with.
"""

import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys("‐‑‒―−", "-")
_DROPPED = frozenset({"Cf", "Mn", "Me"})
"""Format characters (soft hyphen, zero-width blanks), accents set apart, keycaps and variation selectors."""


@dataclass(frozen=True, slots=True, repr=False)
class PlainText:
    """`text[k]` was written as the characters [starts[k], ends[k]) of the original."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range


def plain_characters(text: str) -> PlainText:
    if text.isascii():
        return PlainText(text, range(len(text)), range(1, len(text) + 1))
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        if unicodedata.category(char) in _DROPPED:
            if ends and not plain[-1].isspace():
                ends[-1] = at + 1
            continue
        for meant in _meant(char):
            plain.append(meant)
            starts.append(at)
            ends.append(at + 1)
    return PlainText("".join(plain), tuple(starts), tuple(ends))


def _meant(char: str) -> str:
    """A digit of any script as 0-9; other characters by NFKC where that gives letters, digits or one mark."""
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    folded = unicodedata.normalize("NFKC", char)
    return _DASHES.get(folded, folded if len(folded) == 1 or folded.isalnum() else char)
