"""What a recording follows: the parties of one call as they stand in SIP, whatever their shape.

`Bridge` is the one in path (two legs of ours). A recording asks a session for its voices and is told what happens; how
the sound comes in is the session's own business.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from calls.call import Channel, Source
from calls.consent import Capture, Means, Notice
from recorder.sip_call import SipCall
from recorder.sip_events import KeyPressed
from recorder.sip_sound import Heard


class Phase(StrEnum):
    BRIDGING = "bridging"
    """The agent is rung."""
    NOTICE = "notice"
    TALKING = "talking"
    """Sound may be captured."""
    OVER = "over"


class Voice(Protocol):
    """What one channel is recorded from: a leg, or the streams of a recording session that carry one party."""

    def sounds(self) -> Sequence[Heard]:
        """Those that can be heard now, to be mixed; none is no error."""
        ...


class SessionListener(Protocol):
    """Whoever records a session is told this, on the main thread."""

    def key_pressed(self, pressed: KeyPressed, by: Channel) -> bool:
        """A party pressed a key. False: it may be meant for us, so it must not reach the other party yet."""
        ...

    def talk_began(self) -> None:
        """The phase is TALKING: from now on sound may be captured."""
        ...

    def sound_changed(self) -> None:
        """While talking: connections to the voices must be made anew (hold, re-INVITE, codec change, another party)."""
        ...

    def object_to(self, how: Means, actor: str) -> None:
        """Somebody objects by other means than a key."""
        ...

    def pause_for(self, party: Channel) -> None:
        """A party's telephone asks for it."""
        ...

    def resume_for(self, party: Channel) -> None:
        """It no longer does; a pause that somebody else asked for goes on."""
        ...

    def session_over(self) -> None:
        """Once, when the first leg ends or the session gives up; the other legs' ends may follow."""
        ...


class NoListener:
    """Nobody records this session."""

    def key_pressed(self, pressed: KeyPressed, by: Channel) -> bool:  # noqa: ARG002
        return True

    def talk_began(self) -> None: ...

    def sound_changed(self) -> None: ...

    def object_to(self, how: Means, actor: str) -> None: ...

    def pause_for(self, party: Channel) -> None: ...

    def resume_for(self, party: Channel) -> None: ...

    def session_over(self) -> None: ...


class Session(Protocol):
    """One call's legs. Every method is safe in every phase; after `session_over` nothing more is told."""

    listener: SessionListener

    @property
    def source(self) -> Source: ...

    @property
    def voices(self) -> Mapping[Channel, Voice]:
        """The channels to capture, in the order in which they are kept; complete once the phase is TALKING."""
        ...

    @property
    def phase(self) -> Phase: ...

    @property
    def answered(self) -> bool:
        """Whether there was a conversation at all: an unanswered call leaves no tombstone."""
        ...

    @property
    def caller_status(self) -> int | None:
        """The final status that the caller's INVITE got (RFC 3261 §21); None while there is none."""
        ...

    @property
    def notice(self) -> Notice | None:
        """Which notice the caller has heard, ours or the switchboard's; None while none was."""
        ...

    @property
    def is_gone(self) -> bool:
        """All legs have ended."""
        ...

    def tick(self, now_s: float) -> None:
        """Time has passed; `now_s` is monotonic."""
        ...

    def recording_is(self, capture: Capture) -> None:
        """What is to be done with the sound from now on, while talking: a session may tell its parties."""
        ...

    def hang_up(self) -> None:
        """End it; `session_over` and the legs' ends follow."""
        ...

    def let_go(self) -> None:
        """Hang up, and follow no leg any more: `is_gone` at once, nothing is told."""
        ...

    def has_leg(self, leg: SipCall) -> bool: ...
