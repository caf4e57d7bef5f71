"""Telephone numbers: 555-01xx, and what Ofcom keeps for drama (07700 900xxx, 0117 496 0xxx, 020 7946 0xxx)."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.PHONE

HITS: tuple[Hit, ...] = (
    Hit(("You can reach me at 212-555-0147.",), "base"),
    Hit(("ARI Code 415-555-2671.",), "base: area code misheard"),
    Hit(("My mobile is plus 444-7700-900123",), "base: GB mobile with a doubled digit"),
    Hit(
        ("It's 800-555-199, Extension 4.2.",),
        "base: a digit lost",
        numbers_left=2,
        because="two digits of an extension lead to nobody",
    ),
    Hit(("Plus four nine, thirty, one two three four five six seven eight.",), "abroad"),
    Hit(("xx 123 456 789 0 xx",), "fail safe: ten unexplained digits"),
    Hit(("06 12 34 56 78",), "fail safe: rising pairs, and no draw is spoken of"),
    Hit(
        ("agent: Okay, go ahead.", "So 06 12 34 56 78, have you got it?"),
        "fail safe: rising pairs, dictated",
    ),
    Hit(("Reach me at two one two five five five oh one four seven day or night",), "a unit behind it: day"),
    Hit(("xx 212 555 014 7 business xx",), "fail safe: a unit behind what is no quantity"),
    Hit(("my number is oh double seven double oh nine hundred one two three",), "GB, doubles and a hundred"),
    Hit(("call me on oh one one seven, four nine six, oh one two three",), "GB, in groups, lower case"),
    Hit(("It's 0117 496 0123.",), "GB, groups alone"),
    Hit(("agent: What's the best number?", "212", "agent: okay", "555 0147"), "over two turns"),
    Hit(("My cell is 212.555.0147, extension 4420.",), "with stops and an extension"),
    Hit(("it's +44 20 7946 0123",), "with its country code"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It takes 10 business days",), "a duration, two units"),
    NearMiss(("I was on hold for forty five minutes",), "a duration"),
    NearMiss(("agent: Press 1 for sales, press 2 for support",), "a phone menu"),
    NearMiss(("They won 1 000 000 dollars",), "money, thousands with blanks"),
    NearMiss(("They won 1,250,000 dollars and 100 000 000 points",), "money and points"),
    NearMiss(
        ("We had one hundred and twenty thousand visitors, two hundred thousand people",), "quantities that are said"
    ),
    NearMiss(("agent: The draw was on Friday.", "agent: So it is 12 14 23 31 44 47."), "numbers drawn, a turn before"),
    NearMiss(("agent: 12 14 23 31 44 47 came out of the raffle.",), "numbers drawn, told behind them"),
    NearMiss(("I bought two phones with 256 gigabytes each",), "quantity and storage"),
    NearMiss(("The flight leaves at 10:45 and arrives at 13:20",), "times"),
    NearMiss(("agent: Our number is 800-555-0199.",), "the company's own"),
    NearMiss(("the isbn is 0-306-40615-2",), "a book: ten digits"),
    NearMiss(("I need an extension of 25 feet.",), "an extension of something else"),
    NearMiss(("It's 021000021.",), "a routing number", Kind.BANK_ACCOUNT),
    NearMiss(("It's 490154203237518.",), "an IMEI, no longer than a number abroad", Kind.IMEI),
)
