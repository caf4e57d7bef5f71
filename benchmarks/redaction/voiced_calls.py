"""Marked calls spoken by synthetic voices over a telephone line, so that each secret's milliseconds are known.

Every turn is spoken in pieces, its secrets apart from the words around them, and the pieces are laid on one clock:
where a secret begins and ends is where its piece was laid down, which nobody has to measure. Needs Debian's `flite`.
"""

import random
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio_fixtures.g711 import Samples, mulaw_decode, mulaw_encode
from audio_fixtures.telephone import RATE_HZ, SAMPLES_PER_MS, over_the_line
from benchmarks.redaction.marked_calls import MarkedCall
from calls.audio import RawAudio
from calls.call import Channel
from calls.finding import Kind

VOICES = ("slt", "rms", "awb", "kal16")
CHANNELS = (Channel.CALLER, Channel.AGENT)
NOISE_BELOW_SPEECH_DB = 20.0
CROSSTALK_DB = -30.0
BETWEEN_TURNS_MS, BETWEEN_PIECES_MS = (250, 900), 40
Stretch = tuple[int, int]
"""[start_ms, end_ms)."""


class Line(Enum):
    """What the line adds before the exchange's mu-law."""

    CLEAN = "clean"
    NOISY = "noisy"
    """Noise 20 dB below speech, on both channels."""
    CROSSTALK = "crosstalk"
    """Each party, 30 dB down, on the other's channel."""


@dataclass(frozen=True, slots=True)
class SpokenSecret:
    """[start_ms, end_ms) of `channel`; `text` is what was said."""

    kind: Kind
    channel: Channel
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class VoicedCall:
    name: str
    line: Line
    audio: RawAudio
    secrets: tuple[SpokenSecret, ...]
    speech: tuple[tuple[Channel, int, int], ...] = ()
    """Where each party speaks, secrets and all else: [start_ms, end_ms) of a channel."""


def voice_call(call: MarkedCall, line: Line, seed: int) -> VoicedCall:
    """The call as both parties' channels, int16 [n_samples, 2] at 8 kHz. The same seed gives the same sound."""
    rng = random.Random(seed)
    voices = dict(zip(CHANNELS, rng.sample(VOICES, 2), strict=True))
    laid: list[tuple[Channel, int, Samples]] = []
    secrets: list[SpokenSecret] = []
    at_ms = 500
    for number, turn in enumerate(call.turns):
        for kind, text in _pieces(call, number):
            sound = _spoken(voices[turn.channel], text)
            laid.append((turn.channel, at_ms, sound))
            end_ms = at_ms + len(sound) // SAMPLES_PER_MS
            if kind:
                secrets.append(SpokenSecret(kind, turn.channel, at_ms, end_ms, text))
            at_ms = end_ms + BETWEEN_PIECES_MS
        at_ms += rng.randint(*BETWEEN_TURNS_MS)
    speech = np.zeros((at_ms * SAMPLES_PER_MS, 2), np.float64)
    for channel, start_ms, sound in laid:
        start = start_ms * SAMPLES_PER_MS
        speech[start : start + len(sound), CHANNELS.index(channel)] += sound
    heard = _over(speech, line, np.random.default_rng(seed))
    spoken = tuple((channel, start_ms, start_ms + len(sound) // SAMPLES_PER_MS) for channel, start_ms, sound in laid)
    return VoicedCall(f"{call.name}, {line.value}", line, RawAudio(heard, RATE_HZ, CHANNELS), tuple(secrets), spoken)


def _pieces(call: MarkedCall, number: int) -> Iterator[tuple[Kind | None, str]]:
    """A turn cut at its secrets; what has nothing to say (a full stop) is left out."""
    text, at = call.turns[number].text, 0
    for gold in sorted((gold for gold in call.gold if gold.turn == number), key=lambda gold: gold.start):
        yield from _said(None, text[at : gold.start])
        yield from _said(gold.kind, text[gold.start : gold.end])
        at = gold.end
    yield from _said(None, text[at:])


def _said(kind: Kind | None, text: str) -> Iterator[tuple[Kind | None, str]]:
    if re.search(r"\w", text):
        yield kind, text.strip(" ,.?!")


def _spoken(voice: str, text: str) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "spoken.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", file], check=True, capture_output=True)
        wave, rate_hz = soundfile.read(file)
    return over_the_line(wave, rate_hz)


def _over(speech: NDArray[np.float64], line: Line, dice: np.random.Generator) -> Samples:
    heard = speech.copy()
    if line is Line.CROSSTALK:
        heard += speech[:, ::-1] * 10 ** (CROSSTALK_DB / 20)
    if line is Line.NOISY:
        loud = speech[np.abs(speech) > 0]
        level = np.sqrt(np.mean(loud**2)) * 10 ** (-NOISE_BELOW_SPEECH_DB / 20)
        heard += dice.normal(0, level, speech.shape)
    quantised = np.clip(np.round(heard), -32768, 32767).astype(np.int16)
    return mulaw_decode(mulaw_encode(quantised))
