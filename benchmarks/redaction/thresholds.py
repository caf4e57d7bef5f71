"""What the name model alone hides at several thresholds, kind by kind, on calls that it was not made from.

    python -m benchmarks.redaction.thresholds [--dialogues FILE]

The `tune` split: the rules' author's calls by hand and by generator, whose templates the model's own generator shares
none of. `redact/name_model/thresholds.json` was chosen from this table; never from `test/`.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redaction.__main__ import GENERATED, calls_of
from benchmarks.redaction.marked_calls import MarkedCall
from benchmarks.redaction.score import over_masked_words, score
from benchmarks.redaction.shared_sets import service_dialogues
from calls.finding import Finding, Kind
from redact.name_model.detector import NameModelDetector, Threshold
from redact.name_model.marks import POSSIBLE_REASON, WEIGHT

LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
_BESIDE = 0.5
"""The words around a span's surest, as a share of its threshold."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dialogues", type=Path, help="a sample of schema-guided dialogues, in place of the split")
    arguments = parser.parse_args()
    if arguments.dialogues:
        calls = [call for call in service_dialogues(arguments.dialogues) if call.is_look_alike]
    else:
        calls = calls_of("tune", GENERATED, seed=1)
    lowest = {kind: Threshold(LEVELS[0], LEVELS[0] * _BESIDE) for kind in Kind}
    detector = NameModelDetector(thresholds=lowest)
    found = {level: [_at(detector.find(call.turns), level) for call in calls] for level in LEVELS}
    _print(calls, found)
    return 0


def _at(findings: Sequence[Finding], level: float) -> list[Finding]:
    return [finding for finding in findings if _is_at(finding, level)]


def _is_at(finding: Finding, level: float) -> bool:
    return finding.reason != POSSIBLE_REASON and finding.confidence >= level * WEIGHT - 0.0005


def _print(calls: Sequence[MarkedCall], found: dict[float, list[list[Finding]]]) -> None:
    print(f"{'hidden whole, of all':24}" + "".join(f"{level:>9}" for level in LEVELS))
    scores = {level: score(calls, findings) for level, findings in found.items()}
    for kind, share in scores[LEVELS[0]].whole.items():
        cells = "".join(f"{scores[level].whole[kind].hits:>9}" for level in LEVELS)
        print(f"{kind.value:16}{share.total:>8}{cells}")
    alarms = {level: _false_alarms(calls, findings) for level, findings in found.items()}
    innocent = [k for k, call in enumerate(calls) if call.is_innocent]
    masked = {level: sum(1 for k in innocent if findings[k]) for level, findings in found.items()}
    title = f"of {len(innocent)} innocent calls"
    print(f"\n{title:24}" + "".join(f"{masked[level]:>9}" for level in LEVELS))
    words = sum(len(turn.words) for call in calls for turn in call.turns)
    print(f"\nwords hidden needlessly, by the kind they were taken for; {words} words in all")
    for taken_for in Kind:
        if any(alarms[level][taken_for] for level in LEVELS):
            print(f"{taken_for.value:24}" + "".join(f"{alarms[level][taken_for]:>9}" for level in LEVELS))


def _false_alarms(calls: Sequence[MarkedCall], found: Sequence[Sequence[Finding]]) -> Counter[Kind]:
    alarms: Counter[Kind] = Counter()
    for call, findings in zip(calls, found, strict=True):
        for kind in {finding.kind for finding in findings}:
            alarms[kind] += len(over_masked_words(call, [finding for finding in findings if finding.kind is kind]))
    return alarms


if __name__ == "__main__":
    sys.exit(main())
