"""Keys that are heard as tones: found and muted before anything is sealed. Which key it was is never worked out.

A key is two tones at once, one of each group (ITU-T Q.23). Receivers must take tones from 40 ms on, within 1.5 % of the
frequency, the higher group up to 4 dB above and up to 8 dB below the lower one (ITU-T Q.24, EN 300 735 §4). Speech is
told apart by purity: nearly all of a window's energy lies in the two tones, and stays there for several windows.
Hundreds of channels are listened to at once, so those whose turn it is are looked at together.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 8000
LOWER_HZ, HIGHER_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
WINDOW = 160
"""Samples: 20 ms, so every tone of 40 ms fills one window of a row of them, wherever it begins."""
STEP = 40
LEAST_WINDOWS = 3
"""One after the other, each a STEP further: 30 ms in which the same two tones are nearly all there is."""
QUIETEST = 100.0**2
"""Mean square of two tones of -47 dBm0 each, 11 dB below what a receiver must take."""
SUSPICION, NEARLY_PURE, PURITY = 0.3, 0.65, 0.75
"""Least share of the energy in two tones: at the nominal frequencies and at the best ones for a closer look, and to
mute."""
MOST_TWIST = 10.0
"""Ratio of the two tones' power, either way."""
MARGIN = 120
"""Samples muted on both sides, for the tone's edges."""
PRODUCTS_AT_ONCE = 200_000
"""Multiplied at a time: with more than 2**18, numpy's BLAS would bring in threads of its own, on cores not ours."""
HELD = CONTEXT = 640
"""Samples kept back, and samples looked at again: a tone on the border of two chunks is seen whole from either side."""
KEPT_BYTES = 2 * (HELD + CONTEXT)
"""Of what has come, at most so much is looked at again with what comes next."""

Range = tuple[int, int]
Samples = NDArray[np.int16]
_Waves = NDArray[np.float32]


def _waves(frequencies_hz: NDArray[np.float64]) -> _Waves:
    """[WINDOW, 2 n]: cosines, then sines, such that their squares add up to a sine's mean square."""
    phase = 2 * np.pi * np.outer(np.arange(WINDOW), frequencies_hz) / RATE_HZ
    waves: _Waves = (np.hstack([np.cos(phase), np.sin(phase)]) * np.sqrt(2) / WINDOW).astype(np.float32)
    return waves


_OFFSETS = np.array([-0.018, -0.009, 0.0, 0.009, 0.018])
_GROUPS = np.array([LOWER_HZ, HIGHER_HZ], dtype=np.float64)
_COARSE = _waves(_GROUPS.ravel())
_FINE = _waves((_GROUPS[:, :, None] * (1 + _OFFSETS)).ravel())


def find_tones(samples: Samples) -> list[Range]:
    """Where keys are heard in 8 kHz sound: (start, end) in samples, in order, apart from one another."""
    return find_tones_in([samples.astype("<i2").tobytes()])[0]


