"""Callers who object for good."""

from datetime import timedelta

import pytest

from calls.audit import Did
from calls.pseudonym import KeyedCaller, KeyRing
from tests.archive.houses import NOON, House, captured_call, detail_of, event

CALLER = KeyedCaller(("ab" * 32,), 1)
OLD, BOTH = KeyRing({1: b"1" * 32}), KeyRing({1: b"1" * 32, 2: b"2" * 32})
NUMBER = "+12125550147"


def keyed(keys: KeyRing) -> KeyedCaller:
    caller = keys.caller_of(NUMBER)
    assert caller is not None
    return caller


def test_adding_and_removing_twice_is_no_error_and_is_told_once(house: House) -> None:
    added, removed = event(Did.STANDING_OBJECTION_ADDED), event(Did.STANDING_OBJECTION_REMOVED)
    assert [house.objections.add(CALLER, audit=added) for _ in range(2)] == [True, False]
    assert house.objections.pseudonyms() == frozenset({"ab" * 32})
    assert [house.objections.remove(CALLER, audit=removed) for _ in range(2)] == [True, False]
    assert house.objections.pseudonyms() == frozenset()
    assert house.did() == ["standing_objection_added", "standing_objection_removed"]


@pytest.mark.parametrize(("listed_s_before", "in_error"), [(61, True), (59, False), (-10, False)])
def test_F27_a_call_recorded_though_its_caller_stood_on_the_list_is_found(
    house: House, listed_s_before: int, in_error: bool
) -> None:
    captured = captured_call(caller_pseudonym="ab" * 32)
    house.clock.at = captured.call.started_at - timedelta(seconds=listed_s_before)
    house.objections.add(CALLER, audit=event(Did.STANDING_OBJECTION_ADDED))
    house.work.admit(captured)
    house.details.enter([detail_of(captured)])
    (detail,) = house.details.received_between(NOON - timedelta(days=1), NOON)
    assert detail.recorded_in_error is in_error


def test_who_was_keyed_with_an_older_key_is_recognised_and_keyed_anew(house: House) -> None:
    added = event(Did.STANDING_OBJECTION_ADDED)
    house.objections.add(keyed(OLD), audit=added)
    assert house.objections.by_key_version() == {1: 1}
    (before,) = house.objections.entries()
    house.clock.pass_(days=1)
    assert house.objections.objects(keyed(BOTH))
    assert house.objections.by_key_version() == {2: 1}
    (after,) = house.objections.entries()
    assert (after.pseudonym, after.added_at) == (keyed(BOTH).code, before.added_at)
    assert not house.objections.add(keyed(BOTH), audit=added)
    assert house.did() == ["standing_objection_added"]


def test_who_was_keyed_with_an_older_key_can_take_it_back(house: House) -> None:
    house.objections.add(keyed(OLD), audit=event(Did.STANDING_OBJECTION_ADDED))
    assert house.objections.remove(keyed(BOTH), audit=event(Did.STANDING_OBJECTION_REMOVED))
    assert house.objections.pseudonyms() == frozenset()


def test_a_recorders_word_keys_an_entry_anew_once(house: House) -> None:
    house.objections.add(keyed(OLD), audit=event(Did.STANDING_OBJECTION_ADDED))
    for _ in range(2):
        house.objections.rekey(keyed(OLD).code, keyed(BOTH).code, 2)
    house.objections.rekey("nobody's", "somebody's", 2)
    assert house.objections.pseudonyms() == {keyed(BOTH).code}


def test_two_entries_of_one_number_become_one(house: House) -> None:
    for keys in (OLD, KeyRing({2: b"2" * 32})):
        house.objections.add(keyed(keys), audit=event(Did.STANDING_OBJECTION_ADDED))
    assert house.objections.objects(keyed(BOTH))
    assert house.objections.by_key_version() == {2: 1}
