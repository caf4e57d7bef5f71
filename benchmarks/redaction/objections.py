"""How many spoken objections are found, and how many calls are destroyed that should not be.

python -m benchmarks.redaction.objections            # the independent author's wordings
python -m benchmarks.redaction.objections --split second   # another independent author's
python -m benchmarks.redaction.objections --errors
python -m benchmarks.redaction.objections --ordinary           # of the calls in which nobody objects, how many wait
python -m benchmarks.redaction.objections --rules-alone        # without the learnt second opinion
python -m benchmarks.redaction.objections --split tune --part odd
python -m benchmarks.redaction.objections --split third --model FOLDER   # one that training/export.py wrote there
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.redaction.marked_calls import is_read, read_call_lines, turns_of
from benchmarks.redaction.score import Share
from calls.consent import SpokenWish
from calls.transcript import Turn
from redact.callers_wish import Opinion, callers_wish
from redact.objection_model.classifier import ObjectionClassifier
from redact.objection_model.second_opinion import SecondOpinion
from redact.spoken_objection import find_objection

HERE = Path(__file__).parent
FOLDERS = {
    "test": HERE / "test",
    "second": HERE / "second_test",
    "third": HERE / "third_test",
    "fourth": HERE / "fourth_test",
    "fifth": HERE / "fifth_test",
    "sixth": HERE / "sixth_test",
    "eleventh": HERE / "eleventh_test",
    "twelfth": HERE / "twelfth_test",
    "thirteenth": HERE / "thirteenth_test",
    "fourteenth": HERE / "fourteenth_test",
    "fifteenth": HERE / "fifteenth_test",
    "sixteenth": HERE / "sixteenth_test",
    "seventeenth": HERE / "seventeenth_test",
    "eighteenth": HERE / "eighteenth_test",
    "nineteenth": HERE / "nineteenth_test",
    "twentieth": HERE / "twentieth_test",
    "tune": HERE / "tune",
}
PARTS = {
    "read": is_read,
    "unread": lambda identity: not is_read(identity),
    "even": lambda identity: int(identity[1:]) % 2 == 0,
    "odd": lambda identity: int(identity[1:]) % 2 == 1,
}
"""Of `test`, what the rules' author has read or not; of `tune`, what rules are written from (even) or checked on."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--split", choices=FOLDERS, default="twentieth", help="the seventh to the tenth hold no objections"
    )
    parser.add_argument("--errors", action="store_true", help="print every miss; the wordings are invented")
    parser.add_argument("--part", choices=list(PARTS), help="of test: read or unread; of tune: even or odd numbers")
    parser.add_argument("--rules-alone", action="store_true", help="without the learnt second opinion")
    parser.add_argument("--ordinary", action="store_true", help="how many calls wait in which nobody objects")
    parser.add_argument(
        "--model", type=Path, help="a folder with model.onnx and tokenizer.json, not the committed ones"
    )
    arguments = parser.parse_args()
    wish_of = find_objection if arguments.rules_alone else partial(_wish, _opinion(arguments.model))
    if arguments.ordinary and arguments.split in ("tune", "twentieth"):
        parser.error("tune holds its calls otherwise, the twentieth holds none: --ordinary is for the others")
    if arguments.ordinary:
        _print_ordinary(arguments.split, wish_of)
        return 0
    wordings = FOLDERS[arguments.split] / "spoken_objections.jsonl"
    shares = {name: Share() for name in _ROWS}
    for line in wordings.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if arguments.part is not None and not PARTS[arguments.part](entry["id"]):
            continue
        turns = turns_of(entry["turns"])
        wish = wish_of(turns)
        _count(shares, wish, objects=entry["objects"], doubtful=entry["doubtful"])
        is_miss = entry["objects"] and wish is SpokenWish.NONE
        is_false = not entry["objects"] and not entry["doubtful"] and wish is not SpokenWish.NONE
        if arguments.errors and (is_miss or is_false):
            said = " / ".join(f"{turn.channel.value}: {turn.text}" for turn in turns)
            print(f"{'MISSED' if is_miss else 'FALSE'} {wish.value}: {said}")
    if not any(share.total for share in shares.values()):
        print(f"split {arguments.split} holds no objections", file=sys.stderr)
        return 2
    print(f"\nspoken objections of split {arguments.split}; shares with 95 % intervals (Wilson)\n")
    for name, share in shares.items():
        low, high = share.interval()
        print(f"{name:60}{share.hits}/{share.total} {share.hits / max(1, share.total):.3f} [{low:.3f}-{high:.3f}]")
    return 0


def _wish(opinion: Opinion | None, turns: Sequence[Turn]) -> SpokenWish:
    return callers_wish(turns, opinion).wish


def _opinion(folder: Path | None) -> Opinion | None:
    """Of the model in `folder`, whatever its sums; none stands for the committed one."""
    if folder is None:
        return None
    model, tokenizer = (
        hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    )
    return SecondOpinion(classifier=ObjectionClassifier(folder, model_sha256=model, tokenizer_sha256=tokenizer))


def _print_ordinary(split: str, wish_of: Callable[[Sequence[Turn]], SpokenWish]) -> None:
    """Counts alone: what is unread stays so."""
    files = [FOLDERS[split] / name for name in ("dialogues.jsonl", "lookalikes.jsonl")]
    calls = [call for file in files for call in read_call_lines(file, are_look_alikes=False)]
    wishes = [wish_of(call.turns) for call in calls]
    waiting, destroyed = wishes.count(SpokenWish.DOUBTFUL), wishes.count(SpokenWish.OBJECTS)
    print(f"of {len(calls)} ordinary calls and look-alikes {waiting} wait, {destroyed} would be destroyed")


_ROWS = (
    "objections found, review counted",
    "objections heeded at once",
    "look-alikes left alone",
    "look-alikes destroyed",
    "of the calls destroyed, objections (precision)",
    "wordings on which people disagree, found or reviewed",
)


def _count(shares: dict[str, Share], wish: SpokenWish, *, objects: bool, doubtful: bool) -> None:
    found, heeded, innocent, destroyed, precision, disputed = shares.values()
    is_found, is_heeded = wish is not SpokenWish.NONE, wish is SpokenWish.OBJECTS
    if doubtful:
        disputed.add(is_found)
        return
    if objects:
        found.add(is_found)
        heeded.add(is_heeded)
    else:
        innocent.add(not is_found)
        destroyed.add(is_heeded)
    if is_heeded:
        precision.add(objects)


if __name__ == "__main__":
    sys.exit(main())
