"""Windows of 64 bytes of a secret's sound, in every sample format in which it could be lying about."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio_fixtures.g711 import Samples, alaw_encode, mulaw_encode

WINDOW_BYTES: Final = 64
_SILENT_BELOW_RMS: Final = 100
_FEWEST_LEVELS: Final = 12
"""Different sample values in a window: fewer is silence or a tone, which also stands where nobody spoke."""


def sound_windows(samples: Samples) -> Iterator[tuple[str, bytes]]:
    """(format, 64 bytes) for windows that tile int16 [n_samples] or, interleaved, [n_samples, n_channels].

    The search finds them at any position, so a copy of the sound is found however it is shifted or cut into frames.
    Windows that overlap nothing audible are dropped.
    """
    stereo = "-stereo" if samples.ndim == 2 else ""
    flat = samples.reshape(-1)
    for form, encoded in _formats(flat).items():
        per_window = WINDOW_BYTES // encoded.itemsize
        for at in range(0, len(flat) - per_window + 1, per_window):
            if _is_audible(flat[at : at + per_window]):
                yield form + stereo, encoded[at : at + per_window].tobytes()


def _formats(flat: Samples) -> dict[str, NDArray[Any]]:
    return {
        "l16le": flat.astype("<i2"),
        "l16be": flat.astype(">i2"),
        "f32le": (flat / 32768).astype("<f4"),
        "mulaw": mulaw_encode(flat),
        "alaw": alaw_encode(flat),
    }


def _is_audible(window: Samples) -> bool:
    loud = float(np.sqrt(np.mean(window.astype(np.float64) ** 2))) >= _SILENT_BELOW_RMS
    return loud and len(np.unique(window)) >= _FEWEST_LEVELS
