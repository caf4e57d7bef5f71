"""A code that an order, a booking or a ticket was named for makes no call somebody's."""

import pytest

from calls.finding import Finding, Kind
from redact.codes_of_orders import CodesOfOrders
from redact.dialogue_context import read_turns
from tests.redact.conversation import turns_of


def is_of_order(*lines: str, code: str, kind: Kind = Kind.CUSTOMER_ID, at: int = -1) -> bool:
    """Whether `code`, found as `kind` wherever it stands, is an order's in the line `at`."""
    turns = turns_of(*lines)
    found = [
        Finding(kind, index, turn.text.index(code), turn.text.index(code) + len(code), 0.9, "a rule", "a rule's")
        for index, turn in enumerate(turns)
        if code in turn.text
    ]
    codes = CodesOfOrders(read_turns(turns), found)
    return codes.has(next(one for one in found if one.turn == at % len(turns)))


@pytest.mark.parametrize(
    "lines",
    [
        ("The confirmation's QX7 441 B.",),
        ("agent: What's the order number?", "It's, um, QX7 441 B."),
        ("agent: I can open a special order on it.", "Yeah, go ahead.", "agent: Okay, it's under QX7 441 B."),
        ("just ask for ticket QX7 441 B",),
        ("agent: What's the booking reference, please?", "Yeah, QX7 441 B."),
        ("at grid reference QX7 441 B",),
    ],
)
def test_a_code_behind_the_word_for_an_order_is_the_orders(lines: tuple[str, ...]) -> None:
    assert is_of_order(*lines, code="QX7 441 B")


@pytest.mark.parametrize(
    "lines",
    [
        ("My account is QX7 441 B.",),
        ("It's about an order, and my customer number is QX7 441 B.",),
        ("agent: Is it about an order?", "agent: Your membership, please.", "QX7 441 B."),
        ("My member number on the booking is QX7 441 B.",),
        ("The serial number on the receipt is QX7 441 B.",),
        ("the number on the ticket is QX7 441 B that's my desk",),
        ("agent: Your customer number or order number?", "QX7 441 B."),
        ("agent: What's the secret word on the booking?", "QX7 441 B."),
        ("You didn't put my clubcard on the order, it's QX7 441 B.",),
        ("My membership transfer is QX7 441 B.",),
        ("agent: The order, good.", "Well.", "Hm.", "agent: And then?", "QX7 441 B."),
        ("I have a booking for the two of us, for a week in the mountains with the dog and all the rest of our "
         "belongings, it says QX7 441 B.",),
    ],
)  # fmt: skip
def test_a_code_of_somebodys_is_none_and_one_too_far_from_the_word_is_none(lines: tuple[str, ...]) -> None:
    assert not is_of_order(*lines, code="QX7 441 B")


def test_what_is_said_again_of_it_is_the_orders_too() -> None:
    assert is_of_order("The booking's 55108.", "agent: And then?", "Well.", "agent: Fine.", "So 55108.", code="55108")


@pytest.mark.parametrize("kind", sorted(frozenset(Kind) - {Kind.CUSTOMER_ID, Kind.DEVICE_SERIAL}))
def test_what_no_order_has_is_never_one(kind: Kind) -> None:
    assert not is_of_order("The order's 55108.", code="55108", kind=kind)


def test_a_long_code_is_an_orders_right_behind_the_word_alone() -> None:
    assert is_of_order("agent: The order number?", "3305 1187 206.", code="3305 1187 206")
    far = ("agent: The order number?", "I have that here somewhere, wait, it is 3305 1187 206.")
    assert not is_of_order(*far, code="3305 1187 206")
    assert not is_of_order("The order's 3305 1187 2064 4471.", code="3305 1187 2064 4471")


def test_the_code_spelled_by_the_other_is_the_orders_whatever_it_was_taken_for() -> None:
    turns = turns_of("The confirmation's QX7RTB.", "agent: Q-X-7-R-T-B. Okay.", "agent: Q-X-7-R-T-C.")
    found = [
        Finding(Kind.DEVICE_SERIAL, 0, 19, 25, 0.9, "a rule", "a rule's"),
        Finding(Kind.CREDENTIAL, 1, 0, 11, 0.9, "a rule", "a rule's"),
        Finding(Kind.CREDENTIAL, 2, 0, 11, 0.9, "a rule", "a rule's"),
    ]
    codes = CodesOfOrders(read_turns(turns), found)
    assert [codes.has(one) for one in found] == [True, True, False]


def test_words_amid_an_orders_number_are_of_it_whatever_the_model_calls_them() -> None:
    turns = turns_of("c m four four oh nine seven yes")
    kinds = (
        (Kind.CUSTOMER_ID, 0, 1),
        (Kind.ORDER_NUMBER, 2, 13),
        (Kind.CUSTOMER_ID, 14, 16),
        (Kind.CUSTOMER_ID, 28, 31),
    )
    found = [Finding(kind, 0, start, end, 0.9, "a rule", "a rule's") for kind, start, end in kinds]
    codes = CodesOfOrders(read_turns(turns), found)
    assert [codes.has(one) for one in found if one.kind is Kind.CUSTOMER_ID] == [True, True, False]
