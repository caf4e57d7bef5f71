"""Nothing outlives its clock, nothing dies before it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from archive import retention_sweep
from archive.retention_sweep import DETAILS_KEPT_FOR
from archive.tables import masks, retention_tags, turns
from calls.access import Role
from calls.audit import Did
from calls.call import CallId, new_call_id
from calls.consent import Means
from calls.errors import NotFound, StoreUnavailable
from calls.lifecycle import State
from calls.redacted import Verdict
from calls.retention import DEFAULT_RULES, QUARANTINE_KEPT_FOR, Purpose
from tests.archive.houses import EVERYTHING, NOON, House, captured_call, detail_of, event, in_redaction, keep, reader

LAST_END = NOON + max(DEFAULT_RULES.values())


def _left_of(house: House, call_id: CallId) -> tuple[int, int]:
    """Rows and objects that are left."""
    with house.database.reading() as connection:
        rows = sum(
            connection.execute(
                sa.select(sa.func.count()).select_from(table).where(table.c.call_id == call_id)
            ).scalar_one()
            for table in (turns, masks, retention_tags)
        )
        indexed = connection.execute(sa.text("SELECT count(*) FROM turn_index")).scalar_one()
    return rows + indexed, len(list(house.store.list(f"calls/{call_id}/")))


@pytest.mark.parametrize(
    ("verdict", "end"), [(Verdict.CLEAN, LAST_END), (Verdict.QUARANTINED, NOON + QUARANTINE_KEPT_FOR)]
)
def test_P14_a_call_goes_when_its_last_clock_has_run_out_and_not_a_second_before(
    house: House, verdict: Verdict, end: datetime
) -> None:
    call_id = house.kept_call(verdict=verdict)
    house.clock.at = end - timedelta(seconds=1)
    assert house.sweep().expired == ()
    assert house.row(call_id).state in ("archived", "quarantined")
    house.clock.at = end
    report = house.sweep()
    assert (report.expired, report.objects_removed) == ((call_id,), 2)
    assert house.row(call_id).state == "expired"
    assert _left_of(house, call_id) == (0, 0)
    assert house.did()[-2:] == ["expired", "swept"]
    assert house.sweep().expired == ()


def test_P14_access_ends_on_time_even_when_no_sweep_runs(house: House) -> None:
    call_id = house.kept_call("a refund please")
    house.clock.at = NOON + DEFAULT_RULES[Purpose.SERVICE_QUALITY]
    assert house.room.show(reader(Role.QA_MANAGER), call_id)["state"] == "archived", "agent training lives on"
    house.clock.at = LAST_END - timedelta(seconds=1)
    assert house.room.show(EVERYTHING, call_id)["state"] == "archived"
    house.clock.at = LAST_END
    with pytest.raises(NotFound):
        house.room.show(EVERYTHING, call_id)


def test_a_dry_run_tells_and_deletes_nothing(house: House) -> None:
    call_id = house.kept_call()
    house.clock.at = LAST_END
    report = house.sweep(dry_run=True)
    assert (report.expired, report.dry_run) == ((call_id,), True)
    assert house.row(call_id).state == "archived"
    assert len(list(house.store.list(f"calls/{call_id}/"))) == 2


def test_P9_a_legal_hold_survives_a_hundred_sweeps(house: House) -> None:
    call_id = house.kept_call()
    house.hold(call_id)
    before = {key: house.store.get(key) for key in house.store.list(f"calls/{call_id}/")}
    house.clock.at = LAST_END + timedelta(days=3650)
    for _ in range(100):
        house.sweep()
    assert house.row(call_id).state == "archived"
    assert {key: house.store.get(key) for key in house.store.list(f"calls/{call_id}/")} == before


def test_P9_an_erasure_waits_for_the_hold_and_is_done_by_the_next_sweep(house: House) -> None:
    call_id = house.kept_call()
    house.hold(call_id)
    audit = event(Did.OBJECTED, call_id)
    assert house.archive.object_to(call_id, how=Means.API, audit=audit) is State.RESTRICTED
    house.sweep()
    assert house.row(call_id).state == "restricted"
    house.hold(call_id, held=False)
    assert house.sweep().erased == (call_id,)
    assert house.row(call_id).state == "erased"
    assert _left_of(house, call_id) == (0, 0)


def test_F11_the_sweep_waits_for_a_word_when_the_clock_jumped_ahead(house: House) -> None:
    call_id = house.kept_call()
    house.sweep()
    house.clock.pass_(days=3650)
    waiting = house.sweep(confirmed=False)
    assert waiting.waiting_for == "the clock moved by more than 24 h since the last sweep"
    assert house.row(call_id).state == "archived"
    assert house.sweep(confirmed=True).expired == (call_id,)


def test_F11_the_sweep_waits_for_a_word_when_the_clock_jumped_back(house: House) -> None:
    call_id = house.kept_call()
    house.hold(call_id)
    house.clock.at = LAST_END + timedelta(hours=50)
    house.sweep()
    house.hold(call_id, held=False)
    house.clock.at = LAST_END + timedelta(hours=1)
    assert house.sweep(confirmed=False).waiting_for is not None
    assert house.row(call_id).state == "archived"


def test_F11_the_sweep_waits_when_much_of_the_archive_would_go_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "MOST_AT_ONCE", 2)
    gone = {house.kept_call() for _ in range(3)}
    house.clock.at = LAST_END
    report = house.sweep(confirmed=False)
    assert report.waiting_for == "3 calls would go at once"
    assert set(house.sweep(confirmed=True).expired) == gone


def test_an_ordinary_sweep_waits_for_nobody(house: House) -> None:
    call_id = house.kept_call()
    house.clock.at = LAST_END - timedelta(hours=1)
    house.sweep(confirmed=False)
    house.clock.at = LAST_END
    assert house.sweep(confirmed=False).expired == (call_id,)


def test_P1_what_a_killed_worker_left_of_an_objected_call_goes_when_its_lease_has_ended(house: House) -> None:
    claim = in_redaction(house.work, captured_call())
    house.archive.object_to(claim.call_id, how=Means.DTMF, audit=event(Did.OBJECTED, claim.call_id))
    orphan = f"calls/{claim.call_id}/1/audio.flac"
    house.store.put(orphan, b"written after the objection", content_type="audio/flac", tags={})
    house.sweep()
    assert list(house.store.list(f"calls/{claim.call_id}/")) == [orphan], "its worker may still be writing"
    house.clock.pass_(seconds=61)
    house.sweep()
    assert list(house.store.list(f"calls/{claim.call_id}/")) == []


class KilledError(BaseException):
    """Ends a worker on the spot: nothing catches it."""


def test_P1_what_a_stale_worker_puts_after_objection_lease_and_sweep_goes_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = in_redaction(house.work, captured_call())
    really_put = house.store.put

    def sleep_then_put_and_die(key: str, body: bytes, **rest: Any) -> None:
        """The worker has asked for its epoch; the world moves on before its first byte is written."""
        house.archive.object_to(claim.call_id, how=Means.API, audit=event(Did.OBJECTED, claim.call_id))
        house.clock.pass_(seconds=61)
        house.sweep()
        assert not house.row(claim.call_id).leftovers
        really_put(key, body, **rest)
        raise KilledError

    with monkeypatch.context() as stopped:
        stopped.setattr(house.store, "put", sleep_then_put_and_die)
        with pytest.raises(KilledError):
            keep(house.archive, claim)
    assert len(list(house.store.list(f"calls/{claim.call_id}/"))) == 1
    house.clock.pass_(hours=1)
    house.sweep()
    assert list(house.store.list(f"calls/{claim.call_id}/")) == []


def test_the_walk_through_the_store_touches_nothing_that_a_row_or_a_worker_vouches_for(house: House) -> None:
    kept, working, unknown = house.kept_call(), in_redaction(house.work, captured_call(), lease_s=9999), new_call_id()
    others = [f"calls/{working.call_id}/1/audio.flac", f"calls/{unknown}/1/audio.flac", "backups/1/rows"]
    stale = f"calls/{kept}/7/audio.flac"
    for key in [*others, stale]:
        house.store.put(key, b"x", content_type="audio/flac", tags={})
    before = {key for prefix in ("calls/", "backups/") for key in house.store.list(prefix)}
    assert house.sweep().objects_removed == 1
    assert {key for prefix in ("calls/", "backups/") for key in house.store.list(prefix)} == before - {stale}


def test_the_walk_is_made_once_an_hour(house: House) -> None:
    house.sweep()
    orphan = f"calls/{house.kept_call()}/7/audio.flac"
    house.store.put(orphan, b"x", content_type="audio/flac", tags={})
    for minutes, left in ((1, [orphan]), (58, [orphan]), (1, [])):
        house.clock.pass_(minutes=minutes)
        house.sweep()
        assert [key for key in house.store.list("calls/") if key == orphan] == left


def test_F7_objects_that_could_not_be_removed_go_with_the_next_sweep(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = house.kept_call()

    def away(_prefix: str) -> int:
        raise StoreUnavailable("away")

    with monkeypatch.context() as broken:
        broken.setattr(house.store, "delete_all_versions", away)
        with pytest.raises(StoreUnavailable):
            house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    assert house.row(call_id).state == "erased"
    assert len(list(house.store.list(f"calls/{call_id}/"))) == 2
    house.sweep()
    assert list(house.store.list(f"calls/{call_id}/")) == []


def test_P14_a_failed_attempts_leftovers_go_when_the_call_was_given_up(house: House) -> None:
    claim = in_redaction(house.work, captured_call())
    house.store.put(f"calls/{claim.call_id}/1/transcript.json", b"{}", content_type="text/plain", tags={})
    house.work.fail(claim, "unreadable-audio", audit=event(Did.FAILED, claim.call_id))
    house.sweep()
    assert list(house.store.list(f"calls/{claim.call_id}/")) == []


def test_P14_a_call_detail_dies_at_its_time_and_not_before(house: House) -> None:
    told = detail_of(captured_call())
    house.details.enter([told])
    for seconds, left in ((-1, [told.call_id]), (1, [])):
        house.clock.at = told.received_at + DETAILS_KEPT_FOR + timedelta(seconds=seconds)
        house.sweep()
        found = house.details.received_between(NOON - timedelta(days=1), NOON + timedelta(days=1))
        assert [detail.call_id for detail in found] == left


def test_F11_details_wait_for_confirmation_when_the_clock_has_jumped(house: House) -> None:
    house.details.enter([detail_of(captured_call())])
    house.sweep(confirmed=False)
    house.clock.pass_(days=4000)
    assert house.sweep(confirmed=False).waiting_for is not None
    assert len(list(house.details.received_between(NOON - timedelta(days=1), NOON))) == 1
    assert house.sweep().details_removed == 1
