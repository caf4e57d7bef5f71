"""`make bench-pieces`: what each piece of the ensemble adds, and what two more would, on calls that may be tuned on.

    python -m benchmarks.redaction.pieces               # every row, every twenty-fourth call
    python -m benchmarks.redaction.pieces --every 1     # all of them

Each row is one process of its own: the detectors as they are wired, without one piece, or with one more. A package
that is tried only ("pip install usaddress truecase") and is not there makes its row say so.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context

from benchmarks.redaction.__main__ import all_kinds, calls_of
from benchmarks.redaction.marked_calls import MarkedCall
from benchmarks.redaction.score import Score, Share, score
from calls.finding import Finding, Kind
from calls.ports.detector import Detector
from calls.transcript import Turn

SPLITS = ("tune", "test", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
"""Written by hand; all but the newest two, of which first contacts are told. Of `tune` without the calls made up."""
EVERY = 24
Find = Callable[[Sequence[Turn]], Sequence[Finding]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=EVERY, help="take each so many-th call of every split")
    parser.add_argument("--row", choices=list(ROWS), action="append", help="these rows alone")
    arguments = parser.parse_args()
    calls = sample(arguments.every)
    innocent = sum(1 for call in calls if call.is_innocent)
    print(
        f"every {arguments.every}th call of {', '.join(SPLITS)}: {len(calls)} calls, {innocent} with nothing personal\n"
    )
    print(f"{'':32}" + "".join(f"{title:>{width}}" for title, width in _COLUMNS))
    rows = [(name, arguments.every) for name in arguments.row or ROWS]
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for (name, _), line in zip(rows, pool.imap(_line, rows), strict=True):
            print(f"{name:32}{line}", flush=True)
    return 0


def sample(every: int) -> list[MarkedCall]:
    """Every so many-th call of each split, in its order: calls with secrets, ordinary ones and look-alikes alike."""
    return [call for split in SPLITS for call in calls_of(split, 0, seed=1)[::every]]


_COLUMNS = (
    ("PERSON", 12), ("ADDRESS", 12), ("all kinds", 12), ("leak-free", 12), ("needless", 12), ("of nobody's", 14),
    ("calls of nobody", 18), ("characters/CPU s", 18),
)  # fmt: skip
"""Secrets and calls hidden whole; words hidden needlessly in calls with secrets and in the others; how many of those
have a mask; speed."""


def _line(row: tuple[str, int]) -> str:
    """One row measured, within a process of its own."""
    from benchmarks.redaction.tried_pieces import PieceMissing

    name, every = row
    try:
        find = ROWS[name]()
    except PieceMissing as missing:
        return f"  {missing}"
    calls = sample(every)
    started = time.process_time()
    found = [find(call.turns) for call in calls]
    speed = sum(len(turn.text) for call in calls for turn in call.turns) / (time.process_time() - started)
    result = score(calls, found)
    masked = sum(1 for call, one in zip(calls, found, strict=True) if call.is_innocent and _hides(one))
    of_nobody = Share(masked, sum(1 for call in calls if call.is_innocent))
    cells = [*map(_cell, _shares(result)), _cell(of_nobody), f"{speed:,.0f}"]
    return "".join(f"{cell:>{width}}" for cell, (_, width) in zip(cells, _COLUMNS, strict=True))


def _hides(found: Sequence[Finding]) -> bool:
    return any(finding.kind is not Kind.ORDER_NUMBER for finding in found)


def _shares(result: Score) -> Sequence[Share]:
    innocent = (result.ordinary_words, result.look_alike_words)
    words = Share(sum(one.hits for one in innocent), sum(one.total for one in innocent))
    by_kind = (result.whole.get(kind, Share()) for kind in (Kind.PERSON, Kind.ADDRESS))
    return (*by_kind, all_kinds(result), result.leak_free, result.over_masked, words)


def _cell(share: Share) -> str:
    return f"{share.hits}/{share.total}"


def _ensemble(detectors: Sequence[Detector]) -> Find:
    from redact.find_secrets import find_secrets

    return lambda turns: find_secrets(turns, detectors)


def _wired() -> list[Detector]:
    from pipeline.settings import load_settings
    from pipeline.wiring import make_detectors

    return list(make_detectors(load_settings()))


def _without_spacy() -> Find:
    from redact.find_secrets import rule_detectors
    from redact.name_model.detector import NameModelDetector

    return _ensemble([*rule_detectors(), NameModelDetector()])


def _wired_without_model() -> list[Detector]:
    from redact.name_model.marks import NAME

    return [detector for detector in _wired() if not detector.name.startswith(NAME)]


def _without_name_lists() -> Find:
    """First and family names of both packages; the dictionary of everyday words stays."""
    import redact.name_lists

    redact.name_lists._read = lambda *_, **__: frozenset()
    redact.name_lists._worldwide = frozenset
    return _ensemble(_wired())


def _without_context() -> Find:
    """Nothing that was asked or announced leads one to expect anything, and detectors of answers are left out."""
    import redact.persons
    from pipeline.model_files import english_model
    from pipeline.settings import load_settings
    from redact.address_answers import AddressAnswerDetector
    from redact.dialogue_context import DialogueContext, Expectation
    from redact.dictated_digits import DictatedDigitDetector
    from redact.find_secrets import rule_detectors
    from redact.name_model.detector import NameModelDetector
    from redact.presidio_detector import PresidioDetector

    DialogueContext.expected_at = lambda *_: Expectation((), (), ())
    DialogueContext.question_before = lambda *_: ()
    DialogueContext.named_after = lambda *_: None
    redact.persons._was_asked = lambda *_: False
    answers = (AddressAnswerDetector, DictatedDigitDetector)
    rules = [rule for rule in rule_detectors() if not isinstance(rule, answers)]
    return _ensemble([PresidioDetector(english_model(load_settings()), rules), NameModelDetector()])


def _with_usaddress(*, needs_type: bool = True, with_model: bool = True) -> Find:
    from benchmarks.redaction.tried_pieces import Usaddress

    others = _wired() if with_model else _wired_without_model()
    return _ensemble([*others, Usaddress(needs_type=needs_type)])


def _usaddress_alone() -> Find:
    from benchmarks.redaction.tried_pieces import Usaddress

    return Usaddress(needs_type=True).find


def _with_truecaser(maker: str, *, with_model: bool = True) -> Find:
    from benchmarks.redaction import tried_pieces
    from pipeline.model_files import english_model
    from pipeline.settings import load_settings
    from redact.name_model.detector import NameModelDetector

    caser = getattr(tried_pieces, maker)()
    presidio = tried_pieces.TruecasedPresidio(english_model(load_settings()), caser)
    return _ensemble([presidio, NameModelDetector()] if with_model else [presidio])


def _presidio_alone(maker: str | None = None) -> Find:
    from benchmarks.redaction import tried_pieces
    from benchmarks.redaction.presidio_alone import PresidioAlone
    from pipeline.model_files import english_model
    from pipeline.settings import load_settings

    find = PresidioAlone(english_model(load_settings())).find
    if maker is None:
        return find
    caser = getattr(tried_pieces, maker)()
    return lambda turns: find([tried_pieces.truecased(turn, caser) for turn in turns])


_LISTS, _FREQUENCIES = "caser_of_lists", "caser_of_frequencies"
ROWS: dict[str, Callable[[], Find]] = {
    "as wired": lambda: _ensemble(_wired()),
    "without spaCy, Presidio": _without_spacy,
    "without name lists": _without_name_lists,
    "without context": _without_context,
    "+ usaddress": _with_usaddress,
    "+ usaddress, no street type": lambda: _with_usaddress(needs_type=False),
    "+ truecaser of lists": lambda: _with_truecaser(_LISTS),
    "+ truecase": lambda: _with_truecaser(_FREQUENCIES),
    "without name model": lambda: _ensemble(_wired_without_model()),
    "the same, + usaddress": lambda: _with_usaddress(with_model=False),
    "the same, + truecaser of lists": lambda: _with_truecaser(_LISTS, with_model=False),
    "the same, + truecase": lambda: _with_truecaser(_FREQUENCIES, with_model=False),
    "usaddress alone": _usaddress_alone,
    "Presidio alone": _presidio_alone,
    "Presidio alone, lists": lambda: _presidio_alone(_LISTS),
    "Presidio alone, truecase": lambda: _presidio_alone(_FREQUENCIES),
}


if __name__ == "__main__":
    sys.exit(main())
