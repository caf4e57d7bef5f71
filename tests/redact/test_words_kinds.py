"""E-mails, addresses and persons: hits and near-misses, a remark each. Rows marked "base" are as Whisper base wrote."""

import pytest

from tests.redact.conversation import redacted

TABLE = [
    (("My email is jane.miloradgmail.com",), "My email is [EMAIL]", "base: at lost in the domain"),
    (("It's J. Miller 84 at Outlook.com.",), "It's [EMAIL].", "base: digits"),
    (("That is K-O-W-A-L underscore S at Yahoo.co.uk",), "That is [EMAIL]", "base: spelled"),
    (("Right to Anna-Maria.Smit at web.de",), "Right to [EMAIL]", "base: dashes"),
    (("Write to anna dash maria dot schmidt at web dot d e.",), "Write to [EMAIL].", "spoken"),
    (("Robert underscore B at NorthwindEnergy.org",), "[EMAIL]", "base: a company"),
    (("mail jane.miller@example.com today",), "mail [EMAIL] today", "written"),
    (("I looked at amazon.com and at your shop.",), "I looked at amazon.com and at your shop.", "a web site"),
    (("We met at the store. It was late.",), "We met at the store. It was late.", "at and a full stop"),
    (
        ("I live at 1247 Maple Avenue, apartment 3B, Springfield, Illinois, 627-04.",),
        "I live at [ADDRESS].",
        "base: postal code with a hyphen",
    ),
    (("I love it 1247 Maple Avenue, apartment 3B, Springfield.",), "I love it [ADDRESS].", "base: cue misheard"),
    (("I live at twelve forty seven Maple Avenue, Springfield.",), "I live at [ADDRESS].", "spoken"),
    (("Send it to PO Box 193 Portland, Oregon 97208.",), "Send it to [ADDRESS].", "base: a post office box"),
    (("My Zacode is 90210.",), "My Zacode is [ADDRESS].", "base: zip code misheard"),
    (("The post call is SW1A1A",), "The post call is [ADDRESS]", "base: a GB postcode, a letter lost"),
    (("agent: Where do you live?", "Riverdale, Ohio."), "[ADDRESS].", "a town as the answer"),
    (("agent: And the address?", "815 Cherry Street, Riverdale."), "[ADDRESS].", "a number and a street"),
    (("The rooms are at 1113 6th Avenue.",), "The rooms are at [ADDRESS].", "a numbered street"),
    (("It is a 5 star hotel, a short drive away.",), "It is a 5 star hotel, a short drive away.", "stars"),
    (("It takes 20 minutes by road.",), "It takes 20 minutes by road.", "a road, no address"),
    (("I have 2 ways to place an order.",), "I have 2 ways to place an order.", "everyday suffix words"),
    (("My name is Caterzina Wadsai Chowska.",), "My name is [PERSON].", "base: a foreign name"),
    (("That's W-O-J-C-Y-E-C-H-O-W-S-K-A.",), "That's [PERSON].", "base: spelled"),
    (("S is in Sierra, M is in Mike, Y is in Yankee",), "[PERSON]", "base: spelling alphabet"),
    (("Hello, this is Sarah speaking, how can I help?",), "Hello, this is [PERSON] speaking, how can I help?", "agent"),
    (("Thank you, Mr. Wadsai.",), "Thank you, Mr. [PERSON].", "a title"),
    (("my name is jane miller and i need help",), "my name is [PERSON] and i need help", "lower case"),
    (("This is ridiculous.",), "This is ridiculous.", "no name"),
    (("I'm calling about my Samsung Galaxy.",), "I'm calling about my Samsung Galaxy.", "a product"),
    (("Thank you. Great, see you on Friday in March.",), "Thank you. Great, see you on Friday in March.", "days"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), TABLE, ids=[row[2] for row in TABLE])
def test_words_that_identify_are_hidden_and_others_stay(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark
