"""The review queue: what is in quarantine and why, and what a privacy officer makes of it."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.call_filter import AskedCall
from api.documents import ReviewAnswer, ReviewCallOut, ReviewList, WideningAnswer
from api.playback import SOUND, IfRange, Range, sound_answer
from api.signed_in import DeskHere, ReaderHere
from calls.call import Channel
from calls.finding import Kind
from calls.review import Widening, line_of_queue

router = APIRouter(tags=["Review"])

_A_WEEK_MS = 7 * 24 * 3600 * 1000

Milliseconds = Annotated[int, Field(ge=0, le=_A_WEEK_MS, strict=True)]


class WideningIn(BaseModel):
    """More to hide: [start_ms, end_ms) of one party's channel."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    channel: Channel
    start_ms: Milliseconds
    end_ms: Milliseconds
    kind: Kind


@router.get("/v1/review", response_model=ReviewList)
def list_quarantine(
    desk: DeskHere, reader: ReaderHere, limit: Annotated[int, Query(ge=1, le=1000)] = 200
) -> dict[str, object]:
    """Calls in quarantine, those that are destroyed first come first; never a word of them."""
    queue = desk.review.list_calls(reader, limit=limit)
    return {"calls": [line_of_queue(call) for call in queue.calls], "total": queue.total}


@router.get("/v1/review/{call_id}", response_model=ReviewCallOut)
def show_quarantined(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, object]:
    """One call in quarantine: redacted turns, masks, and the checks that failed with the places where they did."""
    return desk.review.show(reader, call_id)


@router.get("/v1/review/{call_id}/audio", response_class=Response, responses=SOUND)
def listen_in_quarantine(
    call_id: AskedCall, desk: DeskHere, reader: ReaderHere, range_: Range = None, if_range: IfRange = None
) -> Response:
    """The masked recording as FLAC; one range at a time."""
    return sound_answer(call_id, desk.review.listen(reader, call_id), range_, if_range)


@router.post("/v1/review/{call_id}/widening", response_model=WideningAnswer)
def widen(widening: WideningIn, call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, object]:
    """Hide more, in text and sound. Words that the span touches are hidden whole; the old version is deleted."""
    asked = Widening(widening.channel, widening.start_ms, widening.end_ms, widening.kind)
    return {"call_id": call_id, "masks": [asdict(mask) for mask in desk.review.widen(reader, call_id, asked)]}


@router.post("/v1/review/{call_id}/release", response_model=ReviewAnswer)
def release(
    call_id: AskedCall,
    desk: DeskHere,
    reader: ReaderHere,
    confirm: Annotated[bool, Query(description="you have listened: the caller does not object")] = False,
) -> dict[str, str]:
    """Publish it as it is, with tags counted from now. What had failed stays on the certificate, beside your name."""
    return {"call_id": call_id, "state": desk.review.release(reader, call_id, confirmed=confirm).state.value}


@router.post("/v1/review/{call_id}/erasure", response_model=ReviewAnswer)
def erase(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """Destroy every copy; while a legal hold lasts the call is kept, but served to nobody."""
    return {"call_id": call_id, "state": desk.review.erase(reader, call_id).value}


@router.post("/v1/review/{call_id}/objection", response_model=ReviewAnswer)
def object_to(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, str]:
    """What the caller said is an objection after all: carried out like every other one."""
    return {"call_id": call_id, "state": desk.review.object_to(reader, call_id).value}
