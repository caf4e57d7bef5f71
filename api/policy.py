"""Who may use which route. Deny by default: a route that is not in this table is never served, and stops the start.

The test of F20 walks every role over every row.
"""

from collections.abc import Iterable
from enum import Enum

from calls.access import Action, Reader, can


class Open(Enum):
    """Routes that ask for no action."""

    PUBLIC = "public"
    """No token: health, the sign-in form, the description of the API, style sheets."""
    SIGNED_IN = "signed_in"
    """Any valid token; what is shown then depends on the reader's actions."""


Rule = Open | frozenset[Action]
"""A set of actions: one of them is enough."""


def _any_of(*actions: Action) -> Rule:
    return frozenset(actions)


POLICY: dict[tuple[str, str], Rule] = {
    ("GET", "/v1/calls"): _any_of(Action.LIST_CALLS),
    ("GET", "/v1/calls/{call_id}"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/v1/calls/{call_id}.vtt"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/v1/calls/{call_id}.srt"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/v1/calls/{call_id}.txt"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/v1/calls/{call_id}.vcon.json"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/v1/calls/{call_id}/audio"): _any_of(Action.LISTEN),
    ("GET", "/v1/calls/{call_id}/peaks"): _any_of(Action.LISTEN),
    ("GET", "/v1/search"): _any_of(Action.SEARCH),
    ("POST", "/v1/calls"): _any_of(Action.IMPORT),
    ("POST", "/v1/conversations"): _any_of(Action.IMPORT),
    ("GET", "/v1/jobs/{call_id}"): _any_of(Action.IMPORT, Action.REVIEW),
    ("GET", "/v1/live-calls"): _any_of(Action.SEE_LIVE),
    ("POST", "/v1/live-calls/{call_id}/objection"): _any_of(Action.CONTROL_LIVE),
    ("POST", "/v1/live-calls/{call_id}/pause"): _any_of(Action.CONTROL_LIVE),
    ("POST", "/v1/live-calls/{call_id}/resume"): _any_of(Action.CONTROL_LIVE),
    ("GET", "/v1/objections"): _any_of(Action.MANAGE_OBJECTIONS),
    ("POST", "/v1/objections"): _any_of(Action.MANAGE_OBJECTIONS),
    ("DELETE", "/v1/objections"): _any_of(Action.MANAGE_OBJECTIONS),
    ("GET", "/v1/review"): _any_of(Action.REVIEW),
    ("GET", "/v1/review/{call_id}"): _any_of(Action.REVIEW),
    ("GET", "/v1/review/{call_id}/audio"): _any_of(Action.REVIEW),
    ("POST", "/v1/review/{call_id}/widening"): _any_of(Action.REVIEW),
    ("POST", "/v1/review/{call_id}/release"): _any_of(Action.REVIEW),
    ("POST", "/v1/review/{call_id}/erasure"): _any_of(Action.REVIEW),
    ("POST", "/v1/review/{call_id}/objection"): _any_of(Action.REVIEW),
    ("GET", "/v1/samples"): _any_of(Action.PULL_SAMPLES),
    ("GET", "/v1/samples/pulls"): _any_of(Action.TRACE_SAMPLES),
    ("POST", "/v1/samples/{wanted}/withdrawal"): _any_of(Action.TRACE_SAMPLES),
    ("GET", "/v1/audit"): _any_of(Action.READ_AUDIT),
    ("GET", "/livez"): Open.PUBLIC,
    ("GET", "/readyz"): Open.PUBLIC,
    ("GET", "/version"): Open.PUBLIC,
    ("GET", "/metrics"): _any_of(Action.SEE_METRICS),
    ("GET", "/openapi.json"): Open.PUBLIC,
    ("GET", "/docs"): Open.PUBLIC,
    ("GET", "/sign-in"): Open.PUBLIC,
    ("POST", "/sign-in"): Open.PUBLIC,
    ("POST", "/sign-out"): Open.PUBLIC,
    ("GET", "/"): Open.SIGNED_IN,
    ("GET", "/search"): _any_of(Action.SEARCH),
    ("GET", "/calls/{call_id}"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/calls/{call_id}/progress"): _any_of(Action.READ_TRANSCRIPT),
    ("GET", "/review"): _any_of(Action.REVIEW),
    ("GET", "/review/{call_id}"): _any_of(Action.REVIEW),
    ("POST", "/review/{call_id}/widening"): _any_of(Action.REVIEW),
    ("POST", "/review/{call_id}/release"): _any_of(Action.REVIEW),
    ("POST", "/review/{call_id}/erasure"): _any_of(Action.REVIEW),
    ("POST", "/review/{call_id}/objection"): _any_of(Action.REVIEW),
    ("GET", "/live-calls"): _any_of(Action.SEE_LIVE),
    ("POST", "/live-calls/{call_id}/{verb}"): _any_of(Action.CONTROL_LIVE),
}

MOUNTED = frozenset({"/static"})
"""Folders of files that anybody may fetch: style sheets and scripts of the page."""


def satisfies(reader: Reader, rule: frozenset[Action]) -> bool:
    return any(can(reader, action) for action in rule)


def missing_from_policy(routes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(method, path) pairs of the app that nobody has decided about."""
    return sorted(pair for pair in routes if pair not in POLICY)
