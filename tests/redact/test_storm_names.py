"""Storms have people's names; who bears the same name in the call is hidden all the same."""

from calls.finding import Finding, Kind
from redact.storm_names import without_storms
from tests.redact.conversation import turns_of


def names_left(*lines: str, name: str = "eunice") -> list[int]:
    """The turns in which `name` is still hidden, if a detector found it wherever it is said."""
    turns = turns_of(*lines)
    found = [
        Finding(Kind.PERSON, k, at, at + len(name), 0.9, "test", "a test")
        for k, turn in enumerate(turns)
        if (at := turn.text.lower().find(name)) >= 0
    ]
    return [finding.turn for finding in without_storms(turns, found)]


def test_a_storm_is_nobody_wherever_it_is_spoken_of() -> None:
    assert names_left("our fence went in storm eunice", "agent: when was that", "eunice was in february") == []


def test_a_storm_in_capitals_is_nobody_either() -> None:
    assert names_left("Hurricane Eunice took the roof.", "Eunice's winds were awful.") == []


def test_whoever_bears_the_name_of_the_storm_stays_hidden() -> None:
    assert names_left("my name is eunice", "agent: like storm eunice", "yes like storm eunice") == [0, 1, 2]


def test_without_a_storm_a_name_stays_hidden() -> None:
    assert names_left("eunice told me so", "the storm was on friday") == [0]
