"""Whose number a From header holds, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.pseudonym import pseudonym_of_number
from recorder.sip_address import user_of

KEY = b"k" * 32


@pytest.mark.parametrize(
    "address",
    [
        "sip:+12125550147@example.com",
        "<sip:+12125550147@example.com>",
        "<sip:12125550147@example.com>;tag=7",
        "<sip:%2B12125550147@example.com;user=phone>",
        "<sip:+12125550147;ext=5@example.com>",
        "<sip:+12125550147;phone-context=x@example.com>",
        "<sip:+12125550147%3Bext=5@example.com>",
        "<sip:+12125550147:secret@example.com>",
        "<SIP:+12125550147@example.com>",
        "<Sips:+12125550147@example.com>",
        "<tel:+1-212-555-0147>",
        "tel:+12125550147",
        "TEL:+1(212)555.0147;ext=5",
        "< sip:+12125550147@example.com >",
        '"sip:100@x" <sip:+12125550147@example.com>',
        '"<sip:100@x>" <sip:+12125550147@example.com>',
        '"a \\" <sip:100@x>" <sip:+12125550147@example.com>',
        "Jo <sip:+12125550147@example.com>;x=<sip:100@x>",
    ],
)
def test_a_number_is_found_in_whatever_form_it_comes(address: str) -> None:
    assert pseudonym_of_number(user_of(address) or "", KEY) == pseudonym_of_number("+12125550147", KEY)


@pytest.mark.parametrize(
    ("address", "user"),
    [
        ("<sip:anonymous@anonymous.invalid>", "anonymous"),
        ("<sip:alice@example.com>", "alice"),
        ("<sip:example.com>", ""),
        ("<sip:@example.com>", ""),
        ("<sip:%FF\udcff@example.com>", "\ufffd\udcff"),
    ],
)
def test_somebody_without_a_number_is_an_address_all_the_same(address: str, user: str) -> None:
    assert user_of(address) == user


@pytest.mark.parametrize(
    "address",
    ["", "<>", "<sip:>", "<sip:100@>", "<sip:100@x", "<mailto:a@x>", "<+12125550147>", '"sip:100@x"', "tel:", "sip"],
)
def test_what_is_no_address_is_told_apart_from_nobody(address: str) -> None:
    assert user_of(address) is None


@given(st.text(alphabet='<>"\\:;@%sipteltag=+0129\udcff '))
def test_F13_no_header_breaks_the_reading(address: str) -> None:
    assert user_of(address) is None or isinstance(user_of(address), str)
