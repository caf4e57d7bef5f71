"""From which chance on words wait for a person: more is asked of them where nobody speaks of recording.

Nearly every refusal of the recording names it or answers it; nearly every false alarm in ordinary calls does neither.
"""

from collections.abc import Sequence

from calls.transcript import Turn
from redact.objection_model.context import speaks_of_it, words_before
from redact.objection_model.levels import SUSPECTED, SUSPECTED_UNNAMED
from redact.said_together import said_together


def levels_of_suspicion(turns: Sequence[Turn]) -> tuple[float, ...]:
    """One for each turn, by what is said in it and next to it by the same party, and before that."""
    runs = list(said_together(turns))
    words = [" ".join(turn.text for turn in run) for run in runs]
    levels = [
        SUSPECTED if speaks_of_it(f"{words_before(words, index)} {words[index]}") else SUSPECTED_UNNAMED
        for index in range(len(runs))
    ]
    return tuple(level for level, run in zip(levels, runs, strict=True) for _ in run)
