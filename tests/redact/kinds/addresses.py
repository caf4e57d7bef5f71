"""Postal addresses."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.ADDRESS

HITS: tuple[Hit, ...] = (
    Hit(
        ("I live at 1247 Maple Avenue, apartment 3B, Springfield, Illinois, 627-04.",),
        "base: postal code with a hyphen",
        "I live at [ADDRESS].",
    ),
    Hit(("I love it 1247 Maple Avenue, apartment 3B, Springfield.",), "base: cue misheard", "I love it [ADDRESS]."),
    Hit(("I live at twelve forty seven Maple Avenue, Springfield.",), "spoken", "I live at [ADDRESS]."),
    Hit(("Send it to PO Box 193 Portland, Oregon 97208.",), "base: a post office box", "Send it to [ADDRESS]."),
    Hit(("My Zacode is 90210.",), "base: zip code misheard", "My Zacode is [ADDRESS]."),
    Hit(("The post call is SW1A1A",), "base: a GB postcode, a letter lost", "The post call is [ADDRESS]"),
    Hit(("agent: Where do you live?", "Riverdale, Ohio."), "a town as the answer", "[ADDRESS]."),
    Hit(("agent: And the address?", "815 Cherry Street, Riverdale."), "a number and a street", "[ADDRESS]."),
    Hit(("The rooms are at 1113 6th Avenue.",), "a numbered street", "The rooms are at [ADDRESS]."),
    Hit(("agent: what's the address", "seven three nine elm street"), "spoken, lower case", "[ADDRESS]"),
    Hit(("my zip is nine oh two one oh",), "a postal code, spoken", "my zip is [ADDRESS]"),
    Hit(
        ("we've moved to a hundred and three marsh lane",),
        "a number with a hundred, lower case",
        "we've moved to [ADDRESS]",
    ),
    Hit(("agent: And the postcode?", "s w one a one a a"), "a GB postcode, spelled", "[ADDRESS]"),
    Hit(("I've sold an apartment in Grenoble.",), "the town of a home", "I've sold an apartment in [ADDRESS]."),
    Hit(("I've sold a house in North Berwick.",), "the same behind a direction", "I've sold a house in [ADDRESS]."),
    Hit(("agent: how's the weather in heckmondwike",), "the town of a party", "how's the weather in [ADDRESS]"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("It is a 5 star hotel, a short drive away.",), "stars"),
    NearMiss(("It takes 20 minutes by road.",), "a road, no address"),
    NearMiss(("I have 2 ways to place an order.",), "everyday suffix words"),
    NearMiss(("Where's your shop exactly?", "agent: We're at 200 Market Street."), "a shop's"),
    NearMiss(("I work at the White House.",), "a public house"),
    NearMiss(("is there parking on fore street",), "a street, lower case"),
    NearMiss(("The conference in Grenoble was nice.",), "a town that nobody lives in"),
    NearMiss(("You have flats in Grenoble, I've read.",), "flats that are anybody's"),
    NearMiss(("It's delayed by the weather in Grenoble.",), "weather that nobody is asked about"),
    NearMiss(("I'm off to the house in France.",), "a country"),
    NearMiss(("I'm off to a cottage in New Zealand.",), "a country of two words"),
    NearMiss(("agent: That's 12 dollars 50 a month.",), "a price"),
    NearMiss(("I'll take the 62 to Broad Street.",), "a bus"),
    NearMiss(("My pin is 9021.",), "a PIN", Kind.CREDENTIAL),
    NearMiss(("jane at web dot de is my email",), "an e-mail address", Kind.EMAIL),
)
