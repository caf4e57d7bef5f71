"""Each kind has a table here, in a file named as that of its rule in redact/: what is found as the kind, and what looks
like it and is not."""

import re
from collections import Counter
from collections.abc import Collection
from importlib import import_module
from typing import Protocol

import pytest

from calls.finding import KEPT_IN_ARCHIVE, Kind
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_text import mask_text
from redact.number_words import NUMERALS
from tests.redact.conversation import findings_of, kinds_in, redacted, turns_of
from tests.redact.kinds import (
    addresses,
    bank_accounts,
    card_cvvs,
    card_expiries,
    card_numbers,
    credentials,
    customer_ids,
    dates_of_birth,
    device_serials,
    emails,
    ibans,
    id_documents,
    imeis,
    ip_addresses,
    itins,
    order_numbers,
    persons,
    phones,
    ssns,
)
from tests.redact.kinds.rows import Hit, NearMiss


class Table(Protocol):
    __name__: str
    KIND: Kind
    HITS: tuple[Hit, ...]
    NEAR_MISSES: tuple[NearMiss, ...]


TABLES: tuple[Table, ...] = (
    addresses,
    bank_accounts,
    card_cvvs,
    card_expiries,
    card_numbers,
    credentials,
    customer_ids,
    dates_of_birth,
    device_serials,
    emails,
    ibans,
    id_documents,
    imeis,
    ip_addresses,
    itins,
    order_numbers,
    persons,
    phones,
    ssns,
)
HITS = [(table.KIND, hit) for table in TABLES for hit in table.HITS]
NEAR_MISSES = [(table.KIND, near) for table in TABLES for near in table.NEAR_MISSES]
FEWEST_ROWS = 6
MOST_NUMBERS_LEFT = 2
SOURCES = {
    Kind.BANK_ACCOUNT: "Nacha",
    Kind.CARD_CVV: "PCI DSS",
    Kind.CARD_NUMBER: "ISO/IEC 7812",
    Kind.DEVICE_SERIAL: "IEEE 802",
    Kind.EMAIL: "RFC 5321",
    Kind.IBAN: "ISO 13616",
    Kind.ID_DOCUMENT: "ICAO",
    Kind.IMEI: "TS 23.003",
    Kind.IP_ADDRESS: "RFC 791",
    Kind.ITIN: "IRS",
    Kind.PHONE: "E.164",
    Kind.SSN: "SSA",
}
"""Who says what the kind looks like."""
BY_CUES_ALONE = frozenset(
    {
        Kind.ADDRESS,
        Kind.CARD_EXPIRY,
        Kind.CREDENTIAL,
        Kind.CUSTOMER_ID,
        Kind.DATE_OF_BIRTH,
        Kind.ORDER_NUMBER,
        Kind.PERSON,
    }
)
"""Kinds whose rule follows no standard."""


def _ids(rows: list[tuple[Kind, Hit]] | list[tuple[Kind, NearMiss]]) -> list[str]:
    return [f"{kind.value}: {row.remark}" for kind, row in rows]


@pytest.mark.parametrize(("kind", "hit"), HITS, ids=_ids(HITS))
def test_a_hit_is_found_as_its_kind(kind: Kind, hit: Hit) -> None:
    assert kind in kinds_in(*hit.lines)


@pytest.mark.parametrize(("kind", "hit"), HITS, ids=_ids(HITS))
def test_no_number_of_a_hit_is_left_to_read(kind: Kind, hit: Hit) -> None:
    """Of an order's number neither, where it is to be hidden: in samples for training."""
    kept = frozenset[Kind]() if kind in KEPT_IN_ARCHIVE else KEPT_IN_ARCHIVE
    assert numbers_in(last_line(hit.lines, kept=kept)) == hit.numbers_left


@pytest.mark.parametrize(("kind", "hit"), HITS, ids=_ids(HITS))
def test_the_last_line_of_a_hit_becomes_what_the_table_says(kind: Kind, hit: Hit) -> None:
    said = hit.lines[-1].removeprefix("agent: ")
    if kind in KEPT_IN_ARCHIVE:
        assert redacted(*hit.lines)[-1] == said
    elif hit.becomes is None:
        assert redacted(*hit.lines)[-1] != said
    else:
        assert redacted(*hit.lines)[-1] == hit.becomes