def find_tones_in(sounds: Sequence[bytes]) -> list[list[Range]]:
    """`find_tones` of each, little-endian 16-bit; together they cost little more than one."""
    counts = [len(pcm) // (2 * WINDOW) for pcm in sounds]
    aligned = b"".join([pcm[: 2 * WINDOW * n_windows] for pcm, n_windows in zip(sounds, counts, strict=True)])
    suspicious = _suspicious(np.frombuffer(aligned, dtype="<i2").reshape(-1, WINDOW))
    found: list[list[Range]] = [[] for _ in sounds]
    if len(suspicious) == 0:
        return found
    ends = np.cumsum(counts)
    of_sound = np.searchsorted(ends, suspicious, side="right")
    for sound in set(of_sound.tolist()):
        share = suspicious[of_sound == sound] - (ends[sound] - counts[sound])
        found[sound] = _look_closer(np.frombuffer(sounds[sound][: len(sounds[sound]) & ~1], dtype="<i2"), share)
    return found


def _suspicious(samples: Samples) -> NDArray[np.intp]:
    """Which windows, of [n_windows, WINDOW], deserve a closer look: most of speech is told from keys here."""
    windows = samples.astype(np.float32)
    energy = np.einsum("ij,ij->i", windows, windows) / WINDOW
    found = np.flatnonzero(energy > QUIETEST)
    for waves, share in ((_COARSE, SUSPICION), (_FINE, NEARLY_PURE)):
        if len(found) == 0:
            break
        lower, higher = _powers(windows if len(found) == len(windows) else windows[found], waves)
        found = found[lower.max(axis=0) + higher.max(axis=0) > share * energy[found]]
    return found


def _look_closer(samples: Samples, suspicious: NDArray[np.int64]) -> list[Range]:
    found: list[Range] = []
    reach = 2 * WINDOW
    for start, end in _joined([(int(one) * WINDOW, (int(one) + 1) * WINDOW) for one in suspicious], WINDOW):
        begin = max(0, start - reach)
        found += [(begin + a, begin + b) for a, b in _pure_stretches(samples[begin : end + reach])]
    return _joined(sorted(found), 0)


def _powers(windows: NDArray[np.float32], waves: _Waves) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean squares of each frequency of the lower and of the higher group, [n, n_windows] each."""
    at_once = PRODUCTS_AT_ONCE // waves.size
    parts = np.empty((len(windows), waves.shape[1]), dtype=np.float32)
    for row in range(0, len(windows), at_once):
        np.matmul(windows[row : row + at_once], waves, out=parts[row : row + at_once])
    squares = np.square(parts.T, order="C")
    n_waves = len(squares) // 2
    power = np.add(squares[:n_waves], squares[n_waves:], out=squares[:n_waves])
    return power[: n_waves // 2], power[n_waves // 2 :]


def _pure_stretches(samples: Samples) -> list[Range]:
    """The closer look: windows that overlap, frequencies between the nominal ones."""
    if len(samples) < WINDOW:
        return []
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::STEP].astype(np.float32)
    energy = np.einsum("ij,ij->i", windows, windows) / WINDOW
    lower, higher = _powers(windows, _FINE)
    low, high = lower.max(axis=0), higher.max(axis=0)
    pure = (energy > QUIETEST) & (low + high > PURITY * energy)
    pure &= (low < MOST_TWIST * high) & (high < MOST_TWIST * low)
    pair = (lower.argmax(axis=0) // len(_OFFSETS)) * len(HIGHER_HZ) + higher.argmax(axis=0) // len(_OFFSETS)
    marks = np.where(pure, pair, -1)
    borders = np.flatnonzero(np.diff(marks)) + 1
    runs = zip(np.r_[0, borders], np.r_[borders, len(marks)], strict=True)
    return [
        (max(0, int(first) * STEP - MARGIN), min(len(samples), (int(end) - 1) * STEP + WINDOW + MARGIN))
        for first, end in runs
        if marks[first] >= 0 and end - first >= LEAST_WINDOWS
    ]


def _joined(ranges: list[Range], bridging: int) -> list[Range]:
    joined: list[Range] = []
    for start, end in ranges:
        if joined and start - joined[-1][1] <= bridging:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


class ToneGuard:
    """One channel's sound on its way to the seal. The last 80 ms are held back until it is known what follows."""

    def __init__(self) -> None:
        self._pcm = b""
        self._let_through = 0
        """Samples of `_pcm` that are out already, and only looked at again."""
        self.tones = 0
        """How many were muted."""

    def take(self, pcm: bytes) -> bytes:
        """What may be sealed by now, of the same length in the end; `pcm` is little-endian 16-bit."""
        return take_together([(self, pcm)])[0]

    def pass_on(self, pcm: bytes) -> bytes:
        """As `take`, of sound that cannot hold tones, nor what was kept back."""
        return self.release(self.followed_by(pcm), (), held=HELD)

    def finish(self, pcm: bytes = b"") -> bytes:
        """The last of it, and what was held back."""
        sound = self.followed_by(pcm)
        return self.release(sound, find_tones_in([sound])[0], held=0)

    def followed_by(self, pcm: bytes) -> bytes:
        """What is kept back and to be looked at again, then `pcm`."""
        return self._pcm + pcm

    def release(self, sound: bytes, tones: Sequence[Range], *, held: int) -> bytes:
        """What of `sound` (of `followed_by`) is let through, its `tones` muted; the last `held` samples are kept."""
        let_through, until = self._let_through, max(self._let_through, len(sound) // 2 - held)
        released = sound[2 * let_through : 2 * until]
        for start, end in tones:
            before, after = (min(max(0, edge - let_through), until - let_through) for edge in (start, end))
            released = released[: 2 * before] + bytes(2 * (after - before)) + released[2 * after :]
            self.tones += let_through < end <= until
        kept_from = max(0, until - CONTEXT)
        self._pcm, self._let_through = sound[2 * kept_from :], until - kept_from
        return released


def take_together(arrived: Sequence[tuple[ToneGuard, bytes]]) -> list[bytes]:
    """`ToneGuard.take` of each, at a fraction of the cost; a guard may be in it once."""
    sounds = [guard.followed_by(pcm) for guard, pcm in arrived]
    if not sounds:
        return []
    found = find_tones_in(sounds)
    together = zip(arrived, sounds, found, strict=True)
    return [guard.release(sound, tones, held=HELD) for (guard, _), sound, tones in together]
