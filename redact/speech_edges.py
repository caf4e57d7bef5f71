"""Masks fitted to the speech that they hide.

A recogniser that drops the first or last digit of a value ends its word too early; the sound goes on. So a mask grows
over speech that touches it, up to the next word that was written or `FARTHEST_MS`; over that word, too, where it may
stand for a digit: it sounds like one ("for 30"), or the value was written down short (`cut_values`). What is silent at
a mask's ends is given back, but for `QUIET_MS`, and never inside the words' own times: a soft end sounds like noise.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Channel
from calls.finding import Kind
from calls.transcript import Turn
from redact.mask_audio import INTO_NEIGHBOUR_MS, AudioMask
from redact.number_words import HOMOPHONES

FARTHEST_MS = 1_500
FRAME_MS = 20
PAUSE_MS = 160
"""Silence this long ends the speech that a mask belongs to."""
_IN_WORDS = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.CREDENTIAL})
"""Kinds that are no row of digits: "for" beside them is "for"."""
QUIET_MS = 180
"""Kept masked before and after the first and last sound, ..."""
NOISY_QUIET_MS = 220
"""... and this where the line's noise drowns a word's soft beginning."""
_SPEECH_OF_SPAN, _SOUND_OF_SPAN = 0.1, 0.03
_LEAST_SPEECH = 60.0
"""Root mean square of a frame: a tenth of the masked speech's own, and never below the noise of an idle line. Silent is
only what is much quieter still."""
_ABOVE_NOISE = 2.0
"""Speech is so many times as loud as the channel's own noise, ..."""
_NOISE_QUANTILE = 0.1
"""... which is how loud its quietest frames are."""
_LIKE_DIGITS = frozenset({*HOMOPHONES, "all", "or", "oh", "o"})
_Bounds = NDArray[np.int64]


def fit_to_speech(
    audio: RawAudio, turns: Sequence[Turn], masks: Sequence[AudioMask], *, over_words: Collection[int] = ()
) -> tuple[AudioMask, ...]:
    """The same masks, each grown over the speech that touches its ends, and without long silence at them; those of the
    findings `over_words` stop at no word."""
    loudness = {channel: _loudness(audio, channel) for channel in audio.channels}
    noise = {channel: _noise(frames) for channel, frames in loudness.items()}
    every_word = {channel: _word_bounds(turns, channel, but=frozenset()) for channel in audio.channels}
    no_digits = {channel: _word_bounds(turns, channel, but=_LIKE_DIGITS) for channel in audio.channels}
    no_words = np.empty((0, 2), dtype=np.int64)

    def stops(mask: AudioMask) -> _Bounds:
        if mask.finding in over_words:
            return no_words
        return (every_word if mask.kind in _IN_WORDS else no_digits)[mask.channel]

    return tuple(
        _fitted(mask, loudness[mask.channel], noise[mask.channel], stops(mask), audio.duration_ms)
        if mask.channel in loudness
        else mask
        for mask in masks
    )


def _fitted(
    mask: AudioMask, loudness: NDArray[np.float64], noise: float, words: _Bounds, duration_ms: int
) -> AudioMask:
    """From `QUIET_MS` before its first sound to as long after its last one, unless a word stands in the way."""
    later = words[words[:, 1] > mask.end_ms, 0][:1] + INTO_NEIGHBOUR_MS
    earlier = words[words[:, 0] < mask.start_ms, 1][-1:] - INTO_NEIGHBOUR_MS
    latest = max(mask.end_ms, min([duration_ms, mask.end_ms + FARTHEST_MS, *later.tolist()]))
    soonest = min(mask.start_ms, max([0, mask.start_ms - FARTHEST_MS, *earlier.tolist()]))
    first, end = _grown(mask, loudness, noise, soonest, latest)
    inside = loudness[first:end]
    sounding = np.flatnonzero(inside >= _threshold(inside, noise, _SOUND_OF_SPAN))
    if not len(sounding):
        return mask
    begins_ms, ends_ms = (first + int(sounding[0])) * FRAME_MS, (first + int(sounding[-1]) + 1) * FRAME_MS
    quiet_ms = NOISY_QUIET_MS if noise > _threshold(inside, 0.0, _SOUND_OF_SPAN) else QUIET_MS
    said_from_ms, said_to_ms = mask.said_ms or (latest, soonest)
    start_ms = min(max(soonest, begins_ms - quiet_ms), said_from_ms)
    return replace(mask, start_ms=start_ms, end_ms=max(min(latest, ends_ms + quiet_ms), said_to_ms))


def _grown(mask: AudioMask, loudness: NDArray[np.float64], noise: float, soonest: int, latest: int) -> tuple[int, int]:
    """First frame, and the one after the last, of the mask and of the speech that touches it."""
    first, end = mask.start_ms // FRAME_MS, -(-mask.end_ms // FRAME_MS)
    threshold = _threshold(loudness[first:end], noise, _SPEECH_OF_SPAN)
    after = _speech_frames(loudness[end : latest // FRAME_MS], threshold)
    before = _speech_frames(loudness[-(-soonest // FRAME_MS) : first][::-1], threshold)
    return first - before, end + after


def _noise(loudness: NDArray[np.float64]) -> float:
    """What is at least so loud is not a channel's own noise."""
    return _ABOVE_NOISE * float(np.quantile(loudness, _NOISE_QUANTILE)) if len(loudness) else 0.0


def _threshold(inside: NDArray[np.float64], noise: float, share: float) -> float:
    """How loud a frame is at least to belong to speech like that `inside` a mask."""
    if not len(inside):
        return _LEAST_SPEECH
    return max(_LEAST_SPEECH, noise, share * float(np.sqrt((inside**2).mean())))


def _speech_frames(loudness: NDArray[np.float64], threshold: float) -> int:
    """How many frames from the first on belong to speech, until a pause."""
    last, pause = 0, 0
    for k, level in enumerate(loudness):
        pause = 0 if level >= threshold else pause + 1
        if pause * FRAME_MS >= PAUSE_MS:
            break
        if level >= threshold:
            last = k + 1
    return last


def _loudness(audio: RawAudio, channel: Channel) -> NDArray[np.float64]:
    """Root mean square of each 20 ms frame, float64 [n_frames]."""
    frame = max(1, audio.rate_hz * FRAME_MS // 1000)
    samples = audio.channel(channel)
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame)
    loudness: NDArray[np.float64] = np.sqrt((whole.astype(np.float32) ** 2).mean(axis=1)).astype(np.float64)
    return loudness


def _word_bounds(turns: Sequence[Turn], channel: Channel, *, but: Collection[str]) -> _Bounds:
    """Start and end of a channel's timed words, int64 [n_words, 2], by start; without the words `but`."""
    bounds = sorted(
        (word.start_ms, word.end_ms)
        for turn in turns
        if turn.channel is channel
        for word in turn.words
        if word.start_ms is not None and word.end_ms is not None and word.text.strip(".,?!").lower() not in but
    )
    return np.array(bounds, dtype=np.int64).reshape(-1, 2)
