"""Every test of the API opens a house of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.builders import House, open_house


@pytest.fixture(scope="module")
def walked_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for a long walk that changes nothing."""
    with open_house(tmp_path_factory.mktemp("walked")) as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path) as opened:
        yield opened
