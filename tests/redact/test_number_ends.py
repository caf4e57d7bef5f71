"""The end of a number that is told instead of said is hidden with it; told zeros of nothing are not."""

import pytest

from tests.redact.conversation import redacted

ASKED = "agent: What's the card number?"
TOLD = [
    ((ASKED, "It's 4462 0300 and then zeros till the end"), "It's [CARD_NUMBER] till the end", "zeros to the end"),
    ((ASKED, "4462 0300 00", "agent: So eight more zeros."), "So [CARD_NUMBER].", "counted in the read-back"),
    ((ASKED, "4462 03 with four noughts and 1111"), "[CARD_NUMBER] and [CARD_NUMBER]", "noughts in the middle"),
    (
        ("The IMEI is 35 209900, then 176148, and a little 1 off by itself.",),
        "The IMEI is [IMEI], and a little [IMEI] off by itself.",
        "a lone last digit",
    ),
    (
        ("The IMEI is 35 209900 176148 and then a 1 at the end",),
        "The IMEI is [IMEI] and then a [IMEI] at the end",
        "the same",
    ),
    ((ASKED, "4462 0300 0000 1111", "agent: Oh, I put a one."), "Oh, I put a [CARD_NUMBER].", "a digit put wrong"),
    ((ASKED, "4462 0300 0000 1111", "agent: i've put the six in"), "i've put the [CARD_NUMBER] in", "a digit put in"),
    (
        ("agent: What's the IP address?", "one ninety two dot zero dot two dot forty four", "so 192.0.2 dot something"),
        "so [IP_ADDRESS]",
        "a part unsaid",
    ),
    ((ASKED, "4462 0300 0000", "agent: with two zeros in front"), "[CARD_NUMBER]", "zeros in front"),
    (("agent: What's the door code?", "2271 and the star"), "[CREDENTIAL]", "a door's star"),
    (
        ("agent: What's the password?", "Magnolia 214 with an exclamation point."),
        "[CREDENTIAL].",
        "a password's last mark",
    ),
    (
        ("agent: How is that spelled?", "dshawnk@example.com. That's D-S-H-A-W-N, and then K."),
        "[EMAIL]. That's [PERSON].",
        "a last letter",
    ),
]
STAYS = [
    (("It has two zeros in front, the part.",), "zeros of nothing"),
    (("There is a keypad and the star on it is worn",), "a star of nothing"),
    (("My balance shows all zeros and the app is frozen",), "a balance"),
    ((ASKED, "I have it somewhere. There is something I put a one on."), "a remark"),
    (("i've put the six in the box",), "a quantity"),
    (("I live alone and a little one is at the end of the road",), "a little one that is no digit"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), TOLD, ids=[row[2] for row in TOLD])
def test_what_is_told_of_a_number_is_hidden_with_it(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected, remark


@pytest.mark.parametrize(("lines", "remark"), STAYS, ids=[row[1] for row in STAYS])
def test_zeros_without_a_number_stay(lines: tuple[str, ...], remark: str) -> None:
    assert redacted(*lines)[-1] == lines[-1], remark
