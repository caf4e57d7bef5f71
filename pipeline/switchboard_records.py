"""A switchboard's call records, read from a CSV file with a header. Nothing of a row ever stands in an error."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from calls.errors import BadInput
from calls.reconciliation import SwitchboardCall

KNOWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "call_id": ("sip_call_id", "sipcallid", "call_id", "callid", "sip_callid"),
    "start": ("start", "calldate", "start_time", "start_stamp", "started_at", "time"),
    "disposition": ("disposition", "sip_code", "status"),
    "answer": ("answer", "answer_time", "answer_stamp", "answered_at"),
    "duration": ("billsec", "duration"),
    "method": ("method",),
}
"""Columns as Asterisk (cdr_custom, cdr tables), Kamailio (acc) and FreeSWITCH name them; the first that is there."""

_LONGEST_FIELD = 64 * 1024
_ANSWERED_CODES = range(200, 300)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; None where the file has none and none was named."""

    call_id: str | None = None
    start: str | None = None
    disposition: str | None = None
    answer: str | None = None
    duration: str | None = None
    method: str | None = None


def read_switchboard_calls(path: Path, named: Columns, *, zone: tzinfo = UTC) -> Iterator[SwitchboardCall]:
    """The calls of a file, row by row. Times without an offset are in `zone`.

    A row without a Call-ID that was not answered is left out: its leg to Hushtape was never made, or never noted.
    A row was answered if its disposition is ANSWERED or a 2xx code; without such a column, if it has an answer time;
    without that, if its duration is above zero. Rows of other methods than INVITE (Kamailio's BYE) are left out.

    Raises BadInput, naming the line.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield from _calls(file, path.name, named, zone)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read ({error.strerror})") from error


def _calls(file: Iterable[str], name: str, named: Columns, zone: tzinfo) -> Iterator[SwitchboardCall]:
    reader = csv.reader(file)
    try:
        header = next(reader, None)
        if header is None:
            raise BadInput(f"{name} is empty", hint="its first line names the columns")
        at = _positions(header, named)
        for row in reader:
            call = _call(row, at, reader.line_num, zone) if row and _is_invite(row, at) else None
            if call is not None:
                yield call
    except csv.Error as error:
        raise BadInput(f"line {reader.line_num} is no CSV", hint="one row a line, fields in quotes") from error


def _positions(header: list[str], named: Columns) -> Mapping[str, int]:
    """Where each column stands. Raises BadInput for one that was named and is not there, or that must be there."""
    seen = {_plain(column): position for position, column in reversed(list(enumerate(header)))}
    at: dict[str, int] = {}
    for what, usual in KNOWN_NAMES.items():
        wanted = getattr(named, what)
        position = seen.get(_plain(wanted)) if wanted else next((seen[n] for n in usual if n in seen), None)
        if position is not None:
            at[what] = position
        elif wanted:
            raise BadInput(f"there is no column {wanted}", hint="the first line of the file names the columns")
    for what in ("call_id", "start"):
        if what not in at:
            raise BadInput(f"no column holds the {_TOLD[what]}", hint=f"name it with --{what.replace('_', '-')}-column")
    if not {"disposition", "answer", "duration"} & set(at):
        raise BadInput("no column says whether a call was answered", hint="name it with --disposition-column")
    return at


_TOLD = {"call_id": "SIP Call-ID", "start": "time at which a call began"}


def _plain(column: str) -> str:
    return column.strip().lower().replace("-", "_").replace(" ", "_")


def _is_invite(row: list[str], at: Mapping[str, int]) -> bool:
    method = at.get("method")
    return method is None or method >= len(row) or row[method].strip().upper() in ("", "INVITE")


def _call(row: list[str], at: Mapping[str, int], line: int, zone: tzinfo) -> SwitchboardCall | None:
    field = {what: row[position].strip() for what, position in at.items() if position < len(row)}
    if len(field) < len(at):
        raise BadInput(f"line {line} has fewer fields than the header", hint="mend or remove it")
    answered = _was_answered(field, line)
    if not field["call_id"] and answered:
        raise BadInput(f"line {line} has no SIP Call-ID", hint="mend or remove it")
    start = _instant(field["start"], line, zone)
    return SwitchboardCall(line, field["call_id"], start, answered) if field["call_id"] else None


def _was_answered(field: Mapping[str, str], line: int) -> bool:
    if "disposition" in field:
        disposition = field["disposition"].upper()
        if disposition.isascii() and disposition.isdigit():
            return int(disposition[:4]) in _ANSWERED_CODES
        return disposition == "ANSWERED"
    if "answer" in field:
        return field["answer"] != "" and not field["answer"].startswith("0000-00-00")
    try:
        return float(field["duration"]) > 0
    except ValueError:
        raise BadInput(f"line {line}: the duration is no number", hint="mend or remove it") from None


def _instant(text: str, line: int, zone: tzinfo) -> datetime:
    """ISO 8601 with "T" or a space, with or without an offset, or seconds since 1970."""
    try:
        if text.replace(".", "", 1).isdigit():
            return datetime.fromtimestamp(float(text), UTC)
        instant = datetime.fromisoformat(text)
        return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise BadInput(f"line {line}: the start is no time", hint="such as 2026-11-22 18:00:00") from None
