"""How loud the redacted recording is over time. The only file of the API that opens sound (libsndfile)."""

import io

import numpy as np
import soundfile

from calls.errors import UnreadableAudio

N_PEAKS = 600
_BLOCK_SAMPLES = 1 << 16
_FULL_SCALE = 32768


def peaks_of(flac: bytes, *, n: int = N_PEAKS) -> dict[str, object]:
    """For each channel `n` peaks of |sample| in percent of full scale, evenly over the call.

    Read block by block, so that a long call costs no more memory than a short one. Raises UnreadableAudio.
    """
    try:
        with soundfile.SoundFile(io.BytesIO(flac)) as sound:
            loudest = _loudest(sound, n)
            duration_ms = round(sound.frames * 1000 / sound.samplerate)
    except soundfile.LibsndfileError as error:
        raise UnreadableAudio("the recording cannot be drawn", hint="its file in the archive is damaged") from error
    percent = np.rint(loudest * 100 / _FULL_SCALE).astype(int)
    return {"duration_ms": duration_ms, "channels": percent.tolist()}


def _loudest(sound: soundfile.SoundFile, n: int) -> "np.ndarray[tuple[int, int], np.dtype[np.int32]]":
    """int32 [n_channels, n]: the greatest |sample| of each of `n` equal stretches."""
    loudest = np.zeros((sound.channels, n), dtype=np.int32)
    at = 0
    for block in sound.blocks(_BLOCK_SAMPLES, dtype="int16", always_2d=True):
        stretch = (np.arange(at, at + len(block), dtype=np.int64) * n) // max(1, sound.frames)
        levels = np.abs(block.astype(np.int32))
        for channel in range(sound.channels):
            np.maximum.at(loudest[channel], stretch, levels[:, channel])
        at += len(block)
    return loudest
