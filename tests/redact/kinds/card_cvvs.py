"""Card verification codes."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.CARD_CVV

HITS: tuple[Hit, ...] = (
    Hit(
        ("agent: And the three digit security code on the back?", "One moment, it is 739."),
        "answer",
        "One moment, it is [CARD_CVV].",
        numbers_left=1,
        because="one moment",
    ),
    Hit(("The CBB is 739",), "base: CVV heard as CBB"),
    Hit(("The CVV is seven three nine",), "spoken"),
    Hit(("agent: And the security code?", "7 3 9"), "digits one by one"),
    Hit(("agent: what are the last three on the back", "seven double three"), "a doubled digit, lower case"),
    Hit(("the security code is nine oh four",), "announced, lower case"),
    Hit(("the c v v is oh four two",), "letters one by one"),
    Hit(("agent: Your CVC?", "$342."), "written as a price"),
    Hit(("agent: Security code?", "3:42"), "written as a time"),
    Hit(("agent: And the four digit security code on the front?", "7391."), "four digits"),
    Hit(("agent: What's the code on the back?", "It's 73, no, 74, 9."), "put right"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It is the three digit one on the back.",), "how long the code is"),
    NearMiss(("It costs $342.",), "a price"),
    NearMiss(("The train leaves at 3:42.",), "a time"),
    NearMiss(("agent: Press 739 for support.",), "a menu"),
    NearMiss(("The shelf on the back holds 342 kilos.",), "a weight, on the back of something"),
    NearMiss(("It is a model 739.",), "a model"),
    NearMiss(("i read 342 pages last night",), "pages"),
    NearMiss(("agent: What's the gate code?", "4471"), "a gate's code", Kind.CREDENTIAL),
    NearMiss(("my area code is 212",), "an area code", Kind.PHONE),
    NearMiss(("agent: And the expiration date?", "11-28"), "an expiry date", Kind.CARD_EXPIRY),
)
