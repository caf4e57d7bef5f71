"""Where a company says that it is, and which number it says that its desk, office or line has: nobody's."""

import re
from collections.abc import Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import ReadTurn

_WE_ARE = re.compile(
    r"\b(?:we're|we are|you'll find us|find us|our (?:address|shop|store|office|unit|yard|warehouse) is)"
    r"(?: (?:at|in|on))? (?:the )?(?:unit|suite|number|\d)[^.?!]*",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\b(?:they|we) (?:do|take|handle) (?:their|our) own bookings[.,;]? (?:it's|that's|the number is|on) $|"
    r"\b(?:desk|office|line|hotline|helpline|enquiries|inquiries|switchboard|department|reception|service|services)"
    r"(?:'s| is| are|,)?(?: on| at)?[ ,:]*$",
    re.IGNORECASE,
)
"""The end of what stands before a number that anybody may ring."""
_FARTHEST = 50
"""Characters before a number."""
_OF_CALLER = re.compile(
    r"\b(?:your|my|his|her|their(?! own)|deliver\w*|parcel|customer|driver|neighbou?r\w*)\b", re.IGNORECASE
)


def is_own_place(turn: Turn, finding: Finding) -> bool:
    """Whether the agent says of an address that "we" are there."""
    if finding.kind is not Kind.ADDRESS or turn.channel is not Channel.AGENT or _OF_CALLER.search(turn.text):
        return False
    return any(match.start() <= finding.start < match.end() for match in _WE_ARE.finditer(turn.text))


def own_lines(reads: Sequence[ReadTurn]) -> frozenset[str]:
    """Numbers, as digits, that an agent gave out as a desk's, an office's or a line's."""
    return frozenset(
        run.digits
        for read in reads
        if read.turn.channel is Channel.AGENT and not _OF_CALLER.search(read.turn.text)
        for run in read.runs
        if _LINE.search(read.turn.text[max(0, run.start - _FARTHEST) : run.start])
    )