@pytest.mark.parametrize(("kind", "near"), NEAR_MISSES, ids=_ids(NEAR_MISSES))
def test_a_near_miss_is_found_as_what_it_is_or_not_at_all(kind: Kind, near: NearMiss) -> None:
    if near.found is None:
        assert findings_of(*near.lines) == ()
    else:
        found = kinds_in(*near.lines)
        assert near.found in found
        assert kind not in found


def test_every_kind_has_a_table_of_its_own() -> None:
    assert Counter(table.KIND for table in TABLES) == Counter(Kind)


@pytest.mark.parametrize("table", TABLES, ids=[table.KIND.value for table in TABLES])
def test_a_table_has_rows_enough_and_tells_them_apart(table: Table) -> None:
    assert min(len(table.HITS), len(table.NEAR_MISSES)) >= FEWEST_ROWS
    remarks = Counter([*(hit.remark for hit in table.HITS), *(near.remark for near in table.NEAR_MISSES)])
    assert max(remarks.values()) == 1
    assert all(near.found is not table.KIND for near in table.NEAR_MISSES)


def test_of_few_rows_is_a_number_left_and_each_says_why() -> None:
    assert all(0 <= hit.numbers_left <= MOST_NUMBERS_LEFT for _, hit in HITS)
    assert all(bool(hit.because) is (hit.numbers_left > 0) for _, hit in HITS)


def test_of_words_that_identify_the_whole_last_line_is_told() -> None:
    """Where there may be no number in them, that none is left proves nothing."""
    in_words = [hit for kind, hit in HITS if kind in {Kind.PERSON, Kind.EMAIL, Kind.ADDRESS}]
    without_numbers = [hit for _, hit in HITS if not numbers_in(hit.lines[-1])]
    assert all(hit.becomes is not None for hit in (*in_words, *without_numbers))


def test_each_kind_follows_a_source_or_none() -> None:
    assert SOURCES.keys() | BY_CUES_ALONE == set(Kind)
    assert not SOURCES.keys() & BY_CUES_ALONE


@pytest.mark.parametrize("table", TABLES, ids=[table.KIND.value for table in TABLES])
def test_the_file_of_a_rule_says_what_it_is_about_and_whose_standard_it_follows(table: Table) -> None:
    rule = import_module(f"redact.{table.__name__.rpartition('.')[2]}")
    told = " ".join((rule.__doc__ or "").split())
    assert told
    assert SOURCES.get(table.KIND, "") in told


def test_an_order_number_is_found_but_stays_readable() -> None:
    lines = ("agent: What is your order number?", "The order number is 147,209.")
    assert kinds_in(*lines) == {Kind.ORDER_NUMBER}
    assert redacted(*lines)[1] == "The order number is 147,209."


def test_a_look_alike_call_with_orders_prices_and_dates_is_not_masked() -> None:
    lines = (
        "agent: Thank you for calling, how can I help?",
        "caller: I ordered two pairs of headphones on the third of October, order number 4 4 7 2 9 1.",
        "agent: I see it. The total is 129 dollars and 90 cents, with 2 items.",
        "caller: Right. One came with 64 gigabytes and it should be 128.",
        "agent: We can swap it, it takes 3 to 5 business days. Delivery is between 9 and 12.",
        "caller: Great, and the 15 percent discount?",
        "agent: It is on the invoice. Anything else?",
    )
    assert redacted(*lines) == [line.split(": ", 1)[1] for line in lines]


_WORD = re.compile(r"[^\W\d_]+")


def numbers_in(text: str) -> int:
    """Digits, and words that a digit or a number below a hundred is spoken with."""
    return sum(char.isdigit() for char in text) + sum(word in NUMERALS for word in _WORD.findall(text.lower()))


def last_line(lines: tuple[str, ...], *, kept: Collection[Kind]) -> str:
    turns = turns_of(*lines)
    masked, _ = mask_text(turns, find_secrets(turns, rule_detectors()), kept=kept)
    return masked[-1].text
