"""How a number is written that was said digit by digit: "8944", not "8-9-4-4", as a reader looks for it.

Whisper's own normaliser, too, takes "eight nine four four" for 8944. Digits that are words of their own stay so: each
has its own times, and a pause between two may part two numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from calls.transcript import Word

_ONE_BY_ONE = re.compile(r"(\W*)(\d(?:[-–]\d){4,})(\W*)")
"""Five at the least: "3-1" may be the result of a match; and "2-0-2-4" is no year, which the redaction would let be."""
_DASH = re.compile(r"[-–]")
_UP = "0123456789"


def with_digits_joined(words: Sequence[Word]) -> list[Word]:
    """The same words; those that are nothing but single digits with dashes in between are written without."""
    return [replace(word, text=_joined(word.text)) for word in words]


def _joined(text: str) -> str:
    match = _ONE_BY_ONE.fullmatch(text)
    if not match or _is_counting(digits := _DASH.sub("", match[2])):
        return text
    return match[1] + digits + match[3]


def _is_counting(digits: str) -> bool:
    """1-2-3-4-5, or down: the redaction lets it be while it sees each digit."""
    return digits in _UP or digits in _UP[::-1]
