"""A number said in groups is one number to a reader; what may be something else stays as it was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.whole_numbers import whole_numbers, with_whole_numbers


@pytest.mark.parametrize(
    ("heard", "whole"),
    [
        ("order 19 68 400, please", "order 1968400, please"),
        ("5-3-3-1-1", "53311"),
        ("it is 8-9-4-4-1-1-2-0.", "it is 89441120."),
        ("(5–0–3–5–5)", "(50355)"),
        ("3-7-8-224-6-3-1-5 1168 is the card", "37822463151168 is the card"),
        ("202-555-0147", "2025550147"),
        ("533 110 902, then 44 199 00.", "533110902, then 4419900."),
        ("9127-8443-2 and 9 and 5", "912784432 and 9 and 5"),
    ],
)
def test_a_number_in_groups_is_written_as_one(heard: str, whole: str) -> None:
    assert with_whole_numbers(heard) == whole


@pytest.mark.parametrize(
    "heard",
    [
        "3-1",
        "2-0-2-4",
        "at 9 30",
        "4 or 12345",
        "80, 3rd 4000",
        "130, 920",
        "19. 68",
        "$19 68400",
        "0.5 12345",
        "12345 3.5",
        "12345 10%",
        "12345-6-B",
        "B-12345-6",
        "5-3-3-1-1A",
        "10:30 12345 is past",
        "2026-11-28",
        "03-12-2026",
        "on 3 12 2026",
        "2019-2020",
        "2019 2020 2021",
        "1-2-3-4-5-6",
        "5 4 3 2 1.",
        "4111 1111 1111 1111 0429 123",
        "٣٤٥ x ٣٤٥",
    ],
)
def test_results_times_dates_prices_codes_lists_and_counting_stay_as_they_were_heard(heard: str) -> None:
    assert with_whole_numbers(heard) == heard


@given(st.text(alphabet="0123456789 -–.,$abc", max_size=60))
def test_no_character_but_what_parts_digits_is_lost_and_a_second_time_changes_nothing(text: str) -> None:
    whole = with_whole_numbers(text)
    assert [c for c in whole if c not in " -–"] == [c for c in text if c not in " -–"]
    assert with_whole_numbers(whole) == whole


def test_a_whole_number_knows_where_its_groups_stand() -> None:
    text = "order 19 68 400, please"
    ((start, end, digits),) = whole_numbers(text)
    assert (text[start:end], digits) == ("19 68 400", "1968400")
