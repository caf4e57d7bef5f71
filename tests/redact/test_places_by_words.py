"""Three words for a place, the words before a house's number, ages on a day: hits and near-misses."""

import pytest

from calls.finding import Finding, Kind
from redact.house_words import joined_addresses, with_house_words
from tests.redact.conversation import redacted, turns_of

PLACES = [
    (("agent: What are your three words?", "It's staples dot hedgerow dot quarterly."), "It's [ADDRESS].", "asked for"),
    (("I'm at ///staples.hedgerow.quarterly",), "I'm at [ADDRESS]", "with its marks"),
    (("agent: Visit help dot widget dot example.",), "Visit help dot widget dot example.", "a site"),
    (("agent: Pick three words.", "Red, green, blue."), "Red, green, blue.", "three words that are no place"),
]
AGES = [
    ("I turned forty on the third of May.", "I turned [DATE_OF_BIRTH] on [DATE_OF_BIRTH].", "turned"),
    ("He'll be seventy on the ninth of December.", "He'll be [DATE_OF_BIRTH] on [DATE_OF_BIRTH].", "will be"),
    ("It'll be forty on the third of May.", None, "a price"),
    ("It turned forty on the third of May.", None, "degrees"),
    ("I'll be there on the third of May.", None, "no age"),
    ("My birthday is the 2nd of June 1980, not the 12th.", "My birthday is [DATE_OF_BIRTH].", "a day put right"),
    ("The delivery is the second of June, not the twelfth.", None, "a delivery's day"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), PLACES, ids=[row[2] for row in PLACES])
def test_three_words_are_a_place_where_one_was_spoken_of(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


@pytest.mark.parametrize(("line", "expected", "remark"), AGES, ids=[row[2] for row in AGES])
def test_an_age_on_a_day_is_a_date_of_birth(line: str, expected: str | None, remark: str) -> None:
    assert redacted(line) == [expected or line], remark


def test_an_address_begins_with_the_word_before_its_number() -> None:
    turns = turns_of("It's flat number 6, Trinity Heights, or ring 6 Trinity Heights.")
    text = turns[0].text
    found = [Finding(Kind.ADDRESS, 0, at, at + 1, 0.9, "test", "test") for at in (text.index("6"), text.rindex("6"))]
    assert [text[f.start : f.end] for f in with_house_words(turns, found)] == ["flat number 6", "6"]


def test_two_parts_of_an_address_are_one_over_the_on_between_them() -> None:
    turns = turns_of("It's the hostel on Gas Street, in Leeds.")
    text = turns[0].text
    said = ("the hostel", "Gas Street", "Leeds")
    found = [Finding(Kind.ADDRESS, 0, text.index(s), text.index(s) + len(s), 0.9, "test", "test") for s in said]
    joined = joined_addresses(turns, found)
    assert [text[f.start : f.end] for f in joined] == ["the hostel on Gas Street", "Leeds"]
