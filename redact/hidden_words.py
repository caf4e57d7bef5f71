"""Which words of recognised speech are hidden already, and new findings over words."""

from collections.abc import Mapping, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.utterances import Utterance

Said = Sequence[Sequence[Utterance]]
"""The utterances of each turn."""
Hidden = Mapping[int, Mapping[int, Finding]]
"""By turn, and by its word: what hides it already."""
_NAME = "answers"


def hidden_words(turns: Sequence[Turn], findings: Sequence[Finding]) -> Hidden:
    """`findings` are disjoint and in reading order, so one pass over each turn's words will do."""
    hidden: dict[int, dict[int, Finding]] = {}
    at = 0
    for number, finding in enumerate(findings):
        spans = turns[finding.turn].word_spans()
        at = at if number and findings[number - 1].turn == finding.turn else 0
        while at < len(spans) and spans[at][1] <= finding.start:
            at += 1
        k = at
        while k < len(spans) and spans[k][0] < finding.end:
            hidden.setdefault(finding.turn, {})[k] = finding
            k += 1
    return hidden


def covered_in(utterance: Utterance, hidden: Hidden) -> dict[int, Finding]:
    """The utterance's words that are hidden already, and by what."""
    words = hidden.get(utterance.index, {})
    return {k: words[k] for k in range(utterance.first, utterance.end) if k in words}


def found_at(utterance: Utterance, kind: Kind, first: int, end: int, reason: str) -> Finding:
    """Words [first, end) of its turn."""
    spans = utterance.turn.word_spans()
    return Finding(kind, utterance.index, spans[first][0], spans[end - 1][1], 0.5, _NAME, reason)
