"""Which names an object may have: random ids, numbers and fixed words between slashes; nothing that climbs out."""

import re

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def check_key(key: str) -> None:
    """Raises ValueError for a key that is absolute, climbs, hides or holds anything but letters, digits and `._-`."""
    if len(key) > 200 or _KEY.fullmatch(key) is None:
        raise ValueError("an object's key is made of ids, numbers and fixed words only")


def check_prefix(prefix: str) -> None:
    """As `check_key`; a prefix ends in a slash, so that attempt 1 never means attempt 10 too."""
    if not prefix.endswith("/"):
        raise ValueError("a prefix ends in a slash")
    check_key(prefix[:-1])
