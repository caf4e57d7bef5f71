"""Dates of birth."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.DATE_OF_BIRTH
_ASK = "agent: Your date of birth please?"

HITS: tuple[Hit, ...] = (
    Hit(("My date of birth is the 14th of March 1982.",), "base"),
    Hit((_ASK, "03.14.1982"), "base: digits"),
    Hit((_ASK, "March 14th, 82"), "base: short year"),
    Hit((_ASK, "oh three, fourteen, eighty two"), "spoken in pairs"),
    Hit(
        ("i was born on the fourteenth of march nineteen eighty two",),
        "in words, lower case",
        "i was born on [DATE_OF_BIRTH]",
    ),
    Hit(("agent: When is your birthday?", "3/14/82."), "with slashes"),
    Hit(("my dob is one four oh three eight two",), "digits one by one"),
    Hit(("agent: and the d o b", "the second of june seventy four"), "letters one by one", "[DATE_OF_BIRTH]"),
    Hit(("She's 2-2-2016.",), "announced by whose it is", "She's [DATE_OF_BIRTH]."),
    Hit(
        ("agent: And your date of birth?", "14 February 1992. A Valentine's baby, me."),
        "a feast beside the day",
        "[DATE_OF_BIRTH]. A [DATE_OF_BIRTH], me.",
    ),
    Hit(("agent: what's your date of birth", "groundhog day", "of nineteen seventy"), "a feast for the day"),
    Hit(
        ("I turned forty on the third of May.",),
        "an age on a day",
        "I turned [DATE_OF_BIRTH] on [DATE_OF_BIRTH].",
    ),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It was delivered on 11/14/2026",), "a delivery date"),
    NearMiss(("The payment of fifty dollars went through. It ships on Friday.",), "money and a day"),
    NearMiss(("I have type 2 diabetes and I take 500 milligrams of metformin.",), "medicine"),
    NearMiss(("My passport was issued on 14 March 2021.",), "an issue date"),
    NearMiss(("your store opened in 1982",), "a year, lower case"),
    NearMiss(("The meeting is on the fourteenth of March.",), "a meeting"),
    NearMiss(("I was born 20 miles from here.",), "where, and not when"),
    NearMiss(("It's Lucy's baby that cries.",), "a baby of nobody's day", Kind.PERSON),
    NearMiss(("We're closed on Christmas Eve and Boxing Day.",), "feasts of nobody's birth"),
    NearMiss(("It'll be forty on the third of May.",), "a price on a day"),
    NearMiss(("The card expires 03/29.",), "a card's expiry", Kind.CARD_EXPIRY),
)
