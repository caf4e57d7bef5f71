"""Where a line carries nothing at all: in pauses that `chunk` keeps, from telephones that send no noise."""

import numpy as np
from numpy.typing import NDArray

_SILENCE = 8 / 32768
"""Nothing louder is digital silence: G.711 codes it as 0 or, by the A-law, 8."""


def near_sound(frames: NDArray[np.float32], *, before: int, after: int) -> NDArray[np.bool_]:
    """Which frames (float32 [n_frames, n_samples]) hold more than digital silence, or come up to `before` frames before
    one that does, or up to `after` frames after it: bool [n_frames]. First and last count as sound."""
    near: NDArray[np.bool_] = np.abs(frames).max(axis=1) > _SILENCE
    if not len(near):
        return near
    near[:1] = near[-1:] = True
    n_near = np.convolve(near, np.ones(before + 1 + after))
    return np.asarray(n_near[before : before + len(near)] > 0)
