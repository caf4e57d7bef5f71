"""Sound without its secrets: where a hidden value was spoken, a tone (or what the settings chose), of the same length
whatever was said.

Word times err, so every mask is wider than its words: by `PADDING_MS` of the times' source, measured (forced alignment
hides all digits from 0.15 s on, the recogniser's own attention from 0.50 s) and kept
wider until measured on more voices.
Where the neighbouring words' own times can be trusted, the mask ends `INTO_NEIGHBOUR_MS` into their sound, for these
times err, too, and never closer than `NEVER_CLOSER_MS` to the value.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from calls.audio import MaskSound, RawAudio, RedactedAudio, Samples
from calls.call import Channel
from calls.errors import FindingWithoutTimes
from calls.finding import Finding, Kind
from calls.redacted import MaskedSpan
from calls.transcript import TimeSource, Turn, Window, Word
from redact.mask_sound import mask_samples
from redact.word_timeline import OWN_TIMES, WordTimeline, end_of, start_of, telling

PADDING_MS = {TimeSource.ALIGNED: 300, TimeSource.ATTENTION: 500, TimeSource.SEGMENT: 500}
NEVER_CLOSER_MS = 150
INTO_NEIGHBOUR_MS = 60
SAME_VALUE_GAP_MS = 1000
"""Between two spoken parts of one value shorter silences are masked too."""
SLIVER_MS = 150
"""Sound as short as this between two masks is no word that anybody misses, and may be the edge of a secret."""
SHORTEST_ECHO_MS = 300
"""A shorter breath between the other party's own words is left alone: a mask there would only tear its speech."""
ECHO_DELAY_MS = 400
ECHO_CORRELATION = 0.12
"""An echo of -12 dB under speech of 1.5 s gives at least 0.158 on our voices; speech alone 0.11 in 95 of 100."""
_MOST_SECRET = frozenset({Kind.CARD_NUMBER, Kind.CARD_CVV, Kind.SSN, Kind.BANK_ACCOUNT, Kind.IBAN, Kind.CREDENTIAL})
QUIET_PEAK = 16
"""A channel that never rises above this (the idle noise of mu-law) carries no echo."""

Sound = RawAudio | RedactedAudio
"""Masks may be laid over what is masked already."""


@dataclass(frozen=True, slots=True)
class AudioMask:
    """A stretch of one channel to be replaced, ms, end exclusive, and the finding (its place in the list) it hides.

    `echoes`: it only silences the other party's echo. `said_ms`: when the finding's words began and ended by their own
    times, before any padding; the turn's where those cannot be trusted. No mask is made shorter than that.
    """

    channel: Channel
    start_ms: int
    end_ms: int
    kind: Kind
    finding: int
    echoes: bool = False
    said_ms: tuple[int, int] | None = None


def masks_of_findings(turns: Sequence[Turn], findings: Sequence[Finding], duration_ms: int) -> tuple[AudioMask, ...]:
    """Where to mask each speaker's own channel, one mask a finding, widened and clipped to the call.

    Raises FindingWithoutTimes when a finding's turn has no milliseconds.
    """
    trusted = {
        channel: WordTimeline(w for turn in turns if turn.channel is channel for w in turn.words if _trusted(w))
        for channel in {turn.channel for turn in turns}
    }
    return tuple(
        _mask_of(turns, place, finding, trusted[turns[finding.turn].channel], duration_ms)
        for place, finding in enumerate(findings)
    )


def close_gaps(masks: Sequence[AudioMask], findings: Sequence[Finding]) -> tuple[AudioMask, ...]:
    """Each mask, widened up to the next one where both hide parts of one value less than a second apart, or where only
    a sliver lies between them."""
    closed = list(masks)
    order = sorted(range(len(closed)), key=lambda k: (closed[k].channel, closed[k].start_ms))
    for one, two in pairwise(order):
        a, b = closed[one], closed[two]
        group = findings[a.finding].group
        is_one_value = group is not None and group == findings[b.finding].group
        most_ms = SAME_VALUE_GAP_MS if is_one_value or a.kind is b.kind else SLIVER_MS
        if a.channel is b.channel and 0 < b.start_ms - a.end_ms < most_ms:
            closed[one] = AudioMask(a.channel, a.start_ms, b.start_ms, a.kind, a.finding)
    return tuple(closed)


