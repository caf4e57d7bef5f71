"""What the model takes things for as well shows a call to be somebody's where it is very sure, or a rule agrees."""

import pytest

from calls.finding import Finding, Kind
from redact.model_shares import Shares
from redact.name_model.marks import NAME, POSSIBLE_REASON, WEIGHT
from redact.signs_of_somebody import SURELY_A_NAME, SURELY_SOMEBODYS, signs_of_somebody
from redact.weighed_words import SURELY

OFTEN_OF_THINGS = [
    (Kind.CUSTOMER_ID, SURELY_SOMEBODYS),
    (Kind.DEVICE_SERIAL, SURELY_SOMEBODYS),
    (Kind.IP_ADDRESS, SURELY_SOMEBODYS),
    (Kind.PHONE, SURELY_SOMEBODYS),
    (Kind.PERSON, SURELY_A_NAME),
    (Kind.ADDRESS, SURELY_A_NAME),
]


def word(kind: Kind, share: float) -> Finding:
    return Finding(kind, 3, 10, 15, share * WEIGHT, NAME, POSSIBLE_REASON)


def rule(kind: Kind, *, start: int = 8, detector: str = "numbers") -> Finding:
    return Finding(kind, 3, start, start + 12, 0.5, detector, "a rule's")


def n_signs(*found: Finding, is_whole: bool = True) -> int:
    return len(signs_of_somebody(Shares(found), is_whole=is_whole))


@pytest.mark.parametrize(("kind", "least"), OFTEN_OF_THINGS)
def test_what_no_rule_found_must_be_all_but_certain(kind: Kind, least: float) -> None:
    assert [n_signs(word(kind, share)) for share in (least, least - 0.01)] == [1, 0]


@pytest.mark.parametrize(("kind", "least"), OFTEN_OF_THINGS)
def test_where_a_rule_agrees_the_model_need_only_be_sure(kind: Kind, least: float) -> None:
    assert least > SURELY
    assert [n_signs(word(kind, share), rule(Kind.CREDENTIAL)) for share in (SURELY, SURELY - 0.01)] == [1, 0]


@pytest.mark.parametrize(
    "other",
    [
        rule(Kind.ORDER_NUMBER),
        rule(Kind.PERSON, detector="presidio"),
        rule(Kind.CUSTOMER_ID, start=30),
    ],
    ids=["an order's number", "Presidio's model", "a rule elsewhere in the turn"],
)
def test_what_agrees_with_nothing_is_no_rules_word(other: Finding) -> None:
    assert n_signs(word(Kind.CUSTOMER_ID, SURELY), other) == 0


@pytest.mark.parametrize("kind", [Kind.CARD_NUMBER, Kind.DATE_OF_BIRTH, Kind.CREDENTIAL, Kind.SSN, Kind.EMAIL])
def test_what_no_thing_has_needs_no_rule(kind: Kind) -> None:
    assert n_signs(word(kind, SURELY)) == 1


def test_in_a_piece_of_a_call_the_models_word_is_enough() -> None:
    assert n_signs(word(Kind.CUSTOMER_ID, SURELY), is_whole=False) == 1


def test_an_orders_number_is_no_sign() -> None:
    assert n_signs(word(Kind.ORDER_NUMBER, 1.0), is_whole=False) == 0
