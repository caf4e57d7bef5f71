"""Codes, dates and addresses that are known by the question they answer: hits and near-misses, a remark each."""

import pytest

from tests.redact.conversation import redacted

SERIAL = "agent: What's the serial number?"
BIRTH = "agent: What's your date of birth?"
ADDRESS = "agent: What's the delivery address?"
CODES = [
    ((SERIAL, "7 H 2 K Q 9 3."), "[DEVICE_SERIAL].", "letters and digits one by one"),
    ((SERIAL, "G A eleven, X as in X-ray, 0 4 2."), "[DEVICE_SERIAL].", "spelled with examples"),
    ((SERIAL, "m l nine c d m d nine a"), "[DEVICE_SERIAL]", "lower case"),
    (("agent: The registration number?", "Lima Bravo six eight, Kilo Juliet Victor"), "[ID_DOCUMENT]", "a plate"),
    (("agent: Your National Insurance number?", "Q Q, twelve, thirty-four, fifty-six, C."), "[SSN].", "a letter last"),
    (("agent: Driver's license number?", "d four one two six six five"), "[ID_DOCUMENT]", "a letter first"),
    (
        ("agent: I've sent a code to your phone.", "It says eight oh four, two two nine."),
        "It says [CREDENTIAL].",
        "code",
    ),
    (("agent: And your password for the account?", "purple kangaroo"), "[CREDENTIAL]", "a password of words"),
    (("agent: What error is it?", "It shows error E 27 and then B 5."), "It shows error E 27 and then B 5.", "errors"),
    (("agent: Which model?", "The XR 500."), "The XR 500.", "a model"),
    (("agent: Please don't tell me your password.", "Done, that worked."), "Done, that worked.", "no question"),
]
DATES = [
    ((BIRTH, "twelfth of the ninth eighty-eight"), "[DATE_OF_BIRTH]", "ordinals alone"),
    ((BIRTH, "the twenty eighth of september nineteen sixty nine"), "[DATE_OF_BIRTH]", "lower case"),
    ((BIRTH, "The second of February, fifty nine."), "[DATE_OF_BIRTH].", "with its article"),
    (("agent: When does it expire?", "nine of thirty one"), "[CARD_EXPIRY]", "month of year"),
    (("agent: And when does it run out?", "Oh nine twenty nine."), "[CARD_EXPIRY].", "run out"),
    (("I was born 06/24/1991",), "I was born [DATE_OF_BIRTH]", "announced"),
    (("it was 06/24/1961 I think",), "it was [DATE_OF_BIRTH] I think", "a whole date of long ago"),
    (("It arrives on 06/24/2026.",), "It arrives on 06/24/2026.", "a delivery"),
    ((BIRTH, "May I ask why?"), "May I ask why?", "a month's name as a verb"),
    ((BIRTH, "why", "agent: it's forty nine ninety nine a month"), "it's forty nine ninety nine a month", "a price"),
]
ADDRESSES = [
    ((ADDRESS, "The Old Forge, Mill Lane, Little Wenlock, Telford, TF6 5AE."), "[ADDRESS].", "a house with a name"),
    ((ADDRESS, "forty five magnolia drive leicester m k 1 6 6 q t"), "[ADDRESS]", "lower case with a spelled postcode"),
    ((ADDRESS, "Flat 3, 27 Alma Road, Bristol BS8 2HY."), "[ADDRESS].", "a flat before the number"),
    (
        (ADDRESS, "county road twelve box forty four", "agent: which town", "pine hollow"),
        "[ADDRESS]",
        "a town asked for",
    ),
    (("agent: And the postcode?", "L E three, two Q R."), "[ADDRESS].", "a postcode by letters"),
    (("i live in kirkcaldy",), "i live in [ADDRESS]", "a home town, lower case"),
    (("She lives at number 16 now.",), "She lives at [ADDRESS] now.", "a house number alone"),
    ((ADDRESS, "The same as before."), "The same as before.", "an everyday answer"),
    ((ADDRESS, "thank you very much"), "thank you very much", "no answer"),
    (("agent: What city is the concert in?", "Bolinas"), "Bolinas", "a town, no address"),
    (("Do you sell the board game Wall Street?",), "Do you sell the board game Wall Street?", "a game"),
    (("You are number 7 in the queue.",), "You are number 7 in the queue.", "a queue"),
]
EMAILS = [
    (("send it to kicker one eight eight at icloud dot com",), "send it to [EMAIL]", "digits in words"),
    (("agent: Your email?", "billing at harrow and sons dot co dot uk"), "[EMAIL]", "a domain of several words"),
    (("agent: Your email?", "lucia dot mendes", "agent: uh-huh", "at icloud dot com"), "[EMAIL]", "two turns"),
    (("agent: Which email should I send it to?", "cyoung one seven at outlook dot com"), "[EMAIL]", "one is a digit"),
]
TABLE = [*CODES, *DATES, *ADDRESSES, *EMAILS]


@pytest.mark.parametrize(("lines", "expected", "remark"), TABLE, ids=[row[2] for row in TABLE])
def test_an_answer_is_hidden_whole_and_nothing_else(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


def test_the_first_half_of_an_email_over_two_turns_is_hidden() -> None:
    assert redacted("agent: Your email?", "lucia dot mendes", "agent: uh-huh", "at icloud dot com")[1] == "[EMAIL]"
