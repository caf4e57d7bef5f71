"""The confidences from which something is hidden, believed, or kept for a person: data, in `confidence_levels.toml`.

docs/confidence_levels.md is generated from it. They are part of the rules: raise `RULES_VERSION` with any change.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "confidence_levels.toml"


@dataclass(frozen=True, slots=True)
class Level:
    """A share or confidence above 0, at most 1, and in words what it decides."""

    at: float
    decides: str

    def __post_init__(self) -> None:
        if not 0.0 < self.at <= 1.0:
            raise ValueError(f"a confidence level lies above 0 and is at most 1, not {self.at}")


@lru_cache(maxsize=1)
def confidence_levels() -> Mapping[str, Mapping[str, Level]]:
    """By the module that goes by them, and by name. Raises ValueError (no TOML, no such share), TypeError (a field)."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {module: {name: Level(**level) for name, level in levels.items()} for module, levels in read.items()}


def level(module: str, name: str) -> float:
    """Raises KeyError."""
    return confidence_levels()[module][name].at
