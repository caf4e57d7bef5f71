from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recorder.telephone_lab import TelephoneLab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[TelephoneLab]:
    laboratory = TelephoneLab(tmp_path)
    yield laboratory
    laboratory.close()
