"""One number for one value, however it is said again."""

import pytest

from calls.finding import Finding, Kind
from redact.value_numbers import value_numbers
from tests.redact.conversation import turns_of


def numbers_of(kind: Kind, *values: str, groups: tuple[int | None, ...] = ()) -> list[int]:
    """Each value stands alone in a turn of its own."""
    turns = turns_of(*values)
    findings = [
        Finding(kind, turn, 0, len(value), 0.9, "t", "t", group=groups[turn] if groups else None)
        for turn, value in enumerate(values)
    ]
    return list(value_numbers(turns, findings))


@pytest.mark.parametrize(
    ("kind", "values", "numbers", "remark"),
    [
        (Kind.PERSON, ("Jane Miller", "Jane", "Ms Miller", "jane miller's"), [1, 1, 1, 1], "parts of a name"),
        (Kind.PERSON, ("Jane", "Jane Miller", "Miller"), [1, 1, 1], "a name that grows"),
        (Kind.PERSON, ("Jane Miller", "M-I-L-L-E-R", "M I L L E R"), [1, 1, 1], "spelled"),
        (Kind.PERSON, ("Jane Milorad", "Milarad"), [1, 1], "misheard by one letter"),
        (Kind.PERSON, ("Jane Miller", "Bob Miller", "Jane", "Bob"), [1, 2, 1, 2], "two of one family"),
        (Kind.PERSON, ("Jane", "Bob", "Jane"), [1, 2, 1], "two persons"),
        (Kind.CARD_NUMBER, ("4111 1111 1111 1111", "4111-1111-1111-1111"), [1, 1], "written in two ways"),
        (Kind.CARD_NUMBER, ("4111 1111 1111 1234", "one two three four"), [1, 1], "the last four"),
        (Kind.CARD_NUMBER, ("4111 1111 1111 1111", "5425 2334 3010 9903"), [1, 2], "two cards"),
        (Kind.CARD_CVV, ("123", "one twenty three", "12"), [1, 1, 2], "too short to be a part"),
        (Kind.PHONE, ("202-555-0147", "202-555-0163", "0147"), [1, 2, 1], "two phones of one area"),
        (Kind.EMAIL, ("jane.miller@example.com", "jane dot miller at example dot com"), [1, 1], "an address said"),
        (Kind.EMAIL, ("jane@example.com", "bob@example.com"), [1, 2], "two addresses at one place"),
        (Kind.ADDRESS, ("42 Maple Street, Springfield", "forty two Maple", "Springfield"), [1, 1, 1], "parts of it"),
        (Kind.ADDRESS, ("42 Maple Street", "43 Maple Street"), [1, 2], "next door"),
        (Kind.CREDENTIAL, ("blue horse", "Blue Horse", "red horse"), [1, 1, 2], "a password in words"),
    ],
)
def test_what_is_said_again_has_the_number_of_its_first_mention(
    kind: Kind, values: tuple[str, ...], numbers: list[int], remark: str
) -> None:
    assert numbers_of(kind, *values) == numbers, remark


def test_parts_of_one_value_have_one_number_and_their_whole_has_it_too() -> None:
    values = ("4111 1111", "1111 1234", "4111 1111 1111 1234", "5425")
    assert numbers_of(Kind.CARD_NUMBER, *values, groups=(7, 7, None, None)) == [1, 1, 1, 2]


def test_each_kind_counts_for_itself_and_after_what_is_taken() -> None:
    turns = turns_of("Jane", "4111 1111 1111 1111", "Bob")
    kinds = (Kind.PERSON, Kind.CARD_NUMBER, Kind.PERSON)
    findings = [Finding(kind, k, 0, len(turns[k].text), 0.9, "t", "t") for k, kind in enumerate(kinds)]
    assert value_numbers(turns, findings) == (1, 1, 2)
    assert value_numbers(turns, findings, after={Kind.PERSON: 4}) == (5, 1, 6)


def test_a_number_says_nothing_of_its_value() -> None:
    """Whatever is said first is number 1."""
    assert numbers_of(Kind.SSN, "219-09-9999", "123-45-6789") == numbers_of(Kind.SSN, "123-45-6789", "219-09-9999")
