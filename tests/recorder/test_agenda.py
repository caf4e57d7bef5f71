"""Which call is looked at when."""

import math
from collections.abc import Callable

from recorder.agenda import Agenda


class Call:
    def __init__(self, due_at_s: float) -> None:
        self.due_at_s = due_at_s
        self.wake: Callable[[], None] = lambda: None


def agenda_with(*calls: Call) -> Agenda[Call]:
    agenda: Agenda[Call] = Agenda()
    for call in calls:
        agenda.note(call)
    return agenda


def test_only_calls_that_are_due_are_taken_in_the_order_of_their_time() -> None:
    late, early, later = Call(2.0), Call(1.0), Call(9.0)
    agenda = agenda_with(late, early, later)

    assert agenda.take_due(2.0) == [early, late]
    assert agenda.next_at_s() == 9.0


def test_a_call_that_was_taken_is_off_the_agenda_until_it_is_noted_again() -> None:
    call = Call(1.0)
    agenda = agenda_with(call)
    agenda.take_due(1.0)

    assert agenda.take_due(5.0) == []
    call.due_at_s = 6.0
    agenda.note(call)
    assert agenda.take_due(5.0) == []
    assert agenda.take_due(6.0) == [call]


def test_a_call_that_wakes_is_due_at_once_and_not_once_more_at_its_old_time() -> None:
    call = Call(9.0)
    agenda = agenda_with(call)

    call.due_at_s = 0.0
    call.wake()

    assert agenda.next_at_s() == 0.0
    assert agenda.take_due(1.0) == [call]
    assert agenda.take_due(10.0) == []


def test_a_call_that_wakes_while_it_is_looked_at_is_taken_once_the_next_time() -> None:
    call = Call(1.0)
    agenda = agenda_with(call)
    agenda.take_due(1.0)
    call.due_at_s = 0.0
    call.wake()
    agenda.note(call)

    assert agenda.take_due(1.0) == [call]
    assert agenda.take_due(1.0) == []


def test_what_is_over_is_forgotten_even_if_it_wakes_again() -> None:
    call = Call(9.0)
    agenda = agenda_with(call)
    call.due_at_s = 0.0
    call.wake()

    agenda.forget(call)
    call.wake()

    assert agenda.take_due(10.0) == []
    assert agenda.next_at_s() == math.inf
