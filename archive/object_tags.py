"""What the bucket alone shows of an object: why it is there, and until when."""

from collections.abc import Sequence
from datetime import datetime

from calls.retention import QUARANTINE_KEPT_FOR, RetentionTag


def quarantine_tags(quarantined_at: datetime) -> dict[str, str]:
    return {"quarantine": (quarantined_at + QUARANTINE_KEPT_FOR).isoformat(timespec="seconds")}


def purpose_tags(tags: Sequence[RetentionTag]) -> dict[str, str]:
    """Each purpose with its end."""
    return {tag.purpose.value: tag.expires_at.isoformat(timespec="seconds") for tag in tags}
