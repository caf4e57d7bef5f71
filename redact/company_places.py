"""Where a company's own shop, branch or office is: said by the agent, asked by the caller. No personal data."""

import re
from collections.abc import Sequence

from calls.call import Channel
from redact.dialogue_context import ReadTurn

_HOUSE = (
    r"(?:shop|shops|store|stores|branch|branches|showroom|warehouse|depot|hotel|clinic|pharmacy|restaurant|"
    r"museum|headquarters|garage|pick ?up point|locker|locations?|dealership|theater|theatre|stadium|gym|library)"
)
_ASKED_BY_CALLER = re.compile(
    r"\b(?:where(?:'s| is| are)|which|nearest|closest|address (?:of|for)|how do i (?:get|find)|are you|your)\b"
    rf".{{0,40}}\b{_HOUSE}\b|\bwhere are you (?:guys )?(?:located|based)\b|\b(?:you|you guys) located\b|"
    r"\byour (?:\w+ )?(?:address|lockbox|p ?o box|fax|office)\b|\bwhere (?:do|can|should) i (?:send|mail|return)\b|"
    r"\bparking (?:is |lot |garage )?(?:at|on|in)\b|"
    r"\b(?:mail|send) (?:the|my|a|in) (?:check|cheque|payment|return)\b|\bdo you (?:ship|deliver)\b",
    re.IGNORECASE,
)
_TOLD_BY_AGENT = re.compile(
    rf"\bwe(?:'re| are)(?: located)? (?:at|on|in)\b|\bour {_HOUSE}\b|\b(?:the|that) {_HOUSE} (?:is )?(?:at|on|in)\b|"
    r"\bvisit us\b|\bour (?:head |\w+ )?(?:office|address|fax|p ?o box)\b|\b(?:the one|another one) (?:on|in|at)\b|"
    r"\bmail (?:it|them) to us\b",
    re.IGNORECASE,
)
_OF_CALLER = re.compile(r"\b(?:your|you're|you live|my|for you|deliver|ship(?:ping)? to)\b", re.IGNORECASE)


def company_turns(reads: Sequence[ReadTurn]) -> frozenset[int]:
    """Turns of the agent (and the caller's repeating them) whose places are the company's own."""
    found: set[int] = set()
    asked = False
    for read in reads:
        text = read.turn.text
        if read.turn.channel is Channel.CALLER:
            is_question = _ASKED_BY_CALLER.search(text) is not None and not re.search(r"\bmy\b", text)
            asked = is_question or (asked and read.is_transparent) or (asked and text.rstrip().endswith("?"))
        elif (asked or _TOLD_BY_AGENT.search(text)) and not (_OF_CALLER.search(text) or text.rstrip().endswith("?")):
            found.add(read.index)
    return frozenset(found)
