"""Places by three words, as what3words names them: "staples dot hedgerow dot quarterly", "///staples.hedgerow.fort".

Only where three words or a location were spoken of a turn or two before: sites and mailboxes have dots as well.
"""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn

_PLACE = re.compile(
    r"(?<![\w.@-])(?:/{3} ?)?[a-z]{3,18}(?P<dot>\.| dot )[a-z]{3,18}(?P=dot)[a-z]{3,18}(?![\w@-]|\.\w| dot | at )",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(r"\b(?:(?:what ?)?(?:three|3) ?words?|location)\b|/{3}", re.IGNORECASE)
_TURNS = 3


class ThreeWordDetector:
    name = "three words"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found: list[Finding] = []
        spoken_of = -_TURNS - 1
        for index, turn in enumerate(turns):
            spoken_of = index if _SPOKEN_OF.search(turn.text) else spoken_of
            if index - spoken_of <= _TURNS:
                for match in _PLACE.finditer(turn.text):
                    found.append(_finding(index, *match.span()))
        return found


def _finding(index: int, start: int, end: int) -> Finding:
    return Finding(Kind.ADDRESS, index, start, end, 0.95, ThreeWordDetector.name, "three words for a place")
