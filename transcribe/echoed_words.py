"""Words that a recogniser heard in a party's echo on the other party's channel, or in crosstalk: they are no words of
that channel's party.

A word is an echo where the other channel, up to `LATEST_MS` before, holds the same waveform, `QUIETER_DB` louder, and
has a word written there: so nothing that was said is left without a word. A likeness of `ALIKE` leaves no room for
words of the channel's own party: they would be 10 dB below the echo.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawAudio, Samples
from calls.call import Channel
from calls.transcript import Word

QUIETER_DB = 15.0
"""Telephone hybrids and handsets send back less than this; two people in one room are heard by both at less."""
ALIKE = 0.95
LATEST_MS = 400
"""As late as the masks reckon with (`redact.mask_audio.ECHO_DELAY_MS`)."""

Words = Mapping[Channel, Sequence[Word]]
Signal = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Copy:
    """Where in the louder sound the likest stretch begins, and by how many dB that is louder."""

    at: int
    likeness: float
    louder_db: float


def without_echoes(words: Words, audio: RawAudio) -> dict[Channel, tuple[Word, ...]]:
    """The words of each channel that are not another channel's echo; times are of `audio`."""
    return {
        channel: tuple(word for word in spoken if not _is_echo(word, channel, words, audio))
        for channel, spoken in words.items()
    }


def _is_echo(word: Word, channel: Channel, words: Words, audio: RawAudio) -> bool:
    if word.start_ms is None or word.end_ms is None:
        return False
    first, end = (ms * audio.rate_hz // 1000 for ms in (word.start_ms, word.end_ms))
    early = max(0, first - LATEST_MS * audio.rate_hz // 1000)
    heard = audio.channel(channel)[first:end]
    for other in (one for one in words if one is not channel):
        copy = _likest(heard, audio.channel(other)[early:end])
        if copy is None or copy.likeness < ALIKE or copy.louder_db < QUIETER_DB:
            continue
        said_ms = (early + copy.at) * 1000 // audio.rate_hz
        if _is_written(words[other], said_ms, said_ms + word.end_ms - word.start_ms):
            return True
    return False


def _is_written(words: Sequence[Word], start_ms: int, end_ms: int) -> bool:
    return any((word.start_ms or 0) < end_ms and (word.end_ms or 0) > start_ms for word in words)


def _likest(heard: Samples, spoken: Samples) -> _Copy | None:
    """The stretch of `spoken` that `heard` is most like; None where either is silence."""
    quiet, loud = heard.astype(np.float64), spoken.astype(np.float64)
    if not quiet.any() or np.abs(loud).max() <= np.abs(quiet).max():
        return None
    size = 1 << (len(quiet) + len(loud)).bit_length()
    products = np.fft.irfft(np.fft.rfft(loud, size) * np.conj(np.fft.rfft(quiet, size)), size)
    energy = np.concatenate([[0.0], np.cumsum(loud**2)])
    n_places = len(loud) - len(quiet) + 1
    energies: Signal = np.maximum(energy[len(quiet) :] - energy[:n_places], 1.0)
    quiet_energy = float(np.sum(quiet**2))
    likeness = np.abs(products[:n_places]) / np.sqrt(energies * quiet_energy)
    at = int(likeness.argmax())
    return _Copy(at, float(likeness[at]), 10 * float(np.log10(energies[at] / quiet_energy)))
