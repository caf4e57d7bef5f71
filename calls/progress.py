"""How far a long piece of work has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent`: 0 … 100; `eta_s`: seconds that are left at the pace so far."""

    percent: int
    eta_s: int


def progress_of(share: float, elapsed_s: float) -> Progress:
    """`share` (above 0, at most 1) of the work took `elapsed_s`."""
    return Progress(int(share * 100), round(elapsed_s * (1 - share) / share))
