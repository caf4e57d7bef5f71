"""Addresses in parts over several turns, and places that are a company's own: hits and near-misses, a remark each."""

import pytest

from tests.redact.conversation import redacted

ASK = "agent: What's the delivery address?"
GIVEN = "caller: 78 Larkhill Crescent, Retford."
HITS = [
    ((ASK, "Sure, 2904 Tanager."), "Sure, [ADDRESS].", "no suffix"),
    ((ASK, "six eleven juniper"), "[ADDRESS]", "no suffix, lower case, an everyday word"),
    ((ASK, GIVEN, "agent: E2, yeah?"), "[ADDRESS], yeah?", "a part read back"),
    ((ASK, GIVEN, "agent: And the number?", "Seventy eight."), "[ADDRESS].", "a number alone"),
    ((ASK, GIVEN, "agent: Larkhill Crescent, Retford?"), "[ADDRESS]?", "read back without its number"),
    ((ASK, "eighteen fifty avenue m brooklyn"), "[ADDRESS]", "an avenue with a letter"),
    ((ASK, "RR 2 Box 118, Harlan, Kentucky"), "[ADDRESS]", "a rural route"),
    ((ASK, "I'm on the corner of Alder and Fourth."), "I'm on the corner of [ADDRESS].", "a crossroads"),
    ((ASK, "It went to 2 Saddler's Yard."), "It went to [ADDRESS].", "a weak suffix"),
    ((ASK, GIVEN, "agent: And the postcode?", "s e one three b x"), "[ADDRESS]", "a postcode, lower case"),
    ((GIVEN, "agent: So not number 78?"), "So not number [ADDRESS]?", "a house number said again"),
    (("I'm in Penzance.",), "I'm in [ADDRESS].", "where a caller is"),
    (("no we moved to eight eight two seven grand river avenue",), "no we moved to [ADDRESS]", "grand, no price"),
]
MISSES = [
    (("Where's your shop exactly?", "agent: We're at 200 Market Street."), "We're at 200 Market Street.", "a shop"),
    (("agent: It's in stock at the 14 Oak Street store.",), "It's in stock at the 14 Oak Street store.", "a store"),
    ((ASK, GIVEN, "agent: It takes 3 to 5 business days."), "It takes 3 to 5 business days.", "a time"),
    ((ASK, GIVEN, "agent: That's 12 dollars 50."), "That's 12 dollars 50.", "a price"),
    ((ASK, GIVEN, "agent: A new one comes tomorrow."), "A new one comes tomorrow.", "one, no number"),
    ((ASK, "Can I change it online?"), "Can I change it online?", "no answer"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), HITS, ids=[row[2] for row in HITS])
def test_a_part_of_an_address_is_hidden(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


@pytest.mark.parametrize(("lines", "expected", "remark"), MISSES, ids=[row[2] for row in MISSES])
def test_a_companys_place_and_an_innocent_number_stay(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark
