"""A number begins and ends with its sound.

Forced alignment takes noise before a soft consonant ("five", "three") for its beginning, and comes late where a voice
starts with a hum. Beside silence the sound itself tells better (`make bench-words`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from calls.transcript import Word
from transcribe.loud_sound import power_of_frames
from transcribe.timed_words import is_aligned_number

FRAME_MS = 10
FARTHEST_MS = 200
"""Sound that goes on before or after a number is its own for so long."""
SOFT_MS = 120
"""A consonant before the first loud sound may take so long, and be drowned by the line's noise."""
SEARCHED_MS = 500
_GAP_FRAMES = 3
"""Sound goes on over so short a silence."""
_QUIETEST = 60 / 32768
"""An idle line is not louder, ..."""
_SHARE_OF_NUMBER = 0.03
"""... nor is what is so much quieter than the number itself, ..."""
_ABOVE_NOISE = 2.0
_NOISE_QUANTILE = 0.1
"""... nor what is hardly louder than the channel's quietest frames."""


def with_heard_edges(words: Sequence[Word], samples: NDArray[np.int16], rate_hz: int) -> list[Word]:
    """The same words in order; aligned numbers with silence beside them begin and end with what sounds there.

    `words` by start, times in ms of `samples`, one channel, int16 [n_samples].
    """
    if not any(map(is_aligned_number, words)):
        return list(words)
    return list(_fitted(words, np.sqrt(power_of_frames(samples, rate_hz, FRAME_MS))))


def _fitted(words: Sequence[Word], loudness: NDArray[np.float64]) -> Iterator[Word]:
    """`loudness`: root mean square of each 10 ms, full scale 1."""
    noise = _ABOVE_NOISE * float(np.quantile(loudness, _NOISE_QUANTILE)) if len(loudness) else 0.0
    until_ms = 0
    for number, word in enumerate(words):
        start_ms, end_ms = word.start_ms or 0, word.end_ms or 0
        next_ms = (words[number + 1].start_ms or 0) if number + 1 < len(words) else len(loudness) * FRAME_MS
        if is_aligned_number(word) and end_ms > start_ms:
            threshold = max(_QUIETEST, noise, _SHARE_OF_NUMBER * _loudness_of(loudness, start_ms, end_ms))
            if until_ms < start_ms:
                start_ms = _start_ms(loudness, threshold, start_ms, max(until_ms, start_ms - FARTHEST_MS), end_ms)
            if end_ms < next_ms:
                end_ms = _end_ms(loudness, threshold, end_ms, min(next_ms, end_ms + FARTHEST_MS))
            word = replace(word, start_ms=start_ms, end_ms=end_ms)
        until_ms = max(until_ms, end_ms)
        yield word


def _loudness_of(loudness: NDArray[np.float64], start_ms: int, end_ms: int) -> float:
    inside = loudness[start_ms // FRAME_MS : -(-end_ms // FRAME_MS)]
    return float(np.sqrt(np.mean(inside**2))) if len(inside) else 0.0


def _start_ms(loudness: NDArray[np.float64], threshold: float, start_ms: int, soonest_ms: int, end_ms: int) -> int:
    """Where the sound begins that goes on into `start_ms`; if none does, a soft consonant before the next one."""
    frame = start_ms // FRAME_MS
    before = _goes_on(loudness[-(-soonest_ms // FRAME_MS) : frame][::-1] >= threshold)
    if before:
        return min(start_ms, (frame - before) * FRAME_MS)
    later = np.flatnonzero(loudness[frame : min(end_ms, start_ms + SEARCHED_MS) // FRAME_MS] >= threshold)
    return start_ms + max(0, int(later[0]) * FRAME_MS - SOFT_MS) if len(later) else start_ms


def _end_ms(loudness: NDArray[np.float64], threshold: float, end_ms: int, latest_ms: int) -> int:
    """Where the sound ends that goes on from `end_ms`."""
    frame = end_ms // FRAME_MS
    return max(end_ms, (frame + _goes_on(loudness[frame : latest_ms // FRAME_MS] >= threshold)) * FRAME_MS)


def _goes_on(sounds: NDArray[np.bool_]) -> int:
    """How many frames the sound lasts that the first ones belong to."""
    last = 0
    for number, is_sound in enumerate(sounds.tolist(), start=1):
        if is_sound:
            last = number
        elif number - last > _GAP_FRAMES:
            break
    return last
