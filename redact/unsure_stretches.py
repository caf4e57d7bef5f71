"""Where the writing engine was least sure of its words: what it wrote there may stand for a secret."""

from calls.redacted import RedactedCall, RedactedTurn, RedactedWord
from calls.transcript import Window
from redact.confidence_levels import level

LEAST_SURE = level("unsure_stretches", "least_sure")
"""Confidence from which on a word is taken for heard."""
UNSURE_MARGIN_MS = 1_000
"""Heard on both sides of such words: in sound cut at a word's edge nothing is understood."""
ONE_STRETCH_MS = 1_000
"""Words less than this apart are heard together, ..."""
LONGEST_UNSURE_MS = 6_000
"""... but no longer row of them, so that the limit below cuts off what is surest."""
MOST_UNSURE_SHARE = level("unsure_stretches", "most_unsure_share")
"""Of the call, margins included; the least sure stretches first."""
LEAST_UNSURE_MS = 10_000
"""In a short call a tenth is not enough for one stretch with its margins."""


def unsure_stretches(redacted: RedactedCall) -> tuple[Window, ...]:
    """Stretches of readable words below `LEAST_SURE`, with margins, the least sure first; of all of them as many as
    the limit allows."""
    left_ms = max(LEAST_UNSURE_MS, int(MOST_UNSURE_SHARE * redacted.duration_ms))
    chosen: list[Window] = []
    rows = [(turn, row) for turn in redacted.turns for row in _unsure_rows(turn)]
    for turn, row in sorted(rows, key=lambda entry: min(word.confidence for word in entry[1])):
        start_ms = max(0, (row[0].start_ms or 0) - UNSURE_MARGIN_MS)
        end_ms = min(redacted.duration_ms, (row[-1].end_ms or 0) + UNSURE_MARGIN_MS)
        if start_ms < end_ms <= start_ms + left_ms:
            chosen.append(Window(turn.channel, start_ms, end_ms))
            left_ms -= end_ms - start_ms
    return tuple(chosen)


def _unsure_rows(turn: RedactedTurn) -> list[list[RedactedWord]]:
    """Its unsure words that nothing hides, in rows of neighbours."""
    rows: list[list[RedactedWord]] = []
    for word in turn.words:
        if word.masked is not None or word.confidence >= LEAST_SURE or word.start_ms is None or word.end_ms is None:
            continue
        if rows and _are_together(rows[-1], word.start_ms, word.end_ms):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _are_together(row: list[RedactedWord], start_ms: int, end_ms: int) -> bool:
    apart_ms, length_ms = start_ms - (row[-1].end_ms or 0), end_ms - (row[0].start_ms or 0)
    return apart_ms < ONE_STRETCH_MS and length_ms <= LONGEST_UNSURE_MS
