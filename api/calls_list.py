"""Which calls are kept, newest first, and one call whole."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from api.call_filter import PLAIN, AskedCall, Wanted
from api.documents import CallList, CallOut
from api.signed_in import DeskHere, ReaderHere

router = APIRouter(tags=["Calls"])

Cursor = Annotated[str | None, Query(max_length=512, pattern=PLAIN, description="`next_cursor` of the page before")]
PageSize = Annotated[int, Query(ge=1, le=200)]


@router.get("/v1/calls", response_model=CallList)
def list_calls(
    request: Request,
    response: Response,
    desk: DeskHere,
    reader: ReaderHere,
    filters: Wanted,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> dict[str, object]:
    """Calls that your purposes cover, newest first. `Link: …; rel="next"` (RFC 8288) leads to the next page."""
    page = desk.reading_room.list_calls(reader, filters, cursor=cursor, limit=limit)
    if page.next_cursor:
        response.headers["Link"] = f'<{next_page(request, page.next_cursor)}>; rel="next"'
    return {"calls": page.calls, "next_cursor": page.next_cursor}


@router.get("/v1/calls/{call_id}", response_model=CallOut)
def show_call(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, object]:
    """One call: redacted turns, masked spans, consent record, retention tags and certificate."""
    return desk.reading_room.show(reader, call_id)


def next_page(request: Request, cursor: str) -> str:
    """This address with another cursor, relative so that it survives a proxy."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"
