"""What an importer says of a recording: when, which agent and queue, whose channel, on what ground, whose number."""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Header, Query

from api.call_filter import PLAIN, Name, instant_of
from api.desk import Desk
from api.signed_in import DeskHere
from calls.call import Call, Channel, Source, new_call_id
from calls.consent import ConsentDecision, Outcome, Standing
from calls.errors import BadInput, NotAllowed, Unavailable

_TOLERATED_CLOCK_SKEW = timedelta(days=1)


def facts(
    desk: DeskHere,
    started_at: Annotated[str | None, Query(max_length=40, description="when the call began; now when absent")] = None,
    agent_id: Name = None,
    queue: Name = None,
    caller_channel: Annotated[int, Query(ge=0, le=1, description="the caller's channel in a stereo file")] = 0,
    basis: Annotated[
        str | None, Query(max_length=300, pattern=PLAIN, description="on what ground it was recorded")
    ] = None,
    caller_number: Annotated[str | None, Header(alias="Hushtape-Caller-Number", max_length=64)] = None,
) -> Call:
    """What the importer knows of a recording. The number travels as a header, since addresses end up in logs.

    Raises BadInput, NotAllowed when the caller objects for good, Unavailable when that cannot be known.
    """
    now = desk.clock.now()
    started = instant_of(started_at, "started_at") or now
    if started > now + _TOLERATED_CLOCK_SKEW:
        raise BadInput("started_at lies in the future")
    if desk.require_basis and not (basis or "").strip():
        raise BadInput("basis is missing", hint="say on what ground the call was recorded: ?basis=…")
    return Call(
        call_id=new_call_id(),
        source=Source.IMPORT,
        started_at=started,
        channels=(Channel.CALLER, Channel.AGENT) if caller_channel == 0 else (Channel.AGENT, Channel.CALLER),
        consent=ConsentDecision(Outcome.IMPORTED, basis=basis),
        agent_id=agent_id or None,
        queue=queue or None,
        caller_pseudonym=_pseudonym(caller_number, desk),
    )


def _pseudonym(number: str | None, desk: Desk) -> str | None:
    """Raises BadInput for a number that is none, NotAllowed or Unavailable by what the list of objections says."""
    if not number:
        return None
    caller = desk.caller_of(number)
    if caller is None:
        raise BadInput("the caller's number holds no number", hint="such as +12125550147")
    standing = desk.standing_of(caller)
    if standing is Standing.OBJECTS:
        raise NotAllowed("this caller objects to being recorded", hint="nothing of the call was taken")
    if standing is Standing.UNKNOWN:
        raise Unavailable("the list of standing objections cannot be read", hint="try again in a moment")
    return caller.code


Facts = Annotated[Call, Depends(facts)]
