import pytest

from calls.call import Channel
from calls.finding import Finding, Kind
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import Placeholders, mask_text, put_labels
from redact.placeholder_operators import put_labels_by_presidio
from tests.redact.conversation import timed_turn, turns_of

BOTH = pytest.mark.parametrize("placeholders", [put_labels, put_labels_by_presidio])


@BOTH
def test_a_masked_value_is_one_word_with_the_times_of_all_its_words(placeholders: Placeholders) -> None:
    turns = (timed_turn(Channel.CALLER, "My social is 219 09 9999 okay", 1000),)
    (turn,), (span,) = mask_text(turns, find_secrets(turns, rule_detectors()), placeholders=placeholders)
    assert turn.text == "My social is [SSN] okay"
    assert [word.text for word in turn.words] == ["My", "social", "is", "[SSN]", "okay"]
    masked = turn.words[3]
    assert (masked.masked, masked.start_ms, masked.end_ms) == (Kind.SSN, 2200, 3400)
    assert (span.start_ms, span.end_ms, turn.text[span.start : span.end]) == (2200, 3400, "[SSN]")


@BOTH
def test_several_labels_in_one_turn_keep_their_order_and_places(placeholders: Placeholders) -> None:
    turns = turns_of("I'm Jane, 202-555-0147, jane@example.com.")
    (turn,), spans = mask_text(turns, find_secrets(turns, rule_detectors()), placeholders=placeholders)
    assert turn.text == "I'm [PERSON], [PHONE], [EMAIL]."
    assert [turn.text[span.start : span.end] for span in spans] == ["[PERSON]", "[PHONE]", "[EMAIL]"]
    assert [word.text for word in turn.words] == ["I'm", "[PERSON]", "[PHONE]", "[EMAIL]"]


@BOTH
def test_a_text_conversation_has_labels_without_times(placeholders: Placeholders) -> None:
    turns = turns_of("My social is 219-09-9999")
    (turn,), (span,) = mask_text(turns, find_secrets(turns, rule_detectors()), placeholders=placeholders)
    assert (span.start_ms, span.end_ms, turn.words[-1].start_ms) == (None, None, None)


@BOTH
def test_nothing_to_hide_leaves_the_text_alone(placeholders: Placeholders) -> None:
    turns = turns_of("The total is 45 dollars.", "")
    redacted, spans = mask_text(turns, (), placeholders=placeholders)
    assert [turn.text for turn in redacted] == ["The total is 45 dollars.", ""]
    assert spans == ()


def test_kept_kinds_stay_unless_told_otherwise() -> None:
    turns = turns_of("The order number is 447291.")
    findings = (Finding(Kind.ORDER_NUMBER, 0, 20, 26, 0.9, "t", "t"),)
    assert mask_text(turns, findings)[0][0].text == "The order number is 447291."
    assert mask_text(turns, findings, kept=())[0][0].text == "The order number is [ORDER_NUMBER]."


def test_a_span_knows_who_found_it_and_how_sure_that_was() -> None:
    turns = turns_of("It is 4111 1111 1111 1111.")
    found = find_secrets(turns, rule_detectors())
    _, spans = mask_text(turns, found)
    assert [(span.detector, span.confidence) for span in spans] == [(one.detector, one.confidence) for one in found]
    assert all(span.detector for span in spans)
