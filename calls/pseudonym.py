"""A caller's number as a keyed code: recognisable to us, meaningless to others."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from calls.phone_numbers import normal_number


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """The pseudonyms' key in all its versions, from 1. The newest makes codes; older ones still recognise."""

    by_version: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        return max(self.by_version)

    @property
    def signing_key(self) -> bytes:
        """Signs the recording rules; rotation leaves it alone, so that recorders of other hosts can still read them."""
        return self.by_version[min(self.by_version)]

    def codes_of_number(self, number: str, *, default_country_code: str = "1") -> tuple[str, ...]:
        """A number's codes, newest version first; none when it cannot be read as a number."""
        codes = (pseudonym_of_number(number, key, default_country_code=default_country_code) for key in self._keys())
        return tuple(code for code in codes if code is not None)

    def caller_of(self, number: str, *, default_country_code: str = "1") -> "KeyedCaller | None":
        """None when it cannot be read as a number."""
        codes = self.codes_of_number(number, default_country_code=default_country_code)
        return KeyedCaller(codes, self.newest) if codes else None

    def codes_of_sip_call_id(self, sip_call_id: str) -> tuple[str, ...]:
        """A SIP Call-ID's codes, newest version first."""
        return tuple(pseudonym_of_sip_call_id(sip_call_id, key) for key in self._keys())

    def _keys(self) -> Iterator[bytes]:
        return (self.by_version[version] for version in sorted(self.by_version, reverse=True))


@dataclass(frozen=True, slots=True, repr=False)
class KeyedCaller:
    """A caller's number under each version of the key, newest first; at least one. Never the number."""

    codes: tuple[str, ...]
    key_version: int
    """Of the newest."""

    @property
    def code(self) -> str:
        return self.codes[0]


def pseudonym_of_number(number: str, key: bytes, *, default_country_code: str = "1") -> str | None:
    """HMAC-SHA256 of the number, hexadecimal; None when it cannot be read as a number.

    One number has one pseudonym however it is written; `normal_number` says how.
    """
    normal = normal_number(number, default_country_code=default_country_code)
    return hmac.new(key, _bytes(normal), hashlib.sha256).hexdigest() if normal else None


def pseudonym_of_sip_call_id(sip_call_id: str, key: bytes) -> str:
    """HMAC-SHA256 of a SIP Call-ID, hexadecimal: lets a PBX's records be matched without keeping its ids."""
    return hmac.new(key, b"call-id:" + _bytes(sip_call_id), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    """Bytes off the wire that are no UTF-8 come as surrogates (PEP 383); other lone surrogates must not raise."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
