"""What is heard in a secret's place: a low tone, silence or noise.

A sample of it depends on its place in the call and on the rate alone, so a masked stretch is bit-identical whatever was
said in it, and whoever masks it (invariant P11).
"""

import math

import numpy as np

from calls.audio import MaskSound, Samples

TONE_HZ = 200
TONE_PEAK = 800
"""Of 32,767: audible, about -32 dBFS."""
NOISE_PEAK = 400
"""Of 32,767: audible, and softer than the tone, for its power lies where ears are keener (-43 dBFS)."""


def mask_samples(sound: MaskSound, first: int, end: int, rate_hz: int) -> Samples:
    """The samples `first` to `end` of a masking sound that begins with the call, int16 [end - first]."""
    if sound is MaskSound.TONE:
        return _tone(first, end, rate_hz)
    if sound is MaskSound.NOISE:
        return _noise(first, end)
    return np.zeros(max(0, end - first), np.int16)


def _tone(first: int, end: int, rate_hz: int) -> Samples:
    """A sine of `TONE_HZ`."""
    period = rate_hz // math.gcd(rate_hz, TONE_HZ)  # after so many samples it begins anew
    phase = (np.arange(period, dtype=np.int64) * TONE_HZ % rate_hz) * (2 * np.pi / rate_hz)
    cycle = np.round(TONE_PEAK * np.sin(phase)).astype(np.int16)
    return np.resize(np.roll(cycle, -(first % period)), max(0, end - first))


def _noise(first: int, end: int) -> Samples:
    """White noise: the mixing function of SplitMix64 (Steele, Lea and Flood 2014) over the samples' numbers. A
    generator of random numbers would need to run from the call's beginning, and might change with its library."""
    mixed = np.arange(first, max(first, end), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return ((mixed >> np.uint64(32)) % np.uint64(2 * NOISE_PEAK + 1)).astype(np.int16) - np.int16(NOISE_PEAK)
