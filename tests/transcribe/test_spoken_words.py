"""What a written word may sound like, and which of its characters each piece says."""

import pytest

from transcribe.letter_sounds import sounds_of
from transcribe.spoken_words import Lattice, cardinal, lattice_of


def ways(lattice: Lattice) -> set[str]:
    """Every way through the lattice."""
    found: set[str] = set()
    written = [arc for arc in lattice.arcs if not arc.is_extra]
    waiting: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while waiting:
        node, said = waiting.pop()
        if node == lattice.end:
            found.add(" ".join(word for word in said if word))
        waiting += [(arc.target, (*said, arc.spoken)) for arc in written if arc.source == node]
    return found


SPOKEN = [
    ("hello", "hello", "a word is itself"),
    ("Hello,", "hello", "case and punctuation are silent"),
    ("I'd", "i'd", "an apostrophe belongs to the word"),
    ("card-number", "card number", "a hyphen parts"),
    ("411-2222", "four one one two two two two", "digits one by one, the hyphen is silent"),
    ("411-2222", "four one one twenty two twenty two", "or in pairs"),
    ("411-2222", "four double one triple two two", "or doubled and tripled, mixed"),
    ("0147", "zero one four seven", "a zero"),
    ("0147", "oh one four seven", "is often an oh"),
    ("2027", "twenty twenty seven", "a year in pairs"),
    ("2027", "two thousand twenty seven", "or whole"),
    ("1800", "eighteen hundred", "hundreds"),
    ("815", "eight fifteen", "a house number"),
    ("815", "eight hundred and fifteen", "the whole number, the British way"),
    ("$25.50", "twenty five dollars and fifty cents", "money"),
    ("$25.50", "twenty five fifty", "money without its units"),
    ("1,250", "one thousand two hundred fifty", "thousands with a comma"),
    ("3rd", "third", "an ordinal"),
    ("20th", "twentieth", "an ordinal of tens"),
    ("3B", "three b", "a letter after a digit"),
    ("CVV", "c v v", "an acronym is spelled"),
    ("VISA", "visa", "or read as a word"),
    ("gmail.com", "gmail dot com", "a dot inside"),
    ("50%", "fifty percent", "a sign that is said"),
]


@pytest.mark.parametrize(("written", "spoken", "remark"), SPOKEN, ids=[f"{w}={s}" for w, s, _ in SPOKEN])
def test_a_written_word_can_be_said_like_this(written: str, spoken: str, remark: str) -> None:
    assert spoken in ways(lattice_of(written)), remark


@pytest.mark.parametrize("written", ["—", "...", "♪", "-"])
def test_what_has_no_sound_is_one_silent_step(written: str) -> None:
    assert ways(lattice_of(written)) == {""}


def test_each_piece_leads_back_to_its_character() -> None:
    pieces = {(arc.at, arc.spoken) for arc in lattice_of("411-2539").arcs}
    assert {(0, "four"), (1, "one"), (2, "one"), (4, "two"), (6, "three"), (6, "thirty"), (7, "nine")} <= pieces


def test_a_number_of_three_digits_or_more_may_hold_digits_that_were_not_written() -> None:
    assert {arc.spoken for arc in lattice_of("999").arcs if arc.is_extra} >= {"nine", "zero", "oh"}
    assert not [arc for arc in lattice_of("$50").arcs if arc.is_extra]


def test_cardinals() -> None:
    assert " ".join(cardinal(1_234_567)) == ("one million two hundred thirty four thousand five hundred sixty seven")


@pytest.mark.parametrize("word", ["Kowalczyk", "xyz", "ñandú", "日本"])
def test_any_unknown_word_gets_some_sounds(word: str) -> None:
    assert sounds_of(word).split()
