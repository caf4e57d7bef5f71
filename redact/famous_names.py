"""People whom everybody knows, characters of stories and games, and brands that read as persons: they are spoken of as
things (a book, a game, a shoe, a hotel's suite) and tell nothing about a caller.

`famous_names.txt` lists them from memory of what everybody knows. A name of two words that, by the shares of the US
census of 1990, some 120 people in the United States would bear by chance is left out, as is what ends in one of the
world's commonest family names; those that were known before the list grew are kept.
"""

from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")
_ALONE = "alone"


def _read() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The names word by word, and those of one word."""
    sections: dict[str, set[str]] = {}
    for block in _FILE.read_text("utf-8").split("\n== ")[1:]:
        title, _, listed = block.partition("\n")
        sections[title] = {" ".join(name.split()) for name in listed.split(",")}
    alone = sections.pop(_ALONE)
    return frozenset(tuple(name.split()) for names in sections.values() for name in names), frozenset(alone)


FAMOUS, ALONE = _read()
"""In lower case: word by word; known by one word, and hardly anybody's own name."""
