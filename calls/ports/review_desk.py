"""The only way to review what is in quarantine."""

from collections.abc import Sequence
from typing import Protocol

from calls.access import Reader
from calls.call import CallId
from calls.lifecycle import State
from calls.ports.archive import ArchivedCall
from calls.ports.reading_room import CallDocument
from calls.redacted import MaskedSpan
from calls.review import ReviewQueue, Widening


class ReviewDesk(Protocol):
    """The only way to review what is in quarantine: rights first, then the audit row, then the answer or the deed.

    Every method raises NotAllowed, NotFound for a call that is not in quarantine (any more), AuditUnavailable and
    DatabaseUnavailable; nothing is served or changed then.
    """

    def list_calls(self, reader: Reader, *, limit: int = 200) -> ReviewQueue: ...

    def show(self, reader: Reader, call_id: CallId) -> CallDocument:
        """The call as the contract's JSON, with `review` besides: reason, ends and obstacles to its release."""
        ...

    def listen(self, reader: Reader, call_id: CallId) -> bytes:
        """The masked sound as FLAC. Raises NotFound for a call without sound."""
        ...

    def widen(self, reader: Reader, call_id: CallId, widening: Widening) -> Sequence[MaskedSpan]:
        """Hide more, in text and sound, as new artefacts; the old ones are deleted. Returns the masks that came.

        Raises BadInput, WrongState (no sound, a legal hold), Superseded (somebody else changed the call meanwhile).
        """
        ...

    def release(self, reader: Reader, call_id: CallId, *, confirmed: bool = False) -> ArchivedCall:
        """Publish it, with tags counted from now. Raises WrongState, NeedsConfirmation, Superseded."""
        ...

    def erase(self, reader: Reader, call_id: CallId) -> State:
        """ERASED, every copy; RESTRICTED while a legal hold lasts."""
        ...

    def object_to(self, reader: Reader, call_id: CallId) -> State:
        """What the caller said is an objection after all: carried out like every other one."""
        ...
