"""Card verification codes (CVV2, CVC2, CID; 3 or 4 digits): sensitive authentication data, PCI DSS 3.3."""

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule

RULE = NumberRule(
    kind=Kind.CARD_CVV,
    cues=cues(
        Kind.CARD_CVV,
        "cvv", "cvc", "cvb", "cbb", "cbv", "cdv", "cvd", "cvs", "c v v", "c v c", "cv", "ccv", "cid", "c i d", "cvp",
        "cpv",
        "cvv2", "cvbs", "cvvs", "tvv", "svv", "c b b", "c b v", "security code", "security codes",
        "verification value", "card verification", "three digit", "three digits", "3 digit", "four digit security",
        "digits on the back", "number on the back", "code on the back", "on the back", "back of the card",
        "back of your card", "security cold", "security coat", "security quote", "card code", "digit security",
        "signature strip", "by the signature", "signature panel",
        "code on the front", "last three on", "three on the back", "numbers on the back", "digits on the front",
    ),
    expected=range(3, 6),
    typical=range(3, 4),
    part_from=2,
)  # fmt: skip
