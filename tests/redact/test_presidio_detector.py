"""Our rules through Presidio, on a small spaCy pipeline built here (its entities come from a list)."""

import logging
import socket
from pathlib import Path

import pytest
import spacy

from calls.errors import ModelMissing, StepFailed
from redact import presidio_detector
from redact.find_secrets import find_secrets
from redact.presidio_detector import PresidioDetector
from tests.redact.conversation import turns_of


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Aleksandra Brzezicka"},
            {"label": "PERSON", "pattern": "Galaxy"},
            {"label": "GPE", "pattern": "Lisbon"},
            {"label": "DATE", "pattern": "March"},
        ]
    )
    pipeline.to_disk(folder)
    return folder


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


def test_P5_presidio_logs_nothing_of_the_conversation(
    detector: PresidioDetector, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        found(detector, "my social is 219-09-9999 and my name is Jane Miller, mail jane@example.com")
    assert not any(word in caplog.text for word in ("219", "9999", "Jane", "Miller", "jane@"))


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
