"""Who a From or To header names: the user part of its URI, as written by anybody at all."""

import re
from urllib.parse import unquote

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def user_of(address: str) -> str | None:
    """The user part, percent-decoded and without parameters; "" when the URI has none; None when it is no address.

    Reads a name-addr or an addr-spec (RFC 3261 §25.1) with a sip, sips or tel URI (RFC 3966), the scheme in any case.
    What stands inside quotes is a display name, whatever it looks like.
    """
    uri = _uri_in(_QUOTED.sub("", address))
    if uri is None:
        return None
    scheme, _, rest = uri.partition(":")
    match scheme.lower():
        case "sip" | "sips":
            return _user_of_sip(rest)
        case "tel" if rest:
            return _plain(rest)
    return None


def _user_of_sip(rest: str) -> str | None:
    """`user[:password]@host…` or `host…`."""
    user, at, host = rest.partition("@")
    if at:
        return _plain(user.partition(":")[0]) if host else None
    return "" if rest else None


def _uri_in(address: str) -> str | None:
    """What stands between < and >, or everything when there are none of them."""
    _, opened, rest = address.partition("<")
    if not opened:
        return address.strip()
    uri, closed, _ = rest.partition(">")
    return uri.strip() if closed else None


def _plain(user: str) -> str:
    """Parameters fall away after decoding, too: a semicolon may be written %3B."""
    return unquote(user).partition(";")[0].strip()
