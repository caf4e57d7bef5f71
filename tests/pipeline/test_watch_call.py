"""A long transcription tells how far it is, and ends when nobody wants it any more."""

import threading
from collections.abc import Iterator
from itertools import count

import pytest

from archive.in_memory import AuditLogInMemory, Shelf, WorkTableInMemory
from calls.errors import DatabaseUnavailable, LeaseLost, Unavailable, WorkerStopping
from calls.lifecycle import State
from calls.ports.transcribers import parts_of
from calls.ports.work_table import Claim
from calls.progress import Progress, progress_of
from pipeline.watch_call import NOTED_EVERY_S, CallWatch
from tests.archive.houses import StandingClock, captured_call


class House:
    """A work table with one call that is being transcribed."""

    def __init__(self) -> None:
        self.clock = StandingClock()
        self.work = WorkTableInMemory(Shelf(self.clock, AuditLogInMemory(self.clock)))
        self.work.admit(captured_call())
        self.claim = self.take()

    def take(self) -> Claim:
        claim = self.work.claim("worker", lease_s=30)
        assert claim is not None
        self.work.advance(claim, State.TRANSCRIBING)
        return claim


@pytest.fixture
def house() -> House:
    return House()


def a_clock_that_moves_on(step_s: float) -> Iterator[float]:
    return count(0.0, step_s)


def watch_of(house: House, stop: threading.Event | None = None, step_s: float = NOTED_EVERY_S) -> CallWatch:
    clock = a_clock_that_moves_on(step_s)
    return CallWatch(house.work, house.claim, stop or threading.Event(), seconds=lambda: next(clock))


def test_the_share_done_and_the_time_left_are_noted(house: House) -> None:
    watch_of(house, step_s=30)(0.25)
    assert house.work.progress_of(house.claim.call_id) == Progress(percent=25, eta_s=90)


def test_what_comes_at_once_again_is_not_noted(house: House) -> None:
    watch = watch_of(house, step_s=NOTED_EVERY_S / 10)
    watch(0.1)
    watch(0.2)
    noted = house.work.progress_of(house.claim.call_id)
    assert noted is not None
    assert noted.percent == 10


def test_the_parts_of_the_work_are_told_as_shares_of_the_whole() -> None:
    told: list[float] = []
    hearing, looking = parts_of(told.append, (0.4, 0.6))
    for part in (hearing, looking):
        part(0.5)
        part(1.0)
    assert told == pytest.approx([0.2, 0.4, 0.7, 1.0])


def test_a_worker_that_is_asked_to_end_does_so_in_the_middle_of_a_call(house: House) -> None:
    stop = threading.Event()
    watch = watch_of(house, stop)
    watch(0.1)
    stop.set()
    with pytest.raises(WorkerStopping) as stopped:
        watch(0.2)
    assert isinstance(stopped.value, Unavailable), "the call is put back without counting a failure"


def test_a_call_that_another_worker_took_over_ends_here(house: House) -> None:
    house.clock.pass_(seconds=31)
    house.take()
    with pytest.raises(LeaseLost):
        watch_of(house)(0.1)


def test_a_database_that_does_not_answer_ends_no_transcription(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object) -> None:
        raise DatabaseUnavailable("the database does not answer")

    monkeypatch.setattr(house.work, "note_progress", silent)
    watch_of(house)(0.5)


@pytest.mark.parametrize(("share", "percent", "eta_s"), [(0.01, 1, 990), (0.5, 50, 10), (1.0, 100, 0)])
def test_the_time_left_is_told_from_the_pace_so_far(share: float, percent: int, eta_s: int) -> None:
    assert progress_of(share, 10.0) == Progress(percent, eta_s)
