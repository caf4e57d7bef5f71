"""From the line to the spool: each channel into memory, from there sealed before a second is over.

A looping silence is always connected to each channel's recorder. It keeps all timelines running on the same clock, so
that pauses, suspended stretches and lost packets become silence of the right length; whether a voice is heard is only
a matter of connecting it too. Several sounds of one voice are mixed.
"""

import math
import time
import wave
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import randint

from calls.call import Call, Channel
from calls.consent import Means
from calls.errors import CaptureFailed, RecorderError
from recorder.channel_sinks import ChannelSinks
from recorder.clock_drift import ClockDrift
from recorder.inband_dtmf import KEPT_BYTES, ToneGuard, take_together
from recorder.sealed_call import SealedCall
from recorder.session import Voice
from recorder.sip_sound import RATE_HZ, FilePlayer, Heard, connect, disconnect

MOST_LOST_S = 0.91
"""Of the sound of a recorder that is killed: what is left of a second is for a seal that comes late."""
HELD_BACK_S = 0.14
"""By a tone guard (0.08 s) and by the jitter buffer (0.06 s)."""
SLOT_S = 0.15
"""Calls are sealed in so many slots of the time, evenly: those of one slot are searched for tones together."""
STALLED_AFTER_S = 3.0
LOOK_EVERY_S = 3.0
"""At what the network has brought: gaps, and how much sound a party has sent in which time."""
BYTES_PER_MS = RATE_HZ * 2 // 1000


def make_silence(folder: Path) -> Path:
    """A second of silence to loop."""
    path = folder / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(bytes(2 * RATE_HZ))
    return path


def seal_every_slots(block_s: float) -> int:
    """How seldom a call may be sealed when its sound comes in blocks of `block_s`."""
    return math.floor(round((MOST_LOST_S - HELD_BACK_S - block_s) / SLOT_S, 6))


class ChannelCapture:
    """One channel's recorder and the tail of its file."""

    def __init__(self, voice: Voice, sinks: ChannelSinks) -> None:
        self._voice = voice
        self._heard: frozenset[Heard] = frozenset()
        self.recorder, self.tail = sinks.open()
        self.guard = ToneGuard()
        self.fresh = b""
        """Taken in, and not yet searched for tones of keys (F19)."""
        self.may_hold_tones = False
        """Of what is fresh, or what the guard has kept of what came before."""
        self._calm_bytes = 0
        """That have come since what might hold tones."""
        self.muted = b""
        """Searched, and not yet sealed."""
        self.missing_ms = 0
        """What of the voice the network did not bring in time."""
        self._missing_ms: dict[Heard, int] = {}
        """Of what is heard now, at the last look."""
        self._clocks: dict[Heard, ClockDrift] = {}

    def take(self) -> bool:
        """Whether there is new sound."""
        arrived = self.tail.take()
        self.fresh += arrived
        if self.tail.may_hold_tones:
            self.may_hold_tones, self._calm_bytes = True, 0
        else:
            self.may_hold_tones |= self._calm_bytes < KEPT_BYTES
            self._calm_bytes += len(arrived)
        return bool(arrived)

    def let_through(self, muted: bytes) -> None:
        """All that was fresh has been searched, and this much of it may be sealed."""
        self.fresh, self.muted, self.may_hold_tones = b"", self.muted + muted, False

    def take_muted(self, length: int) -> bytes:
        """So many bytes of what may be sealed."""
        taken, self.muted = self.muted[:length], self.muted[length:]
        return taken

    def take_rest(self) -> bytes:
        """All that is not sealed."""
        return self.muted + self.guard.finish(self.fresh + self.tail.take())

    def hear(self, wanted: bool) -> None:
        """Connect all that carries the voice now, or nothing; anew each time, for media may have been replaced."""
        now = frozenset(self._voice.sounds()) if wanted else frozenset()
        self.look()
        for sound in self._heard - now:
            if sound.has_sound:
                disconnect(sound, self.recorder)
        for sound in now:
            connect(sound, self.recorder)
        self._heard = now
        self._missing_ms = {sound: sound.received().missing_ms for sound in now}

    def look(self) -> None:
        """Add what has gone missing since the last look, and follow the party's clock."""
        for sound, before_ms in self._missing_ms.items():
            received = sound.received()
            self._clocks.setdefault(sound, ClockDrift()).look(time.monotonic(), received)
            self._missing_ms[sound] = received.missing_ms
            self.missing_ms += received.missing_ms - before_ms

    def drift_ms(self, duration_s: float) -> int | None:
        """By what the clock of the party that was heard best ran from ours (`ClockDrift.drift_ms`)."""
        best = min(self._clocks.values(), key=lambda clock: clock.error_ms(duration_s), default=None)
        return best.drift_ms(duration_s) if best is not None else None

    def stop(self) -> None:
        """The voice is over: a last look. Twice is no error."""
        with suppress(RecorderError):  # a stream that cannot be asked any more keeps no call from being handed over
            self.look()
        self._missing_ms = {}
        self.recorder.close()

    def close(self) -> None:
        self.recorder.close()
        self.tail.remove()


