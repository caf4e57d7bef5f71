"""Where a transfer (REFER, RFC 3515) may lead: nowhere by default, since whoever is dialled costs money and listens.

Only the agent's side is followed. A new caller would never have heard the notice. An attended transfer (a Refer-To with
Replaces, RFC 3891) is refused: its other call is not ours to judge.
"""

import re
from enum import StrEnum

_TARGET = re.compile(
    r"(?P<scheme>sips?):(?:[^@?<>\s]+@)?(?P<host>\[[0-9a-f:.]+\]|[^:;?@<>\s\[\]]+)(?P<rest>(?:[:;?][^@<>\s]*)?)",
    re.IGNORECASE,
)


class TransferPolicy(StrEnum):
    REFUSE = "refuse"
    FOLLOW = "follow"
    """To addresses at the host of HUSHTAPE_AGENT_URI only."""


def may_follow(policy: TransferPolicy, refer_to: str, agent_uri: str) -> bool:
    """Whether `refer_to` is a plain call to the host to which calls go anyway."""
    wanted, usual = _TARGET.fullmatch(_bare(refer_to)), _TARGET.fullmatch(_bare(agent_uri))
    if policy is not TransferPolicy.FOLLOW or wanted is None or usual is None:
        return False
    carries_more = "?" in wanted["rest"] or re.search(r";method=(?!invite\b)", wanted["rest"], re.IGNORECASE)
    is_as_safe = wanted["scheme"].lower() == "sips" or usual["scheme"].lower() == "sip"
    return not carries_more and is_as_safe and wanted["host"].lower() == usual["host"].lower()


def _bare(address: str) -> str:
    """What stands between < and >, without a display name."""
    found = re.fullmatch(r'\s*(?:"(?:[^"\\]|\\.)*"\s*|[^<"]*)<([^<>]*)>\s*', address)
    return found[1] if found else address.strip()
