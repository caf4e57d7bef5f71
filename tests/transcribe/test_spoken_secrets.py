"""What docs/spoken_secrets.md counts is right, and every setting has its row."""

import re
from itertools import pairwise

import pytest
from stdnum import luhn

from benchmarks.transcription.measure import SubjectFailed
from benchmarks.transcription.spoken_numbers import CARD_NUMBERS, VOICES, WAYS, check_voices, spoken_cards
from benchmarks.transcription.spoken_secrets import (
    DEFAULT,
    PAGE,
    SETTINGS,
    Measured,
    Setting,
    better_settings,
    digits_left,
    digits_of,
    is_written,
    page,
)
from benchmarks.transcription.word_errors import WordErrors

CARD = "4111111111111111"


@pytest.mark.parametrize(
    ("text", "written", "remark"),
    [
        ("It is 4111-1111-1111-1111.", True, "grouped as it pleases"),
        ("4, 1, 1, 1, 1111 111 one 1, 1 1 1", True, "digit words are digits"),
        ("It is 4111-1111-1111-111.", False, "one repeat lost"),
        ("It is 411 2 1111-1111-1111-11", False, "a digit put between"),
        ("", False, "nothing heard"),
    ],
)
def test_a_number_is_written_when_all_its_digits_stand_in_order(text: str, written: bool, remark: str) -> None:
    assert is_written(CARD, text) is written, remark


def test_words_that_are_no_digits_part_nothing() -> None:
    assert digits_of("four one, um, let me see, oh 11") == "41011"


def test_digits_that_the_rules_do_not_find_are_counted() -> None:
    assert digits_left(f"Sure, the card number is {CARD}.") == (16, 0)
    assert digits_left("Sure, we have 2 of them.") == (1, 1)


def test_every_number_is_said_by_two_voices_or_more_and_every_way_is_used() -> None:
    cards = [card for voice in VOICES for card in spoken_cards(voice)]
    assert all(sum(card.value == value for card in cards) >= 2 for value in CARD_NUMBERS)
    assert {card.way for card in cards} == set(WAYS)
    assert all(len(value) in (15, 16) and luhn.is_valid(value) for value in CARD_NUMBERS)


@pytest.mark.parametrize(
    ("way", "value", "said"),
    [
        (
            "in groups",
            "378282246310005",
            "three seven eight two, eight two two four six three, one zero zero zero five",
        ),
        (
            "in pairs",
            "378282246310005",
            "thirty-seven eighty-two eighty-two twenty-four sixty-three ten zero zero five",
        ),
        ("with double and triple", "4000", "four triple zero"),
        ("with a pause for thought", "40005678", "four zero zero zero, five six seven eight, um, let me see"),
    ],
)
def test_a_number_is_said_in_many_ways(way: str, value: str, said: str) -> None:
    assert WAYS[way](value) == said


def test_missing_voices_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SubjectFailed, match="flite is missing") as missing:
        check_voices()
    assert missing.value.hint


def _measured(n_written: int, *, left: int = 5, errors: int = 10, leaked: int = 0) -> Measured:
    cards = spoken_cards("slt")
    return Measured(
        cards,
        frozenset(cards[:n_written]),
        160,
        left,
        WordErrors((1,) * errors + (0,) * (100 - errors)),
        leaked,
        0,
        leaked,
    )


@pytest.mark.parametrize(
    ("other", "better", "remark"),
    [
        (_measured(6), True, "more numbers for nothing"),
        (_measured(4), False, "no more numbers"),
        (_measured(6, left=6), False, "more digits left readable"),
        (_measured(6, errors=11), False, "speech heard worse"),
        (_measured(6, leaked=1), False, "a word of the prompt over silence"),
    ],
)
def test_a_setting_is_better_only_where_it_costs_nothing(other: Measured, better: bool, remark: str) -> None:
    setting = Setting("other", 1)
    assert better_settings({DEFAULT: _measured(4), setting: other}) == ([setting] if better else []), remark


def test_the_page_in_docs_is_of_these_settings_and_words() -> None:
    shown = PAGE.read_text(encoding="utf-8").splitlines()
    told = re.search(r"Model: (whisper-base int8[a-z0-9 ]* sha256:[0-9a-f]{12});", "\n".join(shown))
    assert told
    fresh = page(dict.fromkeys(SETTINGS, _measured(4)), [], told[1]).splitlines()
    rows = [next(at for at, line in enumerate(shown) if line.startswith(f"| {s.name} |")) for s in SETTINGS]
    assert all(one + 1 == other for one, other in pairwise(rows))
    assert [line for line in fresh if line.startswith("#")] == [line for line in shown if line.startswith("#")]
    assert shown[: fresh.index("## Card numbers, by setting")] == fresh[: fresh.index("## Card numbers, by setting")]
