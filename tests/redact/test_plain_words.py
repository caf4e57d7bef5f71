"""Words that begin and end no name and no number, whatever the name model says of them."""

import pytest

from redact.name_model.plain_words import ends_no_number, is_no_name, is_weak_edge

NAMES = [
    ("mrs", 0.6, False, True, "a title"),
    ("and", 0.9, False, True, "never a name"),
    ("and", 0.99, False, False, "the model is sure"),
    ("building", 0.7, False, True, "an everyday word"),
    ("saffron", 0.6, True, False, "an everyday word with a capital within a sentence"),
    ("rose", 0.5, False, False, "a first name as well"),
    ("jesus", 0.5, False, False, "a first name on the list of words"),
    ("tollemache", 0.5, False, False, "on no list"),
    ("march", 0.5, False, False, "a month, of a date that is secret"),
    ("k", 0.3, False, False, "a letter that spells"),
    ("hungarian", 0.9, True, True, "a people"),
    ("portugal", 0.9, False, True, "a country"),
    ("georgia", 0.6, False, False, "a state that is a first name as well"),
    ("itin", 0.8, True, True, "what a number is called for short"),
    ("hon", 0.95, False, True, "a form of address"),
    ("vin", 0.6, True, False, "a name, and short for a number"),
]
BEHIND_OTHERS = [
    ("goat", "a", 0.9, True, "a thing behind an article"),
    ("goat", "with", 0.9, False, "the same elsewhere"),
    ("honey", "hello", 0.9, True, "a form of address behind a greeting"),
    ("honey", "", 0.9, False, "a first name that a turn begins with"),
]
EDGES = [
    ("confirmation", "confirmation", True, "an everyday word"),
    ("street", "street", False, "a street's last word"),
    ("rose", "rose", False, "a first name"),
    ("rectory", "Rectory", False, "a capital"),
    ("no", "No", True, "no name, capital or not"),
]
NUMBERS = [
    ("under", "under", True, "an everyday word"),
    ("then", "then", True, "a filler"),
    ("four", "four", False, "a digit"),
    ("for", "for", False, "what recognisers write for four"),
    ("march", "March", False, "a month"),
    ("kilo", "kilo", False, "the spelling alphabet"),
    ("it", "IT", False, "a code in capitals"),
    ("k", "k", False, "a letter"),
    ("44b", "44b", False, "letters and digits"),
]


@pytest.mark.parametrize(("word", "share", "is_capital", "expected", "remark"), NAMES, ids=[row[4] for row in NAMES])
def test_what_is_no_part_of_a_name(word: str, share: float, is_capital: bool, expected: bool, remark: str) -> None:
    assert is_no_name(word, share, is_capital=is_capital) is expected, remark


@pytest.mark.parametrize(
    ("word", "before", "share", "expected", "remark"), BEHIND_OTHERS, ids=[row[4] for row in BEHIND_OTHERS]
)
def test_what_stands_before_a_word_says_whether_it_is_a_name(
    word: str, before: str, share: float, expected: bool, remark: str
) -> None:
    assert is_no_name(word, share, is_capital=False, before=before) is expected, remark


@pytest.mark.parametrize(("word", "raw", "expected", "remark"), EDGES, ids=[row[3] for row in EDGES])
def test_what_seldom_begins_or_ends_a_secret(word: str, raw: str, expected: bool, remark: str) -> None:
    assert is_weak_edge(word, raw) is expected, remark


@pytest.mark.parametrize(("word", "raw", "expected", "remark"), NUMBERS, ids=[row[3] for row in NUMBERS])
def test_what_begins_and_ends_no_number(word: str, raw: str, expected: bool, remark: str) -> None:
    assert ends_no_number(word, raw) is expected, remark
