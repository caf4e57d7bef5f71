"""`make bench-redact`: Hushtape and Presidio alone on one split of marked calls, in one table.

python -m benchmarks.redaction --split tune        # hand-written and generated calls that the rules were made with
python -m benchmarks.redaction --split test        # calls by another author, who has not seen the rules
python -m benchmarks.redaction --split second      # the same again, by yet another author
python -m benchmarks.redaction --split third       # by a third
python -m benchmarks.redaction --split fourth      # by a fourth
python -m benchmarks.redaction --split fifth       # by a fifth
python -m benchmarks.redaction --split sixth       # by two more (four with its look-alikes and objections)
python -m benchmarks.redaction --split seventh     # by another three, of an ordinary working day
python -m benchmarks.redaction --split eighth      # by three more, the same
python -m benchmarks.redaction --split ninth       # and by three more
python -m benchmarks.redaction --split tenth       # a hundred look-alikes by yet another
python -m benchmarks.redaction --split eleventh    # all of it once more by another five, objections too
python -m benchmarks.redaction --split twelfth     # and by five more
python -m benchmarks.redaction --split thirteenth  # and by yet another five
python -m benchmarks.redaction --split fourteenth  # by eight more, with twice the look-alikes and objections
python -m benchmarks.redaction --split fifteenth   # the same by another eight
python -m benchmarks.redaction --split sixteenth   # and by seven more
python -m benchmarks.redaction --split seventeenth # and by another seven
python -m benchmarks.redaction --split eighteenth  # and by seven more
python -m benchmarks.redaction --split nineteenth  # and by eleven more
python -m benchmarks.redaction --split tune --errors   # what was missed and what was hidden needlessly
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.redaction.marked_calls import MarkedCall, is_read, read_call_lines, read_calls
from benchmarks.redaction.score import Score, Share, missed_spans, over_masked_words, score
from benchmarks.redaction.shared_sets import service_dialogues, synthetic_sentences
from benchmarks.redaction.spoken_calls import generated_calls
from calls.finding import Finding, Kind
from calls.ports.detector import Detector
from calls.transcript import Turn

HERE = Path(__file__).parent
FOLDERS = {
    "test": HERE / "test",
    "second": HERE / "second_test",
    "third": HERE / "third_test",
    "fourth": HERE / "fourth_test",
    "fifth": HERE / "fifth_test",
    "sixth": HERE / "sixth_test",
    "seventh": HERE / "seventh_test",
    "eighth": HERE / "eighth_test",
    "ninth": HERE / "ninth_test",
    "tenth": HERE / "tenth_test",
    "eleventh": HERE / "eleventh_test",
    "twelfth": HERE / "twelfth_test",
    "thirteenth": HERE / "thirteenth_test",
    "fourteenth": HERE / "fourteenth_test",
    "fifteenth": HERE / "fifteenth_test",
    "sixteenth": HERE / "sixteenth_test",
    "seventeenth": HERE / "seventeenth_test",
    "eighteenth": HERE / "eighteenth_test",
    "nineteenth": HERE / "nineteenth_test",
}
GENERATED = 200
Find = Callable[[Sequence[Turn]], Sequence[Finding]]


def main() -> int:
    arguments = _arguments()
    calls = _calls(arguments)
    systems = _systems(arguments.only, arguments.without)
    scores: dict[str, Score] = {}
    speeds: dict[str, float] = {}
    for name, make in systems.items():
        find = make()
        found, speeds[name] = _timed(calls, find)
        scores[name] = score(calls, found)
        if arguments.errors and name == "Hushtape":
            _print_errors(calls, found)
    split = arguments.sentences or arguments.dialogues
    _print_table(f"of {split.name}" if split else arguments.split, calls, scores, speeds)
    return 0


def _calls(arguments: argparse.Namespace) -> list[MarkedCall]:
    if arguments.sentences:
        return list(synthetic_sentences(arguments.sentences))
    if arguments.dialogues:
        return list(service_dialogues(arguments.dialogues))
    calls = calls_of(arguments.split, arguments.generated, arguments.seed)
    if arguments.part is None:
        return calls
    return [call for call in calls if is_read(call.name.partition(",")[0]) is (arguments.part == "read")]


def calls_of(split: str, generated: int, seed: int) -> list[MarkedCall]:
    """The calls of a split; `generated` more are made up for the tune split, from `seed` on."""
    if split in FOLDERS:
        return [
            *read_call_lines(FOLDERS[split] / "dialogues.jsonl", are_look_alikes=False),
            *read_call_lines(FOLDERS[split] / "lookalikes.jsonl", are_look_alikes=True),
        ]
    calls = [call for file in sorted((HERE / split).glob("*.txt")) for call in read_calls(file)]
    return calls + (list(generated_calls(generated, seed)) if split == "tune" else [])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["tune", *FOLDERS], default="test")
    parser.add_argument("--generated", type=int, default=GENERATED, help="how many calls to make up (tune only)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["hushtape", "presidio"], help="one system alone (for its memory)")
    parser.add_argument("--without", choices=["name model", "presidio"], help="Hushtape without a part of it")
    parser.add_argument("--part", choices=["read", "unread"], help="of the test split, what the rules' author has read")
    parser.add_argument("--sentences", type=Path, help="presidio_research_synth_v2.json, in place of a split")
    parser.add_argument("--dialogues", type=Path, help="a sample of schema-guided dialogues, in place of a split")
    parser.add_argument("--errors", action="store_true", help="print every miss; the calls are invented")
    return parser.parse_args()


def _systems(only: str | None, without: str | None) -> dict[str, Callable[[], Find]]:
    every: dict[str, Callable[[], Find]] = {"Presidio alone": _presidio_alone, "Hushtape": lambda: _hushtape(without)}
    return {name: make for name, make in every.items() if only is None or name.lower().startswith(only)}


def _presidio_alone() -> Find:
    from benchmarks.redaction.presidio_alone import PresidioAlone
    from pipeline.model_files import english_model
    from pipeline.settings import load_settings

    return PresidioAlone(english_model(load_settings())).find


def _hushtape(without: str | None) -> Find:
    from redact.find_secrets import find_secrets

    detectors = _detectors(without)
    return lambda turns: find_secrets(turns, detectors)


def _detectors(without: str | None) -> Sequence[Detector]:
    """As they are wired, or without one of them; without Presidio the rules run alone beside the name model."""
    if without == "presidio":
        from redact.find_secrets import rule_detectors
        from redact.name_model.detector import NameModelDetector

        return (*rule_detectors(), NameModelDetector())
    from pipeline.settings import load_settings
    from pipeline.wiring import make_detectors

    return [
        detector for detector in make_detectors(load_settings()) if not without or not detector.name.startswith(without)
    ]


def _timed(calls: Sequence[MarkedCall], find: Find) -> tuple[list[Sequence[Finding]], float]:
    """What was found in each call, and characters per CPU second of this process."""
    started = time.process_time()
    found = [find(call.turns) for call in calls]
    characters = sum(len(turn.text) for call in calls for turn in call.turns)
    return found, characters / (time.process_time() - started)


def _print_errors(calls: Sequence[MarkedCall], found: Sequence[Sequence[Finding]]) -> None:
    for call, findings in zip(calls, found, strict=True):
        for gold in missed_spans(call, findings):
            text = call.turns[gold.turn].text
            print(f"MISSED {gold.kind.value:14} {text[gold.start : gold.end]!r} in {text!r} ({call.name})")
        for turn, word in over_masked_words(call, findings):
            print(f"EXTRA  {word!r} in {call.turns[turn].text!r} ({call.name})")


def _print_table(split: str, calls: Sequence[MarkedCall], scores: dict[str, Score], speeds: dict[str, float]) -> None:
    spans = sum(len(call.gold) for call in calls)
    print(f"\nsplit {split}: {len(calls)} calls, {spans} secrets; shares with 95 % intervals (Wilson)\n")
    print(f"{'':28}" + "".join(f"{name:>34}" for name in scores))
    for kind in Kind:
        rows = [result.whole.get(kind, Share()) for result in scores.values()]
        if any(row.total for row in rows):
            partly = [result.partly[kind] for result in scores.values()]
            cells = [f"{cell(row)} +{part:<3}" for row, part in zip(rows, partly, strict=True)]
            print(f"{kind.value:28}" + "".join(f"{cell:>34}" for cell in cells))
    every = [all_kinds(result) for result in scores.values()]
    print(f"{'all kinds':28}" + "".join(f"{cell(row) + '     ':>34}" for row in every))
    for title, pick in _SUMS.items():
        print(f"{title:28}" + "".join(f"{cell(pick(result)) + '     ':>34}" for result in scores.values()))
    print(f"{'characters per CPU second':28}" + "".join(f"{speeds[name]:>29,.0f}     " for name in scores))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process, every system above in it: {peak:,.0f} MB")
    print('"+n": further spans of which a part is hidden')


_SUMS: dict[str, Callable[[Score], Share]] = {
    "leak-free calls": lambda result: result.leak_free,
    "words masked needlessly": lambda result: result.over_masked,
    "the same, ordinary calls": lambda result: result.ordinary_words,
    "the same, look-alikes": lambda result: result.look_alike_words,
    "look-alikes with a mask": lambda result: result.look_alikes,
}


def all_kinds(result: Score) -> Share:
    shares = result.whole.values()
    return Share(sum(share.hits for share in shares), sum(share.total for share in shares))


def cell(share: Share) -> str:
    if not share.total:
        return "-"
    low, high = share.interval()
    return f"{share.hits}/{share.total} {share.hits / share.total:.3f} [{low:.3f}-{high:.3f}]"


if __name__ == "__main__":
    sys.exit(main())
