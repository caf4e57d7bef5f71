"""What a telephone line does to a voice: 8 kHz, 180-3400 Hz, mu-law, at a telephone's level.

Below 300 Hz ITU-T G.712 only bounds the loss from above, and today's handsets pass more: a hard cut at 300 Hz made
faster-whisper's voice activity detector miss whole sentences of both voices (so does speech near full scale).
"""

from typing import Any, Final

import numpy as np
import soxr
from numpy.typing import NDArray

from audio_fixtures.g711 import Samples, mulaw_decode, mulaw_encode

RATE_HZ: Final = 8000
SAMPLES_PER_MS: Final = RATE_HZ // 1000
_BAND_HZ: Final = (180.0, 3400.0)
_PEAK: Final = 0.18
"""Of full scale: about -26 dBov while speaking, the nominal level of ITU-T G.100.1."""
_SILENT_BELOW: Final = 0.01
"""Of the phrase's peak (-40 dB): what is quieter at either end is trimmed."""

Wave = NDArray[np.floating[Any]]


def band_pass(wave: Wave) -> Wave:
    """A 255-tap windowed-sinc filter over float [n_samples] at 8 kHz; length unchanged."""
    at = np.arange(-127, 128) / RATE_HZ
    low, high = (2 * cut * np.sinc(2 * cut * at) for cut in _BAND_HZ)
    taps = (high - low) * np.hamming(255) / RATE_HZ
    return np.convolve(wave, taps, mode="same")


def trim(wave: Wave) -> Wave:
    """Without its quiet ends."""
    loud = np.flatnonzero(np.abs(wave) > _SILENT_BELOW * np.abs(wave).max())
    return wave[loud[0] : loud[-1] + 1]


def over_the_line(wave: Wave, rate_hz: int, *, peak: float = _PEAK, keep_ends: bool = False) -> Samples:
    """One phrase as it leaves the exchange: int16 [n_samples] at 8 kHz, whole milliseconds long, trimmed unless its
    ends are to be kept (then times in `wave` hold for it, too)."""
    narrow = band_pass(soxr.resample(wave, rate_hz, RATE_HZ, quality="HQ"))
    narrow = narrow if keep_ends else trim(narrow)
    narrow = np.pad(narrow, (0, -len(narrow) % SAMPLES_PER_MS))
    quantised = np.round(narrow / np.abs(narrow).max() * peak * 32767).astype(np.int16)
    return mulaw_decode(mulaw_encode(quantised))
