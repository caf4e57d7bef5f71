"""Findings of several detectors made one: overlaps resolved, gaps within one value closed, whole words covered.

What one detector hides no other can bring back: the result covers every character of every hidden finding.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from calls.finding import KEPT_IN_ARCHIVE, Finding
from calls.transcript import Turn

_EXAMPLE = re.compile(r"[.,]? as in | (?:for|like) ", re.IGNORECASE)
_ENDS_WITH_LETTER = re.compile(r"(?<!\w)[A-Za-z]$")
""" "M. As in Mary": between a letter and the word that it begins."""
_LONGEST_GAP = 3
"""Characters without a letter or digit between two findings of one kind that are one value."""


def merge_findings(turns: Sequence[Turn], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Disjoint findings in reading order; each begins and ends with whole words (marks at its ends left out)."""
    by_turn: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_turn[finding.turn].append(finding)
    merged: list[Finding] = []
    for index in sorted(by_turn):
        text = turns[index].text
        merged.extend(_merge_turn(text, [_to_whole_words(text, finding) for finding in by_turn[index]]))
    return tuple(merged)


def _merge_turn(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """Overlaps first, gaps after: the kinds are settled before neighbours are compared."""
    disjoint = _join(sorted(findings, key=lambda f: (f.start, -f.end)), lambda a, b: b.start < a.end)
    return _join(disjoint, lambda a, b: _is_one_value(text, a, b))


def _join(findings: Sequence[Finding], belong: Callable[[Finding, Finding], bool]) -> list[Finding]:
    merged: list[Finding] = []
    for finding in findings:
        if merged and belong(merged[-1], finding):
            merged[-1] = _united(merged[-1], finding)
        else:
            merged.append(finding)
    return merged


def _united(a: Finding, b: Finding) -> Finding:
    """One finding over both: a hidden kind beats a kept one, then the surer, then the longer."""
    winner = max(a, b, key=lambda f: (f.kind not in KEPT_IN_ARCHIVE, f.confidence, f.end - f.start))
    group = winner.group if winner.group is not None else (a.group if a.group is not None else b.group)
    return replace(winner, start=min(a.start, b.start), end=max(a.end, b.end), group=group)


def _is_one_value(text: str, a: Finding, b: Finding) -> bool:
    gap = text[a.end : b.start]
    if a.kind is b.kind and _EXAMPLE.fullmatch(gap) and _ENDS_WITH_LETTER.search(text[a.start : a.end]):
        return True
    return a.kind is b.kind and len(gap) <= _LONGEST_GAP and not any(char.isalnum() for char in gap)


def _to_whole_words(text: str, finding: Finding) -> Finding:
    """Grow to the blanks on both sides, then leave out marks at the ends that belong to the sentence."""
    start, end = max(0, finding.start), min(len(text), finding.end)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while start < end and not text[start].isalnum() and start < finding.start:
        start += 1
    while end > start and not text[end - 1].isalnum() and end > finding.end:
        end -= 1
    while end - 1 > start and text[end - 1] in ".,;:!?":
        end -= 1
    while start < end - 1 and text[start].isspace():
        start += 1
    return replace(finding, start=start, end=end)
