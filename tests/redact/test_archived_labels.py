"""Labels in text that is redacted already."""

import pytest

from calls.finding import Finding, Kind
from calls.redacted import MaskedSpan
from calls.transcript import Turn
from redact.archived_labels import blanked, is_label, labels_in, shielded, with_labels
from redact.second_look import blanked as blanked_by_the_second_look
from tests.redact.conversation import turns_of

TEXTS = ("[PERSON] is my name", "it is [CARD_NUMBER], [CARD_CVV].", "[PERSON]", "", "no label [NONE] here")


def finding(start: int, end: int, kind: Kind = Kind.PERSON, detector: str = "t") -> Finding:
    return Finding(kind, 0, start, end, 0.9, detector, "t")


@pytest.mark.parametrize("text", TEXTS)
def test_detectors_read_what_the_second_look_reads_and_places_lead_back(text: str) -> None:
    (turn,) = turns_of(text)
    read = blanked(turn)
    assert read.turn.text == blanked_by_the_second_look(text)
    for at, char in enumerate(read.turn.text):
        back = read.in_own_characters(finding(at, at + 1))
        said = text[back.start : back.end]
        assert said == char or (char == "…" and said in {f"[{kind.value}]" for kind in Kind})


@pytest.mark.parametrize("text", TEXTS)
def test_a_shielded_turn_has_its_places(text: str) -> None:
    (turn,) = turns_of(text)
    hidden = shielded(turn)
    assert isinstance(hidden, Turn)
    assert len(hidden.text) == len(text)
    assert hidden.word_spans() == turn.word_spans()


def test_each_label_is_read_once_and_what_points_elsewhere_is_passed_over() -> None:
    turns = turns_of("it is [CARD_NUMBER], [CARD_CVV].")
    channel = turns[0].channel
    masks = [
        MaskedSpan(Kind.CARD_CVV, channel, 0, 9, 0, 21, 31, 4),
        MaskedSpan(Kind.CARD_NUMBER, channel, 0, 9, 0, 6, 19, 2),
        MaskedSpan(Kind.CARD_NUMBER, channel, 5, 9, 0, 6, 19, 2),
        MaskedSpan(Kind.PERSON, channel, 0, 9, 0, 0, 0),
        MaskedSpan(Kind.PERSON, channel, 0, 9, 7, 0, 8),
    ]
    labels, numbers = labels_in(turns, masks)
    assert [(label.kind, label.start) for label in labels] == [(Kind.CARD_NUMBER, 6), (Kind.CARD_CVV, 21)]
    assert numbers == {(0, 6): 2, (0, 21): 4}
    assert all(map(is_label, labels))


def test_a_finding_that_touches_labels_takes_them_in_and_others_stay() -> None:
    labels = [
        finding(0, 8, detector="archive"),
        finding(10, 18, detector="archive"),
        finding(30, 38, detector="archive"),
    ]
    joined = with_labels(labels, [finding(6, 12, Kind.ADDRESS)])
    assert [(one.start, one.end, one.kind, is_label(one)) for one in joined] == [
        (0, 18, Kind.ADDRESS, False),
        (30, 38, Kind.PERSON, True),
    ]
