"""Identities of mobile equipment: 49-015420-323751-8 and 35-209900-176148-1 are examples of the standards."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.IMEI

HITS: tuple[Hit, ...] = (
    Hit(("The IME IS-35-2099-001761-481",), "base"),
    Hit(("The number is 490154203237518.",), "its check alone"),
    Hit(("it says 35 209900 176148 1 on it",), "its check alone, in groups, lower case"),
    Hit(("agent: What's the IMEI?", "35-209900-176148-1."), "an answer"),
    Hit(
        ("the i m e i is four nine oh one five four two oh three two three seven five one eight",), "digits one by one"
    ),
    Hit(("three five two oh double nine double oh one seven six one four eight one",), "doubles, announced by nothing"),
    Hit(
        ("Star hash zero six says 49-015420-323751-8.",),
        "the keys that show it",
        numbers_left=2,
        because="zero six are keys that everybody presses",
    ),
    Hit(("agent: The last six of the IMEI?", "2 3 7 5 1 8"), "the last six"),
    Hit(("IMEI 86 1536 0300 1234 56",), "sixteen digits, the check does not hold"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It's 3782 822463 10005.",), "fifteen digits, Luhn holds, named by no body", Kind.CARD_NUMBER),
    NearMiss(("It's 490154203237519.",), "fifteen digits, the check does not hold", Kind.CARD_NUMBER),
    NearMiss(("it's 4111 1111 1111 1111",), "a card number: sixteen digits", Kind.CARD_NUMBER),
    NearMiss(("My mobile is +44 7700 900123.",), "a mobile's telephone number", Kind.PHONE),
    NearMiss(("The serial number is 352099 00176148.",), "a serial number that begins alike", Kind.DEVICE_SERIAL),
    NearMiss(("The IMEI has 15 digits.",), "how long it is"),
    NearMiss(("agent: Dial star hash zero six.",), "the keys that show it, and no number"),
    NearMiss(("It is an iPhone 15 Pro Max with a battery at 82 percent",), "a model"),
    NearMiss(("the barcode is 4006381333931",), "an article's number: thirteen digits"),
)
