"""What can happen to one leg, as values: `recorder/sip_endpoint.py` notes them, whoever follows the leg hears them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from calls.consent import Means
from recorder.invite import Invite

if TYPE_CHECKING:
    from recorder.sip_call import SipCall


class Direction(StrEnum):
    """Where sound flows, as its offerer sees it (RFC 3264 §5.1)."""

    SENDRECV = "sendrecv"
    SENDONLY = "sendonly"
    """On hold, perhaps with music."""
    INACTIVE = "inactive"
    """On hold in silence."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """The other party is alerted."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The dialogue is confirmed (200 and ACK)."""


@dataclass(frozen=True, slots=True)
class MediaReady:
    """Sound can be connected, or must be connected anew (hold, re-INVITE, codec change)."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """One of 0-9 * # A-D; `how` says by RFC 4733 (DTMF) or SIP INFO (SIP)."""

    key: str
    how: Means


@dataclass(frozen=True, slots=True)
class Ended:
    """The last event of a call; `code` is the last SIP status."""

    code: int


@dataclass(frozen=True, slots=True)
class Updated:
    """The other party offered or answered anew (INVITE, UPDATE); its media, if changed, follows or came.

    Told of legs that listen, and of any whose SDP says something about recording.
    """

    request: Invite


@dataclass(frozen=True, slots=True)
class OfferRefused:
    """Our re-INVITE met one of the other party's and was answered 491 (RFC 3261 §14.1): nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Transferring:
    """The other party's REFER was accepted: `leg` rings the new one (RFC 3515). It is followed by nobody yet."""

    leg: "SipCall"


@dataclass(frozen=True, slots=True, repr=False)
class Rejected:
    """An INVITE that pjsip has refused on its own: it never became a leg. It reads like one (`SipCall`)."""

    invite: Invite
    sip_status: int

    @property
    def sip_call_id(self) -> str:
        return self.invite.sip_call_id

    @property
    def remote_user(self) -> str | None:
        return self.invite.from_user

    @property
    def local_user(self) -> str:
        return self.invite.to_user or ""


Event = Ringing | Answered | MediaReady | KeyPressed | Updated | OfferRefused | Transferring | Ended
