"""Words that are close to a cue's, or to a digit, and stand for themselves."""

import pytest

from redact.cues import sounds_like
from tests.redact.conversation import redacted


@pytest.mark.parametrize(
    ("heard", "meant", "is_same"),
    [
        ("changed", "charged", False),
        ("window", "windows", False),
        ("police", "policy", False),
        ("acount", "account", True),
        ("pasport", "passport", True),
    ],
)
def test_a_word_of_its_own_is_no_worn_cue(heard: str, meant: str, is_same: bool) -> None:
    assert sounds_like(heard, meant) is is_same


@pytest.mark.parametrize(
    ("line", "expected", "remark"),
    [
        ("It's a new one. 4111 1111 1111 1111", "It's a new one. [CARD_NUMBER]", "a thing"),
        ("4111 1111 1111 1111. One more.", "[CARD_NUMBER]. One more.", "one more"),
        ("The card is one four 1 1 1111 1111 1111", "The card is [CARD_NUMBER]", "a digit"),
        ("Item 10045-2231 is the cushion.", "Item 10045-2231 is the cushion.", "an item"),
        ("For the year ending fifth of April it was twelve thousand five hundred and seventy.", None, "an amount"),
        ("Stock code 7-6-1, 9-8-2-8. 10 for 1.42.", None, "a stock code and a price"),
    ],
)
def test_a_word_for_a_thing_and_the_number_of_one_are_no_digits_of_anybody(
    line: str, expected: str | None, remark: str
) -> None:
    assert redacted(line) == [expected or line], remark
