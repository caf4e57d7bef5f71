"""Sound in pjsua2's conference bridge: files that play and record, and what connects them (with `sip_call` and
`sip_endpoint` the only files that import pjsua2)."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pjsua2 as pj

from calls.errors import RecorderError
from recorder.clock_drift import Received

RATE_HZ = 8000


class Sound(Protocol):
    """Something the conference bridge can hear from or play to."""

    @property
    def has_sound(self) -> bool:
        """Whether there is a bridge port to connect now."""
        ...

    def media(self) -> Any:
        """The bridge port; raises RecorderError while there is none."""
        ...


class Heard(Sound, Protocol):
    """Sound that comes over the network."""

    def received(self) -> Received:
        """What has come of it up to now, or up to its end."""
        ...


class FilePlayer:
    """Plays a WAV file (mono, 16 bits, 8 kHz) to whatever it is connected to, from now on."""

    def __init__(self, path: Path, *, loop: bool) -> None:
        self._player: Any = pj.AudioMediaPlayer()
        with translated(f"cannot play {path.name}"):
            self._player.createPlayer(str(path), 0 if loop else pj.PJMEDIA_FILE_NO_LOOP)

    @property
    def has_sound(self) -> bool:
        return self._player is not None

    def media(self) -> Any:
        return self._player

    def close(self) -> None:
        """Twice is no error. The player itself rests for a while: see `_rest`."""
        if self._player is not None:
            _rest(self._player)
        self._player = None


RESTS_S = 2.0
_resting: deque[tuple[float, Any]] = deque()


def _rest(player: Any) -> None:
    """Keep a player that is done until no event of its can be under way.

    pjmedia tells the end of a file from a thread of its own (`ev_thread`), which calls the player by its address: were
    it deleted by then, the process would die of it, with every call on the line.
    """
    now_s = time.monotonic()
    _resting.append((now_s, player))
    while _resting and now_s - _resting[0][0] > RESTS_S:
        _resting.popleft()


class FileRecorder:
    """Writes what it hears to a WAV file (mono, 16 bits, 8 kHz, 44-byte header), in blocks of 4,096 bytes; for a file
    *.held.wav the production build holds it in memory instead (`held_sound`)."""

    def __init__(self, path: Path) -> None:
        self._recorder: Any = pj.AudioMediaRecorder()
        with translated("cannot record"):
            self._recorder.createRecorder(str(path))

    @property
    def has_sound(self) -> bool:
        return self._recorder is not None

    def media(self) -> Any:
        return self._recorder

    def close(self) -> None:
        """Flushes the last block. Twice is no error."""
        self._recorder = None


def let_players_go() -> None:
    """Before the library goes: pjsua2 aborts the process when one of its objects outlives it."""
    _resting.clear()


def connect(source: Sound, sink: Sound) -> None:
    """Let `sink` hear `source`; connecting twice is no error."""
    with translated("cannot connect sound"):
        source.media().startTransmit(sink.media())


def disconnect(source: Sound, sink: Sound) -> None:
    """From the next 20 ms frame on `sink` hears `source` no more."""
    with translated("cannot disconnect sound"):
        source.media().stopTransmit(sink.media())


@contextmanager
def translated(what: str) -> Iterator[None]:
    """pjsua2's errors name addresses and numbers: only the status code passes."""
    try:
        yield
    except pj.Error as error:
        raise RecorderError(f"{what} (pjsip {error.status})", hint="see pjsip's status codes") from None
