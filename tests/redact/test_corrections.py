"""What puts a value right in the middle of it is hidden with it."""

import re

import pytest

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.corrections import with_corrections
from tests.redact.conversation import redacted


def hidden(text: str, *parts: str, kind: Kind = Kind.CARD_NUMBER, other: Kind | None = None) -> list[str]:
    """What is hidden of `text` where `parts` are; the last of them may be of another kind."""
    turns = [Turn.of_text(Channel.CALLER, text)]
    found, at = [], 0
    for number, part in enumerate(parts, start=1):
        start = text.index(part, at)
        at = start + len(part)
        is_other = other is not None and number == len(parts)
        found.append(Finding(other if is_other and other else kind, 0, start, at, 0.9, "a rule", "a rule's"))
    return [text[one.start : one.end] for one in with_corrections(turns, found)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("6210, no, sorry, 6120. I never say it", "6210", "6120"),
        ("five one oh five no one too many five one oh now", "five one oh five", "five one oh"),
        ("nine two no it's small print seven nine two okay", "nine two", "seven nine two"),
        ("4111, wait, 4112 please", "4111", "4112"),
    ],
)
def test_a_correction_between_two_tries_is_hidden_with_them(text: str, wrong: str, right: str) -> None:
    (stretch,) = hidden(text, wrong, right)
    assert stretch.startswith(wrong)
    assert stretch.endswith(right)


def test_a_no_before_a_value_puts_none_right() -> None:
    assert hidden("no it's 4471 and phone 07700 900123", "4471", "07700 900123", other=Kind.PHONE) == [
        "4471",
        "07700 900123",
    ]
    assert hidden("account no 55019387 sort code 201455", "55019387", "201455") == ["55019387", "201455"]


def test_what_puts_nothing_right_stays_readable() -> None:
    assert hidden("4111 and then on the back 737", "4111", "737") == ["4111", "737"]


def test_long_talk_between_two_numbers_stays_readable() -> None:
    talk = "no I would have to go and look for the other one over there"
    assert hidden(f"4111 {talk} 737", "4111", "737") == ["4111", "737"]


def test_the_mark_may_be_the_last_word_of_the_wrong_try() -> None:
    assert hidden("five one oh no one too many five one oh", "five one oh no one", "many five one oh") == [
        "five one oh no one too many five one oh"
    ]


def test_two_tries_may_be_taken_for_two_kinds_of_number() -> None:
    (stretch,) = hidden("6210 no sorry 6120", "6210", "6120", kind=Kind.SSN, other=Kind.CUSTOMER_ID)
    assert stretch == "6210 no sorry 6120"


def test_two_kinds_are_two_values() -> None:
    assert hidden("4111 no wait 12/27", "4111", "12/27", other=Kind.CARD_EXPIRY) == ["4111", "12/27"]


def test_between_two_names_something_else_is_said() -> None:
    assert hidden("Dana, no, not Robin", "Dana", "Robin", kind=Kind.PERSON) == ["Dana", "Robin"]


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("the code is 4111, not 5500, okay", "4111", "5500"),
        ("nine two not nine five you know", "nine two", "nine five"),
    ],
)
def test_two_values_with_a_not_between_are_one_stretch(text: str, one: str, two: str) -> None:
    (stretch,) = hidden(text, one, two, kind=Kind.CREDENTIAL)
    assert (stretch.startswith(one), stretch.endswith(two)) == (True, True)


@pytest.mark.parametrize(
    ("answer", "readable"),
    [
        ("4111, not 5500.", "."),
        ("it's 4111, not 4111 5500 6000 7777.", "it's ."),
        ("five five, not 4111222233334444, okay", ", okay"),
        ("one, not 4111222233334444", ""),
        ("4111222233334444, not 5500000000000004", ""),
    ],
)
def test_of_what_a_not_rules_out_no_digit_stays_readable(answer: str, readable: str) -> None:
    said = redacted("agent: What's the card number?", f"caller: {answer}")[1]
    assert re.sub(r"\[[A-Z_]+\]", "", said) == readable
