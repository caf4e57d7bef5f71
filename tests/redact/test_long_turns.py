"""What twice the conversation costs, in one turn and in many, where much of it is found already."""

import gc
import time
from collections.abc import Callable, Sequence, Sized
from dataclasses import replace

import pytest

from archive.search_words import snippet_of
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.book_numbers import without_book_numbers
from redact.dialogue_context import read_turns, reading_once
from redact.doubtful_findings import Belief
from redact.findings_at import FindingsAt
from redact.known_values import find_again
from redact.model_names import is_likely_name
from redact.model_shares import Shares
from redact.name_model.marks import NAME, POSSIBLE_REASON
from redact.names_beside import names_beside
from redact.number_ends import with_ends_told
from redact.spelled_again import spelled_again
from redact.talk_of_things import is_spoken_of_as_thing
from tests.redact.conversation import turns_of

LONG, TWICE_AS_LONG = 50_000, 100_000
MOST = 2.6
NAMES = ("I spoke to Ngozi and Priya about the boiler today. ", "Ngozi")
LETTERS = ("it is b r o n t e as in bronte on the line today. ", "b r o n t e")
CODES = ("the code is 7391 and 7391 it was on the line today. ", "7391")
NUMBERS = ("order 19 68 400 and one more of the same for today. ", "19 68 400")
BOOKS = ("the book is 9780306406157 for that one then today. ", "9780306406157")
ENDS = ("it is 4111 and eight more zeros on the line today. ", "4111")
Rule = Callable[[Sequence[Turn], Sequence[Finding]], object]


def conversation(sentence: str, secret: str, characters: int, *, in_one_turn: bool) -> tuple[list[Turn], list[Finding]]:
    """So many characters of the same sentence, with a finding wherever `secret` stands."""
    n = characters // len(sentence)
    turns = turns_of(*([sentence * n] if in_one_turn else [sentence] * n))
    at = sentence.index(secret)
    places = [(0, k * len(sentence) + at) if in_one_turn else (k, at) for k in range(n)]
    return list(turns), [
        Finding(Kind.PERSON, turn, start, start + len(secret), 0.9, "a rule", "a rule's") for turn, start in places
    ]


def cpu_seconds(rule: Rule, turns: Sequence[Turn], found: Sequence[Finding]) -> float:
    """The best of three on turns that are read already, without the garbage collector, which looks at all there is."""
    times = []
    with reading_once(turns):
        rule(turns, found)
        gc.disable()
        for _ in range(3):
            started = time.process_time()
            rule(turns, found)
            times.append(time.process_time() - started)
        gc.enable()
    return min(times)


def codes_again(turns: Sequence[Turn], found: Sequence[Finding]) -> object:
    return find_again(turns, [replace(one, kind=Kind.CREDENTIAL) for one in found])


def ends_of_numbers(turns: Sequence[Turn], found: Sequence[Finding]) -> object:
    return with_ends_told(turns, [replace(one, kind=Kind.CARD_NUMBER) for one in found])


def persons_of_a_language_model(turns: Sequence[Turn], found: Sequence[Finding]) -> object:
    reads = read_turns(turns)
    return [is_likely_name(reads[one.turn], one.start, one.end) for one in found]


def things(turns: Sequence[Turn], found: Sequence[Finding]) -> object:
    reads = read_turns(turns)
    return [is_spoken_of_as_thing(reads[one.turn], one.start, one.end) for one in found]


def shares_of_words(turns: Sequence[Turn], found: Sequence[Finding]) -> object:  # noqa: ARG001
    shares = Shares([replace(one, detector=NAME, reason=POSSIBLE_REASON) for one in found])
    return [shares.of(one.turn, one.start, one.end) for one in found]


def belief_in_names(turns: Sequence[Turn], found: Sequence[Finding]) -> object:
    by_model = [replace(one, detector=NAME, reason="likely") for one in found]
    return Belief(turns, [*found, *by_model], with_model=True).believed()


