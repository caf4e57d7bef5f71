"""Words that a recogniser heard in a party's echo on the other party's channel, or in crosstalk: they are no words of
that channel's party, and on its own channel each of them is written anyway.

A word is an echo where the other channel is `QUIETER_DB` louder and, up to `LATEST_MS` before, holds the same
waveform: a correlation of `ALIKE` leaves no room for words of the channel's own party as loud as the echo.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawAudio, Samples
from calls.call import Channel
from calls.transcript import Word

QUIETER_DB = 15.0
"""Telephone hybrids and handsets send back less than this; two people in one room are heard by both at less."""
ALIKE = 0.8
LATEST_MS = 400
"""As late as the masks reckon with (`redact.mask_audio.ECHO_DELAY_MS`)."""

Signal = NDArray[np.float64]


def without_echoes(words: Mapping[Channel, Sequence[Word]], audio: RawAudio) -> dict[Channel, tuple[Word, ...]]:
    """The words of each channel that are not another channel's echo; times are of `audio`."""
    return {
        channel: tuple(word for word in spoken if not _is_echo(word, channel, audio))
        for channel, spoken in words.items()
    }


def _is_echo(word: Word, channel: Channel, audio: RawAudio) -> bool:
    if word.start_ms is None or word.end_ms is None:
        return False
    first, end = (ms * audio.rate_hz // 1000 for ms in (word.start_ms, word.end_ms))
    early = max(0, first - LATEST_MS * audio.rate_hz // 1000)
    heard = audio.channel(channel)[first:end]
    others = (audio.channel(other)[early:end] for other in audio.channels if other is not channel)
    return any(_is_copy(heard, spoken) for spoken in others)


def _is_copy(heard: Samples, spoken: Samples) -> bool:
    """Whether `heard` is a quiet copy of a part of `spoken`, which ends with it and began before it."""
    quiet, loud = heard.astype(np.float64), spoken.astype(np.float64)
    if not quiet.any() or np.mean(loud**2) < np.mean(quiet**2) * 10 ** (QUIETER_DB / 10):
        return False
    return float(_likeness(quiet, loud).max()) >= ALIKE


def _likeness(quiet: Signal, loud: Signal) -> Signal:
    """The normalised correlation of `quiet` with every stretch of `loud` that is as long."""
    size = 1 << (len(quiet) + len(loud)).bit_length()
    products = np.fft.irfft(np.fft.rfft(loud, size) * np.conj(np.fft.rfft(quiet, size)), size)
    energy = np.concatenate([[0.0], np.cumsum(loud**2)])
    n_places = len(loud) - len(quiet) + 1
    energies = np.maximum(energy[len(quiet) :] - energy[:n_places], 1.0)
    likeness: Signal = np.abs(products[:n_places]) / np.sqrt(energies * np.sum(quiet**2))
    return likeness
