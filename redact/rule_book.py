"""Every number rule and every cue, in one place; a new kind is one file and one line here."""

from calls.finding import Kind
from redact import (
    address_cues,
    bank_accounts,
    card_cvvs,
    card_expiries,
    card_numbers,
    credentials,
    customer_ids,
    dates_of_birth,
    device_serials,
    ibans,
    id_documents,
    imeis,
    innocent_numbers,
    ip_addresses,
    itins,
    order_numbers,
    phones,
    ssns,
)
from redact.cues import CueBook, Fragment, cues
from redact.number_rules import NumberRule

RULES_VERSION = "2026.12.1.5"
"""Part of every certificate; raise it with any change of a rule."""

NUMBER_RULES: dict[Kind, NumberRule] = {
    rule.kind: rule
    for rule in (
        card_numbers.RULE,
        card_expiries.RULE,
        card_cvvs.RULE,
        ssns.RULE,
        itins.RULE,
        phones.RULE,
        bank_accounts.RULE,
        ibans.RULE,
        imeis.RULE,
        device_serials.RULE,
        credentials.RULE,
        customer_ids.RULE,
        id_documents.RULE,
        ip_addresses.RULE,
        dates_of_birth.RULE,
        order_numbers.RULE,
    )
}

EMAIL_CUES = cues(
    Kind.EMAIL,
    "email", "e mail", "email address", "e mail address", "emails", "mail address", "write to", "write me at",
)  # fmt: skip
FRAGMENT_CUES = cues(
    Fragment.LAST_DIGITS,
    "last four", "last 4", "last four digits", "last 4 digits", "ends in", "ending in", "ends with", "ending with",
    "last digits", "final four", "last three", "last five", "last two digits", "first six", "first four", "last for",
    "end in", "end with", "ending", "account ending", "card ending", "one ending", "number ending",
    "extension", "ext",
)  # fmt: skip

CUE_BOOK = CueBook(
    (
        *(cue for rule in NUMBER_RULES.values() for cue in rule.cues),
        *address_cues.CUES,
        *EMAIL_CUES,
        *FRAGMENT_CUES,
        *innocent_numbers.CUES,
    )
)
