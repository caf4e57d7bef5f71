"""`make attack-calls` in its short form."""

import pytest

from tests.attack.attack_calls import attack
from tests.servers import SIPP, require_program

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip, pytest.mark.xdist_group("attack")]


def test_F27_the_books_agree_and_nothing_of_an_objector_is_found() -> None:
    require_program(SIPP)
    verdict = attack(40, 20, seed=27)
    assert verdict.faults == []
    assert (verdict.figures["objected by SIP INFO"], verdict.figures["objected by the desk"]) == (2, 2)
    assert verdict.figures["outcome recorded"] == 36
