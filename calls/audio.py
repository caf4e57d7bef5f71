"""Sound as it travels between the rooms: raw and redacted are different types."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.call import CallId, Channel

Samples = NDArray[np.int16]


def _check_shape(samples: NDArray[Any], channels: Sequence[Channel], rate_hz: int) -> None:
    if samples.dtype != np.int16 or samples.ndim != 2 or samples.shape[1] != len(channels):
        raise ValueError(f"samples must be int16 [n_samples, {len(channels)}], got {samples.dtype} {samples.shape}")
    if rate_hz <= 0:
        raise ValueError(f"rate_hz must be positive, got {rate_hz}")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Sound:
    """`samples`: int16 [n_samples, n_channels]; one channel a party. `repr` shows lengths only."""

    samples: Samples
    rate_hz: int
    channels: tuple[Channel, ...]

    def __post_init__(self) -> None:
        _check_shape(self.samples, self.channels, self.rate_hz)

    @property
    def duration_ms(self) -> int:
        return round(len(self.samples) * 1000 / self.rate_hz)

    def channel(self, channel: Channel) -> Samples:
        """One party's samples, int16 [n_samples]."""
        one: Samples = self.samples[:, self.channels.index(channel)]
        return one

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.duration_ms} ms, {self.rate_hz} Hz, {len(self.channels)} channels)"


class RawAudio(_Sound):
    """What was said, unmasked."""

    __slots__ = ()


class MaskSound(StrEnum):
    """What is heard in a secret's place."""

    TONE = "tone"
    SILENCE = "silence"
    NOISE = "noise"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RedactedAudio(_Sound):
    """Sound whose secrets are masked. Built only by `redact.mask_audio`, and by the archive from what it kept of one; a
    `RawAudio` is not one. `mask_sound` is heard in all its masks, and in those that come later."""

    mask_sound: MaskSound = MaskSound.TONE


@dataclass(frozen=True, slots=True)
class RawRecording:
    """A captured call's audio, opened from the spool for the length of one process_call."""

    call_id: CallId
    audio: RawAudio
