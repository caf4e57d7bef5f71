"""What one pass of a model hears: up to 30 s of one channel's speech, with longer silences cut short.

Whisper works on 30 s at a time whatever they hold; without their silences two half-silent channels take hardly more
passes than one on which both speak (`tests/transcribe/test_half_silent_channels.py` counts them). A second of each
pause is kept: without it the model runs the answers of several turns into one number, and drops short sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcribe.resample import MODEL_RATE_HZ, Samples16k, to_model_rate
from transcribe.voice_activity import SpeechSpan

LONGEST_CHUNK_MS = 29_500
KEPT_PAUSE_MS = 1000
_PER_MS = MODEL_RATE_HZ // 1000


@dataclass(frozen=True, slots=True)
class Placed:
    """A span of the call and where it begins in its chunk, in ms."""

    at_ms: int
    span: SpeechSpan

    @property
    def end_ms(self) -> int:
        return self.at_ms + self.span.duration_ms


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Chunk:
    """Speech of one channel: `samples` float32 [n_samples] at 16 kHz; the spans are apart and in order."""

    placed: tuple[Placed, ...]
    samples: Samples16k

    @property
    def duration_ms(self) -> int:
        return self.placed[-1].end_ms

    @property
    def speech_ms(self) -> int:
        return sum(placed.span.duration_ms for placed in self.placed)

    def part(self, first: int, last: int) -> "Chunk":
        """The spans number `first` to `last`, this one too, as a chunk of their own."""
        spans = self.placed[first : last + 1]
        begins_ms = spans[0].at_ms
        return Chunk(
            tuple(Placed(placed.at_ms - begins_ms, placed.span) for placed in spans),
            self.samples[begins_ms * _PER_MS : spans[-1].end_ms * _PER_MS],
        )

    def on_call_clock(self, start_ms: int, end_ms: int) -> tuple[int, int]:
        """A stretch of the chunk (ms) on the call's clock, inside the span that it touches most."""
        placed = max(self.placed, key=lambda p: (min(end_ms, p.end_ms) - max(start_ms, p.at_ms), -p.at_ms))
        first, last = placed.span.start_ms, placed.span.end_ms
        shift = first - placed.at_ms
        return min(max(start_ms + shift, first), last), min(max(end_ms + shift, first), last)


def cut_chunks(
    samples: NDArray[np.int16], rate_hz: int, spans: Sequence[SpeechSpan], *, longest_ms: int = LONGEST_CHUNK_MS
) -> Iterator[Chunk]:
    """Fill chunks with spans in order. `samples`: one channel, int16 [n_samples]. A span longer than `longest_ms` has a
    chunk of its own.

    One chunk at a time is read: two hours of speech as float32 at 16 kHz would be half a gigabyte.
    """
    group: list[Placed] = []
    for span in spans:
        at_ms = _next_place(group[-1], span) if group else 0
        if group and at_ms + span.duration_ms > longest_ms:
            yield Chunk(tuple(group), _read(samples, rate_hz, group))
            group, at_ms = [], 0
        group.append(Placed(at_ms, span))
    if group:
        yield Chunk(tuple(group), _read(samples, rate_hz, group))


def _next_place(last: Placed, span: SpeechSpan) -> int:
    return last.end_ms + min(KEPT_PAUSE_MS, max(0, span.start_ms - last.span.end_ms))


def _read(samples: NDArray[np.int16], rate_hz: int, group: Sequence[Placed]) -> Samples16k:
    """The group's samples; kept pauses are digital silence, so that a chunk's clock never drifts by rounding."""
    chunk = np.zeros(group[-1].end_ms * _PER_MS, np.float32)
    for placed in group:
        span = placed.span
        piece = to_model_rate(samples[span.start_ms * rate_hz // 1000 : span.end_ms * rate_hz // 1000], rate_hz)
        at = placed.at_ms * _PER_MS
        piece = piece[: span.duration_ms * _PER_MS]
        chunk[at : at + len(piece)] = piece
    return chunk
