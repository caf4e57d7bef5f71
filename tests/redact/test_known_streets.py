"""Streets and houses that are known from the call are found where they are said again."""

import pytest

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.known_streets import streets_again


def said_again(known: str, confidence: float, *later: str) -> list[str]:
    """What is found in later turns, where `known` was found as an address."""
    turns = [Turn.of_text(Channel.CALLER, text) for text in (known, *later)]
    address = Finding(Kind.ADDRESS, 0, 0, len(known), confidence, "a detector", "a rule's")
    found = streets_again(turns, [address])
    return [turns[one.turn].text[one.start : one.end] for one in found if one.turn > 0]


def test_a_street_is_known_without_its_number() -> None:
    assert said_again("thirty two fore street", 0.9, "it's always been fore street") == ["fore street"]


@pytest.mark.parametrize(
    ("known", "later", "found"),
    [
        ("the coach house marlpit lane", "yes we are the coach house", ["the coach house"]),
        ("rose cottage", "is rose cottage on the left", ["rose cottage"]),
        ("the house by the mill", "is the house warm", []),
        ("The Coach House, Marlpit Lane", "We are The Coach House.", ["The Coach House"]),
        ("the town hall", "near the town hall", []),
    ],
)
def test_a_house_with_a_name_is_known_though_the_name_model_alone_found_it(
    known: str, later: str, found: list[str]
) -> None:
    assert said_again(known, 0.6, later) == found


def test_a_street_of_which_nobody_is_sure_is_not_known() -> None:
    assert said_again("thirty two fore street", 0.6, "it's always been fore street") == []
