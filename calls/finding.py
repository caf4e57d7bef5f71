"""What must be hidden, where, and why we think so. A finding holds positions, never the value."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of personal data that Hushtape looks for."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CARD_NUMBER = "CARD_NUMBER"
    CARD_EXPIRY = "CARD_EXPIRY"
    CARD_CVV = "CARD_CVV"
    SSN = "SSN"
    ITIN = "ITIN"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    IBAN = "IBAN"
    IMEI = "IMEI"
    DEVICE_SERIAL = "DEVICE_SERIAL"
    IP_ADDRESS = "IP_ADDRESS"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    ID_DOCUMENT = "ID_DOCUMENT"
    CUSTOMER_ID = "CUSTOMER_ID"
    CREDENTIAL = "CREDENTIAL"
    """Passwords, PINs, one-time codes, security answers."""
    ORDER_NUMBER = "ORDER_NUMBER"
    """Found, kept in the archive unless settings say otherwise, hidden in training samples."""


KEPT_IN_ARCHIVE = frozenset({Kind.ORDER_NUMBER})
"""Kinds that stay readable in the archive by default."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters [start, end) of turn `turn` are of `kind`.

    `group` numbers the value: parts of one value split over turns share it (None = stands alone).
    `reason` names the rule in words; it never quotes what was said.
    """

    kind: Kind
    turn: int
    start: int
    end: int
    confidence: float
    detector: str
    reason: str
    group: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a finding spans at least one character, got [{self.start}, {self.end})")
