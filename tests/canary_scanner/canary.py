"""A fresh random secret to be planted, and its bytes in every form, made by everyday encoders.

Nothing here uses the code that makes needles: a mistake there must show as a canary that is not found.
"""

import base64
import html
import io
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import numpy as np
import soundfile

from audio_fixtures.g711 import Samples
from tests.canary_scanner.needles import Needles

LABEL: Final = "canary"
_DIGIT_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_N_SAMPLES: Final = 1600
"""G.711 encoders round one value in a hundred differently; among 25 windows some hold none of those."""


def _random_digits() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(16))


def _random_sound() -> Samples:
    """Loud noise, int16 [n_samples]; odd values, on which G.711 encoders hardly ever round differently."""
    noise = np.random.default_rng(secrets.randbits(64)).integers(-4000, 4000, _N_SAMPLES)
    return (noise * 2 + 1).astype(np.int16)


@dataclass(frozen=True, slots=True, repr=False)
class Canary:
    """Sixteen digits and 200 ms of noise."""

    digits: str = field(default_factory=_random_digits)
    sound: Samples = field(default_factory=_random_sound)

    def needles(self) -> Needles:
        return Needles.of_text(LABEL, self.digits) + Needles.of_sound(LABEL, self.sound)

    def texts(self) -> dict[str, str]:
        """Written form to text."""
        groups = [self.digits[at : at + 4] for at in range(0, 16, 4)]
        return {
            "raw": self.digits,
            "spaced": " ".join(groups),
            "dashed": "-".join(groups),
            "dotted": ".".join(groups),
            "spelled": " ".join(_DIGIT_WORDS[int(digit)] for digit in self.digits).capitalize(),
        }

    def planted_texts(self) -> Iterator[tuple[str, bytes]]:
        """(label that must be found, bytes) of every text form in every encoding."""
        for form, text in self.texts().items():
            for encoding, data in _encode(text):
                yield f"{LABEL}/{form}/{encoding}", data

    def planted_sounds(self) -> Iterator[tuple[str, bytes]]:
        """(label that must be found, bytes) of every sample format, headerless."""
        for form, subtype, endian in _SAMPLE_FORMATS:
            raw = io.BytesIO()
            samples = self.sound / 32768 if subtype == "FLOAT" else self.sound
            soundfile.write(raw, samples, 8000, format="RAW", subtype=subtype, endian=endian)
            yield f"{LABEL}/{form}", raw.getvalue()

    def recording(self, container: str) -> bytes:
        """A stereo WAV or FLAC with the sound on its second channel, 13 ms in."""
        both = np.zeros((3 * _N_SAMPLES, 2), np.int16)
        both[104 : 104 + _N_SAMPLES, 1] = self.sound
        file = io.BytesIO()
        soundfile.write(file, both, 8000, format=container, subtype="PCM_16")
        return file.getvalue()


_SAMPLE_FORMATS: Final = (
    ("l16le", "PCM_16", "LITTLE"),
    ("l16be", "PCM_16", "BIG"),
    ("f32le", "FLOAT", "LITTLE"),
    ("mulaw", "ULAW", "FILE"),
    ("alaw", "ALAW", "FILE"),
)


def _encode(text: str) -> Iterator[tuple[str, bytes]]:
    yield "utf-8", text.upper().encode()
    yield "utf-8", json.dumps({"said": text, "by": "caller"}).encode()
    yield "utf-16le", text.encode("utf-16-le")
    yield "utf-16be", text.encode("utf-16-be")
    yield "hex", text.encode().hex().upper().encode()
    yield "json", "".join(f"\\u{ord(letter):04X}" for letter in text).encode()
    yield "html", html.escape("".join(f"&#{ord(letter)};" for letter in text)).replace("&amp;", "&").encode()
    yield "url", "".join(f"%{ord(letter):02X}" for letter in text).encode()
    if " " in text:
        yield "url", quote(text).encode()
    for offset in range(3):
        yield f"base64+{offset}", base64.b64encode(b"<>?"[:offset] + text.encode() + b" and more")
