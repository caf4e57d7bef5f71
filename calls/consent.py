"""Who said yes, who said no, and which of them wins.

Precedence during a call (invariants, "Precedence"): objection > policy "never" > pause > policy "ask" > policy
"record". A standing objection, or a list or policy that cannot be read or is stale, means: not recorded.
"""

from dataclasses import dataclass
from enum import StrEnum


class RecordingPolicy(StrEnum):
    """What the company decided for a queue."""

    RECORD = "record"
    ASK = "ask"
    """Nothing is recorded until the caller presses 1."""
    NEVER = "never"


class Standing(StrEnum):
    """What the list of standing objections says of a caller."""

    NONE = "none"
    OBJECTS = "objects"
    UNKNOWN = "unknown"
    """The list or the policy is missing, unreadable or stale: nothing is recorded."""


class Outcome(StrEnum):
    """How the question of consent ended for a call."""

    RECORDED = "recorded"
    IMPORTED = "imported"
    OBJECTED = "objected"
    STANDING_OBJECTION = "standing_objection"
    POLICY = "policy"


class Means(StrEnum):
    """How an objection reached us."""

    DTMF = "dtmf"
    SIP = "sip"
    API = "api"
    SPOKEN = "spoken"


class Capture(StrEnum):
    """What the recorder does with the sound of this instant."""

    WRITE = "write"
    SILENCE = "silence"
    """Paused: the timeline runs on, silence is written."""
    NOTHING = "nothing"
    DESTROY = "destroy"
    """Nothing more is written, and what there is goes."""


class SpokenWish(StrEnum):
    """What a caller's own words say of being recorded, from least to most."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    """May be an objection: the call waits in quarantine for a person."""
    OBJECTS = "objects"
    """An objection like any other: nothing of the call is kept."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Which announcement the caller heard."""

    version: str
    language: str


@dataclass(frozen=True, slots=True)
class ConsentDecision:
    """The consent record that stays with a call."""

    outcome: Outcome
    notice_played: bool = False
    notice: Notice | None = None
    how: Means | None = None
    basis: str | None = None
    """For imports: on what ground the recording was made."""


def decide_capture(
    policy: RecordingPolicy, standing: Standing, *, objected: bool, paused: bool, caller_agreed: bool
) -> Capture:
    """The decision table for one instant of a live call; each row is a test.

    `caller_agreed` matters under policy "ask" only: the caller has pressed 1.
    """
    if objected:
        return Capture.DESTROY
    if policy is RecordingPolicy.NEVER or standing is not Standing.NONE:
        return Capture.NOTHING
    if policy is RecordingPolicy.ASK and not caller_agreed:
        return Capture.NOTHING
    if paused:
        return Capture.SILENCE
    return Capture.WRITE


def outcome_of(policy: RecordingPolicy, standing: Standing, *, objected: bool, caller_agreed: bool) -> Outcome:
    """The outcome to put on record when the call has ended."""
    if objected:
        return Outcome.OBJECTED
    if standing is Standing.OBJECTS:
        return Outcome.STANDING_OBJECTION
    if policy is RecordingPolicy.NEVER or standing is Standing.UNKNOWN:
        return Outcome.POLICY
    if policy is RecordingPolicy.ASK and not caller_agreed:
        return Outcome.POLICY
    return Outcome.RECORDED
