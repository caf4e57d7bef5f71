"""Keys in groups of letters and digits, as licences, gift cards and recovery codes have them: "QW4T-0091-XXZL-77P0".

Whoever reads one can use it, so nothing need announce it. Three groups of four or five at the least; dates, prices and
numbers in groups of digits alone are none.
"""

import re
from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn

_GROUP = r"[A-Z\d]{4,5}"
_KEY = re.compile(rf"(?<![\w-])(?=[A-Z\d-]{{0,60}}[A-Z])(?=[A-Z\d-]{{0,60}}\d){_GROUP}(?:-{_GROUP}){{2,7}}(?![\w-])")


class GroupedKeyDetector:
    name = "grouped keys"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [finding for index, turn in enumerate(turns) for finding in _keys_in(index, turn.text)]


def _keys_in(index: int, text: str) -> Iterator[Finding]:
    for match in _KEY.finditer(text):
        yield Finding(Kind.CREDENTIAL, index, *match.span(), 0.9, GroupedKeyDetector.name, "a key in groups")
