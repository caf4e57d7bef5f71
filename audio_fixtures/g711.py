"""G.711, the telephone's eight bits: mu-law and A-law, to and from 16-bit samples.

Source: ITU-T G.711 tables 1 and 2, in the segment arithmetic of Sun's g711.c.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
Codes = NDArray[np.uint8]

_ALAW_FLIP: Final = 0x55
"""A-law inverts every other bit on the wire."""


def _mulaw_table() -> Samples:
    codes = ~np.arange(256, dtype=np.uint8)
    magnitude = ((((codes & 0x0F).astype(np.int32) << 3) + 0x84) << ((codes >> 4) & 7)) - 0x84
    return np.where(codes & 0x80, -magnitude, magnitude).astype(np.int16)


def _alaw_table() -> Samples:
    codes = np.arange(256, dtype=np.uint8) ^ _ALAW_FLIP
    segment = ((codes >> 4) & 7).astype(np.int32)
    step = (codes & 0x0F).astype(np.int32) << 4
    magnitude = np.where(segment == 0, step + 8, (step + 0x108) << np.maximum(segment - 1, 0))
    return np.where(codes & 0x80, magnitude, -magnitude).astype(np.int16)


_MULAW: Final = _mulaw_table()
_ALAW: Final = _alaw_table()


def mulaw_decode(codes: Codes) -> Samples:
    """int16 samples of mu-law codes, same shape."""
    decoded: Samples = _MULAW[codes]
    return decoded


def alaw_decode(codes: Codes) -> Samples:
    """int16 samples of A-law codes, same shape."""
    decoded: Samples = _ALAW[codes]
    return decoded


def _nearest(samples: Samples, table: Samples) -> Codes:
    """The code whose sample lies nearest; of two codes for one sample (mu-law's zeros) the higher."""
    order = np.lexsort((np.arange(256), table))
    levels = table[order].astype(np.int32)
    midpoints = (levels[1:] + levels[:-1] + 1) // 2
    places = np.searchsorted(midpoints, samples.astype(np.int32), side="right")
    codes: Codes = order[places].astype(np.uint8)
    return codes


def mulaw_encode(samples: Samples) -> Codes:
    """mu-law codes of int16 samples, same shape. A decoded sample encodes to its own code again."""
    return _nearest(samples, _MULAW)


def alaw_encode(samples: Samples) -> Codes:
    """A-law codes of int16 samples, same shape. A decoded sample encodes to its own code again."""
    return _nearest(samples, _ALAW)
