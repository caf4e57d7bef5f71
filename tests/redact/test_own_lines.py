"""A company's own place and the number of a desk are nobody's; a caller's place and number are not the company's."""

import pytest

from calls.finding import Finding, Kind
from redact.dialogue_context import read_turns
from redact.own_lines import is_own_place, own_lines
from tests.redact.conversation import turns_of


def is_own(line: str, place: str) -> bool:
    (turn,) = turns_of(line)
    start = turn.text.index(place)
    return is_own_place(turn, Finding(Kind.ADDRESS, 0, start, start + len(place), 0.9, "a rule", ""))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("agent: Sure, we're at 418 Depot Street, suite 3, behind the tire place.", "418 Depot Street"),
        ("agent: Say it at the hatch. We're Unit 7, Foundry Lane, round the back.", "Unit 7, Foundry Lane"),
        ("agent: You'll find us at number 12 Mill Road.", "12 Mill Road"),
    ],
)
def test_where_the_agent_says_that_the_company_is_nobody_lives(line: str, place: str) -> None:
    assert is_own(line, place)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("We're at 418 Depot Street.", "418 Depot Street"),
        ("agent: We're at 418 Depot Street with your parcel.", "418 Depot Street"),
        ("agent: We're on it, the man is at 418 Depot Street.", "418 Depot Street"),
        ("agent: The driver's late. We're at 418 Depot Street.", "418 Depot Street"),
        ("agent: We're at 12 Mill Road. And 418 Depot Street?", "418 Depot Street"),
    ],
)
def test_a_callers_place_is_no_companys(line: str, place: str) -> None:
    assert not is_own(line, place)


def lines_in(*lines: str) -> frozenset[str]:
    return own_lines(read_turns(turns_of(*lines)))


def test_the_number_of_a_desk_that_the_agent_gives_out_is_the_desks() -> None:
    said = "the ferry desk is oh one six three two nine six oh one seven four"
    assert lines_in(f"agent: {said}") == {"01632960174"}
    assert lines_in(said) == frozenset()
    assert lines_in("agent: your office number, oh one six three two nine six oh one seven four") == frozenset()
    assert lines_in("agent: it's oh one six three two nine six oh one seven four") == frozenset()


def test_the_line_of_those_who_take_their_own_bookings_is_theirs() -> None:
    assert lines_in("agent: They do their own bookings. It's 01632 960377.") == {"01632960377"}
    assert lines_in("agent: He's at the office. It's 01632 960377.") == frozenset()
    assert lines_in("agent: She'll do your own bookings. It's 01632 960377.") == frozenset()