class CallCapture:
    """The capture of one call. Everything raises CaptureFailed, SpoolError or RecorderError when it cannot go on."""

    def __init__(
        self,
        sealed: SealedCall,
        sinks: ChannelSinks,
        voices: Mapping[Channel, Voice],
        silence: FilePlayer,
    ) -> None:
        self._sealed = sealed
        self._seal_every = seal_every_slots(sinks.block_s)
        self._channels: dict[Channel, ChannelCapture] = {}
        self._sealed_bytes = 0
        """Of each channel."""
        self._hearing = False
        self._slot = 0
        """In which the next chunk shall be sealed."""
        self._grew_at_s = 0.0
        self._next_look_s = 0.0
        self.gap_ms = 0
        """The longer of both channels' gaps, once `finish` has counted them."""
        self.drift_ms: int | None = None
        """By what the clock of a channel's party ran from the recorder's, the farther one, once `finish` knows."""
        self.tones_muted = 0
        """Keys heard as tones, once `finish` has counted them."""
        try:
            for channel, voice in voices.items():
                self._channels[channel] = ChannelCapture(voice, sinks)
            for captured in self._channels.values():  # a recorder's clock starts with its first connection: all at once
                connect(silence, captured.recorder)
        except RecorderError:
            self.abandon()
            raise

    @property
    def duration_ms(self) -> int:
        return self._sealed_bytes // BYTES_PER_MS

    @property
    def due_at_s(self) -> float:
        """When the next chunk shall be sealed."""
        return self._slot * SLOT_S

    def hear(self, wanted: bool) -> None:
        """Write the parties' sound (True) or silence (False), from the next 20 ms frame on."""
        if wanted != self._hearing:
            self._hearing = wanted
            self.reconnect()

    def reconnect(self) -> None:
        """After every change of media, or of what carries a voice."""
        for captured in self._channels.values():
            captured.hear(self._hearing)

    def suspend(self, how: Means, actor: str) -> None:
        """Silence at once, then a durable mark: a crash from here on buries the call."""
        self.hear(False)
        self._sealed.suspend(how=how, actor=actor)

    def lift_suspension(self) -> None:
        self._sealed.lift_suspension()

    def tick(self, now_s: float) -> None:
        """Take in what has been heard, whenever it is time to; `mute_tones` and `seal` follow at once."""
        slot_now = math.floor(now_s / SLOT_S)
        if not self._slot:  # anywhere within the first period: calls that begin together are not sealed together
            self._slot, self._grew_at_s = slot_now + randint(1, self._seal_every), now_s
        if now_s < self.due_at_s:
            return
        self._slot = max(self._slot + self._seal_every, slot_now + 1)
        if now_s >= self._next_look_s:
            self._next_look_s = now_s + LOOK_EVERY_S
            for captured in self._channels.values():
                captured.look()
        grew = [captured.take() for captured in self._channels.values()]
        if all(grew):
            self._grew_at_s = now_s
        elif now_s - self._grew_at_s > STALLED_AFTER_S:
            raise CaptureFailed("a channel's file has stopped growing", hint="check the RAM disk's free space")

    @property
    def fresh_channels(self) -> list[ChannelCapture]:
        return [captured for captured in self._channels.values() if captured.fresh]

    @property
    def may_hold_tones(self) -> bool:
        """Of what is fresh: then many calls are better searched together (`mute_tones`)."""
        return any(captured.may_hold_tones for captured in self.fresh_channels)

    def seal(self) -> None:
        """Seal what has been taken in; what `mute_tones` has not seen yet goes through it now.

        Of both channels the same length: one may have got its next frame when the other had not.
        """
        if self.fresh_channels:
            mute_tones([self])
        length = min(len(captured.muted) for captured in self._channels.values())
        if length:
            self._seal([captured.take_muted(length) for captured in self._channels.values()])

    def stop(self) -> None:
        """The call is over. pjsua2 closes the files a frame or two later; `is_stopped` says when."""
        for captured in self._channels.values():
            captured.stop()

    def is_stopped(self) -> bool:
        return all(captured.tail.is_complete() for captured in self._channels.values())

    def finish(self, call: Call, *, captured_at: datetime) -> Call:
        """Seal the rest, make both channels equally long, hand the call over; returns it with its duration."""
        if not self._channels:
            return self._finish_truncated(call, captured_at)
        self.stop()
        rest: list[bytes] = []
        for captured in self._channels.values():
            rest.append(captured.take_rest())
            captured.tail.remove()
            self.tones_muted += captured.guard.tones
            self.gap_ms = max(self.gap_ms, captured.missing_ms)
        channels, self._channels = self._channels.values(), {}
        longest = max(map(len, rest))
        self._seal([sound.ljust(longest, b"\0") for sound in rest], final=True)
        drifts = (captured.drift_ms(self.duration_ms / 1000) for captured in channels)
        self.drift_ms = max((drift_ms for drift_ms in drifts if drift_ms is not None), key=abs, default=None)
        done = replace(call, duration_ms=self.duration_ms)
        self._sealed.finish(done, captured_at=captured_at)
        return done

    def abandon(self) -> None:
        """Stop capturing; what is sealed stays until the call ends (`finish` flags it) or is objected to."""
        for captured in self._channels.values():
            captured.close()
        self._channels = {}

    def _finish_truncated(self, call: Call, captured_at: datetime) -> Call:
        done = replace(call, duration_ms=self.duration_ms, truncated=True)
        self._sealed.finish(done, captured_at=captured_at)
        return done

    def leave_to_salvage(self) -> None:
        """Let go of the spool; the next start hands over what can be used."""
        self.abandon()
        self._sealed.close()

    def destroy(self) -> None:
        """Nothing of the call is left, in memory or on disk."""
        try:
            self.abandon()
        finally:
            self._sealed.destroy()

    def _seal(self, sounds: Sequence[bytes], *, final: bool = False) -> None:
        """A stretch of each channel, equally long."""
        self._sealed.append(b"".join(sounds), final=final)
        self._sealed_bytes += len(sounds[0])


def mute_tones(captures: Iterable[CallCapture]) -> None:
    """Search all fresh sound for tones of keys at once; a little of it is held back until the next time."""
    channels = [channel for capture in captures for channel in capture.fresh_channels]
    suspicious = [channel for channel in channels if channel.may_hold_tones]
    through = take_together([(channel.guard, channel.fresh) for channel in suspicious])
    for channel, muted in zip(suspicious, through, strict=True):
        channel.let_through(muted)
    for channel in channels:
        if channel.fresh:
            channel.let_through(channel.guard.pass_on(channel.fresh))
