"""How many calls wait for a person for their text: read once before they are masked, and twice, as the pipeline does.

python -m benchmarks.redaction.waiting --split fourth

The second look reads the redacted text and keeps what still shows something; a doubt about an objection is one about
the raw words.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from benchmarks.redaction.__main__ import FOLDERS, GENERATED, all_kinds, calls_of, cell
from benchmarks.redaction.marked_calls import MarkedCall
from benchmarks.redaction.score import Score, Share, score
from calls.call import new_call_id
from calls.finding import Finding
from calls.ports.detector import Detector
from calls.ports.spool import RawConversation
from calls.redacted import OBJECTION_CHECK, Certificate
from calls.transcript import Transcript
from pipeline.clock import WallClock
from pipeline.settings import load_settings
from pipeline.wiring import make_detectors, make_engines
from redact.callers_wish import callers_wish
from redact.find_secrets import find_secrets
from redact.read_again import read_again
from redact.redact_call import redact_call
from redact.second_look import second_look
from transcribe.transcribe_call import CallTranscriber

Findings = Sequence[Sequence[Finding]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["tune", *FOLDERS], default="test")
    arguments = parser.parse_args()
    settings = load_settings()
    detectors, checks = make_detectors(settings), CallTranscriber(make_engines(settings)[1])
    calls = calls_of(arguments.split, GENERATED, seed=1)
    once = [find_secrets(call.turns, detectors) for call in calls]
    twice = [read_again(call.turns, found, detectors) for call, found in zip(calls, once, strict=True)]
    looks = {name: _looks(calls, found, detectors, checks) for name, found in (("once", once), ("twice", twice))}
    scores = {"once": score(calls, once), "twice": score(calls, twice)}
    print(f"split {arguments.split}: {len(calls)} calls; shares with 95 % intervals (Wilson)\n")
    print(f"{'':34}{'read once':>34}{'read twice':>34}")
    for title, pick in _LOOKS.items():
        print(f"{title:34}" + "".join(f"{cell(pick(look)):>34}" for look in looks.values()))
    for title, count in _SCORES.items():
        print(f"{title:34}" + "".join(f"{cell(count(result)):>34}" for result in scores.values()))
    return 0


def _looks(
    calls: Sequence[MarkedCall], found: Findings, detectors: Sequence[Detector], checks: CallTranscriber
) -> list[Certificate]:
    certificates = []
    for call, findings in zip(calls, found, strict=True):
        raw = RawConversation(new_call_id(), call.turns)
        redacted = redact_call(raw, Transcript(call.turns, "en", 0), findings, doubted=callers_wish(call.turns).turns)
        certificates.append(second_look(redacted, checks, detectors, clock=WallClock()))
    return certificates


def _failing(looks: Sequence[Certificate], *, objection: bool) -> Share:
    failed = [
        any(not check.passed and (check.name == OBJECTION_CHECK) is objection for check in look.checks)
        for look in looks
    ]
    return Share(sum(failed), len(failed))


_LOOKS: dict[str, Callable[[Sequence[Certificate]], Share]] = {
    "calls that wait for their text": lambda looks: _failing(looks, objection=False),
    "for a doubtful objection": lambda looks: _failing(looks, objection=True),
}
_SCORES: dict[str, Callable[[Score], Share]] = {
    "secrets hidden": all_kinds,
    "leak-free calls": lambda result: result.leak_free,
    "words masked needlessly": lambda result: result.over_masked,
    "look-alikes with a mask": lambda result: result.look_alikes,
}


if __name__ == "__main__":
    sys.exit(main())
