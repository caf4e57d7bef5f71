"""Who writes down, who listens again, and who watches them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from calls.audio import RawAudio, RedactedAudio
from calls.transcript import Transcript, Turn, Window

Watch = Callable[[float], None]
"""Told time and again what share of a long piece of work is done (0 … 1), the same one while it takes long. What it
raises ends the work there."""

Heed = Callable[[], None]
"""Asked between two steps of the work, of which there is nothing to tell; what it raises ends the work there."""


def unwatched(share: float) -> None:
    """For work that nobody watches."""


def unheeded() -> None:
    """The same, between two steps."""


def asked_again(watch: Watch) -> tuple[Watch, Heed]:
    """The same watch, and what asks it again with the share that it was last told."""
    last = 0.0

    def tell(share: float) -> None:
        nonlocal last
        last = max(last, share)
        watch(last)

    return tell, lambda: watch(last)


def parts_of(watch: Watch, shares: Sequence[float]) -> list[Watch]:
    """A watch for each part of the work, one after the other; `shares` of the whole, together 1."""
    return [_part_of(watch, sum(shares[:number]), share) for number, share in enumerate(shares)]


def _part_of(watch: Watch, start: float, share: float) -> Watch:
    return lambda done: watch(min(1.0, start + done * share))


class Transcriber(Protocol):
    """Writes down each party's channel. Word times are forced-aligned where possible."""

    @property
    def engine(self) -> str: ...

    @property
    def model(self) -> str: ...

    def transcribe(self, audio: RawAudio, watch: Watch = unwatched) -> Transcript:
        """Raises TranscriptionFailed, ModelMissing, and what `watch` raises. Silence and music give no words."""
        ...


class CheckingTranscriber(Protocol):
    """The other engine: reads masked audio again for the second look."""

    @property
    def engine(self) -> str: ...

    @property
    def model(self) -> str: ...

    def listen_again(self, audio: RedactedAudio, windows: Sequence[Window], watch: Watch = unwatched) -> Sequence[Turn]:
        """What can still be heard in each window; times on the call's clock. Windows without speech give no turn.

        Raises TranscriptionFailed, ModelMissing, and what `watch` raises.
        """
        ...
