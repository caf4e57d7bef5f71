"""Sound that is too loud to pass for silence: where no word was written over it, nobody knows what was said there.

Voice activity alone cannot be trusted with that: speech that is driven into clipping is no speech to it. So the rule is
the other way round: whatever is loud is suspected. Music on hold is silenced by it too; nobody needs that back.
Digital silence, line noise (-45 dBFS) and quiet breaths stay.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from calls.transcript import Word
from transcribe.voice_activity import SpeechSpan

FRAME_MS = 50
LOUD_DBFS = -30.0
"""Root mean square of a frame, full scale 1: the loudness of ordinary telephone speech."""
BELOW_SPEECH_DB = 15.0
"""A quiet party is loud already from so far below the median of its own written words."""
NEVER_LOUD_DBFS = -42.0
"""However quiet a party is, what lies below counts as line noise."""
JOINS_GAPS_MS = 500
"""As long as the pauses that voice activity joins: digits read out one by one are one stretch."""
_MS_AT_ONCE = 60_000
"""Memory does not grow with the call."""
_SILENCE_DBFS = -120.0


def loud_spans(samples: NDArray[np.int16], rate_hz: int, words: Sequence[Word]) -> list[SpeechSpan]:
    """Stretches of one channel (int16 [n_samples]) that are loud, in order; gaps below `JOINS_GAPS_MS` are joined.

    `words` are those believed on this channel; they tell how loud its party speaks.
    """
    levels = _levels_dbfs(samples, rate_hz)
    spans: list[SpeechSpan] = []
    for frame in np.flatnonzero(levels > _threshold_dbfs(levels, words)).tolist():
        start_ms, end_ms = frame * FRAME_MS, (frame + 1) * FRAME_MS
        if spans and start_ms - spans[-1].end_ms < JOINS_GAPS_MS:
            start_ms = spans.pop().start_ms
        spans.append(SpeechSpan(start_ms, end_ms))
    return spans


def power_of_frames(samples: NDArray[np.int16], rate_hz: int, frame_ms: int) -> NDArray[np.float64]:
    """The mean square of every whole or partial frame of one channel, full scale 1: float64 [n_frames]."""
    frame = max(1, rate_hz * frame_ms // 1000)
    block = _MS_AT_ONCE // frame_ms * frame
    powers = [_power(samples[at : at + block], frame) for at in range(0, len(samples), block)]
    return np.concatenate(powers) if powers else np.zeros(0)


def _power(samples: NDArray[np.int16], frame: int) -> NDArray[np.float64]:
    frames = np.pad(samples, (0, -len(samples) % frame)).reshape(-1, frame) / 32768.0
    power: NDArray[np.float64] = np.mean(frames**2, axis=1)
    return power


def _levels_dbfs(samples: NDArray[np.int16], rate_hz: int) -> NDArray[np.float64]:
    """The loudness of every frame, float64 [n_frames]."""
    power = power_of_frames(samples, rate_hz, FRAME_MS)
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (_SILENCE_DBFS / 10)))
    return levels


def _threshold_dbfs(levels: NDArray[np.float64], words: Sequence[Word]) -> float:
    worded = np.zeros(len(levels), bool)
    for word in words:
        worded[(word.start_ms or 0) // FRAME_MS : -(-(word.end_ms or 0) // FRAME_MS)] = True
    if not worded.any():
        return LOUD_DBFS
    return max(NEVER_LOUD_DBFS, min(LOUD_DBFS, float(np.median(levels[worded])) - BELOW_SPEECH_DB))
