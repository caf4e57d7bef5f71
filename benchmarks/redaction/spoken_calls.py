"""Support calls made up by seed: who calls, what is asked, how it is said, and how a recogniser writes it down.

A call is an opening, three to six exchanges and a goodbye; its lines carry the marks of `marked_calls`. One number in
ten has a digit too many or too few, cue words are worn as recognisers wear them, and fillers fall in.
"""

import random
import re
from collections.abc import Iterator

from benchmarks.redaction.call_parts import CallParts
from benchmarks.redaction.marked_calls import MarkedCall, call_of_lines
from benchmarks.redaction.verbalise import Voice

_WORN = {
    "CVV": "CBB",
    "IBAN": "Ibanez",
    "card number": "car number",
    "expiration": "expert",
    "IMEI": "IME",
    "sort code": "sorcode",
    "zip code": "Zacode",
    "social security": "social securities",
    "serial": "cereal",
}
_FILLERS = ("um", "uh", "well", "so", "okay", "you know")
_MARKED = re.compile(r"(\{[A-Z_]+:[^{}]*\})")


def generated_calls(count: int, seed: int) -> Iterator[MarkedCall]:
    for number in range(seed * 1_000_000, seed * 1_000_000 + count):
        rng = random.Random(number)
        voice = rng.choice(tuple(Voice))
        parts = CallParts(rng, voice)
        is_innocent = rng.random() < 0.2
        lines = parts.innocent_call() if is_innocent else parts.call()
        yield call_of_lines(f"made up {number}, {voice.value}", [_written(line, voice, rng) for line in lines])


def _written(line: str, voice: Voice, rng: random.Random) -> str:
    speaker, _, text = line.partition(": ")
    pieces = [piece if piece.startswith("{") else _worn(piece, voice, rng) for piece in _MARKED.split(text)]
    written = "".join(pieces)
    if voice is Voice.LOWER:
        written = _MARKED.sub(lambda mark: "{" + _lower_value(mark[0][1:-1]) + "}", _lower_outside(written))
    return f"{speaker}: {' '.join(written.split())}"


def _lower_outside(text: str) -> str:
    pieces = _MARKED.split(text)
    return "".join(piece if piece.startswith("{") else _lower(piece) for piece in pieces)


def _lower_value(mark: str) -> str:
    kind, _, value = mark.partition(":")
    return f"{kind}:{_lower(value)}"


def _lower(text: str) -> str:
    return re.sub(r"[,.?!;](?=\s|$)", "", text).replace("-", " ").lower()


def _worn(text: str, voice: Voice, rng: random.Random) -> str:
    if voice is Voice.CASED:
        return text
    for meant, heard in _WORN.items():
        if meant in text and rng.random() < 0.3:
            text = text.replace(meant, heard)
    words = text.split(" ")
    if len(words) > 4 and rng.random() < 0.2:
        words.insert(rng.randrange(1, len(words)), rng.choice(_FILLERS))
    return " ".join(words)
