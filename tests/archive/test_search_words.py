"""What counts as a word, and what is shown around it."""

import pytest

from archive.search_words import phrases_of, snippet_of, words_of, words_to_index


@pytest.mark.parametrize(
    ("text", "words", "remark"),
    [
        ("Hello, World", ["hello", "world"], "case and commas"),
        ("[CARD_NUMBER]", ["card", "number"], "a label is found by its words"),
        ("don't", ["don", "t"], "the same cut in text and question"),
        ("STRASSE Straße", ["strasse", "strasse"], "folded, not only lowered"),
        ("  ", [], "nothing"),
    ],
)
def test_words_are_letters_and_digits(text: str, words: list[str], remark: str) -> None:
    assert words_of(text) == words, remark


def test_quotes_make_phrases() -> None:
    assert phrases_of('late "my Order" late') == (("late",), ("my", "order"))
    assert phrases_of('"" " "') == ()


def test_a_snippet_of_a_short_text_is_the_whole_text() -> None:
    assert snippet_of("Hello, old world!", (("old",),)) == "Hello, ⟦old⟧ world!"


def test_marks_that_were_in_the_text_cannot_be_mistaken_for_ours() -> None:
    assert snippet_of("a ⟦fake⟧ mark", (("mark",),)) == "a [fake] ⟦mark⟧"


def test_a_number_said_in_groups_is_indexed_as_it_stands_and_as_one() -> None:
    assert words_to_index("Order 19 68 400.") == ["order", "19", "68", "400", "1968400"]


def test_the_groups_of_a_number_that_was_asked_for_as_one_are_marked() -> None:
    assert snippet_of("Order 19 68 400 it is", (("1968400",),)) == "Order ⟦19⟧ ⟦68⟧ ⟦400⟧ it is"
    assert snippet_of("Order 19 68 400 it is", (("68",),)) == "Order 19 ⟦68⟧ 400 it is"
