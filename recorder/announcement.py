"""The notice that every caller hears before anything can be recorded."""

import wave
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from calls.consent import Notice
from calls.errors import BadSettings, RecorderError
from recorder.sip_call import SipCall
from recorder.sip_sound import RATE_HZ, FilePlayer, connect, disconnect

AFTERGLOW_S = 0.1
"""A little silence, so that the last syllable has left the jitter buffer before the other party is heard."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One notice: which one it is goes into the consent record."""

    path: Path
    notice: Notice
    duration_s: float

    @classmethod
    def load(cls, path: Path, notice: Notice) -> "Announcement":
        """Raises BadSettings unless it is a WAV of 8 kHz, mono, 16 bits, with sound in it."""
        try:
            with wave.open(str(path), "rb") as file:
                shape = (file.getframerate(), file.getnchannels(), file.getsampwidth())
                n_frames = file.getnframes()
        except (OSError, EOFError, wave.Error) as error:
            raise BadSettings(f"the notice {path} cannot be read", hint="give a WAV file") from error
        if shape != (RATE_HZ, 1, 2) or n_frames == 0:
            raise BadSettings(f"the notice {path} has the wrong form", hint="a WAV of 8 kHz, mono, 16 bits is needed")
        return cls(path, notice, n_frames / RATE_HZ)


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A notice as the settings name it."""

    path: Path
    notice: Notice


class Announcements:
    """Which notice a queue's callers hear, in their language."""

    def __init__(self, default: NoticeFile, by_queue: Mapping[str, NoticeFile]) -> None:
        """Raises BadSettings."""
        self._default = Announcement.load(default.path, default.notice)
        self._by_queue = {queue: Announcement.load(file.path, file.notice) for queue, file in by_queue.items()}

    def for_queue(self, queue: str | None) -> Announcement:
        return self._by_queue.get(queue or "", self._default)


class Announcing:
    """One caller hearing the notice, once."""

    def __init__(self, announcement: Announcement, caller: SipCall, *, now_s: float) -> None:
        self._player: FilePlayer | None = FilePlayer(announcement.path, loop=False)
        self._ends_at_s = now_s + announcement.duration_s + AFTERGLOW_S
        self.connect_to(caller)

    def connect_to(self, caller: SipCall) -> None:
        """Again after each change of the caller's media."""
        if self._player is not None:
            connect(self._player, caller)

    def is_over(self, now_s: float) -> bool:
        return now_s >= self._ends_at_s

    def stop(self, caller: SipCall) -> None:
        """Twice is no error; nor is a caller who has hung up."""
        player, self._player = self._player, None
        if player is None:
            return
        try:
            if caller.is_up:
                disconnect(player, caller)
        except RecorderError:
            return  # the caller's sound is gone already, and the connection with it
        finally:
            player.close()
