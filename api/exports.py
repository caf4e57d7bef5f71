"""A redacted transcript as a file: WebVTT, SubRip, plain text."""

import html
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Response

from api.call_filter import AskedCall
from api.signed_in import DeskHere, ReaderHere
from calls.errors import WrongState
from calls.ports.reading_room import CallDocument

router = APIRouter(tags=["Exports"])

Turns = list[dict[str, Any]]


@router.get("/v1/calls/{call_id}.vtt", response_class=Response, responses={200: {"content": {"text/vtt": {}}}})
def export_vtt(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    """Captions for a player (W3C WebVTT); each cue names its speaker."""
    return _file(vtt_of(desk.reading_room.show(reader, call_id)), f"{call_id}.vtt", "text/vtt")


@router.get("/v1/calls/{call_id}.srt", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def export_srt(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    """Captions as SubRip."""
    return _file(srt_of(desk.reading_room.show(reader, call_id)), f"{call_id}.srt", "application/x-subrip")


@router.get("/v1/calls/{call_id}.txt", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def export_txt(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> Response:
    """One line a turn, for reading."""
    return _file(txt_of(desk.reading_room.show(reader, call_id)), f"{call_id}.txt", "text/plain")


def vtt_of(call: CallDocument) -> str:
    """Text is escaped as WebVTT asks (&amp; &lt; &gt;), which also keeps "-->" out of it. Raises WrongState."""
    cues = [
        f"{_timing(turn, '.')}\n<v {html.escape(turn['channel'])}>{html.escape(_line(turn), quote=False)}</v>\n"
        for turn in _timed(call)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def srt_of(call: CallDocument) -> str:
    """SubRip has no escapes and players read tags, so angle brackets are replaced by ‹ and ›. Raises WrongState."""
    cues = [
        f"{number}\n{_timing(turn, ',')}\n{turn['channel']}: {_line(turn).replace('<', '‹').replace('>', '›')}\n"
        for number, turn in enumerate(_timed(call), start=1)
    ]
    return "\n".join(cues)


def txt_of(call: CallDocument) -> str:
    """Works for text conversations too: times are left out where there are none."""
    lines = [f"{_minute(turn)}{turn['channel']}: {_line(turn)}" for turn in call["turns"]]
    return "\n".join(lines) + "\n"


def _timed(call: CallDocument) -> Iterator[dict[str, Any]]:
    turns: Turns = call["turns"]
    if any(turn["start_ms"] is None or turn["end_ms"] is None for turn in turns):
        raise WrongState("a text conversation has no times", hint="take the .txt")
    yield from turns


def _line(turn: dict[str, Any]) -> str:
    return " ".join(str(turn["text"]).split())


def _timing(turn: dict[str, Any], point: str) -> str:
    start_ms = turn["start_ms"]
    return f"{_clock(start_ms, point)} --> {_clock(max(turn['end_ms'], start_ms + 1), point)}"


def _clock(ms: int, point: str) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{ms:03}"


def _minute(turn: dict[str, Any]) -> str:
    return "" if turn["start_ms"] is None else f"[{_clock(turn['start_ms'], '.')[:8]}] "


def _file(text: str, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, 200, headers, media_type=f"{media_type}; charset=utf-8")
