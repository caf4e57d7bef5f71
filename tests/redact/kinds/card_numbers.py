"""Card numbers. Those that are whole are test numbers of the brands (4111 1111 1111 1111 and the like)."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.CARD_NUMBER
_ASK = "agent: Please read me the card number."

HITS: tuple[Hit, ...] = (
    Hit((_ASK, "4-5-3914-88034364667."), "base: seventeen digits, Luhn does not hold"),
    Hit((_ASK, "411-2222-333-4444"), "base: repeats collapsed, thirteen digits"),
    Hit((_ASK, "It's 4W56 8712 3345 90"), "base: double garbled into letters"),
    Hit(("four five three nine one four eight eight zero three four three six four six seven",), "bare"),
    Hit(("My car number is 4242 4242 42",), "card heard as car, ten digits"),
    Hit(("agent: Is that the card ending in 4242?",), "a partial value"),
    Hit(
        ("Last four digits, 1937.",),
        "base: a partial value without a kind",
        numbers_left=1,
        because="the last four",
    ),
    Hit((_ASK, "4242", "agent: okay", "4242"), "four at a time"),
    Hit(("xx 1234 567890123456789012 xx",), "fail safe: thirteen and more"),
    Hit(("my visa is forty one eleven, eleven eleven, eleven eleven, eleven eleven",), "in pairs, lower case"),
    Hit((_ASK, "double four double two, oh four twenty seven, seven three nine oh, double five one six"), "doubles"),
    Hit(("agent: can i take the long number", "yeah it's 5500 0000 0000 0004"), "as typed, lower case"),
    Hit(("The American Express is 3782 822463 10005.",), "fifteen digits in the brand's groups"),
    Hit(("Sorry, I meant that: 6011-1111-1111-1117.",), "Luhn alone, announced by nothing"),
    Hit(("agent: What is your order number?", "4111 1111 1111 1111"), "given for an order number"),
    Hit((_ASK, "4111 1111 um 1111", "agent: go on", "and then 1111"), "with a pause, over two turns"),
    Hit((_ASK, "4111 1111 1111 1112, no, 1111"), "the last four put right"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("One, two, three, four, five, six, seven, eight, nine, ten, go",), "counting"),
    NearMiss(("I gave you my card yesterday and I bought 2 of them",), "a card spoken of, a quantity"),
    NearMiss(("agent: That will be 1,299 dollars, or 24 payments of 54",), "prices"),
    NearMiss(("The number is 490154203237518.",), "fifteen digits whose IMEI check holds", Kind.IMEI),
    NearMiss(("it says 35 209900 176148 1 on it",), "an IMEI in its groups", Kind.IMEI),
    NearMiss(("The ISBN is 9780306406157.",), "a book: thirteen digits"),
    NearMiss(("agent: The barcode is 4006381333931.",), "an article's number: thirteen digits"),
    NearMiss(("It is the 16 digit number on the front.",), "how long the number is"),
    NearMiss(("agent: I'll put 1,299 dollars on your card.",), "a price, a card behind it"),
    NearMiss(("The IBAN is DE89 3704 0044 0532 0130 00.",), "an IBAN: twenty digits and a country", Kind.IBAN),
    NearMiss(("you can call me at 212-555-0147",), "a telephone number", Kind.PHONE),
    NearMiss(("The order number is 147209331.",), "an order's, nine digits", Kind.ORDER_NUMBER),
    NearMiss(("My new card came on the 12th of November.",), "the day a card came"),
)
