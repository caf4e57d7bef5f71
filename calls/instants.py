"""Instants as they are written wherever somebody outside reads them."""

from datetime import UTC, datetime


def instant(value: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond: 2026-11-01T12:00:00.000Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
