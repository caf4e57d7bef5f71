"""Numbers as spoken and as recognisers write them; "base" rows are what Whisper base wrote for our own speech."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call import Channel
from calls.transcript import Turn
from redact.number_words import SPELLING_ALPHABET
from redact.spelled_letters import spelled_letters
from redact.spoken_forms import atoms_of, runs_of

TABLE = [
    ("nine zero three seven", ["9037"], "digits one by one"),
    ("ninety thirty seven", ["9037"], "pairs"),
    ("forty-one eleven, double two", ["411122"], "pairs with a hyphen, and a doubled digit"),
    ("twelve forty seven", ["1247"], "a house number in pairs"),
    ("triple oh seven", ["0007"], "tripled zero"),
    ("eight hundred, five five five, oh one nine nine", ["8005550199"], "hundred, then digits go on one by one"),
    ("seven seven double oh, nine hundred, one two three", ["7700900123"], "hundred inside a number"),
    ("two hundred and thirty eight", ["238"], "a cardinal with and"),
    ("two hundred five", ["205"], "a cardinal without and"),
    ("one hundred forty seven thousand two hundred and nine", ["147209"], "thousands"),
    ("nineteen eighty two", ["1982"], "a year"),
    ("4 1 1 1, 22-22", ["41112222"], "mixed numerals with the recogniser's marks"),
    ("4-5-3914-88034364667.", ["45391488034364667"], "base: a card with a digit too many"),
    ("plus 4.4, 7.7.00, 900, 1.23.", ["447700900123"], "base: stops between digits"),
    ("O3-14-1982", ["03141982"], "base: a letter O for a zero"),
    ("DE-899-3704-0044-0532-0130-00", ["DE899370400440532013000"], "base: IBAN with a doubled digit"),
    ("TB29, NWBK60, 16, 13, 31, 92, 68, 19.", ["29NWBK60161331926819"], "base: a unit's letters are no code"),
    ("001A2B3C4D5D", ["001A2B3C4D5D"], "base: a MAC address"),
    ("four um two uh four two", ["4242"], "fillers"),
    ("four two four nine, no, five", ["4245"], "a corrected last digit"),
    ("five, not nine, four", ["54"], "a digit ruled out"),
    ("oh, I see", [], "an exclamation is no zero"),
    ("W-O-J-C-Y-E-C-H-O-W-S-K-A", [], "base: a letter O among letters"),
    ("I have one question for you", ["1"], "one digit is still a run"),
    ("no numbers here at all", [], "nothing"),
    ("", [], "empty"),
]


def runs(text: str) -> list[str]:
    return [run.text for run in runs_of(atoms_of(Turn.of_text(Channel.CALLER, text)))]


@pytest.mark.parametrize(("text", "expected", "remark"), TABLE, ids=[row[2] for row in TABLE])
def test_a_spoken_number_reads_as_plain_characters(text: str, expected: list[str], remark: str) -> None:
    assert runs(text) == expected, remark


def test_each_character_leads_back_to_its_word_and_place() -> None:
    turn = Turn.of_text(Channel.CALLER, "card forty-one 12")
    (run,) = runs_of(atoms_of(turn))
    assert [(char.char, char.word, turn.text[char.start : char.end]) for char in run.chars] == [
        ("4", 1, "forty-one"),
        ("1", 1, "forty-one"),
        ("1", 2, "1"),
        ("2", 2, "2"),
    ]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("W-O-J-C-I-E-C-H", 8),
        ("Whiskey, Oscar, Juliet", 3),
        ("S as in Sierra, M as in Mike, Y as in Yankee", 3),
        ("I am a person", 0),
    ],
)
def test_spelled_letters_are_found(text: str, letters: int) -> None:
    found = spelled_letters(atoms_of(Turn.of_text(Channel.CALLER, text)), SPELLING_ALPHABET)
    assert len(found) == (1 if letters else 0)


WORDS = ["one", "two", "nine", "oh", "double", "twenty", "hundred", "and", "4", "4242", "-", ",", "um", "no", "card"]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_runs_are_disjoint_in_order_and_within_the_text(text: str) -> None:
    turn = Turn.of_text(Channel.CALLER, text)
    at = 0
    for run in runs_of(atoms_of(turn)):
        assert at <= run.start < run.end <= len(text)
        assert run.digits
        assert all(run.start <= char.start < char.end <= run.end for char in run.chars)
        at = run.end


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    runs(text)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_digits_said_one_by_one_come_back_exactly(digits: list[int]) -> None:
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert runs(" ".join(names[digit] for digit in digits)) == ["".join(map(str, digits))]


@pytest.mark.parametrize("piece", ["4 ", "4,", "four ", "four-", "double ", "no, 4 ", "o ", "a b ", "one hundred "])
def test_twice_the_text_costs_no_more_than_2_3_times_the_steps(piece: str) -> None:
    once, twice = (_lines_run(piece * n) for n in (500, 1000))
    assert twice <= 2.3 * once


def _lines_run(text: str) -> int:
    """How many lines of Python reading a text takes: a count, so that a busy machine cannot change it."""
    turn = Turn.of_text(Channel.CALLER, text)
    lines = 0

    def count(_frame: object, event: str, _arg: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        runs_of(atoms_of(turn))
    finally:
        sys.settrace(before)
    return lines
