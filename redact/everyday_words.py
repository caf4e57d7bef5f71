"""Which words are everyday English: those that the dictionary en_US (SCOWL, as `spylls` carries it) writes in lower
case, and their plain inflections. Names stand there with a capital, or not at all. The only file that uses it."""

import importlib.util
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=65_536)
def is_everyday(low: str) -> bool:
    """`low` in lower case."""
    listed = _listed()
    return low in listed or any(stem in listed for stem in _stems(low))


def _stems(low: str) -> Iterator[str]:
    """What a word may be an inflection of: "flickering", "tries", "dropped", "headphones'"."""
    word = low.replace("’", "'")
    if "'" in word:
        word = word[: word.index("'")]
        yield word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)] + put
            yield stem
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
    for beginning in ("un", "re"):
        if word.startswith(beginning) and len(word) > 5:
            yield word[2:]


_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ily", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("er", ""), ("r", ""), ("est", ""), ("st", ""), ("ers", ""), ("rs", ""), ("ier", "y"), ("iest", "y"),
    ("ings", ""), ("ings", "e"), ("ment", ""), ("ness", ""), ("able", ""), ("able", "e"), ("ally", "al"), ("ingly", ""),
)  # fmt: skip


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """About 39,000 words. Read as data: the package's own code is not run."""
    spec = importlib.util.find_spec("spylls")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package spylls is not installed")
    dictionary = Path(spec.origin).parent / "hunspell" / "data" / "en" / "en_US.dic"
    words = (line.split("/")[0].strip() for line in dictionary.read_text("utf-8").splitlines()[1:])
    return frozenset(word for word in words if word[:1].islower())
