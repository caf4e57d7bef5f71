"""A caller's keys for the agent, and the agent's for the caller: passed from leg to leg, kept nowhere.

pjsua2 takes keys (RFC 4733 events, SIP INFO) out of the sound, so whoever stands between two legs must send them on.
What may be an objection, or an agent's pause or its end, is held back until it is clear that it is none: then it goes
out in front of the key that made it clear. What was one never reaches the other party.
"""

from dataclasses import dataclass, field

from calls.consent import Means
from calls.errors import RecorderError
from recorder.objection import QUIET_S
from recorder.sip_call import SipCall
from recorder.sip_events import KeyPressed

TWICE_WITHIN_S = 0.2
"""A phone that sends each key by both means sends both within this time."""


@dataclass(slots=True, repr=False)
class KeyRelay:
    """One direction. Instants are seconds of one monotonic clock."""

    _held: list[KeyPressed] = field(default_factory=list)
    _held_at_s: float = float("-inf")
    _last: tuple[KeyPressed, float] | None = None

    def is_repeat(self, pressed: KeyPressed, now_s: float) -> bool:
        """Whether this is the last key once more, come by the other means."""
        last, last_at_s = self._last or (None, 0.0)
        self._last = pressed, now_s
        same = last is not None and last.key == pressed.key and last.how is not pressed.how
        return same and now_s - last_at_s < TWICE_WITHIN_S

    def take(self, pressed: KeyPressed, now_s: float, *, hold: bool) -> list[KeyPressed]:
        """What is to be sent on now, in order. Held keys that were followed by none for QUIET_S were meant for us."""
        held = self._held if now_s - self._held_at_s < QUIET_S else []
        self._held = [*held, pressed] if hold else []
        self._held_at_s = now_s
        return [] if hold else [*held, pressed]


def send_on(keys: list[KeyPressed], leg: SipCall) -> bool:
    """By the means it came, or by the other where that leg has not agreed to it; False when neither works."""
    return all(_send(pressed, leg) for pressed in keys)


def _send(pressed: KeyPressed, leg: SipCall) -> bool:
    for how in (pressed.how, Means.DTMF if pressed.how is Means.SIP else Means.SIP):
        try:
            leg.send_key(pressed.key, how)
        except RecorderError:
            continue
        return True
    return False
