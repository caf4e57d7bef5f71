"""The reader's pages: the calls, a search, one call with its transcript, and who is on the line."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.call_filter import AskedCall, Wanted
from api.calls_list import Cursor, next_page
from api.desk import Desk
from api.live_calls import pause, resume
from api.objection import carry_out_objection
from api.signed_in import DeskHere, ReaderHere
from api.web.render import page
from api.web.transcript_view import snippet_pieces, timeline_of, turns_of
from calls.access import Action, Reader, can
from calls.call import CallId
from calls.errors import RecorderUnavailable
from calls.finding import Kind
from calls.lifecycle import IN_WORK, WORKED_ON
from calls.ports.live_calls import LiveCall
from calls.progress import Progress
from calls.retention import Purpose

router = APIRouter(include_in_schema=False)

Verb = Literal["objection", "pause", "resume"]
Done = Annotated[Verb | None, Query()]

_ORDERS: dict[Verb, Callable[[Desk, Reader, CallId], object]] = {
    "objection": carry_out_objection,
    "pause": pause,
    "resume": resume,
}
_FILTER_FIELDS = ("from", "to", "agent", "queue", "kind", "purpose")


@router.get("/", response_model=None)
def show_calls(
    request: Request, desk: DeskHere, reader: ReaderHere, filters: Wanted, cursor: Cursor = None, done: Done = None
) -> Response:
    """Calls and the line, as far as the reader's role goes."""
    listed = desk.reading_room.list_calls(reader, filters, cursor=cursor) if can(reader, Action.LIST_CALLS) else None
    return page(
        request,
        "calls.html",
        reader=reader,
        calls=listed.calls if listed else (),
        kinds_known=bool(listed and any("kinds" in call for call in listed.calls)),
        progress=_progress_of(desk, listed.calls if listed else ()),
        older=next_page(request, listed.next_cursor) if listed and listed.next_cursor else None,
        done=done,
        **_search_box(request),
        **_line(desk, reader),
    )


@router.get("/search", response_model=None)
def show_search(
    request: Request,
    desk: DeskHere,
    reader: ReaderHere,
    filters: Wanted,
    q: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """Turns that say so; without words it is the list of calls."""
    if not q.strip():
        return RedirectResponse("/?" + urlencode(_asked(request)), 303)
    hits = desk.reading_room.search(reader, q, filters)
    results = [(hit, snippet_pieces(hit.snippet)) for hit in hits]
    return page(request, "search.html", reader=reader, results=results, **_search_box(request))


@router.get("/calls/{call_id}", response_model=None)
def show_call(request: Request, call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    """One call: sound, timeline, transcript, consent, tags, certificate."""
    call = desk.reading_room.show(reader, call_id)
    return page(
        request,
        "call.html",
        reader=reader,
        call=call,
        turns=turns_of(call),
        timeline=timeline_of(call),
        sound=f"/v1/calls/{call_id}/audio",
        progress=_progress_of(desk, [call]).get(call_id),
    )


@router.get("/calls/{call_id}/progress", response_model=None)
def show_progress(
    request: Request, call_id: AskedCall, desk: DeskHere, reader: ReaderHere, listed: bool = False
) -> Response:
    """How far a call in work is, which the page fetches every two seconds; for the list in fewer words (`listed`).

    Nothing (204) when it is over, or no such call is known: how it ended is told, and witnessed, by the call's page.
    """
    state = desk.call_state(call_id)
    if state not in IN_WORK:
        return Response(status_code=204)
    template = "state_cell.html" if listed else "progress.html"
    return page(request, template, reader=reader, state=state.value, progress=desk.call_progress(call_id))


@router.get("/live-calls", response_model=None)
def show_line(request: Request, desk: DeskHere, reader: ReaderHere) -> Response:
    """The live box alone; the page fetches it every few seconds."""
    return page(request, "live_box.html", reader=reader, **_line(desk, reader))


@router.post("/live-calls/{call_id}/{verb}", response_model=None)
def order(call_id: AskedCall, verb: Verb, desk: DeskHere, reader: ReaderHere) -> Response:
    """A button of the live box."""
    _ORDERS[verb](desk, reader, call_id)
    return RedirectResponse(f"/?done={verb}", 303)


def _line(desk: Desk, reader: Reader) -> dict[str, Any]:
    """Who is on the line; a silent recorder must not hide the archive, so it is said instead of raised."""
    live: tuple[LiveCall, ...] = ()
    recorder_answers = True
    if can(reader, Action.SEE_LIVE):
        try:
            live = tuple(desk.live_calls.list())
        except RecorderUnavailable:
            recorder_answers = False
    return {"live": live, "recorder_answers": recorder_answers}


def _progress_of(desk: Desk, calls: Sequence[Mapping[str, Any]]) -> dict[CallId, Progress]:
    """How far each call that a worker holds is, where that is known."""
    at_work = [call["call_id"] for call in calls if call["state"] in WORKED_ON]
    return {call_id: progress for call_id in at_work if (progress := desk.call_progress(call_id))}


def _search_box(request: Request) -> dict[str, Any]:
    return _blank_search() | {"asked": _asked(request), "words_asked": request.query_params.get("q", "")}


def _blank_search() -> dict[str, Any]:
    return {"asked": {}, "words_asked": "", "kinds": list(Kind), "purposes": list(Purpose)}


def _asked(request: Request) -> dict[str, str]:
    """The filters in this address, by field; empty ones left out."""
    return {name: request.query_params[name] for name in _FILTER_FIELDS if request.query_params.get(name)}
