"""Callers who object for good. Their numbers come in a body, are keyed at once, and leave no other trace."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.call_filter import PLAIN
from api.desk import Desk
from api.documents import StandingAnswer, StandingList
from api.signed_in import DeskHere, ReaderHere
from calls.audit import AuditEvent, Did
from calls.errors import BadInput
from calls.pseudonym import KeyedCaller

router = APIRouter(tags=["Standing objections"])


class ObjectorIn(BaseModel):
    """A caller's number; in a body, since addresses end up in logs."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    number: Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN, examples=["+12125550147"])]


@router.get("/v1/objections", response_model=StandingList)
def list_standing_objections(desk: DeskHere, reader: ReaderHere) -> dict[str, object]:
    """Keyed codes of those who object for good, oldest first; no number can be read from them."""
    entries = desk.standing.entries()
    desk.audit.append(AuditEvent(Did.LISTED, reader.name, None, {"standing_objections": len(entries)}))
    return {"objections": [{"code": entry.pseudonym, "added_at": entry.added_at} for entry in entries]}


@router.post("/v1/objections", response_model=StandingAnswer)
def add_standing_objection(objector: ObjectorIn, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """Record no call of this number any more; recorders know within seconds. Twice is no error."""
    caller = _caller_in(objector, desk)
    added = desk.standing.add(caller, audit=AuditEvent(Did.STANDING_OBJECTION_ADDED, reader.name))
    return {"code": caller.code, "outcome": "added" if added else "known"}


@router.delete("/v1/objections", response_model=StandingAnswer)
def remove_standing_objection(objector: ObjectorIn, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """Take a number off the list: its calls are recorded again, after the notice. Twice is no error."""
    caller = _caller_in(objector, desk)
    removed = desk.standing.remove(caller, audit=AuditEvent(Did.STANDING_OBJECTION_REMOVED, reader.name))
    return {"code": caller.code, "outcome": "removed" if removed else "absent"}


def _caller_in(objector: ObjectorIn, desk: Desk) -> KeyedCaller:
    """Raises BadInput, which does not say what was sent."""
    caller = desk.caller_of(objector.number)
    if caller is None:
        raise BadInput("there is no number in it", hint='such as {"number": "+12125550147"}')
    return caller
