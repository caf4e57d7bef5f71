"""Our rules through Presidio, on a small spaCy pipeline whose entities come from a list."""

import logging
import socket
from importlib.metadata import version
from pathlib import Path

import pytest

from calls.errors import ModelMissing, StepFailed
from redact import presidio_detector
from redact.find_secrets import find_secrets
from redact.presidio_detector import PresidioDetector
from tests.everything_logged import everything_logged
from tests.redact.conversation import turns_of
from tests.redact.small_language_model import write_language_model

TELLING = (
    "my social is 219-09-9999 and my name is Jane Miller, mail jane@example.com",
    "agent: And Aleksandra Brzezicka's IBAN and phone number?",
    "GB29 NWBK 6016 1331 9268 19, and 212-555-0147, or write to www.example.co.uk",
)
TOLD = ("219-09", "9999", "Jane", "Miller", "jane@", "Brzezicka", "NWBK", "9268", "555-0147", "example.co.uk", "social")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_language_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def detector(model: Path) -> PresidioDetector:
    return PresidioDetector(model)


def found(detector: PresidioDetector, *lines: str) -> list[tuple[str, str]]:
    turns = turns_of(*lines)
    return [(f.kind.value, turns[f.turn].text[f.start : f.end]) for f in find_secrets(turns, (detector,))]


def test_names_that_only_the_model_knows_are_found(detector: PresidioDetector) -> None:
    assert found(detector, "The parcel went to Aleksandra Brzezicka yesterday.") == [("PERSON", "Aleksandra Brzezicka")]


def test_products_and_lone_towns_and_dates_are_not(detector: PresidioDetector) -> None:
    assert found(detector, "My Galaxy was bought in Lisbon in March.") == []


def test_a_town_beside_an_address_is_hidden_with_it(detector: PresidioDetector) -> None:
    assert found(detector, "Send it to 42 Maple Avenue in Lisbon.") == [
        ("ADDRESS", "42 Maple Avenue"),
        ("ADDRESS", "Lisbon"),
    ]


def test_the_rules_findings_all_come_through(detector: PresidioDetector) -> None:
    lines = ("agent: The card number please?", "4111 1111", "agent: okay", "1111 1111", "and jane@example.com")
    assert [kind for kind, _ in found(detector, *lines)] == ["CARD_NUMBER", "CARD_NUMBER", "EMAIL"]


def test_long_conversations_are_read_in_batches(detector: PresidioDetector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presidio_detector, "LONGEST_TEXT", 60)
    lines = ["agent: Hello, how are you doing today?", "caller: Thanks, I am Aleksandra Brzezicka."] * 5
    assert [kind for kind, _ in found(detector, *lines)] == ["PERSON"] * 5


def test_P5_nothing_of_the_conversation_is_logged_at_debug_though_its_loggers_were_woken(model: Path) -> None:
    """We keep Presidio's logger at ERROR; even so, not a word must hang on that."""
    with everything_logged() as logged:
        detector = PresidioDetector(model)
        logging.getLogger("presidio-analyzer").setLevel(logging.DEBUG)
        assert {kind for kind, _ in found(detector, *TELLING)} >= {"PERSON", "SSN", "EMAIL", "IBAN", "PHONE"}
    assert "presidio-analyzer DEBUG" in str(logged), "nobody was listened to"
    for secret in TOLD:
        assert secret not in str(logged)


def test_P5_presidios_own_account_of_its_decisions_is_off(detector: PresidioDetector) -> None:
    """It would write the whole text."""
    assert not detector._analyzer.log_decision_process
    with everything_logged() as logged:
        logging.getLogger("decision_process").setLevel(logging.DEBUG)
        found(detector, *TELLING)
    assert "decision_process" not in str(logged)


def test_it_tells_which_analyzer_and_which_model_it_reads_with(detector: PresidioDetector) -> None:
    (analyzer, number), (of_model, model) = detector.versions
    assert (analyzer, of_model) == ("presidio-analyzer", "spaCy model")
    assert number == version("presidio-analyzer")
    assert model == f"en_pipeline 0.0.0, spaCy {version('spacy')}"


def test_no_network_is_asked(detector: PresidioDetector, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert found(detector, "write to jane@example.co.uk") == [("EMAIL", "jane@example.co.uk")]


def test_P12_a_missing_model_is_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        PresidioDetector(tmp_path)


def test_P12_a_fault_in_a_detector_is_never_swallowed(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    detector = PresidioDetector(model)

    def fail(*_: object, **__: object) -> None:
        raise ValueError("219-09-9999")

    monkeypatch.setattr(detector._analyzer, "analyze", fail)
    with pytest.raises(StepFailed) as caught:
        detector.find(turns_of("my social is 219-09-9999"))
    assert "219" not in str(caught.value)