def mask_audio(
    audio: Sound,
    masks: Sequence[AudioMask],
    unwritten: Sequence[Window] = (),
    *,
    mask_sound: MaskSound = MaskSound.TONE,
) -> RedactedAudio:
    """A copy of the audio with `mask_sound` in place of every mask and of speech that nobody could write down; same
    length, same rate, same channels. What is masked already goes on with its own.

    What is heard there comes from the sample's place in the call alone, so a masked stretch is bit-identical whatever
    was said in it (invariant P11).
    """
    sound = audio.mask_sound if isinstance(audio, RedactedAudio) else mask_sound
    samples = audio.samples.copy()
    stretches: list[AudioMask | Window] = [*masks, *unwritten]
    for mask in stretches:
        first, end = _sample_range(mask, audio.rate_hz, len(samples))
        for column in _columns(audio, mask):
            samples[first:end, column] = mask_samples(sound, first, end, audio.rate_hz)
    return RedactedAudio(samples, audio.rate_hz, audio.channels, sound)


def is_masked(audio: RedactedAudio, stretch: MaskedSpan | Window) -> bool:
    """Whether nothing but the sound of this call's masks is heard there, bit by bit. Another one does not pass: silence
    where a tone is due may be a pause beside the value."""
    first, end = _sample_range(stretch, audio.rate_hz, len(audio.samples))
    due = mask_samples(audio.mask_sound, first, end, audio.rate_hz)
    return all(np.array_equal(audio.samples[first:end, column], due) for column in _columns(audio, stretch))


def echo_masks(audio: Sound, turns: Sequence[Turn], masks: Sequence[AudioMask]) -> tuple[AudioMask, ...]:
    """Masks for the other party's channel where it may carry the speaker's echo.

    Silence there costs nothing, so wherever the other party says no word of its own the mask is doubled, and lasts as
    much longer as the echo comes late; over its own words only when the two channels sound alike. A channel that is
    digitally quiet needs none.
    """
    words = {channel: WordTimeline.of(turns, channel) for channel in audio.channels}
    return tuple(
        echo
        for mask in masks
        for other in audio.channels
        if other is not mask.channel and mask.channel in audio.channels
        for echo in _echoes_of(audio, words[other], mask, other)
    )


