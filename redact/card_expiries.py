"""Card expiry dates (ISO/IEC 7813: a year and a month), "oh four twenty seven", "04/27", "April 2027". Known only by
their cue."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.CARD_EXPIRY,
    cues=cues(
        Kind.CARD_EXPIRY,
        "expiry", "expiry date", "expiration", "expiration date", "expires", "expire", "expires in", "expiring",
        "exp date", "valid until", "valid through", "valid thru", "good through", "good thru", "month and year",
        "month and the year", "expirey date", "experience date", "expert date", "expiration dates", "explorer date",
        "run out", "runs out", "good til", "good till", "good until", "good up to",
        "expired", "exp", "valid to", "valid till", "end date",
    ),
    expected=range(3, 9),
    typical=range(4, 7),
    part_from=2,
)  # fmt: skip
