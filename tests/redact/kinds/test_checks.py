"""The rules' checks of numbers against python-stdnum's, on examples, on everything one digit away from them, and on
numbers of chance."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, imei, luhn
from stdnum.iso7064 import mod_97_10
from stdnum.us import itin

from redact.card_numbers import luhn_holds
from redact.ibans import iban_check_holds
from redact.imeis import can_be_imei
from redact.itins import can_be_itin

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

CARDS = (
    "4111111111111111",
    "4242424242424242",
    "4222222222222",
    "5500000000000004",
    "2223000048400011",
    "6011111111111117",
    "378282246310005",
    "3530111333300000",
    "30569309025904",
)
"""Test numbers of the brands, 13 to 16 digits."""
IBANS = (
    "AT611904300234573201",
    "BE68539007547034",
    "CH9300762011623852957",
    "DE89370400440532013000",
    "DK5000400440116243",
    "ES9121000418450200051332",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "IT60X0542811101000000123456",
    "MT84MALT011000012345MTLCAST001S",
    "NL91ABNA0417164300",
    "NO9386011117947",
    "PL61109010140000071219812874",
)
"""Examples of the IBAN registry, 15 to 31 characters."""
IMEIS = ("490154203237518", "352099001761481", "356868000041418")
"""Examples of the GSM Association and of manuals."""
ITINS = ("912903456", "912701234", "900881234", "999941234", "900501234", "912651234")
"""Made up, in groups that the IRS gives out."""

_ADDED_GROUPS = range(50, 66)
"""The IRS gives these out, too; stdnum 2.2 knows of 70 and above alone."""
_IBAN_FORM = re.compile(r"[A-Z]{2}\d{2}[A-Z\d]{11,30}", re.ASCII)

digits = st.text(DIGITS, max_size=24)


def digits_of(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=count, max_size=count)


def one_digit_changed(number: str) -> Iterator[str]:
    for place, digit in enumerate(number):
        if digit in DIGITS:
            yield from (number[:place] + other + number[place + 1 :] for other in DIGITS if other != digit)


def one_letter_changed(number: str) -> Iterator[str]:
    for place, letter in enumerate(number):
        if letter in CAPITALS:
            yield from (number[:place] + other + number[place + 1 :] for other in CAPITALS if other != letter)


def has_an_added_group(number: str) -> bool:
    return number[0] == "9" and int(number[3:5]) in _ADDED_GROUPS


@pytest.mark.parametrize("number", CARDS)
def test_the_luhn_formula_holds_for_a_card_number_and_for_none_that_is_one_digit_off(number: str) -> None:
    assert luhn.is_valid(number)
    assert luhn_holds(number)
    for changed in one_digit_changed(number):
        assert not luhn.is_valid(changed)
        assert not luhn_holds(changed)


@given(digits)
def test_the_luhn_formula_holds_where_stdnum_says_so(number: str) -> None:
    assert luhn_holds(number) is luhn.is_valid(number)
    assert luhn_holds(number + luhn.calc_check_digit(number))


@pytest.mark.parametrize("number", IBANS)
def test_the_check_of_an_IBAN_holds_for_it_and_for_none_that_is_one_character_off(number: str) -> None:
    assert iban.is_valid(number, check_country=False)
    assert iban_check_holds(number)
    for changed in (*one_digit_changed(number), *one_letter_changed(number)):
        assert not iban.is_valid(changed, check_country=False)
        assert not iban_check_holds(changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GB29",
        "GB29NWBK601613",
        "NO938601111794",
        "gb29nwbk60161331926819",
        "GB29 NWBK 6016 1331 9268 19",
        "29GBNWBK60161331926819",
        "4111111111111111",
    ],
)
def test_what_has_not_the_form_of_an_IBAN_is_none(text: str) -> None:
    assert not iban_check_holds(text)


@given(st.text(CAPITALS, min_size=2, max_size=2), digits_of(2), st.text(CAPITALS + DIGITS, max_size=34))
def test_the_check_of_an_IBAN_holds_where_stdnum_says_so(country: str, check: str, account: str) -> None:
    text = country + check + account
    has_form = _IBAN_FORM.fullmatch(text) is not None
    assert iban_check_holds(text) is (has_form and mod_97_10.is_valid(account + country + check))
    checked = country + mod_97_10.calc_check_digits(account + country) + account
    assert iban_check_holds(checked) is has_form


@pytest.mark.parametrize("number", IMEIS)
def test_an_IMEI_is_one_and_none_that_is_one_digit_off_is(number: str) -> None:
    assert imei.is_valid(number)
    assert can_be_imei(number)
    for changed in one_digit_changed(number):
        assert not imei.is_valid(changed)
        assert not can_be_imei(changed)


@given(digits)
def test_what_can_be_an_IMEI_is_one_for_stdnum_and_has_fifteen_digits(number: str) -> None:
    assert not can_be_imei(number) or (len(number) == 15 and imei.is_valid(number))


@given(digits_of(12), st.sampled_from(DIGITS))
def test_behind_a_body_that_gives_out_codes_the_check_digit_decides(middle: str, last: str) -> None:
    number = f"35{middle}{last}"
    assert can_be_imei(number) is imei.is_valid(number)
    checked = f"35{middle}{luhn.calc_check_digit('35' + middle)}"
    assert can_be_imei(checked)


@given(digits_of(12), st.sampled_from(("34", "37", "40", "55", "60")))
def test_behind_a_card_s_brand_nothing_is_an_IMEI(middle: str, brand: str) -> None:
    assert not can_be_imei(brand + middle + luhn.calc_check_digit(brand + middle))


@pytest.mark.parametrize("number", ITINS)
def test_an_ITIN_is_one_and_what_is_one_digit_off_where_the_IRS_says_so(number: str) -> None:
    assert can_be_itin(number)
    for changed in one_digit_changed(number):
        assert can_be_itin(changed) is (itin.is_valid(changed) or has_an_added_group(changed))


@pytest.mark.parametrize("group", range(100))
def test_the_middle_of_an_ITIN_is_a_group_that_the_IRS_gives_out(group: int) -> None:
    number = f"912{group:02}1234"
    assert can_be_itin(number) is (itin.is_valid(number) or has_an_added_group(number))


@given(digits)
def test_of_any_length_but_nine_nothing_is_an_ITIN(number: str) -> None:
    assert not can_be_itin(number) or len(number) == 9


@given(digits_of(9), st.sampled_from(DIGITS))
def test_nine_digits_are_an_ITIN_where_stdnum_says_so_or_a_group_was_added(number: str, first: str) -> None:
    for one in (number, first + number[1:], "9" + number[1:]):
        assert can_be_itin(one) is (itin.is_valid(one) or has_an_added_group(one))
