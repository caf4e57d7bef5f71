"""Tyres, prices in a row and the dates of lots are known by how they are written, and nobody's."""

import pytest

from calls.finding import Finding, Kind
from redact.thing_numbers import without_thing_numbers
from tests.redact.conversation import kinds_in, redacted, turns_of


@pytest.mark.parametrize(
    "line",
    [
        "It takes a 235/65R17, 104H.",
        "205/55 R16 91V on the front",
        "I have it at 218.64, 41.17 and 6.80.",
        "That's 3 at 41.17, 2 at 6.80, and 1 at 118.20.",
        "Lot 4K2213, exp 08/26.",
        "batch number 77T1, use by 04/29",
        "And NDC 0363-0074-12?",
        "It's a boiler, GC number 47-044-59.",
        "Tuesday's match was 52-41, 38-60, 71-12 and 44-45 in the league.",
    ],
)
def test_a_number_of_a_thing_stays_readable(line: str) -> None:
    assert redacted("agent: Which one is it?", line)[1] == line


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("my number's 202.555.0143 and the other", Kind.PHONE),
        ("The card is good till 08/26.", Kind.CARD_EXPIRY),
        ("It's for lot 4, exp 04/28 on the Visa.", Kind.CARD_EXPIRY),
        ("It doesn't say a lot here, expiry 04/28 is it?", Kind.CARD_EXPIRY),
        ("It's about the match. My card is 52-41, 38-60, 71-12, 44-45.", Kind.CARD_NUMBER),
        ("It was a football match in the league. My card is 52-41, 38-60, 71-12, 44-45.", Kind.CARD_NUMBER),
        ("4012 8888 8888 1881, exp 08/26", Kind.CARD_EXPIRY),
    ],
)
def test_what_is_written_nearly_so_and_is_somebodys_is_hidden(line: str, kind: Kind) -> None:
    assert kind in kinds_in("agent: Go ahead.", line)


@pytest.mark.parametrize("line", ["08.27 and 09.26", "12.04, 03.07 and 21.11", "0770.09, 0031.80"])
def test_dates_and_telephone_numbers_with_points_are_no_prices(line: str) -> None:
    assert thing_numbers_in(line) == []


def thing_numbers_in(line: str) -> list[Finding]:
    """What of the whole line, were it found, would be let go."""
    turns = turns_of(line)
    found = [Finding(Kind.PHONE, 0, 0, len(line), 0.9, "a rule", "a rule's")]
    return [one for one in found if one not in without_thing_numbers(turns, found)]


def test_a_number_that_only_begins_as_a_price_does_is_hidden() -> None:
    assert "7700" not in redacted("It's 07700.90,0312 my mobile number")[0]


def test_two_addresses_of_machines_are_no_prices() -> None:
    assert not any(char.isdigit() for char in redacted("It's 192.168.40.77, 192.168.40.78.")[0])


@pytest.mark.parametrize("asked", ["What's the N D C?", "what's the s k u", "What's the U P C?", "what's the i s b n"])
def test_the_number_of_an_article_that_was_asked_for_letter_by_letter_stays_readable(asked: str) -> None:
    assert redacted(f"agent: {asked}", "It's 0 4431 7786 2.")[1] == "It's 0 4431 7786 2."
    assert redacted("agent: Any idea of the serial?", "It's 0 4431 7786 2.")[1] == "It's [DEVICE_SERIAL]."


def test_engines_trouble_codes_stay_readable_where_an_engine_is_spoken_of() -> None:
    asked = "agent: What's the serial number?"
    assert redacted(asked, "P0456, P0171 on my code reader")[1] == "P0456, P0171 on my code reader"
    assert "P0456" not in redacted(asked, "P0456")[1]


def test_a_price_said_again_without_its_sign_stays_readable() -> None:
    assert thing_numbers_in("333.75") == []
    turns = turns_of("And it's $333.75?", "agent: 333.75.")
    found = [Finding(Kind.BANK_ACCOUNT, 1, 0, 6, 0.9, "a rule", "a rule's")]
    assert without_thing_numbers(turns, found) == []


def test_a_number_like_a_boilers_is_somebodys_where_the_list_is_not_named() -> None:
    lines = (
        "agent: What's the GC number on the boiler?",
        "47-044-59.",
        "agent: And your account number?",
        "4711320.",
    )
    said = redacted(*lines)
    assert said[1] == "47-044-59."
    assert said[3] == "[CUSTOMER_ID]."
