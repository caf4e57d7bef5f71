"""A privacy officer's pages: what is in quarantine, and one such call with what may be made of it."""

import math
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.call_filter import AskedCall
from api.signed_in import DeskHere, ReaderHere
from api.web.forms import read_fields
from api.web.render import page
from api.web.review_view import Stretch, doubts_of, prefilled
from api.web.transcript_view import timeline_of, turns_of
from calls.call import Channel
from calls.errors import BadInput
from calls.finding import Kind
from calls.review import Widening, line_of_queue

router = APIRouter(include_in_schema=False)

Done = Annotated[Literal["widened", "released", "erased", "objected"] | None, Query()]
Place = Annotated[int | None, Query(ge=0, le=7 * 24 * 3600 * 1000)]


@router.get("/review", response_model=None)
def show_queue(request: Request, desk: DeskHere, reader: ReaderHere, done: Done = None) -> Response:
    """The queue: why each call is there, and how long it still has."""
    queue = desk.review.list_calls(reader)
    lines = [line_of_queue(call) for call in queue.calls]
    now = desk.clock.now()
    return page(request, "review.html", reader=reader, calls=lines, total=queue.total, now=now, done=done)


@router.get("/review/{call_id}", response_model=None)
def show_quarantined(
    request: Request,
    call_id: AskedCall,
    desk: DeskHere,
    reader: ReaderHere,
    channel: Channel | None = None,
    from_ms: Place = None,
    to_ms: Place = None,
    done: Done = None,
) -> Response:
    """One call: where the doubt is, its masked sound and words, and the forms. `channel`, `from_ms` and `to_ms` fill
    the form that hides more."""
    call = desk.review.show(reader, call_id)
    timeline = timeline_of(call)
    return page(
        request,
        "review_call.html",
        reader=reader,
        call=call,
        turns=turns_of(call),
        timeline=timeline,
        sound=f"/v1/review/{call_id}/audio",
        doubts=doubts_of(call),
        asked=prefilled(Stretch(channel.value, from_ms, to_ms) if channel and from_ms is not None and to_ms else None),
        kinds=list(Kind),
        now=desk.clock.now(),
        done=done,
    )


@router.post("/review/{call_id}/widening", response_model=None)
async def widen(request: Request, call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    """Hide more; then look at the call again."""
    asked = _widening_of(await read_fields(request))
    await run_in_threadpool(desk.review.widen, reader, call_id, asked)
    return RedirectResponse(f"/review/{call_id}?done=widened", 303)


@router.post("/review/{call_id}/release", response_model=None)
async def release(request: Request, call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    confirmed = (await read_fields(request)).get("confirm") == "yes"
    await run_in_threadpool(desk.review.release, reader, call_id, confirmed=confirmed)
    return RedirectResponse("/review?done=released", 303)


@router.post("/review/{call_id}/erasure", response_model=None)
def erase(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    desk.review.erase(reader, call_id)
    return RedirectResponse("/review?done=erased", 303)


@router.post("/review/{call_id}/objection", response_model=None)
def object_to(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    desk.review.object_to(reader, call_id)
    return RedirectResponse("/review?done=objected", 303)


def _widening_of(fields: dict[str, Any]) -> Widening:
    """Raises BadInput, which does not say what was sent."""
    try:
        start_ms, end_ms = (_milliseconds(fields[name]) for name in ("from_s", "to_s"))
        return Widening(Channel(fields["channel"]), start_ms, end_ms, Kind(fields["kind"]))
    except (KeyError, ValueError) as error:
        raise BadInput("the form is not filled in", hint="whose voice, from and to in seconds, and a kind") from error


def _milliseconds(seconds: str) -> int:
    """Raises ValueError."""
    value = float(seconds)
    if not math.isfinite(value) or abs(value) > 7 * 24 * 3600:
        raise ValueError("no place in a call")
    return round(value * 1000)
