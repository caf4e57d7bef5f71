"""From the recorder to the pipeline: the sealed, short-lived raw audio, and the notes that lie beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from calls.audio import RawRecording
from calls.call import CallEnding, CallId, CapturedCall, Channel
from calls.call_detail import CallDetail
from calls.consent import Means
from calls.transcript import Turn


@dataclass(frozen=True, slots=True, repr=False)
class RawConversation:
    """A text conversation from the spool: there is no sound."""

    call_id: CallId
    turns: tuple[Turn, ...]

    def __repr__(self) -> str:
        return f"RawConversation({self.call_id}, {len(self.turns)} turns)"


class RekeyNote(Protocol):
    """A recorder's word that the entry `old` is `new` under version `key_version` of the key."""

    @property
    def name(self) -> str: ...
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def key_version(self) -> int: ...


class PauseNote(Protocol):
    """A recorder's word that a call's recording paused, or went on, because a party's telephone or key did it."""

    @property
    def name(self) -> str: ...
    @property
    def call_id(self) -> CallId: ...
    @property
    def paused(self) -> bool: ...
    @property
    def by(self) -> Channel: ...
    @property
    def how(self) -> Means: ...
    @property
    def at(self) -> datetime: ...


class Spool(Protocol):
    """The sealed, short-lived raw audio, as the pipeline sees it (it holds the private half of the key)."""

    def waiting(self) -> Sequence[CapturedCall]:
        """Calls handed over by a complete, fsynced manifest, oldest first."""
        ...

    def open(self, call_id: CallId) -> RawRecording | RawConversation:
        """Raises SpoolError when missing, SealBroken when damaged, UnreadableAudio when it is no audio."""
        ...

    def destroy(self, call_id: CallId) -> None:
        """Destroy the call's key, then its bytes. Doing it twice is no error."""
        ...

    def holds(self, call_id: CallId) -> bool: ...

    def endings(self) -> Sequence[CallEnding]:
        """Tombstones of calls of which nothing was kept, waiting to be noted in the database."""
        ...

    def forget_ending(self, call_id: CallId) -> None:
        """Remove a tombstone's file once its row is committed."""
        ...

    def detail_batches(self) -> Iterator[tuple[str, tuple[CallDetail, ...]]]:
        """Call details that wait to be entered, in batches with a name each."""
        ...

    def rekeys(self) -> Iterator[RekeyNote]:
        """Standing objections that were recognised under an older version of the key."""
        ...

    def forget_rekey(self, name: str) -> None:
        """Once it is carried out. Twice is no error."""
        ...

    def pauses(self) -> Iterator[PauseNote]:
        """Pauses that parties' telephones asked for, and their ends, oldest first."""
        ...

    def forget_pause(self, name: str) -> None:
        """Once it is in the audit log. Twice is no error."""
        ...

    def forget_detail_batch(self, name: str) -> None:
        """Remove a batch once its rows are committed. Twice is no error."""
        ...
