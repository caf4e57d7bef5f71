"""Names by where they stand: in an opening, begun twice, beside other names; and pets', which are nobody's."""

import pytest

from tests.redact.conversation import redacted

OPENINGS = [
    ("agent: Redwood Home Warranty. Sy.", "Redwood Home Warranty. [PERSON].", "a sentence of its own"),
    ("agent: Hello, Bracken Villas, Severin.", "Hello, Bracken Villas, [PERSON].", "behind a comma"),
    ("agent: help line torvald", "help line [PERSON]", "the last word, on no list"),
    ("agent: tyre garage rowdy here", "tyre garage [PERSON] here", "an everyday word with here"),
    ("agent: stony creek outfitters this is colt", "stony creek outfitters this is [PERSON]", "an everyday word"),
    ("agent: This is Sunday with Parcel Post.", "This is [PERSON] with Parcel Post.", "a day of the week"),
    ("agent: Brightwater.", "Brightwater.", "a company alone"),
    ("agent: thank you for calling brightwater", "thank you for calling brightwater", "the company called"),
    ("agent: good morning accounts department", "good morning accounts department", "a department"),
    ("agent: how can i help you today", "how can i help you today", "no name at all"),
    ("agent: Hill Bank, can I help?", "Hill Bank, can I help?", "a question"),
    ("agent: this is great news", "this is great news", "an everyday word after this is"),
    ("agent: Good morning, Penhallow Building Society, Maud speaking.",
     "Good morning, Penhallow Building Society, [PERSON] speaking.", "a company, then who speaks for it"),
    ("caller: Hello. Crisps.", "Hello. Crisps.", "a caller opens no company's call"),
    ("agent: It's Summer at Bracken Dental.", "It's [PERSON] at Bracken Dental.", "it's and a first name"),
    ("caller: hi it's summer from the club", "hi it's [PERSON] from the club", "a caller's own first words"),
    ("agent: you have 7 star taxis this is colt", "you have 7 star taxis this is [PERSON]", "a number"),
    ("caller: hi it's summer time here", "hi it's summer time here", "the season"),
    ("agent: It's closed on Sundays.", "It's closed on Sundays.", "an everyday word on no list of names"),
    ("agent: Our address is 12 Hill Road, Penmaen.", "Our address is 12 Hill Road, Penmaen.", "an address at the end"),
]  # fmt: skip
TWICE = [
    ("It's Alf. Alf Tollemache.", "It's [PERSON].", "with a stop between"),
    ("nora nora battersby", "[PERSON]", "without marks"),
    ("heaven leigh heaven leigh", "[PERSON]", "two words twice"),
    ("bye bye now", "bye bye now", "a goodbye"),
    ("it's very very good", "it's very very good", "an adverb"),
    ("I left it in, in room 4.", "I left it in, in room 4.", "a stammer"),
    ("Wait. Wait for me.", "Wait. Wait for me.", "everyday words in capitals"),
    ("fifty fifty split", "fifty fifty split", "numbers"),
]
BESIDE = [
    (("agent: And the names please?", "Ngozi and August."), "[PERSON] and [PERSON].", "a month"),
    (("I asked a Nigel, a Mercy, a Gwendolyn.",), "I asked a [PERSON], a [PERSON], a [PERSON].", "a list"),
    (("It's from Polly and Gwendolyn.",), "It's from [PERSON] and [PERSON].", "before the known name"),
    (("It's for Gwendolyn and the delivery.",), "It's for [PERSON] and the delivery.", "no name"),
    (("My name is Gwendolyn and I have a question.",), "My name is [PERSON] and I have a question.", "a new clause"),
    (("Hello Gwendolyn and good morning.",), "Hello [PERSON] and good morning.", "a greeting"),
    (("It's for Gwendolyn or Express.",), "It's for [PERSON] or Express.", "a choice of things"),
]
PETS = [
    (("It's a cockapoo called Archie.", "Archie's four."), "Archie's four.", "called"),
    (("It's about Monty, the spaniel.",), "It's about Monty, the spaniel.", "named by its breed"),
    (("my cat's name is Gwendolyn",), "my cat's name is Gwendolyn", "its name is"),
    (
        ("My name is Archie, and my dog is called Archie.",),
        "My name is [PERSON], and my dog is called [PERSON].",
        "both",
    ),
    (("hi gwendolyn my cat's gone",), "hi [PERSON] my cat's gone", "a person who is told of a cat"),
    (("I called my son Archie.",), "I called my son [PERSON].", "a son"),
]
CALLED_OUT = [
    (("And the fee, Thandiwe, where do we pay it?",), "And the fee, [PERSON], where do we pay it?", "in mid sentence"),
    (("Is it at nine, with Will?",), "Is it at nine, with [PERSON]?", "with and a first name that is a word"),
    (("hello precious can you confirm the address",), "hello [PERSON] can you confirm the address", "greeted"),
    (("right i'm big trev",), "right i'm [PERSON]", "a byname"),
    (("it's big enough and i'm old now",), "it's big enough and i'm old now", "no name behind it"),
    (("I paid with Chase Bank.",), "I paid with Chase Bank.", "a bank"),
    (("It works with Alexandria.",), "It works with Alexandria.", "a place"),
    (("The tea, please, where is it?",), "The tea, please, where is it?", "an everyday word between commas"),
]
AGAIN = [
    (("my name is heaven brooks", "agent: which heaven"), "which [PERSON]", "without capitals"),
    (
        ("My name is Frank Tanabe.", "agent: To be frank, no."),
        "To be frank, no.",
        "an everyday word where capitals tell",
    ),
    (("my name is will tanabe", "agent: that will do"), "that will do", "a name that is said too often as a word"),
]


@pytest.mark.parametrize(("line", "expected", "remark"), OPENINGS, ids=[row[2] for row in OPENINGS])
def test_an_agent_s_name_in_the_opening_is_hidden_and_the_company_s_is_not(
    line: str, expected: str, remark: str
) -> None:
    assert redacted(line) == [expected], remark


@pytest.mark.parametrize(("line", "expected", "remark"), TWICE, ids=[row[2] for row in TWICE])
def test_a_name_begun_twice_is_hidden(line: str, expected: str, remark: str) -> None:
    assert redacted("agent: Hello there.", line)[1] == expected, remark


REST = [*BESIDE, *PETS, *CALLED_OUT, *AGAIN]


@pytest.mark.parametrize(("lines", "expected", "remark"), REST, ids=[row[2] for row in REST])
def test_names_beside_names_are_hidden_and_pets_and_words_are_not(
    lines: tuple[str, ...], expected: str, remark: str
) -> None:
    assert redacted(*lines)[-1] == expected, remark
