"""Listening to a redacted call. Every answer is a read of its own, witnessed before its first byte."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from api.byte_range import asked_range
from api.call_filter import AskedCall
from api.documents import Peaks
from api.peaks import peaks_of
from api.signed_in import DeskHere, ReaderHere
from calls.call import CallId

router = APIRouter(tags=["Calls"])
_FLAC = "audio/flac"


SOUND: dict[int | str, dict[str, Any]] = {
    200: {"content": {_FLAC: {"schema": {"type": "string", "format": "binary"}}}},
    206: {"description": "Partial Content", "content": {_FLAC: {}}},
}
Range = Annotated[str | None, Header(alias="Range")]
IfRange = Annotated[str | None, Header(alias="If-Range")]


@router.get("/v1/calls/{call_id}/audio", response_class=Response, responses=SOUND)
def listen(
    call_id: AskedCall,
    desk: DeskHere,
    reader: ReaderHere,
    range_: Range = None,
    if_range: IfRange = None,
) -> Response:
    """The redacted recording as FLAC; one range at a time."""
    return sound_answer(call_id, desk.reading_room.audio(reader, call_id), range_, if_range)


def sound_answer(call_id: CallId, flac: bytes, range_: str | None, if_range: str | None) -> Response:
    """The whole, or the range that was asked for. Raises RangeNotSatisfiable."""
    # We hand out no validators, so an If-Range can never match: then the whole is the right answer (RFC 9110 §13.1.5).
    span = asked_range(range_ if if_range is None else None, len(flac))
    headers = {"Accept-Ranges": "bytes", "Content-Disposition": f'inline; filename="{call_id}.flac"'}
    if span is None:
        return Response(flac, 200, headers, media_type=_FLAC)
    first, last = span
    headers["Content-Range"] = f"bytes {first}-{last}/{len(flac)}"
    return Response(memoryview(flac)[first : last + 1].tobytes(), 206, headers, media_type=_FLAC)


@router.get("/v1/calls/{call_id}/peaks", response_model=Peaks)
def draw(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> dict[str, object]:
    """The recording's outline, for drawing."""
    return peaks_of(desk.reading_room.audio(reader, call_id))
