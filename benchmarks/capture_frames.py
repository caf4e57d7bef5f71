"""Sound that says where it belongs: each frame of 10 ms carries its stream's id, its own number and a check.

PCMU of these frames passes decoding, mixing with silence and sealing unchanged, so an opened recording tells frame by
frame what was sent there: a frame that is missing, doubled, concealed or late is seen and not guessed. 10 ms is what
pjmedia's jitter buffer holds and drops as one. One bit is two samples of plus or minus 1,980.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FRAME_SAMPLES = 80
FRAME_MS = 10
STREAM_BYTES = NUMBER_BYTES = 32
_PLUS, _MINUS = 0xBF, 0x3F
LEVEL = 1980
"""PCMU for plus and minus 1,980 (ITU-T G.711)."""


def bits_as_sound(value: int, n_bits: int) -> bytes:
    """PCMU, two samples a bit, the highest first."""
    bits = [value >> shift & 1 for shift in range(n_bits - 1, -1, -1)]
    return bytes(byte for bit in bits for byte in [_PLUS if bit else _MINUS] * 2)


GUARDS = tuple(bits_as_sound(value ^ 0xA5, 8) for value in range(256))
"""By the low eight bits of (stream ^ number)."""


MOST_FRAMES_OF_A_BREAK = 1000
CHANCE_FRAMES = 3
"""So many frames a channel may look like another stream's by chance: a concealed one passes the check once in 256."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one channel of a recording holds, from its first numbered frame to its last."""

    streams: frozenset[int]
    lost_ms: float
    """All that was sent and is not there, sample for sample, as it was sent: dropped, or drowned in concealment."""
    longest_gap_ms: float
    """The longest stretch of the recording, or of what was sent, that has no counterpart in the other."""
    last_number: int
    lag_ms: dict[int, int]
    """By frame of the recording: its place there minus its place in what was sent (modulo 65,536 frames)."""


def read_channel(samples: NDArray[np.int16]) -> Heard:
    """Raises ValueError when there is no numbered sound in it."""
    at = _alignment(samples)
    n_frames = (len(samples) - at) // FRAME_SAMPLES
    aligned = samples[at : at + n_frames * FRAME_SAMPLES]
    stream, number, valid = _decode(aligned.reshape(n_frames, FRAME_SAMPLES))
    own = int(np.bincount(stream[valid]).argmax())
    strangers = np.unique(stream[valid & (stream != own)], return_counts=True)
    where = np.flatnonzero(valid & (stream == own))
    breaks = [
        _break(aligned, own, (int(where[k]), int(number[where[k]])), (int(where[k + 1]), int(number[where[k + 1]])))
        for k in np.flatnonzero((np.diff(where) != 1) | (np.diff(number[where]) % 65_536 != 1))
    ]
    return Heard(
        streams=frozenset({own} | {int(one) for one, n in zip(*strangers, strict=True) if n > CHANCE_FRAMES}),
        lost_ms=sum(lost for lost, _ in breaks) * FRAME_MS / FRAME_SAMPLES,
        longest_gap_ms=max((max(pair) for pair in breaks), default=0) * FRAME_MS / FRAME_SAMPLES,
        last_number=int(number[where[-1]]),
        lag_ms={int(place): int(FRAME_MS * ((place - number[place]) % 65_536)) for place in where},
    )


def _break(aligned: NDArray[np.int16], stream: int, before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    """Samples (sent and not recorded, recorded and not sent) between two whole frames, each (place, number).

    A frame that was cut into or faded counts only by the samples that differ.
    """
    sent = np.concatenate(
        [frame_as_heard(stream, number % 65_536) for number in range(before[1] + 1, before[1] + _steps(before, after))]
        or [np.zeros(0, dtype=np.int16)]
    )
    recorded = aligned[(before[0] + 1) * FRAME_SAMPLES : after[0] * FRAME_SAMPLES]
    shorter = min(len(sent), len(recorded))
    head = int(np.argmin(np.append(sent[:shorter] == recorded[:shorter], False)))
    left = shorter - head
    tail = int(np.argmin(np.append((sent[::-1][:left] == recorded[::-1][:left]), False)))
    return len(sent) - head - tail, len(recorded) - head - tail


def _steps(before: tuple[int, int], after: tuple[int, int]) -> int:
    return min((after[1] - before[1]) % 65_536, MOST_FRAMES_OF_A_BREAK)


def frame_as_heard(stream: int, number: int) -> NDArray[np.int16]:
    """The 10 ms as 16-bit samples."""
    sound = bits_as_sound(stream, 16) + bits_as_sound(number, 16) + GUARDS[(stream ^ number) & 0xFF]
    return np.where(np.frombuffer(sound, dtype=np.uint8) == _PLUS, LEVEL, -LEVEL).astype(np.int16)


def _decode(frames: NDArray[np.int16]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Stream, number and whether it is a whole numbered frame, for int16 [n_frames, 80]."""
    signs = frames[:, ::2] > 0
    packed = np.packbits(signs, axis=1).astype(np.int64)
    stream, number = packed[:, 0] << 8 | packed[:, 1], packed[:, 2] << 8 | packed[:, 3]
    whole = (np.abs(frames.astype(np.int32)) > 1000).all(axis=1)
    return stream, number, whole & (packed[:, 4] == ((stream ^ number) & 0xFF ^ 0xA5))


def _alignment(samples: NDArray[np.int16]) -> int:
    """Where in a frame's length the numbered frames begin."""
    loud = np.flatnonzero(np.abs(samples[:-FRAME_SAMPLES]) > 1000)
    if len(loud) == 0:
        raise ValueError("no numbered sound")
    start = loud[0] - loud[0] % FRAME_SAMPLES
    piece = samples[start : start + 201 * FRAME_SAMPLES]
    n_frames = len(piece) // FRAME_SAMPLES - 1
    found = [
        int(_decode(piece[at : at + n_frames * FRAME_SAMPLES].reshape(n_frames, FRAME_SAMPLES))[2].sum())
        for at in range(FRAME_SAMPLES)
    ]
    return int(np.argmax(found))
