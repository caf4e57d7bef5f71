"""One range of a recording (RFC 9110 §14). Several ranges at once, or none that can be read, mean the whole."""

import re

from api.problems import RangeNotSatisfiable

_ONE_RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE | re.ASCII)


def asked_range(header: str | None, length: int) -> tuple[int, int] | None:
    """First and last byte (inclusive) that were asked for, or None for the whole. Linear in the header's length.

    Raises RangeNotSatisfiable when the range begins behind the end, or asks for the last 0 bytes.
    """
    match = _ONE_RANGE.fullmatch(header or "")
    if match is None:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        return _last_bytes(int(last), length)
    if last and int(last) < int(first):
        return None  # RFC 9110 §14.1.1: invalid, so the header is ignored
    if int(first) >= length:
        raise RangeNotSatisfiable(length)
    return int(first), min(int(last), length - 1) if last else length - 1


def _last_bytes(n: int, length: int) -> tuple[int, int]:
    if n == 0 or length == 0:
        raise RangeNotSatisfiable(length)
    return max(0, length - n), length - 1
