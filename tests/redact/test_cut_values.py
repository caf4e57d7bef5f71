"""Which values were written down short."""

import pytest

from calls.finding import Finding, Kind
from redact.cut_values import cut_values
from tests.redact.conversation import turns_of


def whole(kind: Kind, turn: int, text: str, group: int | None = None) -> Finding:
    return Finding(kind, turn, 0, len(text), 0.9, "t", "t", group)


@pytest.mark.parametrize(
    ("kind", "said", "is_cut"),
    [
        (Kind.CARD_NUMBER, "1687-3205-395-3", True),
        (Kind.CARD_NUMBER, "four one one one one one one one one one one one", True),
        (Kind.CARD_NUMBER, "4111 1111 1111 1111", False),
        (Kind.CARD_NUMBER, "3782 822463 10005", False),
        (Kind.CARD_NUMBER, "4242", False),
        (Kind.SSN, "219 09 999", True),
        (Kind.SSN, "219 09 9999", False),
        (Kind.SSN, "9999", False),
        (Kind.PHONE, "212 555 017", True),
        (Kind.PHONE, "212 555 0147", False),
        (Kind.PHONE, "555 0147", False),
        (Kind.PHONE, "0147", False),
        (Kind.PHONE, "555 01", True),
        (Kind.PHONE, "555 014", True),
        (Kind.PHONE, "2555 0147", True),
        (Kind.IMEI, "49015420323751", True),
        (Kind.IMEI, "490154203237518", False),
        (Kind.BANK_ACCOUNT, "1234567", False),
        (Kind.CARD_CVV, "12", False),
    ],
)
def test_a_value_is_short_by_its_kinds_length_unless_a_part_was_asked_for(kind: Kind, said: str, is_cut: bool) -> None:
    assert cut_values(turns_of(said), [whole(kind, 0, said)]) == ({0} if is_cut else set())


def test_parts_of_one_value_are_counted_together() -> None:
    parts = "4111 1111", "1111 1111"
    together = [whole(Kind.CARD_NUMBER, turn, part, group=3) for turn, part in enumerate(parts)]
    assert cut_values(turns_of(*parts), together) == set()
    assert cut_values(turns_of(*parts), [whole(Kind.CARD_NUMBER, 0, parts[0])]) == {0}
