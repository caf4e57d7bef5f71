"""What the API needs from the rest of Hushtape, handed to it by the wiring. It opens nothing by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from calls.audit import AuditEvent
from calls.call import CallId
from calls.consent import Means, Standing
from calls.lifecycle import State
from calls.ports.audit_log import AuditLog
from calls.ports.clock import Clock
from calls.ports.intake import Intake
from calls.ports.live_calls import LiveCalls
from calls.ports.reading_room import ReadingRoom
from calls.ports.review_desk import ReviewDesk
from calls.ports.sample_desk import SampleDesk
from calls.ports.standing_objections import StandingObjections
from calls.ports.token_desk import TokenDesk
from calls.progress import Progress
from calls.pseudonym import KeyedCaller


class LateObjections(Protocol):
    """The one verb of `calls.ports.archive.Archive` that the API may use."""

    def object_to(self, call_id: CallId, *, how: Means, audit: AuditEvent) -> State: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the API says "too much"."""

    max_upload_bytes: int = 512 * 1024 * 1024
    max_conversation_bytes: int = 4 * 1024 * 1024
    max_samples: int = 10_000
    objection_patience_s: float = 2.0
    """How long an objection waits for a call that has just hung up to be entered in the database."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A gauge for `/metrics`. `read` answers a number, or one number a value of `label`; it may raise Unavailable."""

    name: str
    meaning: str
    read: Callable[[], float | Mapping[str, float]]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything behind the counter.

    `call_state` answers a job: the state of any call that the system knows of, None when there is none. It should look
    into the spool too, since an upload is acknowledged before a worker has entered it in the database.
    `call_progress` says how far the work on a call is.
    `caller_of` turns a caller's number into its keyed codes; `standing_of` looks them up in the list of
    standing objections. `checks` raise a HushtapeError when the part they are named for does not answer.
    """

    reading_room: ReadingRoom
    review: ReviewDesk
    samples: SampleDesk
    tokens: TokenDesk
    intake: Intake
    live_calls: LiveCalls
    archive: LateObjections
    standing: StandingObjections
    audit: AuditLog
    call_state: Callable[[CallId], State | None]
    call_progress: Callable[[CallId], Progress | None]
    caller_of: Callable[[str], KeyedCaller | None]
    standing_of: Callable[[KeyedCaller], Standing]
    clock: Clock
    version: str
    require_basis: bool = False
    checks: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    limits: Limits = field(default_factory=Limits)
