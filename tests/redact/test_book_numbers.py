"""The numbers of books are everybody's: their form tells them from the numbers of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from redact.book_numbers import is_book_number
from tests.redact.conversation import redacted

BOOK = "978-0-306-40615-7"


@given(st.sampled_from(["978", "979"]), st.text("0123456789", min_size=9, max_size=9), st.sampled_from("0123456789"))
def test_the_check_digit_is_that_of_an_ean(prefix: str, digits: str, last: str) -> None:
    assert is_book_number(prefix + digits + last) == ean.is_valid(prefix + digits + last)


def test_digits_in_the_five_groups_of_a_book_need_no_check_digit() -> None:
    assert is_book_number("9780306406158", ("978", "0", "306", "40615", "8"))
    assert not is_book_number("9780306406158", ("9780", "3064", "0615", "8"))
    assert not is_book_number("9785550144221", ("978", "555", "0144", "221"))
    assert not is_book_number("97803064061", ("978", "0306", "4061"))


@pytest.mark.parametrize(
    "line", [f"It's {BOOK}.", "nine seven eight oh three oh six four oh six one five seven", "So 9780306406157 then?"]
)
def test_a_book_number_stays_readable_where_a_book_is_spoken_of_written_or_spoken(line: str) -> None:
    assert redacted("agent: What's the ISBN?", line)[1] == line
    assert redacted(line) != [line]


def test_a_part_of_it_stays_readable_as_well() -> None:
    lines = [f"The paperback is {BOOK}.", "agent: 0-306-40615?"]
    assert redacted(*lines) == [f"The paperback is {BOOK}.", "0-306-40615?"]


@pytest.mark.parametrize("line", ["It's 978, 978 555 0144.", "979-979-5550144", "978 555 0144 221", "978 4419 027 733"])
def test_a_telephone_or_member_number_that_begins_so_is_hidden_even_beside_a_book(line: str) -> None:
    assert not any(char.isdigit() for char in redacted("agent: Which book was it?", line)[1])


def test_another_number_of_thirteen_digits_is_hidden() -> None:
    assert redacted("the book is xx 9780 3064 0615 8 xx") == ["the book is xx [CARD_NUMBER] xx"]
