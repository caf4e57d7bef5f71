"""A caller's number as a keyed code: recognisable to us, meaningless to others."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

NATIONAL_DIGITS = 10
"""Digits of a national number in the North American Numbering Plan (area code and subscriber number)."""

NORTH_AMERICA = "1"
NATIONAL_LENGTHS = range(7, 11)
"""How many digits a national number has elsewhere, without its trunk prefix; shorter ones are extensions (E.164 §6)."""
KEEPS_ITS_ZERO = frozenset({"39"})
"""Italy's leading zero is part of the number (E.164 national plans); elsewhere it is the trunk prefix."""

_EXTENSION = re.compile(r"(?:[;,#]|x|ext).*", re.IGNORECASE | re.DOTALL)
_TRUNK_ZERO = re.compile(r"(\+\d{1,3})\(0\)")
_NUMBER = re.compile(r"\+?[0-9]{3,}")


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


def normal_number(number: str, *, default_country_code: str = "1") -> str | None:
    """The number as E.164 writes it ("+12125550147") where that is known, else its digits; None when it is none.

    Accepts what a SIP user part or a form field holds: "+1 (212) 555-0147", "0012125550147", "%2B12125550147;ext=5".
    Separators and extensions fall away and "00" counts as "+" (ITU-T E.164, E.123). Without either it is a number at
    home, if its length says so; digits of any other length stay as they are: the extension 100 is no number of any
    country.
    """
    text = _TRUNK_ZERO.sub(r"\1", _EXTENSION.sub("", _plain(unquote(number))))
    text = re.sub(r"[-.()/]", "", text)
    if not _NUMBER.fullmatch(text):
        return None
    if text.startswith("00"):
        text = "+" + text[2:]
    if text.startswith("+"):
        return text
    return (
        _at_home_in_north_america(text)
        if default_country_code == NORTH_AMERICA
        else _at_home(text, default_country_code)
    )


def claims_a_number(text: str) -> bool:
    """Whether this is written as a number ("+1212abc"), readable or not; "alice" and "anonymous" are not."""
    return re.match(r"[^\w+]*[+0-9]", _plain(unquote(text))) is not None


def _at_home_in_north_america(digits: str) -> str:
    """10 digits, or 11 with the country code: both are usual there (NANP)."""
    if len(digits) == NATIONAL_DIGITS:
        return f"+{NORTH_AMERICA}{digits}"
    if digits.startswith(NORTH_AMERICA) and len(digits) == NATIONAL_DIGITS + len(NORTH_AMERICA):
        return f"+{digits}"
    return digits


def _at_home(digits: str, country_code: str) -> str:
    """With the trunk prefix 0, as telephones dial it; with the country code, as many trunks write it; or bare."""
    if digits.startswith("0") and len(digits) - 1 in NATIONAL_LENGTHS:
        return f"+{country_code}{digits if country_code in KEEPS_ITS_ZERO else digits[1:]}"
    if digits.startswith(country_code) and len(digits) >= NATIONAL_DIGITS:
        return f"+{digits}"
    return f"+{country_code}{digits}" if len(digits) in NATIONAL_LENGTHS else digits


def pseudonym_of_sip_call_id(sip_call_id: str, key: bytes) -> str:
    """HMAC-SHA256 of a SIP Call-ID, hexadecimal: lets a PBX's records be matched without keeping its ids."""
    return hmac.new(key, b"call-id:" + _bytes(sip_call_id), hashlib.sha256).hexdigest()


def _plain(text: str) -> str:
    """Digits of any script as 0-9, dashes of any kind as "-", without spaces and without marks that cannot be seen."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(character)
        if kind == "Nd":
            kept.append(str(unicodedata.decimal(character)))
        elif kind == "Pd":
            kept.append("-")
        elif kind not in ("Cc", "Cf", "Zs"):
            kept.append(character)
    return "".join(kept)


def _bytes(text: str) -> bytes:
    """Bytes off the wire that are no UTF-8 come as surrogates (PEP 383); other lone surrogates must not raise."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
