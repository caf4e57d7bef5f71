"""Chores that must happen whatever else fails."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from archive.in_memory import (
    ArchiveInMemory,
    AuditLogInMemory,
    CallDetailsInMemory,
    ObjectStoreInMemory,
    Shelf,
    WorkTableInMemory,
)
from calls.audit import Did
from calls.call import Call, CallEnding, CallId, CapturedCall, Channel, Source, new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.consent import ConsentDecision, Means, Outcome
from calls.errors import DatabaseUnavailable
from calls.lifecycle import State
from calls.ports.spool import RawConversation
from calls.ports.work_table import WorkTable
from pipeline.housekeeping import SALVAGE_EVERY, SWEEP_EVERY, Housekeeper
from recorder.pauses import Pause
from recorder.rekeys import Rekey

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEADLINE = timedelta(hours=6)
SECOND = timedelta(seconds=1)


class Clock:
    at = NOON

    def now(self) -> datetime:
        return self.at


class ShelfSpool:
    """A spool that holds no sound: what waits, what ended, what was destroyed."""

    def __init__(self) -> None:
        self.calls: list[CapturedCall] = []
        self.tombstones: list[CallEnding] = []
        self.notes: list[Rekey] = []
        self.paused: list[Pause] = []
        self.batches: dict[str, tuple[CallDetail, ...]] = {}

    def waiting(self) -> list[CapturedCall]:
        return list(self.calls)

    def open(self, call_id: CallId) -> RawConversation:
        return RawConversation(call_id, ())

    def destroy(self, call_id: CallId) -> None:
        self.calls = [captured for captured in self.calls if captured.call_id != call_id]

    def holds(self, call_id: CallId) -> bool:
        return any(captured.call_id == call_id for captured in self.calls)

    def endings(self) -> list[CallEnding]:
        return list(self.tombstones)

    def forget_ending(self, call_id: CallId) -> None:
        self.tombstones = [ending for ending in self.tombstones if ending.call_id != call_id]

    def detail_batches(self) -> Iterator[tuple[str, tuple[CallDetail, ...]]]:
        return iter(tuple(self.batches.items()))

    def forget_detail_batch(self, name: str) -> None:
        self.batches.pop(name, None)

    def pauses(self) -> Iterator[Pause]:
        return iter(tuple(self.paused))

    def forget_pause(self, name: str) -> None:
        self.paused = [note for note in self.paused if note.name != name]

    def rekeys(self) -> Iterator[Rekey]:
        return iter(tuple(self.notes))

    def forget_rekey(self, name: str) -> None:
        self.notes = [note for note in self.notes if note.name != name]


class RekeyedList:
    def __init__(self) -> None:
        self.rekeyed: list[tuple[str, str, int]] = []

    def rekey(self, old: str, new: str, key_version: int) -> None:
        self.rekeyed.append((old, new, key_version))


class House:
    def __init__(self) -> None:
        self.clock = Clock()
        self.audit = AuditLogInMemory(self.clock)
        shelf = Shelf(self.clock, self.audit)
        self.work: WorkTable = WorkTableInMemory(shelf)
        self.details = CallDetailsInMemory(shelf)
        self.standing = RekeyedList()
        self.archive = ArchiveInMemory(shelf, ObjectStoreInMemory())
        self.spool = ShelfSpool()
        self.done: list[str] = []

    def keeper(self, **chores: Callable[[], object]) -> Housekeeper:
        given: dict[str, Callable[[], object]] = {
            name: lambda name=name: self.done.append(name)  # type: ignore[misc]
            for name in ("refresh_rules", "sweep", "salvage")
        }
        return Housekeeper(
            self.spool, self.work, self.details, self.standing, self.audit, self.clock, DEADLINE, **(given | chores)
        )  # type: ignore[arg-type]

    def captured(self) -> CallId:
        consent = ConsentDecision(Outcome.RECORDED, notice_played=True)
        call = Call(new_call_id(), Source.IN_PATH, NOON, (Channel.CALLER, Channel.AGENT), consent)
        self.spool.calls.append(CapturedCall(call, self.clock.now()))
        return call.call_id


@pytest.fixture
def house() -> House:
    return House()


def test_a_captured_call_is_entered_once(house: House) -> None:
    call_id = house.captured()
    keeper = house.keeper()
    keeper.tidy()
    keeper.tidy()
    assert house.work.state_of(call_id) is State.CAPTURED
    assert house.work.claim("one", lease_s=30) is not None
    assert house.work.claim("two", lease_s=30) is None


def test_P1_a_tombstone_becomes_a_row_and_its_file_goes(house: House) -> None:
    ending = CallEnding(new_call_id(), "00", NOON, Outcome.OBJECTED, Means.DTMF, "caller")
    house.spool.tombstones.append(ending)
    house.keeper().tidy()
    assert house.work.state_of(ending.call_id) is State.OBJECTED
    assert not house.spool.tombstones


def test_a_detail_is_entered_and_its_file_goes_even_when_the_file_was_entered_before(house: House) -> None:
    detail = CallDetail(new_call_id(), "00", NOON, CallOutcome.NOT_ANSWERED, sip_status=486)
    for _ in range(2):
        house.spool.batches["batch"] = (detail,)
        house.keeper().tidy()
    assert not house.spool.batches
    assert list(house.details.received_between(NOON, NOON + SECOND)) == [detail]


def test_an_entry_of_an_older_key_is_keyed_anew_and_its_note_goes(house: House) -> None:
    house.spool.notes.append(Rekey("note", "old", "new", 2))
    house.keeper().tidy()
    house.keeper().tidy()
    assert house.standing.rekeyed == [("old", "new", 2)]


def test_a_pause_by_telephone_or_key_is_audited_with_who_how_and_when_and_its_note_goes(house: House) -> None:
    call_id = new_call_id()
    house.spool.paused += [
        Pause("1", call_id, True, Channel.CALLER, NOON),
        Pause("2", call_id, False, Channel.AGENT, NOON + SECOND, Means.DTMF),
    ]
    house.keeper().tidy()
    house.keeper().tidy()
    found = [(entry.did, entry.actor, entry.call_id, json.loads(entry.detail)) for entry in house.audit.entries]
    assert found == [
        (Did.PAUSED, "caller", call_id, {"how": "sip", "at": NOON.isoformat()}),
        (Did.RESUMED, "agent", call_id, {"how": "dtmf", "at": (NOON + SECOND).isoformat()}),
    ]


def test_P4_raw_audio_dies_at_its_deadline_and_not_before(house: House) -> None:
    call_id = house.captured()
    keeper = house.keeper()
    keeper.tidy()
    house.clock.at = NOON + DEADLINE - SECOND
    keeper.tidy()
    assert (house.work.state_of(call_id), house.spool.holds(call_id)) == (State.CAPTURED, True)
    house.clock.at = NOON + DEADLINE + SECOND
    keeper.tidy()
    assert (house.work.state_of(call_id), house.spool.holds(call_id)) == (State.FAILED, False)


def test_P8_the_sweep_runs_at_once_and_then_on_time(house: House) -> None:
    keeper = house.keeper()
    keeper.tidy()
    keeper.tidy()
    assert house.done.count("sweep") == 1
    house.clock.at += SWEEP_EVERY
    keeper.tidy()
    assert house.done.count("sweep") == 2


def test_F11_a_clock_set_back_does_not_stop_the_sweep(house: House) -> None:
    keeper = house.keeper()
    keeper.tidy()
    house.clock.at -= timedelta(hours=1)
    keeper.tidy()
    assert house.done.count("sweep") == 2


def test_P4_what_was_left_unfinished_is_looked_for_again_and_again(house: House) -> None:
    keeper = house.keeper()
    keeper.tidy()
    house.clock.at += SALVAGE_EVERY
    keeper.tidy()
    assert house.done.count("salvage") == 2


@pytest.mark.parametrize("trouble", [DatabaseUnavailable("no answer"), FileNotFoundError("gone"), ValueError("4111")])
def test_P4_a_chore_that_fails_keeps_none_of_the_others_waiting(
    house: House, trouble: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    call_id = house.captured()

    def fail() -> None:
        raise trouble

    house.keeper(refresh_rules=fail).tidy()
    assert house.work.state_of(call_id) is State.CAPTURED
    assert "sweep" in house.done
    told = capsys.readouterr()
    assert "4111" not in told.out + told.err
