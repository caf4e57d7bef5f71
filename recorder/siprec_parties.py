"""Whose voice each stream of a recording session is: by the metadata, never by position, and never guessed.

Who the caller is follows, in this order, from
1. the company's patterns of agents' addresses: the one party that matches none, when another one does;
2. the client's word on who called (`callingParty` in its extension data; RFC 7865 has no such element): among those
   who match no pattern;
3. what the settings say of the party that the metadata names first;
and otherwise it is unknown. The channel `agent` carries everybody but the caller.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from calls.call import Channel
from recorder.sip_address import user_of
from recorder.siprec_metadata import Metadata, Participant

MAX_AGENT_ID_CHARACTERS = 64
_SEPARATORS = re.compile(r"[-.()]")
"""RFC 3966 §5.1.1: visual separators say nothing."""


@dataclass(frozen=True, slots=True)
class PartyRules:
    """`agents` are patterns of "user@host" with * and ?, in small letters; `first_party` is what to make of the party
    named first when nothing else tells (UNKNOWN: nothing)."""

    agents: tuple[str, ...] = ()
    first_party: Channel = Channel.UNKNOWN

    def is_agent(self, participant: Participant) -> bool:
        plain = [_plain(address) for address in participant.addresses]
        return any(fnmatchcase(address, pattern.lower()) for address in plain if address for pattern in self.agents)


def caller_in(metadata: Metadata, rules: PartyRules, *, before: str | None = None) -> Participant | None:
    """The one caller among those present, or None. Who was the caller `before` stays it while others come and go."""
    present = metadata.present
    known = next((p for p in present if p.participant_id == before), None)
    if known is not None:
        return known
    others = [p for p in present if not rules.is_agent(p)]
    if len(others) == 1 and len(present) > 1:
        return others[0]
    calling = [p for p in others if p.is_calling]
    if len(calling) == 1:
        return calling[0]
    if len(others) != len(present) or len(present) != 2:
        return None
    return {Channel.CALLER: present[0], Channel.AGENT: present[1]}.get(rules.first_party)


def outsiders_in(metadata: Metadata, rules: PartyRules) -> tuple[Participant, ...]:
    """All whose standing objection counts: the caller, or, while nobody can tell who that is, whoever is no agent."""
    others = tuple(p for p in metadata.present if not rules.is_agent(p))
    caller = caller_in(metadata, rules)
    return (caller,) if caller is not None and len(others) == len(metadata.present) else others


def agent_id_in(metadata: Metadata, rules: PartyRules) -> str | None:
    """The user part of the one agent's address, when exactly one party matches the patterns."""
    agents = [p for p in metadata.present if rules.is_agent(p)]
    if len(agents) != 1:
        return None
    users = [user for address in agents[0].addresses if (user := user_of(address))]
    return users[0] if users and len(users[0]) <= MAX_AGENT_ID_CHARACTERS and users[0].isprintable() else None


def channels_of(
    labels: Iterable[str | None], metadata: Metadata, caller: Participant | None
) -> Mapping[str | None, Channel]:
    """The channel of each labelled stream; UNKNOWN for a mixed one and for one of which nobody knows who sends it."""
    return {label: _channel_of(label, metadata, caller) if label else Channel.UNKNOWN for label in labels}


def _channel_of(label: str, metadata: Metadata, caller: Participant | None) -> Channel:
    senders = metadata.senders_of(label)
    if caller is None or not senders:
        return Channel.UNKNOWN
    if caller not in senders:
        return Channel.AGENT
    return Channel.CALLER if len(senders) == 1 else Channel.UNKNOWN


def _plain(address: str) -> str | None:
    """ "user@host" in small letters, or the number alone of a tel URI; None when it is no address."""
    user = user_of(address)
    if user is None:
        return None
    scheme, _, rest = address.strip().strip("<>").partition(":")
    if scheme.lower() == "tel":
        return _SEPARATORS.sub("", user).lower()
    host = rest.partition("@")[2].partition(";")[0].partition(">")[0]
    return f"{user}@{host.partition(':')[0]}".lower()
