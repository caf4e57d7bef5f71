"""First and family names as two packages carry them: the US census of 1990 (`names`) and first names of fifty-four
countries (`gender-guesser`, the list of Jörg Michael). The only file that uses either."""

import importlib.util
from functools import lru_cache
from pathlib import Path

import names

_WORLD_NAME = slice(3, 29)
"""The columns of the name in a line of the worldwide list; "+" stands for a hyphen or a blank."""


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """About 48,000 first names, lower-case."""
    return us_first_names() | _worldwide()


@lru_cache(maxsize=1)
def us_first_names() -> frozenset[str]:
    """5,163 first names of the United States, lower-case."""
    return _read("dist.male.first") | _read("dist.female.first")


@lru_cache(maxsize=1)
def last_names() -> frozenset[str]:
    """The 20,000 commonest family names, lower-case."""
    return _read("dist.all.last", most=20_000)


def _read(file: str, most: int | None = None) -> frozenset[str]:
    lines = Path(names.full_path(file)).read_text("ascii").splitlines()[:most]
    return frozenset(line.split()[0].lower() for line in lines)


def _worldwide() -> frozenset[str]:
    """Read as data: the package's own code is not run."""
    spec = importlib.util.find_spec("gender_guesser")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package gender-guesser is not installed")
    text = (Path(spec.origin).parent / "data" / "nam_dict.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    listed = (line[_WORLD_NAME].strip().lower().replace("+", "-") for line in lines)
    return frozenset(name for name in listed if len(name) >= 3)
