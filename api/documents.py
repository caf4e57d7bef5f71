"""What leaves the API, field by field: anything that is not named here stays inside.

The shapes are the contract's ("A call"); they are also what `/openapi.json` says.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")


class NoticeOut(_Document):
    version: str | None = None
    language: str | None = None


class ConsentOut(_Document):
    notice_played: bool = False
    notice: NoticeOut | None = None
    outcome: str
    how: str | None = None
    basis: str | None = None


class TagOut(_Document):
    purpose: str
    expires_at: datetime


class WordOut(_Document):
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    confidence: float | None = None
    masked: str | None = None


class TurnOut(_Document):
    channel: str
    start_ms: int | None = None
    end_ms: int | None = None
    text: str
    words: list[WordOut] = []


class MaskOut(_Document):
    kind: str
    channel: str
    start_ms: int | None = None
    end_ms: int | None = None
    turn: int
    start: int
    end: int


class WindowOut(_Document):
    channel: str
    start_ms: int
    end_ms: int


class CheckOut(_Document):
    name: str
    passed: bool
    detail: str = ""
    where: list[WindowOut] = []
    """The stretches that made it fail."""


class ReleaseOut(_Document):
    """What a person decided after the second look had doubted: in which role, and when."""

    outcome: Literal["released"]
    by: str
    at: datetime


class VerdictOut(_Document):
    verdict: str
    """The second look's: a release by review leaves it as it was."""
    checked_at: datetime | None = None
    review: ReleaseOut | None = None


class CertifiedSpanOut(_Document):
    kind: str
    channel: str
    start_ms: int | None = None
    end_ms: int | None = None
    detector: str | None = None
    """None where a person or the second look hid it."""
    confidence: float | None = None


class CertificateOut(VerdictOut):
    checks: list[CheckOut] = []
    spans: list[CertifiedSpanOut] = []
    """All that is hidden in what was archived."""
    versions: dict[str, str] = {}
    """Engines, models, rules, and what is heard in the masks."""


class CallSummary(_Document):
    """A call as a line of a list."""

    call_id: str
    state: str
    started_at: datetime | None = None
    gone_at: datetime | None = None
    """Instead of `started_at`, where nothing of the call is left: since when."""
    duration_ms: int = 0
    agent_id: str | None = None
    queue: str | None = None
    language: str | None = None
    channels: list[str] = []
    references: dict[str, str] = {}
    """Keyed codes of what a switchboard calls this call: calls that share one belong together."""
    consent: ConsentOut | None = None
    tags: list[TagOut] = []
    held: bool = False
    kinds: list[str] = []
    certificate: VerdictOut | None = None


class CallOut(CallSummary):
    """A whole call: redacted turns, masked spans, certificate, and what its recorder measured."""

    gap_ms: int | None = None
    """How much of the longer of its channels' gaps the network or the machine lost; None where no recorder took it."""
    drift_ms: int | None = None
    """What a party's clock gained on the recorder's (lost, where negative), to within 20 ms; None where unknown."""
    turns: list[TurnOut] = []
    masks: list[MaskOut] = []
    certificate: CertificateOut | None = None


class CallList(_Document):
    calls: list[CallSummary]
    next_cursor: str | None = None


class ReviewOut(_Document):
    """Why a call is in quarantine, until when, and what stands between it and its release."""

    reason: str
    quarantined_at: datetime
    destroyed_at: datetime
    obstacles: list[str] = []


class ReviewCallOut(CallOut):
    """A whole call in quarantine, in its redacted form."""

    review: ReviewOut


class FailedCheckOut(_Document):
    name: str
    detail: str = ""


class QuarantinedOut(ReviewOut):
    """A line of the review queue."""

    call_id: str
    started_at: datetime
    duration_ms: int = 0
    agent_id: str | None = None
    queue: str | None = None
    language: str | None = None
    held: bool = False
    failed_checks: list[FailedCheckOut] = []


class ReviewList(_Document):
    calls: list[QuarantinedOut]
    total: int
    """With those that the limit left out."""


class WideningAnswer(_Document):
    """The masks that came."""

    call_id: str
    masks: list[MaskOut]


class ReviewAnswer(_Document):
    """The state that the call is in now."""

    call_id: str
    state: str


class SearchHit(_Document):
    call_id: str
    turn: int
    channel: str
    start_ms: int | None = None
    snippet: str
    started_at: datetime


class SearchAnswer(_Document):
    results: list[SearchHit]


class LiveCallOut(_Document):
    call_id: str
    started_at: datetime
    phase: str
    capture: str
    paused: bool
    recorder: str
    queue: str | None = None


class LiveCallList(_Document):
    calls: list[LiveCallOut]


class LiveAnswer(_Document):
    """What became of an order to a call."""

    call_id: str
    outcome: str


class JobProgress(_Document):
    percent: int
    eta_s: int


class Job(_Document):
    call_id: str
    state: str
    progress: JobProgress | None = None
    """While the call is transcribed."""


class Accepted(_Document):
    call_id: str
    job: str


class WithdrawnSampleOut(_Document):
    """A sample that may not be used any more."""

    sample_id: str
    because: str


class PullOut(_Document):
    """A pull of samples: when, by whom, how many."""

    pull_id: str
    pulled_at: datetime
    by: str
    purpose: str
    samples: int
    withdrawn: list[WithdrawnSampleOut] = []


class PullList(_Document):
    pulls: list[PullOut]


class StandingOut(_Document):
    code: str
    added_at: datetime


class StandingList(_Document):
    objections: list[StandingOut]


class StandingAnswer(_Document):
    """What became of a number, by its keyed code."""

    code: str
    outcome: str


class AuditPage(_Document):
    events: list[dict[str, Any]]


class Peaks(_Document):
    """Loudness of the redacted recording: for each channel, `n` values from 0 to 100, evenly over the call."""

    duration_ms: int
    channels: list[list[int]]


class ProblemOut(_Document):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    hint: str | None = None
