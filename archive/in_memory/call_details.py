"""The call details' twin."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from archive.in_memory.shelf import Shelf
from calls.call import CallId
from calls.call_detail import CallDetail, as_it_stands


class CallDetailsInMemory:
    """`calls.ports.call_details.CallDetails`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._details: dict[CallId, CallDetail] = {}

    def enter(self, details: Sequence[CallDetail]) -> int:
        with self._shelf.lock:
            before = len(self._details)
            for detail in details:
                self._details.setdefault(detail.call_id, detail)
            return len(self._details) - before

    def received_between(self, start: datetime, end: datetime) -> Iterator[CallDetail]:
        with self._shelf.lock:
            found = [self._as_it_stands(detail) for detail in self._details.values()]
        chosen = [detail for detail in found if start <= detail.received_at < end]
        return iter(sorted(chosen, key=lambda detail: (detail.received_at, detail.call_id)))

    def _as_it_stands(self, detail: CallDetail) -> CallDetail:
        call = self._shelf.calls.get(detail.call_id)
        if call is None:
            return as_it_stands(detail, None)
        return as_it_stands(detail, call.state, call.failure_reason, objected=call.objected)
