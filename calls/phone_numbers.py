"""A telephone number as it is written, and the one form (E.164) under which a caller is known."""

import re
import unicodedata
from urllib.parse import unquote

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

LEAST_DIGITS = 7
"""Of a subscriber's number that is written without a country; what is shorter is an extension (E.164 §6)."""

_EXTENSION = re.compile(r"(?:[;,#]|x|ext).*", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\+?[0-9]{3,}")


def normal_number(number: str, *, default_country_code: str = "1") -> str | None:
    """The number as E.164 writes it ("+12125550147") where that is known, else its digits; None when it is none.

    Accepts what a SIP user part or a form field holds: "+1 (212) 555-0147", "0012125550147", "%2B12125550147;ext=5".
    Separators and extensions fall away. Whoever rings from abroad is written with the house's own prefix for that
    ("011" in North America), with "00", with "+", or with none of them, depending on the trunk; all are one number, and
    so are those with a country's trunk prefix and without. What fits no country stays as it is: 100 is an extension.
    """
    text = re.sub(r"[-.()/]", "", _EXTENSION.sub("", plain(unquote(number))))
    if not _NUMBER.fullmatch(text):
        return None
    return _abroad(text) or text if text.startswith("+") else _at_home(text, default_country_code) or text


def claims_a_number(text: str) -> bool:
    """Whether this is written as a number ("+1212abc"), readable or not; "alice" and "anonymous" are not."""
    return re.match(r"[^\w+]*[+0-9]", plain(unquote(text))) is not None


def _at_home(digits: str, country_code: str) -> str | None:
    """Without a plus. A house's trunk may write its own country's code as well, and leave out the plus of others'."""
    has_code = digits.startswith(country_code)
    region = phonenumbers.region_code_for_country_code(int(country_code))
    return (
        (_abroad("+" + digits, surely=True) if has_code else None)
        or (_in_e_164(digits, region) if len(digits) >= LEAST_DIGITS else None)
        or (_abroad("+" + digits) if has_code else None)
        or _abroad("+" + digits.removeprefix("00"), surely=True)
    )


def _abroad(text: str, *, surely: bool = False) -> str | None:
    """With a plus; `surely`: only what its country gives to subscribers."""
    return _in_e_164(text, None, surely=surely)


def _in_e_164(text: str, region: str | None, *, surely: bool = False) -> str | None:
    try:
        found: PhoneNumber = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(found) == ValidationResult.IS_POSSIBLE
    fits = phonenumbers.is_valid_number(found) if surely else possible
    return str(phonenumbers.format_number(found, PhoneNumberFormat.E164)) if fits else None


def plain(text: str) -> str:
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
