"""One recorder for all scenarios of a module; each scenario finds it without calls and leaves it so."""

from collections.abc import Iterator

import pytest

from tests.recorder.telephone_lab import TelephoneLab, wait_for
from tests.servers import SIPP, require_program

RING_TIMEOUT_S = 1.5


@pytest.fixture(scope="module")
def sipp_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelephoneLab]:
    require_program(SIPP)
    laboratory = TelephoneLab(tmp_path_factory.mktemp("sipp"))
    try:
        laboratory.start_recorder(ring_timeout_s=RING_TIMEOUT_S)
        yield laboratory
    finally:
        laboratory.close()


@pytest.fixture
def lab(sipp_lab: TelephoneLab) -> Iterator[TelephoneLab]:
    sipp_lab.write_rules()  # after a minute they are stale, and a busy machine takes longer for all scenarios
    yield sipp_lab
    wait_for(lambda: not sipp_lab.live.list())
    for captured in sipp_lab.spool.waiting():
        sipp_lab.spool.destroy(captured.call_id)
    for ending in sipp_lab.spool.endings():
        sipp_lab.spool.forget_ending(ending.call_id)
    assert sipp_lab.files_of_calls() == []
