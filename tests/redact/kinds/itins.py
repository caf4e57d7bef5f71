"""Taxpayer numbers of those who have no social security number."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.ITIN

HITS: tuple[Hit, ...] = (
    Hit(("My ITIN is 912-70-1234",), "IRS number"),
    Hit(("It's 912-70-1234.",), "shape alone"),
    Hit(("it's 999-88-1234",), "shape alone, lower case, another group"),
    Hit(("agent: Your ITIN?", "912 70 1234"), "an answer"),
    Hit(("agent: And the ITIN?", "9 1 2 7 0 1 2 3 4"), "digits one by one"),
    Hit(("my i t i n is nine one two, seven oh, one two three four",), "spoken, letters one by one"),
    Hit(("my individual taxpayer number is nine hundred, seventy, double one double two",), "hundred and doubles"),
    Hit(("agent: The last four of your ITIN?", "one two three four"), "last four"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It's 900-45-6789.",), "begins with a nine, the group not in use", Kind.SSN),
    NearMiss(("It's 219-70-1234.",), "a group in use, begins with a two", Kind.SSN),
    NearMiss(("it's 912-555-0147",), "a telephone number", Kind.PHONE),
    NearMiss(("my number is nine one two seven oh one two three four",), "nine digits, a telephone's", Kind.PHONE),
    NearMiss(("agent: The item number is 912701234.",), "an article: nine digits without groups"),
    NearMiss(("I need form W-7 for an ITIN.",), "the form to ask for one"),
    NearMiss(("agent: An ITIN takes 11 weeks.",), "how long it takes"),
)
