"""Who is calling, as far as it may be known: a keyed code of their number, or that nobody can tell.

What the network asserts (P-Asserted-Identity from a trusted peer, RFC 3325) counts before what the caller claims in
From: whoever withholds their number with "anonymous" is still recognised where the network vouches for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from calls.phone_numbers import claims_a_number
from calls.pseudonym import KeyRing


@dataclass(frozen=True, slots=True, repr=False)
class CallerIdentity:
    codes: tuple[str, ...]
    """The number's codes, newest version of the key first; none for a caller without a number, and for one whose
    number cannot be read."""
    is_readable: bool
    """False: there is a number, or an address, that cannot be read, so nobody can tell whether this caller objects."""


def identify_caller(
    from_user: str | None, asserted_users: Sequence[str], keys: KeyRing, *, country_code: str
) -> CallerIdentity:
    """`from_user`: None when From cannot be read, "" when it has no user part."""
    if from_user is None and not asserted_users:
        return CallerIdentity((), is_readable=False)
    users = list(asserted_users) or [from_user or ""]
    codes = [keys.codes_of_number(user, default_country_code=country_code) for user in users]
    known = next((each for each in codes if each), ())
    garbled = any(not each and claims_a_number(user) for each, user in zip(codes, users, strict=True))
    return CallerIdentity(known, is_readable=bool(known) or not garbled)
