"""The write-only way in for recordings made elsewhere: seals while it streams; what goes in never comes back."""

from datetime import UTC, datetime
from pathlib import Path

from calls.call import Call, CallId
from calls.errors import BadInput
from calls.ports.clock import Clock
from calls.ports.intake import IntakeSession
from recorder.manifest import AUDIO, CONVERSATION
from recorder.sealed_call import SealedCall
from recorder.tink_seals import PublicWrap

SEGMENT_BYTES = 256 * 1024
"""How much is held in memory before it is sealed."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class SealedIntake:
    """Holds the public half of the key only. Implements `calls.ports.intake.Intake`."""

    def __init__(self, spool_dir: Path, wrap: PublicWrap, *, clock: Clock | None = None) -> None:
        self._dir = spool_dir
        self._wrap = wrap
        self._clock = clock or SystemClock()

    def begin(self, call: Call, *, payload: str) -> IntakeSession:
        """Raises BadInput for an unknown payload, SpoolError when the spool cannot be written."""
        if payload not in (AUDIO, CONVERSATION):
            raise BadInput("unknown payload", hint=f'"{AUDIO}" or "{CONVERSATION}"')
        sealed = SealedCall(self._dir, self._wrap, call, payload=payload)
        return SealingSession(sealed, call, self._clock)


class SealingSession:
    """One recording on its way in. Left without `finish`, it is destroyed by the next salvage."""

    def __init__(self, sealed: SealedCall, call: Call, clock: Clock) -> None:
        self._sealed = sealed
        self._call = call
        self._clock = clock
        self._held = bytearray()

    def write(self, payload: bytes) -> None:
        """Raises SpoolError when the disk refuses; then abort."""
        view = memoryview(payload)
        while view:
            room = SEGMENT_BYTES - len(self._held)
            self._held += view[:room]
            view = view[room:]
            if len(self._held) == SEGMENT_BYTES:
                self._sealed.append(bytes(self._held))
                self._held.clear()

    def finish(self) -> CallId:
        self._sealed.append(bytes(self._held), final=True)
        self._held.clear()
        self._sealed.finish(self._call, captured_at=self._clock.now())
        return self._call.call_id

    def abort(self) -> None:
        self._held.clear()
        self._sealed.destroy()
