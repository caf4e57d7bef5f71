"""Each character of a code that is spelled out leads back to the words that said it, and with them to their times."""

import pytest

from redact.dialogue_context import read_turns
from redact.said_characters import APART, ASIDE, BREAK, readings_of
from tests.redact.conversation import turns_of

SAID = [
    ("K D one two", ["K", "D", "1", "2"], ["K", "D", "one", "two"], "letters and digits one by one"),
    ("kilo delta niner", ["K", "D", "9"], ["kilo", "delta", "niner"], "the spelling alphabet, and its nine"),
    ("Bravo 7, X-ray 3", ["B", "7", "X", "3"], ["Bravo", "7", "X-ray", "3"], "X-ray is one letter"),
    ("B as in boy, four", ["B", "4"], ["B as in boy", "four"], "an example belongs to its letter"),
    (
        "T for Thomas double two",
        ["T", "2", "2"],
        ["T for Thomas", "double two", "double two"],
        "the same, and a double",
    ),
    ("double A 5", ["A", "A", "5"], ["double A", "double A", "5"], "a letter that is doubled"),
    ("twenty six, triple oh", ["2", "6", "0", "0", "0"], ["twenty six"] * 2 + ["triple oh"] * 3, "pairs and triples"),
    ("9 9 dash one hundred and four", list("99104"), ["9", "9"] + ["one hundred and four"] * 3, "hundreds"),
]


@pytest.mark.parametrize(("said", "chars", "places", "remark"), SAID, ids=[row[3] for row in SAID])
def test_each_character_leads_back_to_the_words_that_said_it(
    said: str, chars: list[str], places: list[str], remark: str
) -> None:
    (read,) = read_turns(turns_of(f"caller: {said}"))
    first = next(readings_of(read, frozenset(), tells_words=True))
    codes = [char for char in first if char.char not in {APART, ASIDE, BREAK} and not char.char.islower()]
    assert [char.char for char in codes] == chars, remark
    assert [said[char.start : char.end] for char in codes] == places, remark


def test_a_correction_is_read_as_meant_and_as_said() -> None:
    (read,) = read_turns(turns_of("caller: K five, no, six"))
    texts = ["".join(char.char for char in chars) for chars in readings_of(read, frozenset(), tells_words=True)]
    assert any("5" not in text and text.endswith("6") for text in texts)
    assert any("5" in text and text.endswith("6") for text in texts)
