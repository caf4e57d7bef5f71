"""The way in for recordings made elsewhere."""

from typing import Protocol

from calls.call import Call, CallId


class IntakeSession(Protocol):
    def write(self, payload: bytes) -> None:
        """Seal the next bytes; nothing is ever written in the clear."""
        ...

    def finish(self) -> CallId:
        """Hand the call over: manifest and folder are fsynced before this returns."""
        ...

    def abort(self) -> None:
        """Destroy what was sealed so far."""
        ...


class Intake(Protocol):
    """The write-only way in for recordings made elsewhere: what goes in never comes back."""

    def begin(self, call: Call, *, payload: str) -> IntakeSession:
        """`payload` is "audio" (a sound file in any supported container) or "conversation" (contract JSON)."""
        ...
