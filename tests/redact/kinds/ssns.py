"""Social security numbers: 219-09-9999 was printed in advertisements, 666 and 900 to 999 are never issued."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.SSN

HITS: tuple[Hit, ...] = (
    Hit(("The last four of my social are 9037.",), "base: last four", numbers_left=1, because="the last four"),
    Hit(("Socialist 512-48-9037",), "base: social is heard as Socialist"),
    Hit(("Social is 5.12.40, 8.9.37",), "base: groups lost"),
    Hit(("agent: What is your social security number?", "219-09-99-99"), "a digit group split"),
    Hit(("It's 219-09-9999",), "shape alone"),
    Hit(("It's 666-45-6789",), "never issued (SSA), hidden all the same"),
    Hit(("agent: And your social?", "two one nine, oh nine, nine nine nine nine"), "spoken, with pauses"),
    Hit(("my social is two nineteen oh nine double nine double nine",), "pairs and doubles, lower case"),
    Hit(
        ("the last four of my social is seven three nine oh",),
        "last four, spoken",
        numbers_left=1,
        because="the last four",
    ),
    Hit(("agent: National insurance number?", "QQ 12 34 56 C"), "British: letters around it", "[SSN]"),
    Hit(("it's 900-45-6789",), "begins with a nine, and no ITIN (IRS)"),
    Hit(("agent: Social?", "219", "agent: yes", "09", "agent: mhm", "9999"), "a group a turn"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It's 912-70-1234.",), "an ITIN: begins with a nine, a group in use", Kind.ITIN),
    NearMiss(("It's 212-555-0147.",), "a telephone number: grouped 3-3-4", Kind.PHONE),
    NearMiss(("the routing number is 021000021",), "a routing number: nine digits", Kind.BANK_ACCOUNT),
    NearMiss(("My social security check was 1,450 dollars.",), "money"),
    NearMiss(("I get social security since I was 67.",), "an age"),
    NearMiss(("Our church social had 120 people.",), "a party"),
    NearMiss(("It's part number 219-0999-99.",), "a part: nine digits in other groups"),
    NearMiss(("agent: The social security number has 9 digits.",), "how long the number is"),
)
