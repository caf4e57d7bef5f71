"""Goals as the benchmarks of transcription end: one a line, met or missed."""

from collections.abc import Iterable

Goal = tuple[str, bool]
"""What was reached and what was asked for, and whether it is met."""


def tell_goals(goals: Iterable[Goal]) -> int:
    """Prints them. 0: all met; 1: one was missed."""
    missed = False
    for told, is_met in goals:
        print(f"{'met   ' if is_met else 'MISSED'} {told}")
        missed = missed or not is_met
    return int(missed)
