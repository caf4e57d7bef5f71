"""Where somebody speaks: the Silero model of `voice_model/`, run by onnxruntime.

Lenient on purpose: what this misses is never transcribed, so never hidden. Silence costs nothing; doubt is listened to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from calls.ports.transcribers import Watch, unwatched
from transcribe.digital_silence import near_sound
from transcribe.resample import MODEL_RATE_HZ, to_model_rate

_MODEL = Path(__file__).parent / "voice_model" / "model.onnx"
FRAME_SAMPLES = 512
FRAME_MS = FRAME_SAMPLES * 1000 / MODEL_RATE_HZ
_CONTEXT_SAMPLES = 64
_BLOCK_S = 60
"""Long channels are read in blocks, so that memory does not grow with the call; the model's state goes on."""
_RESAMPLED = "MQ"
"""At a third of the best quality's cost the model finds the same speech (20 minutes of it, two parties)."""
_FRAMES_BEFORE, _FRAMES_AFTER = 16, 4
"""Half a second of silence before sound is looked at, for with less the model hears speech begin late, and 128 ms after
it."""


@dataclass(frozen=True, slots=True)
class SpeechSpan:
    """Speech on one channel, in ms from the call's start, end exclusive."""

    start_ms: int
    end_ms: int

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms


@dataclass(slots=True)
class _Memory:
    """What the model knows of the sound before a block: its state, and the last samples, float32 [1, 64]."""

    h: NDArray[np.float32] = field(default_factory=lambda: np.zeros((1, 1, 128), np.float32))
    c: NDArray[np.float32] = field(default_factory=lambda: np.zeros((1, 1, 128), np.float32))
    context: NDArray[np.float32] = field(default_factory=lambda: np.zeros((1, _CONTEXT_SAMPLES), np.float32))


@dataclass(frozen=True)
class VoiceActivity:
    """Thresholds on Silero's probability for a frame of 32 ms; margins in ms."""

    starts_at: float = 0.4
    goes_on_at: float = 0.25
    shortest_speech_ms: int = 64
    joins_pauses_ms: int = 500
    margin_ms: int = 250
    longest_span_ms: int = 28_000

    def speech(self, samples: NDArray[np.int16], rate_hz: int, watch: Watch = unwatched) -> list[SpeechSpan]:
        """Speech spans of one channel (int16 [n_samples]), in order, apart, none longer than `longest_span_ms`."""
        duration_ms = round(len(samples) * 1000 / rate_hz)
        probabilities = self.probabilities(samples, rate_hz, watch)
        frames = _join(self._runs(probabilities), round(self.joins_pauses_ms / FRAME_MS))
        cut = [piece for run in frames for piece in self._cut_long(run, probabilities)]
        spans = [SpeechSpan(round(start * FRAME_MS), round(end * FRAME_MS)) for start, end in cut]
        return [span for span in widened(spans, self.margin_ms, duration_ms) if span.duration_ms > 0]

    def probabilities(self, samples: NDArray[np.int16], rate_hz: int, watch: Watch = unwatched) -> NDArray[np.float32]:
        """Silero's probability of speech for each 32 ms frame, float32 [n_frames]."""
        block = _BLOCK_S * rate_hz
        memory = _Memory()
        blocks = []
        for at in range(0, len(samples), block):
            blocks.append(self._block(samples[at : at + block], rate_hz, memory))
            watch(min(1.0, (at + block) / len(samples)))
        return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)

    @cached_property
    def _session(self) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(str(_MODEL), providers=["CPUExecutionProvider"], sess_options=options)

    def _block(self, samples: NDArray[np.int16], rate_hz: int, memory: "_Memory") -> NDArray[np.float32]:
        audio = to_model_rate(samples, rate_hz, quality=_RESAMPLED)
        audio = np.pad(audio, (0, -len(audio) % FRAME_SAMPLES))
        frames = audio.reshape(-1, FRAME_SAMPLES)
        context = np.concatenate([memory.context, frames[:-1, -_CONTEXT_SAMPLES:]])
        near = near_sound(frames, before=_FRAMES_BEFORE, after=_FRAMES_AFTER)
        output, memory.h, memory.c = self._session.run(
            None, {"input": np.concatenate([context[near], frames[near]], axis=1), "h": memory.h, "c": memory.c}
        )
        memory.context = frames[-1:, -_CONTEXT_SAMPLES:]
        probabilities = np.zeros(len(frames), np.float32)
        probabilities[near] = output.reshape(-1)
        return probabilities

    def _runs(self, probabilities: NDArray[np.float32]) -> list[tuple[int, int]]:
        """Frames [start, end) that begin above `starts_at` and last while above `goes_on_at`."""
        runs: list[tuple[int, int]] = []
        start: int | None = None
        for frame, probability in enumerate([*probabilities.tolist(), 0.0]):
            if start is None and probability >= self.starts_at:
                start = frame
            elif start is not None and probability < self.goes_on_at:
                if (frame - start) * FRAME_MS >= self.shortest_speech_ms:
                    runs.append((start, frame))
                start = None
        return runs

    def _cut_long(self, run: tuple[int, int], probabilities: NDArray[np.float32]) -> list[tuple[int, int]]:
        """Cut a long run where it is least like speech, in the last third of what fits."""
        start, end = run
        fits = int((self.longest_span_ms - 2 * self.margin_ms) / FRAME_MS)
        pieces = []
        while end - start > fits:
            look_from = start + fits * 2 // 3
            cut = look_from + int(np.argmin(probabilities[look_from : start + fits]))
            pieces.append((start, cut))
            start = cut
        return [*pieces, (start, end)]


def widened(spans: Sequence[SpeechSpan], margin_ms: int, duration_ms: int) -> list[SpeechSpan]:
    """The same spans, each up to `margin_ms` longer on both sides, and never over half of the silence to the next."""
    bounds = [0, *(bound for span in spans for bound in (span.start_ms, span.end_ms)), duration_ms]
    room = [after - before for before, after in zip(bounds[::2], bounds[1::2], strict=True)]
    room[1:-1] = [silence // 2 for silence in room[1:-1]]
    return [
        SpeechSpan(span.start_ms - min(margin_ms, before), span.end_ms + min(margin_ms, after))
        for span, before, after in zip(spans, room, room[1:], strict=False)
    ]


def _join(runs: list[tuple[int, int]], longest_pause: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] <= longest_pause:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
