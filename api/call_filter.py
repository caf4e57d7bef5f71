"""The words with which a reader narrows a list: `from`, `to`, `agent`, `queue`, `kind`, `purpose`."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import Depends, Path, Query

from calls.call import CallId, is_call_id
from calls.errors import BadInput, NotFound
from calls.finding import Kind
from calls.ports.reading_room import CallFilter
from calls.retention import Purpose

PLAIN = r"^[^\x00-\x1f\x7f]*$"
"""No control characters: they have no business in a name, a log or a query."""

_LATEST = date(9998, 12, 31)

Name = Annotated[str | None, Query(max_length=128, pattern=PLAIN)]
Instant = Annotated[
    str | None, Query(max_length=40, description="a day (UTC), or an instant with its offset", examples=["2026-11-22"])
]


def wanted(
    from_: Annotated[
        str | None, Query(alias="from", max_length=40, description="first day (UTC) or instant with its offset")
    ] = None,
    to: Annotated[str | None, Query(max_length=40, description="last day (UTC), or the instant before which")] = None,
    agent: Name = None,
    queue: Name = None,
    kind: Kind | None = None,
    purpose: Purpose | None = None,
) -> CallFilter:
    """Raises BadInput for something that is no day and no instant."""
    return CallFilter(
        started_from=instant_of(from_, "from"),
        started_before=instant_of(to, "to", end_of_day=True),
        agent_id=agent or None,
        queue=queue or None,
        kind=kind,
        purpose=purpose,
    )


Wanted = Annotated[CallFilter, Depends(wanted)]


def instant_of(text: str | None, name: str, *, end_of_day: bool = False) -> datetime | None:
    """`2026-11-22` is that day in UTC (its end, for a `to`); an instant needs its offset (`…T18:00:00Z`)."""
    if not text:
        return None
    try:
        if len(text) == 10:
            day = min(date.fromisoformat(text), _LATEST)
            midnight = datetime.combine(day, time(), tzinfo=UTC)
            return midnight + timedelta(days=1) if end_of_day else midnight
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{name} is no day and no instant", hint="write 2026-11-22 or 2026-11-22T18:00:00Z") from error
    raise BadInput(f"{name} has no offset", hint="write 2026-11-22T18:00:00Z")


def known_form(call_id: Annotated[str, Path(examples=["c_0123456789abcdef01234567"])]) -> CallId:
    """Raises NotFound unless this has the form of a call id: nothing else reaches a path or a query."""
    if not is_call_id(call_id):
        raise NotFound("no such call")
    return CallId(call_id)


AskedCall = Annotated[CallId, Depends(known_form)]
