"""What somebody did, told without saying whom it was about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from calls.call import CallId


class Did(StrEnum):
    """The verbs of the audit log."""

    CAPTURED = "captured"
    ARCHIVED = "archived"
    QUARANTINED = "quarantined"
    OBJECTED = "objected"
    NOT_RECORDED = "not_recorded"
    PAUSED = "paused"
    RESUMED = "resumed"
    FAILED = "failed"
    IMPORTED = "imported"
    LISTED = "listed"
    READ = "read"
    LISTENED = "listened"
    SEARCHED = "searched"
    PULLED_SAMPLE = "pulled_sample"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ERASED = "erased"
    SWEPT = "swept"
    READ_AUDIT = "read_audit"
    STANDING_OBJECTION_ADDED = "standing_objection_added"
    STANDING_OBJECTION_REMOVED = "standing_objection_removed"
    WIDENED = "widened"
    RECHECKED = "rechecked"
    RELEASED = "released"
    TOKEN_CREATED = "token_created"
    REFUSED = "refused"
    RECONCILED = "reconciled"
    KEY_ROTATED = "key_rotated"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """A required parameter of every write, and written before every read is served.

    `actor` is a token's name, a process ("worker", "recorder", "sweep"), the operator, or a party of the call as
    "caller" or "agent"; never who that is.
    `detail` holds named, listed fields: counts, purposes, reasons; never words of a call.
    """

    did: Did
    actor: str
    call_id: CallId | None = None
    detail: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
