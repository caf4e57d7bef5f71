"""Versions of programmes by how they are written: "7.0.1.24923", "25.06-11.40.00", "24.3.1.2". In talk of programmes
their digits make no long number. Four small numbers with dots may be a machine's address wherever a network is spoken
of.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from redact.dialogue_context import ReadTurn
from redact.talk_of_parts import is_talk_of_versions, speaks_of_programmes

_VERSION = re.compile(
    r"(?<![\d.])(?:\d{1,2}(?:[.]\d{1,5}){2,}(?:[-_]\d{1,2}(?:[.]\d{1,2})*)?|"
    r"\d{1,2}[.]\d{1,2}-\d{1,2}(?:[.]\d{1,2}){2})(?!\d|[.]\d)"
)
_LARGEST_OF_ADDRESS = 255


class Versions:
    """Where versions are written in a call."""

    def __init__(self, reads: Sequence[ReadTurn]) -> None:
        any_form = is_talk_of_versions(reads)
        self._digits = {
            read.index: [
                match.start() + at
                for match in _VERSION.finditer(read.turn.text)
                if any_form or not _may_be_address(match[0])
                for at, char in enumerate(match[0])
                if char.isdigit()
            ]
            for read in (reads if speaks_of_programmes(reads) else ())
        }

    def n_digits(self, read: ReadTurn, start: int, end: int) -> int:
        """Of characters [start, end), those digits that are a version's."""
        places = self._digits.get(read.index, [])
        return bisect_left(places, end) - bisect_left(places, start)


def _may_be_address(version: str) -> bool:
    """RFC 791, as it is written: four numbers to 255 without zeros in front."""
    parts = version.split(".")
    return len(parts) == 4 and all(
        part.isdigit() and part == str(int(part)) and int(part) <= _LARGEST_OF_ADDRESS for part in parts
    )
