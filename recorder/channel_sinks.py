"""Where the sound of a channel goes until it is sealed."""

import secrets
from pathlib import Path

from recorder.held_sound import Tail
from recorder.sip_gate import Gate
from recorder.sip_sound import FileRecorder


class ChannelSinks:
    """The production build holds it in memory, the small wheel writes it to a file on the RAM disk."""

    def __init__(self, folder: Path, gate: Gate) -> None:
        self._folder, self._gate = folder, gate
        self.block_s = gate.block_s
        """By how much sound there is more at a time."""

    def open(self) -> tuple[FileRecorder, Tail]:
        """What can be connected to a voice, and what it has heard. Raises CaptureFailed, RecorderError."""
        path = self._folder / f"{secrets.token_hex(12)}{self._gate.sound_suffix}"
        recorder = FileRecorder(path)
        return recorder, self._gate.tail_of(path)
