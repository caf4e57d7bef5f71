"""Card expiry dates."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.CARD_EXPIRY
_ASK = "agent: And the expiration date?"

HITS: tuple[Hit, ...] = (
    Hit((_ASK, "eleven twenty eight."), "month and year in pairs"),
    Hit((_ASK, "11-28"), "with a hyphen"),
    Hit(("It expires April 2027",), "a month by name"),
    Hit(("agent: And the expiry date?", "oh four twenty seven"), "oh for a zero"),
    Hit(("it expires oh nine twenty nine",), "announced, lower case"),
    Hit(("Expiry 04/27.",), "as it stands on the card"),
    Hit(("agent: When does it expire?", "May of 2028."), "month of year"),
    Hit(("agent: what's the month and year on it", "zero seven, twenty nine"), "asked for by its parts"),
    Hit(("valid through march twenty twenty nine",), "valid through", "valid through [CARD_EXPIRY]"),
    Hit(("agent: What's the card number?", "4111 1111 1111 1111", "agent: Okay.", "Two of thirty one."), "unasked"),
    Hit((_ASK, "The end of March 2029."), "the end of a month", "[CARD_EXPIRY]."),
    Hit(("The experience date is 0926.",), "expiry misheard"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("I will be there on the 3rd of December at half past 4.",), "a date and a time"),
    NearMiss(("My passport expires in 3 months.",), "how long something is valid"),
    NearMiss(("The offer expired 3 days ago.",), "an offer"),
    NearMiss(("It was delivered on 11/28.",), "a delivery: month and day"),
    NearMiss(("agent: I'm back at 4:27.",), "a time"),
    NearMiss(("The sale is ending 30 June.",), "the end of a sale"),
    NearMiss(("Two of thirty were broken.",), "a share of things"),
    NearMiss(("agent: We open in April 2027.",), "an opening"),
    NearMiss(("agent: And the security code?", "7 3 9"), "a security code", Kind.CARD_CVV),
    NearMiss(("my date of birth is 04/27/82",), "a birthday", Kind.DATE_OF_BIRTH),
)
