"""The attacks of `make attack-sip` in their short form; the table's promises hold for each of them."""

import asyncio
from pathlib import Path

import pytest

from tests.attack.attack_sip import carry_out
from tests.attack.attacks import ATTACKS, Attack
from tests.attack.field import SHORT
from tests.attack.good_calls import N_GOOD

pytestmark = [pytest.mark.needs_sip, pytest.mark.needs_production_sip, pytest.mark.xdist_group("attack")]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack.code}-{attack.name}")
def test_F13_to_F19_no_attack_ends_the_recorder_or_harms_a_good_call(attack: Attack, tmp_path: Path) -> None:
    row = asyncio.run(carry_out(attack, SHORT, tmp_path))
    assert row.faults == []
    assert (row.crashes, row.intact) == (0, N_GOOD)
