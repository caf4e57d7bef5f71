"""E-mail addresses."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.EMAIL

HITS: tuple[Hit, ...] = (
    Hit(("My email is jane.miloradgmail.com",), "base: at lost in the domain", "My email is [EMAIL]"),
    Hit(("It's J. Miller 84 at Outlook.com.",), "base: digits", "It's [EMAIL]."),
    Hit(("That is K-O-W-A-L underscore S at Yahoo.co.uk",), "base: spelled", "That is [EMAIL]"),
    Hit(("Right to Anna-Maria.Smit at web.de",), "base: dashes", "Right to [EMAIL]"),
    Hit(("Write to anna dash maria dot schmidt at web dot d e.",), "spoken", "Write to [EMAIL]."),
    Hit(("Robert underscore B at NorthwindEnergy.org",), "base: a company", "[EMAIL]"),
    Hit(("mail jane.miller@example.com today",), "written", "mail [EMAIL] today"),
    Hit(
        ("my email is jane dot miller eighty four at gmail dot com",),
        "spoken with a number, lower case",
        "my email is [EMAIL]",
    ),
    Hit(("agent: and your email", "j underscore kowal double two at hotmail dot com"), "an answer", "[EMAIL]"),
    Hit(("agent: What's your email?", "lucia dot mendes", "agent: uh-huh", "at icloud dot com"), "halves", "[EMAIL]"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("I looked at amazon.com and at your shop.",), "a web site"),
    NearMiss(("We met at the store. It was late.",), "at and a full stop"),
    NearMiss(("agent: You can visit us at northlake dot com.",), "a web site, spoken"),
    NearMiss(("agent: Write to support@northlake.example.",), "the company's own mailbox"),
    NearMiss(("i use gmail on my phone",), "a provider, lower case"),
    NearMiss(("I was at work at 5.30.",), "at and a time"),
    NearMiss(("That was in the dot com years.",), "dot com of everyday speech"),
    NearMiss(("You can reach me at 212-555-0147.",), "a telephone number behind an at", Kind.PHONE),
    NearMiss(("I live at 42 Wellington Road.",), "a street behind an at", Kind.ADDRESS),
)
