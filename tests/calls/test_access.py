import pytest

from calls.access import MAY, PURPOSES, Action, Reader, Role, can, check_can
from calls.errors import NotAllowed
from calls.retention import Purpose


def reader(*roles: Role) -> Reader:
    return Reader("test", frozenset(roles))


def test_F20_every_role_has_its_rows() -> None:
    assert set(MAY) == set(Role) == set(PURPOSES)


def test_F20_every_action_belongs_to_somebody() -> None:
    assert set().union(*MAY.values()) == set(Action)


def test_a_reader_without_roles_may_nothing() -> None:
    assert not any(can(reader(), action) for action in Action)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.INTEGRATOR, Role.AUDITOR, Role.ADMIN])
def test_those_who_need_no_voices_hear_none(role: Role) -> None:
    assert not can(reader(role), Action.LISTEN)
    assert not can(reader(role), Action.READ_TRANSCRIPT)


def test_only_a_privacy_officer_looks_into_quarantine() -> None:
    assert {role for role in Role if can(reader(role), Action.REVIEW)} == {Role.PRIVACY_OFFICER}


def test_a_refusal_is_a_typed_error_that_names_the_action() -> None:
    with pytest.raises(NotAllowed, match="listen"):
        check_can(reader(Role.AUDITOR), Action.LISTEN)


def test_purposes_add_up_over_roles() -> None:
    assert reader(Role.TRAINER, Role.AUDITOR).purposes == {Purpose.AGENT_TRAINING}
    assert reader(*Role).purposes == set(Purpose)
