"""What one party says until another speaks: recognisers cut it into turns at every pause."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from calls.call import Channel
from calls.transcript import Turn


def said_together(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    """Turns of one party that follow one another; where nobody knows who speaks, each turn is its own."""
    for channel, together in groupby(turns, key=lambda turn: turn.channel):
        if channel is Channel.UNKNOWN:
            yield from ([turn] for turn in together)
        else:
            yield list(together)
