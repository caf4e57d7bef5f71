"""The review of calls in quarantine: why one is there, until when, and what stands between it and the archive."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from calls.access import Action, Reader, role_for
from calls.call import CallId, Channel
from calls.errors import NeedsConfirmation, WrongState
from calls.finding import Kind
from calls.instants import instant
from calls.redacted import LANGUAGE_CHECK, OBJECTION_CHECK, Certificate, Check, RedactedCall, Release
from calls.retention import QUARANTINE_KEPT_FOR


@dataclass(frozen=True, slots=True)
class Widening:
    """More to hide: [start_ms, end_ms) of one party's channel, labelled as `kind`."""

    channel: Channel
    start_ms: int
    end_ms: int
    kind: Kind


Widen = Callable[[RedactedCall, Widening], RedactedCall]
"""`redact.widen_masks`, as the archive is handed it. Raises BadInput."""


@dataclass(frozen=True, slots=True)
class QuarantinedCall:
    """A line of the review queue: never a word of the call. `certificate` is None for a call without artefacts."""

    call_id: CallId
    started_at: datetime
    quarantined_at: datetime
    reason: str
    """`SECOND_LOOK`, or the code of the error that ended the work."""
    certificate: Certificate | None
    duration_ms: int
    agent_id: str | None = None
    queue: str | None = None
    language: str | None = None
    held: bool = False

    @property
    def destroyed_at(self) -> datetime:
        """When it dies without a review."""
        return self.quarantined_at + QUARANTINE_KEPT_FOR

    @property
    def failed_checks(self) -> tuple[Check, ...]:
        return tuple(check for check in self.certificate.checks if not check.passed) if self.certificate else ()


def line_of_queue(call: QuarantinedCall) -> dict[str, Any]:
    """A call as a line of the queue, in JSON, field by field."""
    return {
        "call_id": call.call_id,
        "started_at": instant(call.started_at),
        "quarantined_at": instant(call.quarantined_at),
        "destroyed_at": instant(call.destroyed_at),
        "reason": call.reason,
        "obstacles": [obstacle.value for obstacle in obstacles_to_release(call.certificate)],
        "failed_checks": [{"name": check.name, "detail": check.detail} for check in call.failed_checks],
        "duration_ms": call.duration_ms,
        "agent_id": call.agent_id,
        "queue": call.queue,
        "language": call.language,
        "held": call.held,
    }


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """Calls in quarantine, those that die first come first; `total` counts those left out, too."""

    calls: tuple[QuarantinedCall, ...]
    total: int


SECOND_LOOK = "second-look"
"""The reason of a call that was redacted, and that the second look then doubted."""


class Obstacle(StrEnum):
    """What stands between a call in quarantine and its release."""

    NO_ARTEFACTS = "no_artefacts"
    """Nothing redacted was found fit to keep: there is nothing to release."""
    LANGUAGE = "language"
    """Nobody vouches for a redaction outside the supported languages."""
    DOUBTFUL_OBJECTION = "doubtful_objection"
    """The caller may have said no: a person must have listened, and say so."""


_TOLD = {
    Obstacle.NO_ARTEFACTS: ("this call has nothing to release", "it can only be erased"),
    Obstacle.LANGUAGE: ("this call's language is not supported, so it is never published", "it can only be erased"),
    Obstacle.DOUBTFUL_OBJECTION: (
        "the caller may have objected to the recording",
        "listen first; then confirm the release, or carry out the objection",
    ),
}


def obstacles_to_release(certificate: Certificate | None) -> tuple[Obstacle, ...]:
    """A check that is not there has not passed: failure closes (P12)."""
    if certificate is None:
        return (Obstacle.NO_ARTEFACTS,)
    passed = {check.name for check in certificate.checks if check.passed}
    needed = {LANGUAGE_CHECK: Obstacle.LANGUAGE, OBJECTION_CHECK: Obstacle.DOUBTFUL_OBJECTION}
    return tuple(obstacle for name, obstacle in needed.items() if name not in passed)


def check_releasable(certificate: Certificate | None, *, confirmed: bool) -> Certificate:
    """The certificate of a call that may be released.

    Raises WrongState for a call that can never be, NeedsConfirmation where a person's word is missing.
    """
    for obstacle in obstacles_to_release(certificate):
        if obstacle is not Obstacle.DOUBTFUL_OBJECTION:
            raise WrongState(_TOLD[obstacle][0], hint=_TOLD[obstacle][1])
        if not confirmed:
            raise NeedsConfirmation(_TOLD[obstacle][0], hint=_TOLD[obstacle][1])
    return _there(certificate)


def check_widenable(certificate: Certificate | None, *, held: bool) -> Certificate:
    """The certificate of a call whose masks may be widened. Raises WrongState: a legal hold keeps every byte (P9)."""
    if held:
        raise WrongState("a legal hold lasts, so nothing of this call may change", hint="end the hold first")
    return _there(certificate)


def _there(certificate: Certificate | None) -> Certificate:
    if certificate is None:
        raise WrongState("nothing of this call was kept", hint="it can only be erased")
    return certificate


def widened(certificate: Certificate, widening: Widening) -> Certificate:
    """The certificate with a line for what a person hid after the second look; kind and milliseconds only."""
    where = f"{widening.kind.value}, {widening.channel.value} {widening.start_ms}-{widening.end_ms} ms"
    return replace(certificate, checks=(*certificate.checks, Check("widened by review", True, where)))


def released(certificate: Certificate, officer: Reader, *, at: datetime) -> Certificate:
    """The certificate with a line for the role that released the call (the name is in the audit log only); what had
    failed stays on it, and so does the verdict.

    Raises NotAllowed.
    """
    failed = sum(not check.passed for check in certificate.checks)
    release = Release(role_for(Action.REVIEW, officer), at)
    line = Check("released by review", True, f"by {release.by}, {instant(at)}; checks that had failed: {failed}")
    return replace(certificate, checks=(*certificate.checks, line), release=release)
