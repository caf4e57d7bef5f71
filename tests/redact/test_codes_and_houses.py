"""Codes of keypads and orders, months of years, accounts by their ending, houses with names: hits and near-misses."""

import pytest

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.house_words import with_articles
from tests.redact.conversation import kinds_in, redacted

CODES = [
    (("yes it's star six two oh five",), "yes it's [CREDENTIAL]", "a star before, in words"),
    (("5520-star. Nothing.",), "[CREDENTIAL]. Nothing.", "a star glued on"),
    (("And it's 3-8-1-1, then the star.",), "And it's [CREDENTIAL].", "the star behind it"),
    (("#4409 opens it",), "[CREDENTIAL] opens it", "a sign"),
    (("agent: What's the gate code?", "4471 pound"), "[CREDENTIAL]", "a pound at a gate"),
    (("agent: Is the lock box the same code?", "No, it's 7-3-0-7."), "No, it's [CREDENTIAL].", "a lock box"),
    (("The locker code today is 5931.",), "The locker code today is [CREDENTIAL].", "a code of today"),
    (("agent: What's the code word?", "purple turtle"), "[CREDENTIAL]", "a word"),
    (("Press star 699 for help.",), "Press star 699 for help.", "a menu"),
    (("A five star 300 room hotel.",), "A five star 300 room hotel.", "a hotel"),
    (("It costs 350 pound.",), "It costs 350 pound.", "a price"),
    (("It weighs 150 pound.",), "It weighs 150 pound.", "a weight"),
    (("I paid a pound 250 too much.",), "I paid a pound 250 too much.", "a pound and more"),
]
CARDS = [
    (("agent: And the expiration?", "11 of 28. And the code on the back is 6-0-2."),
     "[CARD_EXPIRY]. And the code on the back is [CARD_CVV].", "month of year with more behind"),
    (("agent: What's the card number?", "4111 1111 1111 1111", "agent: Okay.", "Five of thirty."), "[CARD_EXPIRY].",
     "unasked"),
    (("Two of thirty were broken.",), "Two of thirty were broken.", "a share of things"),
    (("agent: To your bank account, ending 0909?",), "To your bank account, ending [BANK_ACCOUNT]?", "an ending"),
    (("Shall I pay it into 20-30-40, account 12312312?",),
     "Shall I pay it into [BANK_ACCOUNT], account [BANK_ACCOUNT]?", "a sort code"),
    (("The sale is ending 30 June.",), "The sale is ending 30 June.", "a sale's ending"),
]  # fmt: skip
HOUSES = [
    (("It's Godwin from The Larches.",), "It's [PERSON] from [ADDRESS].", "trees behind The"),
    (("Oh yeah. The Old Vicarage.",), "Oh yeah. [ADDRESS].", "alone"),
    (("The Coach House, 7A Dovecote Lane.",), "[ADDRESS].", "before a number"),
    (("He's in Holly House, room 3.",), "He's in [ADDRESS].", "with a room"),
    (("We'll collect it from Holly Farm, tomorrow?",), "We'll collect it from [ADDRESS], tomorrow?", "collected from"),
    (("I work at the White House.",), "I work at the White House.", "a public house"),
    (("We ate at Holly House Restaurant.",), "We ate at Holly House Restaurant.", "a restaurant"),
    (("The house is cold.",), "The house is cold.", "no capital"),
    (("The House voted.",), "The House voted.", "an article and a house"),
    (("agent: Holly Cottage Surgery, can I help?",), "Holly Cottage Surgery, can I help?", "the company's opening"),
]
ORDERS = [
    ("It's TRV-3380-C.", True, "by its form"),
    ("your claim's w one seven seven oh three", True, "behind its name"),
    ("the reference l p four four one", True, "letters and digits"),
    ("I need a W-7.", False, "a form of the tax office"),
    ("The order of the day is rest.", False, "no code"),
    ("in case you see one of them", False, "everyday words behind a name"),
]
ROWS = [*CODES, *CARDS, *HOUSES]


@pytest.mark.parametrize(("lines", "expected", "remark"), ROWS, ids=[row[2] for row in ROWS])
def test_codes_cards_and_houses_are_hidden_and_what_looks_like_them_is_not(
    lines: tuple[str, ...], expected: str, remark: str
) -> None:
    assert redacted(*lines)[-1] == expected, remark


@pytest.mark.parametrize(("line", "is_order", "remark"), ORDERS, ids=[row[2] for row in ORDERS])
def test_an_order_s_code_is_found_and_kept(line: str, is_order: bool, remark: str) -> None:
    assert (Kind.ORDER_NUMBER in kinds_in("agent: Yes?", line)) is is_order, remark
    assert redacted("agent: Yes?", line)[1] == line, remark


@pytest.mark.parametrize(
    ("text", "found", "hidden"),
    [
        ("From The Coach House, Priory Lane.", "Coach House, Priory Lane", "The Coach House, Priory Lane"),
        ("we are the steading", "steading", "the steading"),
        ("over the Miller family", "Miller", "Miller"),
        ("by bathe house", "house", "house"),
    ],
)
def test_the_article_of_a_house_with_a_name_belongs_to_it(text: str, found: str, hidden: str) -> None:
    start = text.index(found)
    address = Finding(Kind.ADDRESS, 0, start, start + len(found), 0.9, "a rule", "a rule's")
    (widened,) = with_articles([Turn.of_text(Channel.CALLER, text)], [address])
    assert text[widened.start : widened.end] == hidden


def test_an_article_that_is_hidden_already_stays_one_finding_with_its_house() -> None:
    text = "we are the coach house"
    found = [
        Finding(Kind.PERSON, 0, 7, 10, 0.1, "a model", "a model's"),
        Finding(Kind.ADDRESS, 0, 11, 22, 0.5, "a model", "a model's"),
    ]
    (whole,) = with_articles([Turn.of_text(Channel.CALLER, text)], found)
    assert (whole.kind, text[whole.start : whole.end]) == (Kind.ADDRESS, "the coach house")


def test_a_family_of_that_name_is_no_house() -> None:
    text = "over the Hall family"
    person = Finding(Kind.PERSON, 0, 9, 13, 0.9, "a rule", "a rule's")
    (kept,) = with_articles([Turn.of_text(Channel.CALLER, text)], [person])
    assert text[kept.start : kept.end] == "Hall"