def belief_in_numbers(turns: Sequence[Turn], found: Sequence[Finding]) -> object:
    numbers = [replace(one, kind=Kind.CUSTOMER_ID, group=k // 2) for k, one in enumerate(found)]
    return Belief(turns, numbers, with_model=True).believed()


def snippet(turns: Sequence[Turn], found: Sequence[Finding]) -> object:  # noqa: ARG001
    return [snippet_of(turn.text, (("1968400",),)) for turn in turns]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (codes_again, CODES),
        (persons_of_a_language_model, NAMES),
        (things, NAMES),
        (shares_of_words, NAMES),
        (belief_in_names, NAMES),
        (belief_in_numbers, CODES),
        (snippet, NUMBERS),
        (without_book_numbers, BOOKS),
        (ends_of_numbers, ENDS),
    ],
)
def test_a_turn_twice_as_long_costs_about_twice_the_time(rule: Rule, said: tuple[str, str]) -> None:
    long, twice_as_long = (conversation(*said, n, in_one_turn=True) for n in (LONG, TWICE_AS_LONG))
    ratio = min(cpu_seconds(rule, *twice_as_long) / cpu_seconds(rule, *long) for _ in range(3))
    assert ratio <= MOST


def test_the_findings_that_share_characters_with_some_are_those_of_a_look_at_each() -> None:
    places = [(0, 9), (1, 3), (2, 4), (3, 5), (5, 6), (5, 8), (8, 9)]
    every = [Finding(Kind.PERSON, turn, a, b, 0.9, "a rule", "a rule's") for turn in (0, 2) for a, b in places[turn:]]
    placed = FindingsAt(reversed(every))
    for turn in range(3):
        for start in range(10):
            for end in range(start, 11):
                shared = [one for one in every if one.turn == turn and one.start < end and one.end > start]
                within = placed.within(turn, start, end)
                assert sorted(map(repr, within)) == sorted(map(repr, shared))
                assert [one.start for one in within] == sorted(one.start for one in shared)


def test_the_runs_that_some_characters_touch_are_those_of_a_look_at_each() -> None:
    (read,) = read_turns(turns_of("caller: It's 12 for 4111 1111, or nine apples and B 52."))
    for start in range(len(read.turn.text)):
        for end in range(start + 1, len(read.turn.text) + 1):
            assert list(read.runs_at(start, end)) == [run for run in read.runs if run.start < end and run.end > start]


@pytest.mark.parametrize("in_one_turn", [True, False])
@pytest.mark.parametrize(("rule", "said"), [(names_beside, NAMES), (spelled_again, LETTERS)])
def test_twice_the_conversation_costs_about_twice_the_time(
    rule: Rule, said: tuple[str, str], in_one_turn: bool
) -> None:
    long, twice_as_long = (conversation(*said, n, in_one_turn=in_one_turn) for n in (LONG, TWICE_AS_LONG))
    ratio = min(cpu_seconds(rule, *twice_as_long) / cpu_seconds(rule, *long) for _ in range(3))
    assert ratio <= MOST


@pytest.mark.parametrize("rule_and_said", [(names_beside, NAMES), (spelled_again, LETTERS)])
def test_every_mention_in_a_long_turn_is_found(rule_and_said: tuple[Rule, tuple[str, str]]) -> None:
    rule, said = rule_and_said
    turns, found = conversation(*said, LONG, in_one_turn=True)
    again = rule(turns, found)
    assert isinstance(again, Sized)
    assert len(again) >= len(found)


def test_the_atoms_that_some_characters_touch_are_those_of_a_look_at_each() -> None:
    (read,) = read_turns(turns_of("caller: It's  N-gozi, 4111… and June's."))
    text = read.turn.text
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            touched = [k for k, atom in enumerate(read.atoms) if atom.start < end and atom.end > start]
            assert list(read.atoms_at(start, end)) == touched
