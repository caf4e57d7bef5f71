"""Pulls of training samples, and why a sample of one may not be used any more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from calls.instants import instant
from calls.retention import Purpose


class WithdrawnBecause(StrEnum):
    """Of several reasons the first one is told."""

    OBJECTED = "objected"
    """The caller objected, to this call or for good."""
    ERASED = "erased"
    WITHDRAWN = "withdrawn"
    """Somebody took it out of the training."""
    EXPIRED = "expired"
    """The purpose that it was pulled for has ended."""
    MASKED_FURTHER = "masked_further"
    """What was hidden in the call since still stands in the sample: pull again."""


@dataclass(frozen=True, slots=True)
class WithdrawnSample:
    """A sample by its own id, which leads nobody to the call."""

    sample_id: str
    because: WithdrawnBecause


@dataclass(frozen=True, slots=True)
class SamplePull:
    """One pull: when (aware), by whom, how many samples, and which of them may not be used any more."""

    pull_id: str
    pulled_at: datetime
    actor: str
    purpose: Purpose
    samples: int
    withdrawn: tuple[WithdrawnSample, ...] = ()


def pull_document(pull: SamplePull) -> dict[str, Any]:
    """A pull in JSON, field by field."""
    return {
        "pull_id": pull.pull_id,
        "pulled_at": instant(pull.pulled_at),
        "by": pull.actor,
        "purpose": pull.purpose.value,
        "samples": pull.samples,
        "withdrawn": [{"sample_id": one.sample_id, "because": one.because.value} for one in pull.withdrawn],
    }