def _echoes_of(audio: Sound, own_words: WordTimeline, mask: AudioMask, other: Channel) -> list[AudioMask]:
    first, end = _sample_range(mask, audio.rate_hz, len(audio.samples))
    spoken, heard = audio.channel(mask.channel)[first:end], audio.channel(other)[first:end]
    later = audio.channel(other)[first : end + ECHO_DELAY_MS * audio.rate_hz // 1000]
    if not len(heard) or int(np.abs(later.astype(np.int32)).max()) <= QUIET_PEAK:
        return []
    delay_ms = _echo_delay_ms(spoken, later, audio.rate_hz)
    end_ms = min(mask.end_ms + (delay_ms or 0), max(mask.end_ms, audio.duration_ms))
    echo = AudioMask(other, mask.start_ms, end_ms, mask.kind, mask.finding, echoes=True)
    speaks = own_words.between(echo.start_ms, echo.end_ms)
    carries = mask.kind in _MOST_SECRET and delay_ms is not None
    if speaks and not carries and not _sound_alike(spoken, heard, audio.rate_hz):
        return _between(echo, speaks)
    return [echo]


def _between(echo: AudioMask, speaks: Sequence[Word]) -> list[AudioMask]:
    """The parts of an echo's mask in which the channel's own party is silent."""
    echoes: list[AudioMask] = []
    at = echo.start_ms
    for word in sorted(speaks, key=start_of):
        if start_of(word) - at >= SHORTEST_ECHO_MS:
            echoes.append(replace(echo, start_ms=at, end_ms=start_of(word)))
        at = max(at, end_of(word))
    if echo.end_ms - at >= SHORTEST_ECHO_MS:
        echoes.append(replace(echo, start_ms=at))
    return echoes


def _sound_alike(spoken: Samples, heard: Samples, rate_hz: int) -> bool:
    """Whether the loudness of `heard` follows that of `spoken` within 300 ms (20 ms frames, correlation above 0.5)."""
    frame = max(1, rate_hz // 50)
    a, b = _loudness(spoken, frame), _loudness(heard, frame)
    most_frames = min(15, len(a) - 5)
    return any(_correlation(a[: len(a) - lag], b[lag:]) > 0.5 for lag in range(max(0, most_frames + 1)))


def _echo_delay_ms(spoken: Samples, heard: Samples, rate_hz: int) -> int | None:
    """How much later, up to `ECHO_DELAY_MS`, the waveform of `spoken` stands in `heard`; None where it does not.

    By normalised cross-correlation of the telephone band.
    """
    size = 1 << (len(spoken) + len(heard)).bit_length()
    bins_hz = np.fft.rfftfreq(size, 1 / rate_hz)
    band = (bins_hz >= 300) & (bins_hz <= 3400)
    one = np.fft.rfft(spoken.astype(np.float64), size) * band
    two = np.fft.rfft(heard.astype(np.float64), size) * band
    norm = float(np.linalg.norm(np.fft.irfft(one, size)) * np.linalg.norm(np.fft.irfft(two, size)))
    lags = np.abs(np.fft.irfft(np.conj(one) * two, size)[: ECHO_DELAY_MS * rate_hz // 1000 + 1])
    if norm <= 0 or float(lags.max()) / norm <= ECHO_CORRELATION:
        return None
    return -(-int(lags.argmax()) * 1000 // rate_hz)


def _loudness(samples: Samples, frame: int) -> NDArray[np.float64]:
    whole = samples[: len(samples) // frame * frame].astype(np.float64).reshape(-1, frame)
    loudness: NDArray[np.float64] = np.sqrt((whole**2).mean(axis=1)) if len(whole) else np.zeros(0)
    return loudness


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return 0.0
    return float(((a - a.mean()) * (b - b.mean())).mean() / (a.std() * b.std()))


def _mask_of(turns: Sequence[Turn], place: int, finding: Finding, trusted: WordTimeline, duration_ms: int) -> AudioMask:
    turn = turns[finding.turn]
    words = telling([turn.words[k] for k in turn.words_in(finding.start, finding.end)])
    start_ms, end_ms = _spoken_ms(turn, words, finding)
    if start_ms >= duration_ms:
        raise FindingWithoutTimes(
            f"a {finding.kind.value} of turn {finding.turn} lies behind the recording's end",
            hint="is this the transcript of another recording?",
        )
    unsure_ms = PADDING_MS[TimeSource.SEGMENT]
    padding_ms = max((PADDING_MS.get(word.time_source, unsure_ms) for word in words), default=unsure_ms)
    before = trusted.latest_end_before(start_ms, but=words)
    after = trusted.first_start_from(end_ms, but=words, or_else=duration_ms)
    first = max(start_ms - padding_ms, min(before - INTO_NEIGHBOUR_MS, start_ms - NEVER_CLOSER_MS))
    end = min(end_ms + padding_ms, max(after + INTO_NEIGHBOUR_MS, end_ms + NEVER_CLOSER_MS))
    said_ms = start_ms, min(duration_ms, end_ms)
    return AudioMask(turn.channel, max(0, first), min(duration_ms, end), finding.kind, place, said_ms=said_ms)


def _spoken_ms(turn: Turn, words: Sequence[Word], finding: Finding) -> tuple[int, int]:
    """When a finding was spoken; the whole turn where its words' own times cannot be trusted at all."""
    timed = _are_all(turn, words, finding) and all(
        w.start_ms is not None and w.end_ms is not None and w.time_source in OWN_TIMES for w in words
    )
    if timed:
        return min(start_of(w) for w in words), max(end_of(w) for w in words)
    if turn.start_ms is None or turn.end_ms is None:
        raise FindingWithoutTimes(
            f"a {finding.kind.value} of turn {finding.turn} has no milliseconds", hint="its audio cannot be masked"
        )
    return turn.start_ms, turn.end_ms


def _are_all(turn: Turn, words: Sequence[Word], finding: Finding) -> bool:
    """Whether the words say all that the finding holds; a transcript from elsewhere may have times for a part of it."""
    spans = [turn.word_spans()[k] for k in turn.words_in(finding.start, finding.end)]
    covered = {at for start, end in spans for at in range(start, end)}
    return bool(words) and not any(
        turn.text[at].isalnum() for at in range(finding.start, finding.end) if at not in covered
    )


def _trusted(word: Word) -> bool:
    return word.time_source is TimeSource.ALIGNED


def _columns(audio: Sound, stretch: AudioMask | MaskedSpan | Window) -> Sequence[int]:
    """Its channel's; every one where the sound has no such channel."""
    every = range(len(audio.channels))
    return [audio.channels.index(stretch.channel)] if stretch.channel in audio.channels else every


def _sample_range(stretch: AudioMask | MaskedSpan | Window, rate_hz: int, n_samples: int) -> tuple[int, int]:
    first = (stretch.start_ms or 0) * rate_hz // 1000
    end = -(-(stretch.end_ms or 0) * rate_hz // 1000)
    return max(0, first), min(n_samples, end)
