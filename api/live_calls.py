"""Calls on the line: which there are, and how to object, pause and resume. Every order may be given twice."""

from dataclasses import asdict

from fastapi import APIRouter

from api.call_filter import AskedCall
from api.desk import Desk
from api.documents import LiveAnswer, LiveCallList
from api.objection import carry_out_objection
from api.signed_in import DeskHere, ReaderHere
from calls.access import Reader
from calls.audit import AuditEvent, Did
from calls.call import CallId

router = APIRouter(tags=["Live calls"])


@router.get("/v1/live-calls", response_model=LiveCallList)
def list_live_calls(desk: DeskHere) -> dict[str, object]:
    """Calls on the line right now."""
    return {"calls": [asdict(call) for call in desk.live_calls.list()]}


@router.post("/v1/live-calls/{call_id}/objection", response_model=LiveAnswer)
def object_to_call(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """The caller objects: what there is of the call is destroyed, on the line or in the archive."""
    return {"call_id": call_id, "outcome": carry_out_objection(desk, reader, call_id).value}


@router.post("/v1/live-calls/{call_id}/pause", response_model=LiveAnswer)
def pause_call(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """Stop listening, for instance while a card number is said; silence is written."""
    pause(desk, reader, call_id)
    return {"call_id": call_id, "outcome": "paused"}


@router.post("/v1/live-calls/{call_id}/resume", response_model=LiveAnswer)
def resume_call(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """Listen again."""
    resume(desk, reader, call_id)
    return {"call_id": call_id, "outcome": "resumed"}


def pause(desk: Desk, reader: Reader, call_id: CallId) -> None:
    """Protects first, witnesses afterwards: a broken audit log must not keep a recorder listening."""
    desk.live_calls.pause(call_id, actor=reader.name)
    desk.audit.append(AuditEvent(Did.PAUSED, reader.name, call_id))


def resume(desk: Desk, reader: Reader, call_id: CallId) -> None:
    """Witnesses first: without an audit row the call stays paused."""
    desk.audit.append(AuditEvent(Did.RESUMED, reader.name, call_id))
    desk.live_calls.resume(call_id, actor=reader.name)
