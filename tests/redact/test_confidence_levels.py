"""The levels of confidence are data: each is used by the module it is written for, and shown in the docs."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from docs.make_confidence_levels import PAGE, confidence_page
from redact import confidence_levels
from redact.confidence_levels import Level, level

LEVELS = [
    (module, name, one)
    for module, levels in confidence_levels.confidence_levels().items()
    for name, one in levels.items()
]
REDACT = Path(confidence_levels.__file__).parent
ASKED = re.compile(r'\blevel\("([\w.]+)", "(\w+)"\)')


@pytest.mark.parametrize(("module", "name", "one"), LEVELS, ids=[f"{row[0]} {row[1]}" for row in LEVELS])
def test_a_level_is_what_its_module_goes_by(module: str, name: str, one: Level) -> None:
    room = vars(import_module(f"redact.{module}"))
    assert [room.get(name.upper(), room.get(f"_{name.upper()}"))] == [one.at]
    assert one.decides


def test_every_level_that_a_module_asks_for_is_its_own_and_none_is_left_over() -> None:
    asked = {}
    for file in sorted(REDACT.rglob("*.py")):
        module = ".".join(file.relative_to(REDACT).with_suffix("").parts)
        asked.update(dict.fromkeys(ASKED.findall(file.read_text(encoding="utf-8")), module))
    assert all(module == pair[0] for pair, module in asked.items())
    assert set(asked) == {(module, name) for module, name, _ in LEVELS}


def test_a_level_that_is_not_there_is_no_level() -> None:
    with pytest.raises(KeyError):
        level("weighed_words", "nearly")


@pytest.mark.parametrize("at", [0.0, -0.1, 1.01, float("nan")])
def test_a_level_outside_its_range_is_refused(at: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Level(at, "anything")


def test_the_page_shows_the_file() -> None:
    assert PAGE.read_text(encoding="utf-8") == confidence_page(), "run: python -m docs.make_confidence_levels"
