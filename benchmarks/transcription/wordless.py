"""Sound in which nobody speaks: silence, line noise, a tone, keys, music. Functions of time (float [n_samples], s)."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio_fixtures.telephone import RATE_HZ
from benchmarks.transcription.long_call import PARTIES, LongCall

Wave = NDArray[np.float64]


def tone(at_s: Wave) -> Wave:
    return 0.3 * np.sin(2 * np.pi * 1000 * at_s)


def keys(at_s: Wave) -> Wave:
    """DTMF, two keys a second, 200 ms each."""
    key = (at_s * 2).astype(int)
    low, high = np.array([697, 770, 852, 941])[key % 4], np.array([1209, 1336, 1477])[key % 3]
    return 0.3 * (np.sin(2 * np.pi * low * at_s) + np.sin(2 * np.pi * high * at_s)) * (at_s % 0.5 < 0.2)


def music(at_s: Wave) -> Wave:
    """Plucked notes with harmonics, four a second."""
    note = np.array([262, 330, 392, 523, 440, 349, 294, 247])[(at_s * 4).astype(int) * 3 % 8]
    fades = np.exp(-(at_s % 0.25) / 0.15)
    return fades * sum(0.15 / h * np.sin(2 * np.pi * h * note * at_s) for h in (1, 2, 3))


def line_noise(at_s: Wave) -> Wave:
    return np.random.default_rng(0).normal(0, 0.02, len(at_s))


WORDLESS: dict[str, Callable[[Wave], Wave]] = {
    "silence": np.zeros_like,
    "line noise": line_noise,
    "a tone": tone,
    "keys": keys,
    "music": music,
}


def wordless_sound(name: str, seconds: float) -> NDArray[np.int16]:
    """int16 [n_samples] at 8 kHz."""
    return (WORDLESS[name](np.arange(int(seconds * RATE_HZ)) / RATE_HZ) * 32767).astype(np.int16)


def wordless_call(name: str, seconds: float, into: Path) -> LongCall:
    """The sound on both channels of a call in which nobody says a word."""
    sound = wordless_sound(name, seconds)
    soundfile.write(into / "call.wav", np.stack([sound, sound], axis=1), RATE_HZ, subtype="PCM_16")
    return LongCall(into / "call.wav", {}, dict.fromkeys(PARTIES, ""), seconds)
