"""How far a party's clock ran from the recorder's, told from how much sound it sent in which time.

Both channels are written by the recorder's clock. A party whose own clock is fast sends a little more sound than there
is time for; pjmedia drops the rest, or fills in what a slow one lacks (docs/decisions/0023-a-delay-that-is-held.md).
"""

import math
from dataclasses import dataclass

GOOD_TO_MS = 20
"""What is known worse than this is not told: of talk under some six seconds, or of sound with many pauses in it."""
_LOOK_GOOD_TO_MS = 10.0
"""Standard deviation of one look: where it falls between two packets of 20 ms (6 ms), and their jitter."""


@dataclass(frozen=True, slots=True)
class Received:
    """What has come of one sound since its leg began; streams that a change of media has ended count on."""

    missing_ms: int = 0
    """How much never came, or too late; silence or guesswork stood in."""
    ran_dry: int = 0
    """How often there was nothing to play."""
    sent_ms: float | None = 0.0
    """How much its party has sent, what the network lost of it included; None where the codec's packets do not tell."""

    def and_then(self, after: "Received") -> "Received":
        """With what the next stream has brought."""
        sent_ms = None if after.sent_ms is None else (self.sent_ms or 0.0) + after.sent_ms
        return Received(self.missing_ms + after.missing_ms, self.ran_dry + after.ran_dry, sent_ms)


class ClockDrift:
    """A line through looks at one sound: within each stretch in which it never ran dry, for only then has its party
    sent all the time. All stretches have one slope, the clock's, and each its own beginning (least squares).

    Running sums (Welford), so that it costs nothing to look every few seconds for hours.
    """

    def __init__(self) -> None:
        self._ran_dry: int | None = None
        self._looks, self._mean_s, self._mean_ms = 0, 0.0, 0.0
        """Of the stretch that lasts."""
        self._product, self._square = 0.0, 0.0
        """Of all stretches: sums of (time - its mean) times (surplus - its mean), and of (time - its mean) squared."""

    def look(self, at_s: float, received: Received) -> None:
        """`at_s` is monotonic, the instant at which `received` was asked for."""
        if received.sent_ms is None:
            self._ran_dry = None
            return
        if received.ran_dry != self._ran_dry:
            self._ran_dry, self._looks = received.ran_dry, 0
        surplus_ms = received.sent_ms - at_s * 1000
        self._looks += 1
        if self._looks == 1:
            self._mean_s, self._mean_ms = at_s, surplus_ms
            return
        off_s, off_ms = at_s - self._mean_s, surplus_ms - self._mean_ms
        self._mean_s += off_s / self._looks
        self._mean_ms += off_ms / self._looks
        self._square += off_s * (at_s - self._mean_s)
        self._product += off_s * (surplus_ms - self._mean_ms)

    def error_ms(self, duration_s: float) -> float:
        """Standard deviation of `drift_ms`; infinite before there is one."""
        return duration_s * _LOOK_GOOD_TO_MS / math.sqrt(self._square) if self._square else math.inf

    def drift_ms(self, duration_s: float) -> int | None:
        """What the party's clock gained (lost, where negative) in so long a time; None where that is not known to
        `GOOD_TO_MS`."""
        known = self.error_ms(duration_s) <= GOOD_TO_MS
        return round(self._product / self._square * duration_s) if known else None
