"""What a table of a kind consists of.

A line is the caller's unless "agent: " stands before it. Rows marked "base" are as Whisper base wrote them; the others
are as callers speak and as recognisers write, with capitals and without. No number in them is anybody's: they are test
ranges, documentation, or made up.
"""

from dataclasses import dataclass

from calls.finding import Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """Its last line holds a value of the kind."""

    lines: tuple[str, ...]
    remark: str
    becomes: str | None = None
    """The last line as it is left to read; None where it is enough that its numbers are gone."""
    numbers_left: int = 0
    """So many digits and words of numbers of the last line are none of the value's, or are lost to the rules."""
    because: str = ""
    """Why any are left."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Looks like the kind, and is not."""

    lines: tuple[str, ...]
    remark: str
    found: Kind | None = None
    """What it is instead; None: nothing that is personal, and nothing is found."""
