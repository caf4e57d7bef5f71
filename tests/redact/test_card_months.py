"""The month in which a card ended is a card's expiry; one in which anything else ended is nobody's."""

import pytest

from tests.redact.conversation import redacted

HIDDEN = [
    (
        ("agent: Is that the Discover card?", "yeah that one expired in june they sent me a new one"),
        "expired in [CARD_EXPIRY] they",
    ),
    (("I've got a Mastercard that expired last November.",), "expired [CARD_EXPIRY]."),
    (("The debit card expires at the end of May.",), "end of [CARD_EXPIRY]."),
]
STAYS = [
    ("My passport expired in June, and I pay by card.",),
    ("The warranty expired last November.",),
    ("agent: Your gift card?", "It expired in June."),
    ("agent: Which card?", "Well.", "agent: Fine.", "agent: And the milk?", "It expired in June."),
]


@pytest.mark.parametrize(("lines", "expected"), HIDDEN)
def test_the_month_in_which_a_card_ended_is_hidden(lines: tuple[str, ...], expected: str) -> None:
    assert expected in redacted(*lines)[-1]


@pytest.mark.parametrize("lines", STAYS)
def test_the_month_in_which_anything_else_ended_stays(lines: tuple[str, ...]) -> None:
    assert redacted(*lines)[-1] == lines[-1]
