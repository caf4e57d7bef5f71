"""What twice the conversation costs, in one turn and in many, where much of it is found already."""

import gc
import time
from collections.abc import Callable, Sequence

import pytest

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import read_turns, reading_once
from redact.names_beside import names_beside
from redact.spelled_again import spelled_again
from tests.redact.conversation import turns_of

LONG, TWICE_AS_LONG = 50_000, 100_000
MOST = 2.6
NAMES = ("I spoke to Ngozi and Priya about the boiler today. ", "Ngozi")
LETTERS = ("it is b r o n t e as in bronte on the line today. ", "b r o n t e")
Rule = Callable[[Sequence[Turn], Sequence[Finding]], Sequence[Finding]]


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
    assert len(rule(turns, found)) >= len(found)


def test_the_atoms_that_some_characters_touch_are_those_of_a_look_at_each() -> None:
    (read,) = read_turns(turns_of("caller: It's  N-gozi, 4111… and June's."))
    text = read.turn.text
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            touched = [k for k, atom in enumerate(read.atoms) if atom.start < end and atom.end > start]
            assert list(read.atoms_at(start, end)) == touched
