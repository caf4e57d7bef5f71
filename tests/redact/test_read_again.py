"""The second reading: what a text still shows once its secrets are blanked."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from calls.errors import StepFailed
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.find_secrets import find_secrets, rule_detectors
from redact.read_again import BLANK, read_again
from redact.value_numbers import value_numbers
from tests.redact.conversation import turns_of


@dataclass
class FindsBesideBlanks:
    """Takes the word behind a blank for a person's name."""

    name: str = "beside blanks"
    kind: Kind = Kind.PERSON

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found = []
        for index, turn in enumerate(turns):
            _, blank, after = turn.text.partition(BLANK + " ")
            if blank and after and not after.startswith(BLANK):
                start = len(turn.text) - len(after)
                found.append(Finding(self.kind, index, start, start + len(after.split()[0]), 0.9, self.name, "beside"))
        return found


class FindsInSteps:
    """Sees the second word once the first is blanked, and the third once the second is."""

    name = "in steps"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        wanted = ("one", "two", "three")[turns[0].text.count(BLANK)]
        start = turns[0].text.find(wanted)
        return [] if start < 0 else [Finding(Kind.PERSON, 0, start, start + len(wanted), 0.9, self.name, "a step")]


class FindsGroups:
    """One value in the first reading and two in the second, each reading's numbered from 0."""

    name = "groups"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        words = ("two", "three") if BLANK in turns[0].text else ("one",)
        return [
            Finding(Kind.CARD_NUMBER, index, at, at + len(word), 0.9, self.name, "a part", group=words.index(word))
            for index, turn in enumerate(turns)
            for word in words
            if (at := turn.text.find(word)) >= 0
        ]


class Fails:
    name = "fails"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        raise StepFailed(f"failed on {len(turns)} turns")


def hidden_texts(lines: Sequence[str], *detectors: FindsBesideBlanks) -> list[str]:
    turns = turns_of(*lines)
    found = read_again(turns, find_secrets(turns, rule_detectors()), (*rule_detectors(), *detectors))
    return [turns[one.turn].text[one.start : one.end] for one in found]


def test_what_a_blank_announces_is_hidden_in_its_own_place() -> None:
    said = [
        "agent: Go ahead.",
        "caller: my social is 219-09-9999 Blimey and my email is jane at example dot com Crikey",
    ]
    assert hidden_texts(said, FindsBesideBlanks()) == ["219-09-9999", "Blimey", "jane at example dot com"]


def test_a_text_that_shows_nothing_more_stays_as_it_was_found() -> None:
    turns = turns_of("agent: What's the password?", "caller: It's purple kangaroo.", "agent: Thank you, bye.")
    found = find_secrets(turns, rule_detectors())
    assert read_again(turns, found, rule_detectors()) == found


def test_an_order_number_that_stays_readable_is_not_blanked_and_not_lost() -> None:
    turns = turns_of("caller: my order number is 4 4 7 2 9 1 and my social is 219-09-9999")
    found = read_again(turns, find_secrets(turns, rule_detectors()), rule_detectors())
    assert [one.kind for one in found] == [Kind.ORDER_NUMBER, Kind.SSN]


def test_words_that_only_the_archive_keeps_do_not_call_for_another_reading() -> None:
    said = ["caller: my social is 219-09-9999 Blimey"]
    assert hidden_texts(said, FindsBesideBlanks(kind=Kind.ORDER_NUMBER)) == ["219-09-9999"]


def test_it_reads_twice_more_and_no_oftener() -> None:
    turns = turns_of("one and so on, two and so on, three and so on")
    once = find_secrets(turns, (FindsInSteps(),))
    twice = read_again(turns, once, (FindsInSteps(),))
    assert [len(once), len(twice)] == [1, 3]


def test_P12_a_fault_of_a_detector_in_the_second_reading_is_raised() -> None:
    turns = turns_of("my social is 219-09-9999")
    with pytest.raises(StepFailed):
        read_again(turns, find_secrets(turns, rule_detectors()), (Fails(),))


def test_a_value_of_the_second_reading_shares_its_group_with_none_of_the_first() -> None:
    turns = turns_of("one and", "then one", "two and", "then two", "or three")
    found = read_again(turns, find_secrets(turns, (FindsGroups(),)), (FindsGroups(),))
    groups = [finding.group for finding in found]
    assert None not in groups
    assert groups[0] == groups[1]
    assert groups[2] == groups[3]
    assert len(set(groups)) == 3
    assert value_numbers(turns, found) == (1, 1, 2, 2, 3)
