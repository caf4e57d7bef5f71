"""A call, its parties and the channels they speak on."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from calls.consent import ConsentDecision, Means, Outcome

CallId = NewType("CallId", str)

_CALL_ID = re.compile(r"c_[0-9a-f]{24}")


def new_call_id() -> CallId:
    """A fresh random id that says nothing about the call: `c_` and 24 hexadecimal digits (96 random bits)."""
    return CallId(f"c_{secrets.token_hex(12)}")


def is_call_id(text: str) -> bool:
    """Whether `text` has the form of a call id; anything else never reaches a path or a query."""
    return _CALL_ID.fullmatch(text) is not None


class Channel(StrEnum):
    """Whose voice a channel carries."""

    CALLER = "caller"
    AGENT = "agent"
    UNKNOWN = "unknown"
    """Mono, or a party nobody named; never guessed."""


class Source(StrEnum):
    """How a call came to us."""

    IN_PATH = "in_path"
    SIPREC = "siprec"
    IMPORT = "import"
    CONVERSATION = "conversation"
    """Text only: a chat, or a transcript made elsewhere."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is known of a call without listening to it. Holds no number, name or SIP address of the caller.

    `caller_pseudonym` is the keyed HMAC of the caller's E.164 number (None when unknown), `started_at` is aware.
    `references` are keyed HMACs of what a switchboard calls this call ("group", "ucid", …), sorted by name: calls that
    share one belong together.
    """

    call_id: CallId
    source: Source
    started_at: datetime
    channels: tuple[Channel, ...]
    consent: ConsentDecision
    duration_ms: int = 0
    agent_id: str | None = None
    queue: str | None = None
    caller_pseudonym: str | None = None
    references: tuple[tuple[str, str], ...] = ()
    truncated: bool = False

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise ValueError("started_at must be an aware datetime")


@dataclass(frozen=True, slots=True)
class CapturedCall:
    """A call that has ended and lies sealed in the spool, handed over to the pipeline."""

    call: Call
    captured_at: datetime
    """When it ended (hang-up); the raw audio's deadline counts from here."""

    @property
    def call_id(self) -> CallId:
        return self.call.call_id


@dataclass(frozen=True, slots=True)
class CallEnding:
    """All that remains of a call of which nothing was kept: a tombstone.

    `sip_call_id_hmac` lets a PBX's records be matched (`calls.pseudonym`); `actor` is "caller", "agent" or the name of
    the token that objected.
    """

    call_id: CallId
    sip_call_id_hmac: str
    ended_at: datetime
    outcome: Outcome
    how: Means | None
    actor: str
