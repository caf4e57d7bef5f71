"""Codes over several turns, passwords and log-ins in words: hits and near-misses, a remark each."""

import pytest

from tests.redact.conversation import redacted

BANK = "agent: What's the bank account number?"
SERIAL = "agent: What's the serial number?"
HITS = [
    ((BANK, "Double 4, 1-0, 9.", "agent: okay", "Triple 7, 2."), "[BANK_ACCOUNT].", "a second part"),
    ((SERIAL, "C as in cat, 4 1."), "[DEVICE_SERIAL].", "how it begins"),
    ((SERIAL, "7 H 2 K Q 9 3.", "agent: K as in king?"), "[DEVICE_SERIAL]?", "a letter read back"),
    ((SERIAL, "7 H 2 K Q 9 3.", "agent: I for Ireland?"), "[DEVICE_SERIAL]?", "a letter that is a word elsewhere"),
    ((SERIAL, "7 H 2 K Q 9 3.", "agent: Yes.", "bee four"), "[DEVICE_SERIAL]", "a letter written as a word"),
    (("agent: I'm setting it to welcome2024 dollar sign.",), "I'm setting it to [CREDENTIAL].", "special characters"),
    (("the last one was shadowfox underscore nine nine",), "the last one was [CREDENTIAL]", "a user name"),
    (("agent: What's your username?", "b pickering eighty one"), "[CREDENTIAL]", "a log-in asked for"),
    (("agent: The name of your first school?", "Saint Oswald's."), "[CREDENTIAL].", "a security question"),
    (
        ("agent: And your favourite childhood pet?", "Biscuit. He was a beagle."),
        "[CREDENTIAL]. He was a beagle.",
        "pet",
    ),
    (("agent: The third letter of your memorable word?", "Nine."), "[CREDENTIAL].", "one character"),
    (("agent: Pick a new password.", "I'll use RiverStone19."), "I'll use [CREDENTIAL].", "a password that is chosen"),
    (("The gate is hash 4 4 0 9.",), "The gate is [CREDENTIAL].", "a key before a number"),
    (("agent: What's your chart number?", "MRN 00491822."), "[CUSTOMER_ID].", "a patient's number"),
    (("agent: When does it run out?", "The end of May 2030."), "[CARD_EXPIRY].", "the end of a month"),
]
MISSES = [
    ("agent: Don't tell me the password. It must have a capital letter.", "a rule of passwords"),
    ("I forgot my password and I can't log in.", "a password spoken of"),
    ("I have a promo code, SUMMER25.", "a promotion"),
    ("agent: For the belt the part number is 5-3-2-1-9-6-1-0-3.", "a part"),
    ("The ISBN is 978 0 14 143951 8.", "a book"),
    ("It's showing error 0-0-4-2-1-1-9-8.", "an error code"),
    ("agent: They drew them: the jackpot numbers were 4, 11, 19, 23, 37 and 40.", "numbers drawn, rising"),
    ("agent: Their customer line is 1-800-555-0199.", "a free number that the agent gives out"),
    ("Do you have the Tony Hawk game?", "a famous name"),
    ("How much is the Martin Luther King suite?", "a suite"),
    ("agent: The Harper is 1,199 and the Sophie 899.", "models with names"),
    ("Is there a Mass at Saint Mary's?", "a saint's"),
    ("How far is it from Reno to Carson City?", "from a place to a place"),
    ("agent: Welcome to Jackson Hewitt.", "a company that greets"),
    ("agent: Alan Wake is $29.", "a name with a price"),
    ("agent: Write to info at greatlakes dot com.", "a company's mailbox"),
    ("agent: Our fax number is 555 0142.", "a company's fax"),
    ("agent: You can visit us at northlake dot com.", "a web site"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), HITS, ids=[row[2] for row in HITS])
def test_a_part_of_a_code_or_password_is_hidden(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


@pytest.mark.parametrize(("line", "remark"), MISSES, ids=[row[1] for row in MISSES])
def test_what_only_looks_like_a_code_stays(line: str, remark: str) -> None:
    assert redacted(line) == [line.removeprefix("agent: ")], remark


def test_a_caller_who_bears_a_famous_name_is_hidden() -> None:
    assert redacted("My name is Johnny Cash.") == ["My name is [PERSON]."]
