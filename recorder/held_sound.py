"""What a channel's recorder has heard and nobody has sealed yet, held in memory by the production build alone.

bootstrap/held_sound.c keeps it, and looks at each frame for tones of keys while it arrives. The small wheel writes a
file on the RAM disk instead (`ram_disk.WavTail`), and all of it is searched.
"""

import ctypes
from pathlib import Path
from typing import Protocol

from calls.errors import CaptureFailed

MAY_HOLD_TONES, LOST_SOME = 1, 2
"""Flags of held_sound.c."""


class Tail(Protocol):
    """The sound that a recorder has added since the last look."""

    may_hold_tones: bool
    """Of what was taken last."""

    def take(self) -> bytes:
        """All of it, whole 16-bit samples; it is gone from where it was. Raises CaptureFailed."""
        ...

    def is_complete(self) -> bool:
        """Whether the recorder is closed, so that nothing more will come."""
        ...

    def remove(self) -> None:
        """Nothing is left of it. Twice is no error."""
        ...


class HeldSound:
    """Of the recorder that was made last."""

    def __init__(self, library: ctypes.CDLL, path: Path) -> None:
        """`path` is the recorder's file, in which there is only a header."""
        self._library, self._path = library, path
        self._held: int | None = library.hushtape_held_last_made()
        self._size, self._flags = ctypes.c_size_t(), ctypes.c_int()
        self._results = ctypes.byref(self._size), ctypes.byref(self._flags)
        self.may_hold_tones = False

    def take(self) -> bytes:
        if self._held is None:
            return b""
        place = self._library.hushtape_held_take(self._held, *self._results)
        if self._flags.value & LOST_SOME:
            raise CaptureFailed("a channel's sound was not sealed in time", hint="check the spool's disk")
        self.may_hold_tones = bool(self._flags.value & MAY_HOLD_TONES)
        return ctypes.string_at(place, self._size.value)

    def is_complete(self) -> bool:
        return self._held is None or bool(self._library.hushtape_held_is_over(self._held))

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
        held, self._held = self._held, None
        if held is not None:
            self._library.hushtape_held_free(held)


def declare(library: ctypes.CDLL) -> None:
    """The types of held_sound.c's functions."""
    library.hushtape_held_last_made.restype = ctypes.c_void_p
    library.hushtape_held_take.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    library.hushtape_held_take.restype = ctypes.c_void_p
    library.hushtape_held_is_over.argtypes = [ctypes.c_void_p]
    library.hushtape_held_free.argtypes = [ctypes.c_void_p]
