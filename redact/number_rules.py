"""What each kind of number looks like: its cues, its lengths, and when it is sure without a cue."""

from collections.abc import Callable
from dataclasses import dataclass

from calls.finding import Kind
from redact.cues import Cue


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A number as the rules see it, runs over several turns joined: digits, letters, and how they were grouped.

    `text`: digits and capitals in the order in which they were said.
    """

    text: str
    digits: str
    letters: str
    groups: tuple[str, ...]
    has_plus: bool = False
    is_cardinal: bool = False

    def text_for(self, *, takes_letters: bool) -> str:
        """What a rule counts: digits, and letters where the kind has them."""
        return self.digits + self.letters if takes_letters else self.digits


def _never(shape: NumberShape) -> float | None:  # noqa: ARG001 (a rule without an opinion)
    return None


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One kind of number.

    `expected`: digit counts that answer a cue for this kind; wide, because a recogniser drops and doubles digits.
    `part_from`: fewer digits than expected, but at least these, are hidden as a part of the value when asked for.
    `alone`: confidence that a number nobody announced is of this kind, or None.
    """

    kind: Kind
    cues: tuple[Cue, ...]
    expected: range
    part_from: int
    alone: Callable[[NumberShape], float | None] = _never
    takes_letters: bool = False
    typical: range = range(0)
    """Digit counts of the kind as it should be; tells apart the answers to a question for several things."""
