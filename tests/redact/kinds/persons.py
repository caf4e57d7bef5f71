"""Persons' names, by what the dialogue says around them."""

from calls.finding import Kind
from tests.redact.kinds.rows import Hit, NearMiss

KIND = Kind.PERSON

HITS: tuple[Hit, ...] = (
    Hit(("My name is Caterzina Wadsai Chowska.",), "base: a foreign name", "My name is [PERSON]."),
    Hit(("That's W-O-J-C-Y-E-C-H-O-W-S-K-A.",), "base: spelled", "That's [PERSON]."),
    Hit(("S is in Sierra, M is in Mike, Y is in Yankee",), "base: spelling alphabet", "[PERSON]"),
    Hit(
        ("Hello, this is Sarah speaking, how can I help?",),
        "agent",
        "Hello, this is [PERSON] speaking, how can I help?",
    ),
    Hit(("Thank you, Mr. Wadsai.",), "a title", "Thank you, Mr. [PERSON]."),
    Hit(("my name is jane miller and i need help",), "lower case", "my name is [PERSON] and i need help"),
    Hit(("agent: Who am I speaking with?", "Dariusz."), "an answer", "[PERSON]."),
    Hit(("it's from wilhelmina and gwendolyn",), "two names, lower case", "it's from [PERSON] and [PERSON]"),
    Hit(
        ("agent: And the name on the account, please?", "Sam Smith."), "a famous name, given as one's own", "[PERSON]."
    ),
    Hit(("hi this is april calling about my order",), "a month", "hi this is [PERSON] calling about my order"),
)

NEAR_MISSES: tuple[NearMiss, ...] = (
    NearMiss(("This is ridiculous.",), "no name"),
    NearMiss(("I'm calling about my Samsung Galaxy.",), "a product"),
    NearMiss(("Thank you. Great, see you on Friday in March.",), "days"),
    NearMiss(("Is the Sam Smith concert sold out?",), "a famous name"),
    NearMiss(("I read a book about Albert Einstein.",), "a famous name, in a book"),
    NearMiss(("I ordered it from John Lewis.",), "a company that reads as a name"),
    NearMiss(("We stayed in Santa Clara.",), "a town that is named after somebody"),
    NearMiss(("it may be here by april",), "a month, lower case"),
    NearMiss(("It's a cockapoo called Archie.",), "a pet"),
    NearMiss(("some roses and violet paint",), "a colour"),
    NearMiss(("agent: Good evening, Kestrel Mobile.",), "a company's greeting"),
)
