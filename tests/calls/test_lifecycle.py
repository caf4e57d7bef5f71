import pytest

from calls.errors import WrongState
from calls.lifecycle import HOLDS_ARTEFACTS, IN_WORK, TRANSITIONS, State, can_move, check_can_move


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(State)


def test_every_state_but_the_first_can_be_reached() -> None:
    reached = {new for row in TRANSITIONS.values() for new in row}
    assert reached == set(State) - {State.LIVE}


def test_P1_every_state_in_work_can_end_as_objected() -> None:
    assert all(can_move(state, State.OBJECTED) for state in IN_WORK | {State.LIVE})


def test_P12_every_state_in_work_can_end_in_quarantine() -> None:
    assert all(can_move(state, State.QUARANTINED) for state in IN_WORK)


def test_only_a_checked_call_is_published() -> None:
    assert {old for old in State if can_move(old, State.ARCHIVED)} == {State.REDACTING, State.QUARANTINED}


def test_P8_what_holds_artefacts_can_be_erased() -> None:
    assert all(can_move(state, State.ERASED) for state in HOLDS_ARTEFACTS)


def test_what_is_gone_never_comes_back() -> None:
    for gone in (State.OBJECTED, State.ERASED, State.EXPIRED, State.NOT_RECORDED, State.FAILED):
        assert TRANSITIONS[gone] == frozenset()


def test_a_forbidden_move_is_a_typed_error() -> None:
    with pytest.raises(WrongState, match="from erased to archived"):
        check_can_move(State.ERASED, State.ARCHIVED)
