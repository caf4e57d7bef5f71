"""A caller says no, and somebody here presses the button: on the line, just after hang-up, or long after.

An objection must never fall between the recorder, which lets go of a call at hang-up, and the database, which learns
of it a moment later. So an unknown call is asked for again for a while before the answer is "no such call".
"""

import time

from api.desk import Desk
from calls.access import Action, Reader, can
from calls.audit import AuditEvent, Did
from calls.call import CallId
from calls.consent import Means
from calls.errors import NotAllowed, NotFound, RecorderUnavailable, Unavailable
from calls.lifecycle import HOLDS_ARTEFACTS, State

_PAUSE_S = 0.2


def carry_out_objection(desk: Desk, reader: Reader, call_id: CallId) -> State:
    """Object on the line, or else in the archive; twice is no error. Returns the state that the call is in now.

    Raises NotFound, RecorderUnavailable (and the archive does not know the call either), NotAllowed when the call is
    published already and the reader may not erase it, Unavailable, DatabaseUnavailable.
    """
    give_up_at = time.monotonic() + desk.limits.objection_patience_s
    while True:
        try:
            return _object_once(desk, reader, call_id)
        except (NotFound, RecorderUnavailable):
            if time.monotonic() >= give_up_at:
                _check_not_waiting(desk, call_id)
                raise
        time.sleep(_PAUSE_S)


def _check_not_waiting(desk: Desk, call_id: CallId) -> None:
    """A call that lies in the spool, not entered yet, must not be answered with "no such call": raises Unavailable."""
    if desk.call_state(call_id) is not None:
        raise Unavailable("the call has just ended and is not entered yet", hint="object again in a moment")


def _object_once(desk: Desk, reader: Reader, call_id: CallId) -> State:
    try:
        desk.live_calls.object_to(call_id, how=Means.API, actor=reader.name)
        return State.OBJECTED
    except NotFound:
        return _object_after_hang_up(desk, reader, call_id)
    except RecorderUnavailable:
        try:
            return _object_after_hang_up(desk, reader, call_id)
        except NotFound:
            pass  # it may still be on that recorder's line, so "not found" would be a false comfort
        raise


def _object_after_hang_up(desk: Desk, reader: Reader, call_id: CallId) -> State:
    """Before publication it is the caller's objection; afterwards it is an erasure, which needs its own right."""
    if desk.call_state(call_id) in HOLDS_ARTEFACTS and not can(reader, Action.OBJECT):
        raise NotAllowed("the call has been published already", hint="a privacy officer can still object")
    event = AuditEvent(Did.OBJECTED, reader.name, call_id, {"how": Means.API.value})
    return desk.archive.object_to(call_id, how=Means.API, audit=event)
