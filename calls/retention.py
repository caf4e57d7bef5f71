"""Why a call is kept, and until when. Deleted when its last purpose has expired and nothing holds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    AGENT_TRAINING = "agent_training"
    SERVICE_QUALITY = "service_quality"
    DISPUTE = "dispute"
    FRAUD_PREVENTION = "fraud_prevention"


@dataclass(frozen=True, slots=True)
class RetentionTag:
    """The call may be used for `purpose` until `expires_at` (aware)."""

    purpose: Purpose
    expires_at: datetime


RetentionRules = Mapping[Purpose, timedelta]

DEFAULT_RULES: RetentionRules = {
    Purpose.AGENT_TRAINING: timedelta(days=180),
    Purpose.SERVICE_QUALITY: timedelta(days=90),
}
"""The purposes that the notice names; others are added by settings, never silently."""

QUARANTINE_KEPT_FOR = timedelta(days=7)


def tags_for(rules: RetentionRules, *, now: datetime) -> tuple[RetentionTag, ...]:
    """One tag a purpose, counted from `now`."""
    return tuple(RetentionTag(purpose, now + kept_for) for purpose, kept_for in sorted(rules.items()))


def live_purposes(tags: Iterable[RetentionTag], *, now: datetime) -> frozenset[Purpose]:
    """Purposes that have not ended: access for a purpose ends with it, at the instant `expires_at`."""
    return frozenset(tag.purpose for tag in tags if now < tag.expires_at)


def has_expired(tags: Iterable[RetentionTag], *, now: datetime) -> bool:
    """Whether every purpose has ended."""
    return not live_purposes(tags, now=now)
