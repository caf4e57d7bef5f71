"""What counts as a word, and what is shown around it."""

import pytest

from archive.search_words import phrases_of, snippet_of, words_of


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
