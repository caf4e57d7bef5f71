"""Digits of a version make no long number where programmes are spoken of; an address of a machine is no version."""

import pytest

from redact.dialogue_context import read_turns
from redact.version_numbers import Versions
from tests.redact.conversation import turns_of


def n_digits(said: str, *others: str) -> int:
    reads = read_turns(turns_of(said, *others))
    return Versions(reads).n_digits(reads[0], 0, len(said))


@pytest.mark.parametrize(
    ("said", "count"),
    [("24.3.1.2", 5), ("PCL 6, 7.0.1.24923", 8), ("It's 25.06-11.40.00.", 10), ("1.004.002", 7), ("20.8-10.1.0", 7)],
)
def test_a_version_is_known_by_how_it_is_written_in_talk_of_programmes(said: str, count: int) -> None:
    assert n_digits(said, "Which build is it?") == count
    assert n_digits(said, "Which one is it?") == 0


@pytest.mark.parametrize("said", ["202.555.0143", "192.168.40.77", "4012.8888.8888.1881", "3.14", "555-014-4221"])
def test_another_number_with_points_is_none(said: str) -> None:
    assert n_digits(said, "Which build is it?") == 0


def test_four_small_numbers_are_an_address_where_a_network_is_spoken_of() -> None:
    assert n_digits("10.0.0.4", "Which build is it?") == 5
    assert n_digits("10.0.0.4", "Which build is it?", "It's the router.") == 0
    assert n_digits("7.0.1.24923", "Which build is it?", "It's the router.") == 8


def test_only_the_digits_between_the_places_count() -> None:
    reads = read_turns(turns_of("6, 7.0.1.24923", "Which build is it?"))
    assert Versions(reads).n_digits(reads[0], 0, 6) == 2
