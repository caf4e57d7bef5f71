"""Notices a party who has vanished without a BYE: no packet comes for long while it should be speaking.

Session timers (RFC 4028) find the same where the other party agrees to them, but within half an hour at best.
"""

from collections.abc import Callable, Iterable

from recorder.sip_call import SipCall

LOOKS_A_LIMIT = 6
"""How often within the limit: packets are counted seldom, since hundreds of calls are."""


class SilentLegWatch:
    """Over the legs of one call. Instants are seconds of one monotonic clock; a limit of 0 watches nothing."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._look_at_s = 0.0
        self._heard: dict[int, tuple[int, float]] = {}
        """Leg → packets at the last look, and when a packet was last seen to have come."""

    def vanished(self, legs: Callable[[], Iterable[SipCall]], now_s: float) -> bool:
        """Whether one of them has sent nothing for the limit. On hold nobody need send anything."""
        if self._limit_s <= 0 or now_s < self._look_at_s:
            return False
        self._look_at_s = now_s + self._limit_s / LOOKS_A_LIMIT
        silent = [self._is_silent(leg, now_s) for leg in legs()]
        return any(silent)

    def _is_silent(self, leg: SipCall, now_s: float) -> bool:
        packets = leg.count_packets()
        before, since_s = self._heard.get(id(leg), (-1, now_s))
        if packets != before or not leg.is_both_ways:
            since_s = now_s
        self._heard[id(leg)] = packets, since_s
        return now_s - since_s >= self._limit_s
