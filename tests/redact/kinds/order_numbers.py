"""Order, tracking and case numbers: found, and readable in the archive."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.ORDER_NUMBER

HITS: tuple[Hit, ...] = (
    Hit(("agent: What is your order number?", "The order number is 147,209."), "written as a quantity"),
    Hit(("my order number is double four seven two nine one",), "a doubled digit, lower case"),
    Hit(("agent: Yes?", "It's TRV-3380-C."), "by its form"),
    Hit(("agent: Yes?", "your claim's w one seven seven oh three"), "behind its name"),
    Hit(("agent: Yes?", "the reference l p four four one"), "letters and digits"),
    Hit(("agent: What's your case number?", "9 0 4, 2 2 1 7"), "digits one by one, an answer"),
    Hit(("The confirmation number is four oh nine, double two one.",), "spoken with a pause"),
    Hit(("It's under the booking reference K7 409 12.",), "a booking's"),
    Hit(
        ("The police gave me CAD 4471 of the 12th.",),
        "an incident's number and day",
        "The police gave me [ORDER_NUMBER].",
    ),
    Hit(("they gave me one four two of the twenty sixth",), "the same, spoken", "they gave me [ORDER_NUMBER]"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("I need a W-7.",), "a form of the tax office"),
    NearMiss(("The order of the day is rest.",), "no code"),
    NearMiss(("in case you see one of them",), "everyday words behind a name"),
    NearMiss(("I want to order 250 units.",), "how many are ordered"),
    NearMiss(("I'd like two of the fourteenth edition.",), "how many of which"),
    NearMiss(("We've sold 250 of the first ones.",), "the same, three digits"),
    NearMiss(("agent: What is your order number?", "I paid 129 dollars."), "a price for an answer"),
    NearMiss(("my order is 3 weeks late",), "a duration, lower case"),
    NearMiss(("agent: What is your order number?", "4111 1111 1111 1111"), "a card number", Kind.CARD_NUMBER),
    NearMiss(("agent: What is your order number?", "It's 219-09-9999."), "a social security number", Kind.SSN),
    NearMiss(("My policy number is 739044.",), "a policy's", Kind.CUSTOMER_ID),
)
