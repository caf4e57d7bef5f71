"""Telephone samples as the models want them: float32 at 16 kHz. The only file that imports soxr."""

from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

MODEL_RATE_HZ = 16_000
Samples16k = NDArray[np.float32]
"""float32 [n_samples] in [-1, 1] at 16 kHz."""


def to_model_rate(samples: NDArray[np.int16], rate_hz: int, *, quality: str = "HQ") -> Samples16k:
    """int16 [n_samples] at `rate_hz` → float32 [n_samples] at 16 kHz; `quality`: soxr's name for it."""
    scaled: NDArray[Any] = samples.astype(np.float32) / 32768.0
    if rate_hz == MODEL_RATE_HZ:
        return scaled
    resampled: Samples16k = soxr.resample(scaled, rate_hz, MODEL_RATE_HZ, quality=quality).astype(np.float32)
    return resampled
