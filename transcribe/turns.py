"""Words of all parties as one conversation.

A turn ends at a long pause, or at a short one in which another party begins to speak.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from calls.call import Channel
from calls.transcript import Turn, Word

LONG_PAUSE_MS = 1200
SHORT_PAUSE_MS = 200


def interleave(words: Mapping[Channel, Sequence[Word]]) -> tuple[Turn, ...]:
    """Turns by start; those that overlap are kept whole. Words must have times and be in order per channel."""
    turns: list[Turn] = []
    for channel, spoken in words.items():
        others = [_start(word) for other, theirs in words.items() if other is not channel for word in theirs]
        turns += [Turn.of_words(channel, run) for run in _runs(spoken, sorted(others))]
    return tuple(sorted(turns, key=lambda turn: (turn.start_ms or 0, turn.channel)))


def _runs(spoken: Sequence[Word], others_start_ms: Sequence[int]) -> list[tuple[Word, ...]]:
    runs: list[list[Word]] = []
    for word in spoken:
        if not runs or _is_turn_over(runs[-1][-1].end_ms or 0, _start(word), others_start_ms):
            runs.append([])
        runs[-1].append(word)
    return [tuple(run) for run in runs]


def _is_turn_over(end_ms: int, start_ms: int, others_start_ms: Sequence[int]) -> bool:
    if start_ms - end_ms >= LONG_PAUSE_MS:
        return True
    next_other = bisect_left(others_start_ms, end_ms)
    return start_ms - end_ms >= SHORT_PAUSE_MS and any(
        other < start_ms for other in others_start_ms[next_other : next_other + 1]
    )


def _start(word: Word) -> int:
    return word.start_ms or 0
