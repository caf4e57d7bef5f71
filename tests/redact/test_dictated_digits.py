"""Digits dictated turn for turn, asked for or not: hits and near-misses."""

import pytest

from tests.redact.conversation import redacted

NEXT = ("agent: next one", "agent: and then", "agent: and the last")


def dictated(opening: str, *digits: str, prompts: tuple[str, ...] = NEXT) -> list[str]:
    """What is left of `digits`, each in a turn, with a prompt between."""
    lines = [opening]
    for digit, prompt in zip(digits, (*prompts, "agent: thank you"), strict=False):
        lines += [digit, prompt]
    return redacted(*lines)[1 : 2 * len(digits) : 2]


@pytest.mark.parametrize(
    "opening",
    ["agent: the code should be with you now", "agent: okay i'm ready when you are", "agent: it's gone to your phone"],
)
def test_digits_that_are_dictated_one_by_one_are_hidden_whatever_was_said_before(opening: str) -> None:
    assert dictated(opening, "four", "eight", "oh", "nine") == ["[CREDENTIAL]"] * 4


def test_pairs_and_read_back_digits_belong_to_what_is_dictated() -> None:
    prompts = ("agent: 48", "agent: 2", "agent: yes")
    assert dictated("agent: Go on.", "4 8", "2", "and 1 5", prompts=prompts)[:2] == ["[CREDENTIAL]", "[CREDENTIAL]"]


@pytest.mark.parametrize(
    ("opening", "digits", "prompts", "remark"),
    [
        ("agent: Count with me.", ("one", "two", "three"), ("agent: yes", "agent: yes"), "somebody counts"),
        ("agent: How many bars do you see?", ("Three.", "Four.", "Two."), NEXT[:2], "a quantity was asked for"),
        ("agent: What's the price?", ("4.", "8.", "9."), NEXT[:2], "prices"),
        ("agent: Hello.", ("four", "eight"), NEXT[:1], "two answers dictate nothing"),
        ("agent: Rate them.", ("four", "eight", "nine"), ("agent: and the food", "agent: and the room"), "questions"),
    ],
)
def test_short_answers_that_dictate_nothing_stay(
    opening: str, digits: tuple[str, ...], prompts: tuple[str, ...], remark: str
) -> None:
    assert dictated(opening, *digits, prompts=prompts) == list(digits), remark
