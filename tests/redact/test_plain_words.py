"""Words that begin and end no name and no number, whatever the name model says of them."""

import pytest

from redact.name_model.plain_words import is_no_name, is_plain

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


@pytest.mark.parametrize(("word", "raw", "expected", "remark"), NUMBERS, ids=[row[3] for row in NUMBERS])
def test_what_begins_and_ends_no_number(word: str, raw: str, expected: bool, remark: str) -> None:
    assert is_plain(word, raw) is expected, remark
