"""The committed name model: it is the one that the card describes, it finds what it should, and a fault closes."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.redaction.marked_calls import MarkedCall, read_calls
from benchmarks.redaction.score import score
from calls.errors import ModelMissing, StepFailed
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.certificate import versions_of
from redact.find_secrets import find_secrets, rule_detectors
from redact.name_model import detector as detector_module
from redact.name_model.detector import VERSION, NameModelDetector, Threshold
from redact.name_model.marks import POSSIBLE_REASON
from redact.name_model.token_classifier import LABELS, TokenClassifier
from redact.name_model.windows import CALLER, LENGTH
from tests.redact.conversation import turns_of

SAMPLE = Path(__file__).with_name("name_model_sample.txt")
MOST_TAKEN = 1
"""Of the sample's look-alikes; beside the rules, none is hidden."""
FEWEST_HIDDEN = 21
"""Of the 25 secrets of the sample, by the model alone; 22 when it was committed."""


@pytest.fixture(scope="module")
def detector() -> NameModelDetector:
    return NameModelDetector()


@pytest.fixture(scope="module")
def sample() -> list[MarkedCall]:
    return list(read_calls(SAMPLE))


def taken_for_secrets(detector: NameModelDetector, turns: Sequence[Turn]) -> list[Finding]:
    """Without the words that the model merely thinks possible, which hide nothing."""
    return [finding for finding in detector.find(turns) if finding.reason != POSSIBLE_REASON]


def test_the_committed_model_finds_most_of_what_the_sample_hides(
    detector: NameModelDetector, sample: list[MarkedCall]
) -> None:
    result = score(sample, [taken_for_secrets(detector, call.turns) for call in sample])
    assert sum(share.hits for share in result.whole.values()) >= FEWEST_HIDDEN


def test_the_certificate_names_its_version(detector: NameModelDetector) -> None:
    assert dict(versions_of([detector]))["name model"] == VERSION


def test_it_leaves_look_alikes_alone(detector: NameModelDetector, sample: list[MarkedCall]) -> None:
    result = score(sample, [taken_for_secrets(detector, call.turns) for call in sample])
    assert result.look_alikes.total == 4
    assert result.look_alikes.hits <= MOST_TAKEN
    beside_rules = score(sample, [find_secrets(call.turns, (*rule_detectors(), detector)) for call in sample])
    assert beside_rules.look_alikes.hits == 0


def test_a_question_arms_the_answer(detector: NameModelDetector) -> None:
    turns = turns_of("agent: what's the password on the account", "caller: um purple lantern")
    (finding,) = find_secrets(turns, (detector,))
    assert (finding.kind, turns[1].text[finding.start : finding.end]) == (Kind.CREDENTIAL, "purple lantern")


def test_two_runs_find_the_same(sample: list[MarkedCall]) -> None:
    first, second = NameModelDetector(), NameModelDetector()
    assert [first.find(call.turns) for call in sample] == [second.find(call.turns) for call in sample]


def test_what_is_hidden_already_is_not_found_again(detector: NameModelDetector) -> None:
    turns = turns_of("agent: Who am I speaking with?", "caller: My name is …. It's … at ….")
    assert not taken_for_secrets(detector, turns)
    assert not find_secrets(turns, (detector,))


def test_silence_and_marks_are_nothing(detector: NameModelDetector) -> None:
    assert not detector.find(())
    assert not detector.find(turns_of("", "caller: ... — !"))


def test_long_calls_are_read_in_windows_and_every_word_gets_its_share() -> None:
    words = ["my", "name", "is", "anneliese", "bergstrom"] * LENGTH
    shares = TokenClassifier(detector_module.HERE).shares([(CALLER, words)])
    assert shares.shape[0] == len(words)
    assert shares.sum(axis=1) == pytest.approx(1.0, abs=1e-3)


def test_kinds_without_a_threshold_are_left_alone() -> None:
    turns = turns_of("caller: hi this is anneliese bergstrom speaking")
    assert NameModelDetector(thresholds={Kind.PERSON: Threshold(0.5, 0.3)}).find(turns)
    assert not NameModelDetector(thresholds={Kind.IMEI: Threshold(0.5, 0.3)}).find(turns)


@pytest.mark.parametrize(
    ("shares", "kind"),
    [
        ({Kind.ORDER_NUMBER: 0.93, Kind.CUSTOMER_ID: 0.05}, Kind.ORDER_NUMBER),
        ({Kind.ORDER_NUMBER: 0.6, Kind.CUSTOMER_ID: 0.25, Kind.CREDENTIAL: 0.1}, Kind.CUSTOMER_ID),
    ],
)
def test_what_might_as_well_be_anything_else_is_no_order_number(
    monkeypatch: pytest.MonkeyPatch, shares: dict[Kind, float], kind: Kind
) -> None:
    """Order numbers stay readable in the archive."""
    detector = NameModelDetector()
    row = np.zeros((1, len(LABELS)), dtype=np.float32)
    for of, share in shares.items():
        row[0, LABELS.index(of)] = share
    monkeypatch.setattr(detector._classifier, "shares", lambda _: row)
    (finding,) = taken_for_secrets(detector, turns_of("44182"))
    assert finding.kind is kind


def test_a_model_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    for file in ("model.onnx", "tokenizer.json", "thresholds.json"):
        shutil.copy(detector_module.HERE / file, tmp_path / file)
    with (tmp_path / "model.onnx").open("ab") as model:
        model.write(b"\0")
    with pytest.raises(ModelMissing):
        NameModelDetector(tmp_path)
    (tmp_path / "model.onnx").unlink()
    with pytest.raises(ModelMissing):
        NameModelDetector(tmp_path)


def test_P12_a_fault_in_the_model_is_never_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = NameModelDetector()

    def fail(*_: object) -> None:
        raise ValueError("219-09-9999")

    monkeypatch.setattr(detector._classifier, "shares", fail)
    with pytest.raises(StepFailed) as caught:
        find_secrets(turns_of("my social is 219-09-9999"), (detector,))
    assert "219" not in str(caught.value)
