"""The second reading of a text: what it still shows once the secrets that were found are blanked.

A blank announces what belongs to it, and where one secret is sure others are likelier (`doubtful_findings`). The second
look reads the redacted text in the same way and would keep the call for a person; to hide those few words is cheaper.
Blanked turns have no times: what goes by its place in sound (`misheard_answers`) is found in the first reading alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from calls.finding import KEPT_IN_ARCHIVE, Finding
from calls.ports.detector import Detector
from calls.transcript import Turn
from redact.find_secrets import find_secrets
from redact.mask_text import BLANK
from redact.merge_findings import merge_findings

_MOST_READINGS = 2
"""After these hardly any text shows something new; what one still does, the second look finds."""


def read_again(turns: Sequence[Turn], found: Sequence[Finding], detectors: Sequence[Detector]) -> tuple[Finding, ...]:
    """`found` (merged ones), and what is found besides, as disjoint findings in reading order.

    A detector's failure is raised, as in `find_secrets`.
    """
    every = tuple(found)
    for _ in range(_MOST_READINGS):
        after = 1 + max((one.group for one in every if one.group is not None), default=-1)
        blanked = _blanked(turns, every)
        seen = find_secrets([text.turn for text in blanked], detectors)
        left = [_regrouped(blanked[one.turn].unblanked(one), after) for one in seen if one.kind not in KEPT_IN_ARCHIVE]
        if not left:
            break
        every = merge_findings(turns, (*every, *left))
    return every


def _regrouped(finding: Finding, after: int) -> Finding:
    """Each reading numbers its values from 0: these get numbers that no earlier one gave."""
    return finding if finding.group is None else replace(finding, group=after + finding.group)


@dataclass(frozen=True, slots=True)
class _BlankedText:
    """A turn with blanks, and for each of its characters where in the turn what it stands for begins and ends."""

    turn: Turn
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def unblanked(self, finding: Finding) -> Finding:
        return replace(finding, start=self.starts[finding.start], end=self.ends[finding.end - 1])


def _blanked(turns: Sequence[Turn], found: Sequence[Finding]) -> list[_BlankedText]:
    hidden: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.kind not in KEPT_IN_ARCHIVE:
            hidden[finding.turn].append(finding)
    return [_blanked_turn(turn, hidden[index]) for index, turn in enumerate(turns)]


def _blanked_turn(turn: Turn, hidden: Sequence[Finding]) -> _BlankedText:
    text, starts, ends, at = "", [], [], 0
    for finding in hidden:
        text += turn.text[at : finding.start] + BLANK
        starts += [*range(at, finding.start), finding.start]
        ends += [*range(at + 1, finding.start + 1), finding.end]
        at = finding.end
    starts += range(at, len(turn.text))
    ends += range(at + 1, len(turn.text) + 1)
    return _BlankedText(Turn.of_text(turn.channel, text + turn.text[at:]), tuple(starts), tuple(ends))
