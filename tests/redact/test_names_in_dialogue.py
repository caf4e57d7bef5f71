"""Names by their place in the dialogue and in capitals or without: hits and near-misses, a remark each."""

import pytest

from tests.redact.conversation import redacted

TABLE = [
    (("is there anything else karen",), "is there anything else [PERSON]", "a form of address, lower case"),
    (("no thank you stanislav",), "no thank you [PERSON]", "thanks, lower case"),
    (("i'll transfer you to latoya in billing",), "i'll transfer you to [PERSON] in billing", "a colleague"),
    (("Customer care, Dariusz speaking.",), "Customer care, [PERSON] speaking.", "named by what follows"),
    (("Hello, Parveen Almeida here.",), "Hello, [PERSON] here.", "named by what follows, two words"),
    (("She talked to a Bettina before.",), "She talked to a [PERSON] before.", "in passing"),
    (("we spoke to a guy called trevor last week",), "we spoke to a guy called [PERSON] last week", "called"),
    (("How are you today, Thandiwe?",), "How are you today, [PERSON]?", "a name on no list, set off by a comma"),
    (("Mrs J A Whitcombe.",), "Mrs [PERSON].", "initials"),
    (("my husband's rajesh",), "my husband's [PERSON]", "a relative"),
    (("agent: And in whose name is it?", "venkataraman"), "[PERSON]", "a bare answer, lower case"),
    (("my name is karen haddad", "agent: is karen's number the same"), "is [PERSON] number the same", "a possessive"),
    (("My name is Ngozi.", "agent: Thanks, ngozi."), "Thanks, [PERSON].", "known, then without a capital"),
    (("this is great and i'm happy with it",), "this is great and i'm happy with it", "everyday words"),
    (("Hi there, thank you so much.",), "Hi there, thank you so much.", "everyday words after greetings"),
    (("It may ship in May or June.",), "It may ship in May or June.", "months"),
    (("I bought a Russell Hobbs toaster at John Lewis.",), "I bought a Russell Hobbs toaster at John Lewis.", "brands"),
    (("We ate at Akiko's Sushi Bar in Santa Clara.",), "We ate at Akiko's Sushi Bar in Santa Clara.", "places"),
    (
        ("the headphone jack is loose and the bill is wrong",),
        "the headphone jack is loose and the bill is wrong",
        "both",
    ),
    (("Merry Christmas to you.",), "Merry Christmas to you.", "a feast"),
    (("Do you take American Express?",), "Do you take American Express?", "a card's brand"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), TABLE, ids=[row[2] for row in TABLE])
def test_names_are_hidden_and_what_sounds_like_one_stays(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark
