"""The tables of the archive. Instants are stored as whole milliseconds UTC and are aware datetimes in Python.

Text that was said stands in `turns` and in the search index only, and only in its redacted form.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since 1970 (finer parts are cut off)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + value * _MILLISECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ROW_ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself in INTEGER columns only."""

calls = Table(
    "calls",
    metadata,
    Column("call_id", String(26), primary_key=True),
    Column("source", String(16)),
    Column("state", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lost_leases", Integer, nullable=False),
    Column("lease_owner", Text),
    Column("lease_until", Instant),
    Column("not_before", Instant),
    Column("failure_reason", String(64)),
    Column("captured_at", Instant, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("kept_at", Instant),
    Column("duration_ms", BigInteger, nullable=False),
    Column("agent_id", Text),
    Column("queue", Text),
    Column("language", String(35)),
    Column("channels", JSON, nullable=False),
    Column("consent", JSON, nullable=False),
    Column("caller_pseudonym", String(64)),
    Column("reference_codes", JSON(none_as_null=True)),
    Column("sip_call_id_hmac", String(64)),
    Column("truncated", Boolean, nullable=False),
    Column("certificate", JSON(none_as_null=True)),
    Column("object_prefix", String(64)),
    Column("leftovers", Boolean, nullable=False),
    Column("progress", JSON(none_as_null=True)),
    Column("held", Boolean, nullable=False),
    Index(None, "state", "captured_at"),
    Index(None, "started_at", "call_id"),
    Index(None, "caller_pseudonym"),
)
"""One row a call, for good: what is erased becomes a tombstone. `fence` is the newest lease's number, `epoch` grows
with every objection or erasure, `kept_at` is when it was archived or quarantined, `leftovers` says that objects may
lie below the call's prefix that no row vouches for."""

turns = Table(
    "turns",
    metadata,
    Column("turn_id", _ROW_ID, primary_key=True, autoincrement=True),
    Column("call_id", String(26), ForeignKey("calls.call_id"), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("start_ms", BigInteger),
    Column("end_ms", BigInteger),
    Column("text", Text, nullable=False),
    Column("words", JSON, nullable=False),
    UniqueConstraint("call_id", "turn"),
)

masks = Table(
    "masks",
    metadata,
    Column("mask_id", _ROW_ID, primary_key=True, autoincrement=True),
    Column("call_id", String(26), ForeignKey("calls.call_id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("start_ms", BigInteger),
    Column("end_ms", BigInteger),
    Column("turn", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("value_number", Integer),
    Index(None, "call_id"),
    Index(None, "kind"),
)
"""One row a masked stretch. `value_number` says which value of its kind in the call is hidden: 1, 2, … by first
mention; NULL in calls from before there were such numbers."""

retention_tags = Table(
    "retention_tags",
    metadata,
    Column("call_id", String(26), ForeignKey("calls.call_id"), primary_key=True),
    Column("purpose", String(32), primary_key=True),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("did", String(32), nullable=False),
    Column("call_id", String(26)),
    Column("detail", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "call_id"),
)
"""Append-only: triggers refuse to change or delete a row. `detail` is canonical JSON, hashed as it stands."""

standing_objections = Table(
    "standing_objections",
    metadata,
    Column("pseudonym", String(64), primary_key=True),
    Column("key_version", Integer, nullable=False),
    Column("added_at", Instant, nullable=False),
)

call_details = Table(
    "call_details",
    metadata,
    Column("call_id", String(26), primary_key=True),
    Column("sip_call_id_hmac", String(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("reason", String(64)),
    Column("source", String(16)),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    Column("sip_status", Integer),
    Column("queue", Text),
    Column("agent_id", Text),
    Column("captured_ms", BigInteger, nullable=False),
    Column("gap_ms", BigInteger, nullable=False),
    Column("drift_ms", BigInteger),
    Column("truncated", Boolean, nullable=False),
    Index(None, "received_at"),
)
"""One row an INVITE, recorded or not, for a year or so. No foreign key: most of them never become a call here."""

tokens = Table(
    "tokens",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("role", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

sample_exports = Table(
    "sample_exports",
    metadata,
    Column("pull_id", String(26), primary_key=True),
    Column("call_id", String(26), ForeignKey("calls.call_id"), primary_key=True),
    Column("sample_id", String(26), nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("pulled_at", Instant, nullable=False),
    Index(None, "call_id"),
)
"""Which call went out as which sample in which pull, so that a later withdrawal can be listed."""

sample_withdrawals = Table(
    "sample_withdrawals",
    metadata,
    Column("call_id", String(26), ForeignKey("calls.call_id"), primary_key=True),
    Column("withdrawn_at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
)
"""Calls that go into no sample any more, by somebody's word."""

sweep_marks = Table(
    "sweep_marks",
    metadata,
    Column("mark", Integer, primary_key=True, autoincrement=False),
    Column("swept_at", Instant, nullable=False),
)
"""One row: when the sweep last ran, to notice a clock that jumped."""
