"""New versions of kept calls in the real archive: whoever writes one, and whoever comes first."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.new_version import WRITTEN_WITHIN
from calls.access import Role
from calls.audit import Did
from calls.call import CallId, Channel
from calls.consent import Means
from calls.errors import ArtefactDamaged, EpochChanged, StoreUnavailable, Superseded, WrongState
from calls.finding import Kind
from calls.ports.object_store import ObjectStore
from calls.ports.reading_room import CallFilter
from calls.redacted import Verdict
from calls.review import Widening
from tests.archive.houses import EVERYTHING, House, certificate, event, reader, redacted_call

OFFICER = reader(Role.PRIVACY_OFFICER)
BEFORE = ("I would like a zebrafish please", "the card is [CARD_NUMBER] thank you")
AFTER = ("I would like a [CARD_NUMBER] please", "the card is [CARD_NUMBER] thank you")


def replace_by(house: House, call_id: CallId, *texts: str) -> None:
    kept = house.kept_calls.open(call_id)
    redacted = redacted_call(call_id, *texts)
    house.kept_calls.replace(kept, redacted, certificate(), audit=event(Did.RECHECKED, call_id))


def recheck(house: House, call_id: CallId) -> None:
    replace_by(house, call_id, *AFTER)


def widen(house: House, call_id: CallId) -> None:
    house.review.widen(OFFICER, call_id, Widening(Channel.CALLER, 410, 420, Kind.PERSON))


def release(house: House, call_id: CallId) -> None:
    house.review.release(OFFICER, call_id)


Write = Callable[[House, CallId], None]
every_writer = pytest.mark.parametrize("write", [recheck, widen, release])


def found(house: House, text: str) -> list[CallId]:
    return [result.call_id for result in house.room.search(EVERYTHING, text, CallFilter())]


def keys(house: House) -> list[str]:
    return list(house.store.list("calls/"))


def fences(house: House) -> set[str]:
    return {key.split("/")[2] for key in keys(house)}


def while_objects_are_put(house: House, monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """After each object that is put, `do` happens."""
    really_put = type(house.store).put

    def watched(store: ObjectStore, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        really_put(store, key, body, content_type=content_type, tags=tags)
        do()

    monkeypatch.setattr(type(house.store), "put", watched)


def once_an_object_is_put(house: House, monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    waiting = [do]
    while_objects_are_put(house, monkeypatch, lambda: waiting.pop()() if waiting else None)


# ── whoever comes first ──────────────────────────────────────────────────────────────────────────────────────────


@every_writer
def test_P1_an_objection_while_a_version_is_written_wins_and_nothing_is_left(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    call_id = house.quarantined(*BEFORE)
    objection = event(Did.OBJECTED, call_id)
    once_an_object_is_put(house, monkeypatch, lambda: house.archive.object_to(call_id, how=Means.API, audit=objection))
    with pytest.raises(EpochChanged):
        write(house, call_id)
    assert keys(house) == []
    assert house.did(call_id) == ["captured", "quarantined", "objected"]


@every_writer
@pytest.mark.parametrize("other", [recheck, widen, release])
def test_of_two_who_write_at_once_none_undoes_the_other(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write, other: Write
) -> None:
    call_id = house.quarantined(*BEFORE)
    once_an_object_is_put(house, monkeypatch, lambda: other(house, call_id))
    with pytest.raises(Superseded):
        write(house, call_id)
    (did,) = house.did(call_id)[2:]
    assert did == {recheck: "rechecked", widen: "widened", release: "released"}[other]
    assert fences(house) == {"3"}
    assert house.kept_calls.open(call_id).prefix == f"calls/{call_id}/3/"


@every_writer
def test_P9_a_legal_hold_that_is_placed_while_a_version_is_written_wins(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    call_id = house.quarantined(*BEFORE)
    before = {key: house.store.get(key) for key in keys(house)}
    once_an_object_is_put(house, monkeypatch, lambda: house.hold(call_id))
    with pytest.raises(WrongState):
        write(house, call_id)
    assert {key: house.store.get(key) for key in keys(house)} == before
    assert house.row(call_id).lease_until is None


@every_writer
def test_the_sweep_leaves_the_objects_of_a_version_that_is_being_written_alone(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    call_id = house.quarantined(*BEFORE)
    while_objects_are_put(house, monkeypatch, house.sweep)
    house.clock.pass_(hours=1)  # so that the sweep walks the whole store
    write(house, call_id)
    assert keys(house) == [f"calls/{call_id}/2/audio.flac", f"calls/{call_id}/2/transcript.json"]
    assert house.row(call_id).lease_until is None


@every_writer
def test_a_version_that_takes_too_long_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    call_id = house.quarantined(*BEFORE)
    with monkeypatch.context() as patched:
        while_objects_are_put(house, patched, lambda: house.clock.pass_(seconds=WRITTEN_WITHIN.total_seconds() / 2))
        with pytest.raises(Superseded):
            write(house, call_id)
    assert house.did(call_id) == ["captured", "quarantined"]
    assert fences(house) == {"1"}


@every_writer
def test_F1_objects_of_a_writer_that_was_killed_go_with_the_sweep_and_the_call_is_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    call_id = house.quarantined(*BEFORE)

    def killed() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        while_objects_are_put(house, patched, killed)
        with pytest.raises(KeyboardInterrupt):
            write(house, call_id)
    assert fences(house) == {"1", "2"}
    house.clock.pass_(hours=1)
    house.sweep()
    assert keys(house) == [f"calls/{call_id}/1/audio.flac", f"calls/{call_id}/1/transcript.json"]
    assert house.did(call_id) == ["captured", "quarantined"]
    write(house, call_id)
    assert fences(house) == {"3"}


@every_writer
def test_F7_old_objects_that_the_store_does_not_remove_go_with_the_sweep(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    call_id = house.quarantined(*BEFORE)

    def refuse(*_: object) -> int:
        raise StoreUnavailable("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(type(house.store), "delete_all_versions", refuse)
        write(house, call_id)
    assert fences(house) == {"1", "2"}
    house.clock.pass_(hours=1)
    house.sweep()
    assert fences(house) == {"2"}


@every_writer
def test_P14_a_call_whose_end_comes_while_a_version_is_written_is_gone(
    house: House, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    call_id = house.quarantined(*BEFORE)
    house.clock.pass_(days=6, hours=23, minutes=59)

    def its_end_comes() -> None:
        house.clock.pass_(minutes=1)
        house.sweep()

    with monkeypatch.context() as patched:
        once_an_object_is_put(house, patched, its_end_comes)
        with pytest.raises(Superseded):
            write(house, call_id)
    assert (house.row(call_id).lease_until, house.row(call_id).state) == (None, "expired")
    house.sweep()
    assert keys(house) == []


# ── what is hidden more ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_hidden_now_is_not_found_any_more_and_the_rest_still_is(house: House) -> None:
    call_id = house.kept_call(*BEFORE)
    other = house.kept_call("another zebrafish")
    assert set(found(house, "zebrafish")) == {call_id, other}
    replace_by(house, call_id, *AFTER)
    assert found(house, "zebrafish") == [other]
    assert found(house, "please") == [call_id]
    shown = house.room.show(EVERYTHING, call_id)
    assert [turn["text"] for turn in shown["turns"]] == list(AFTER)
    assert [(mask["turn"], mask["start"]) for mask in shown["masks"]] == [(0, 15), (1, 12)]
    assert house.room.audio(EVERYTHING, call_id)
    assert house.row(call_id).lease_until is None


def test_a_call_in_quarantine_stays_out_of_the_index(house: House) -> None:
    call_id = house.kept_call(*BEFORE, verdict=Verdict.QUARANTINED)
    replace_by(house, call_id, *AFTER)
    assert found(house, "please") == []


def test_P8_no_deleted_byte_of_what_was_replaced_stays_in_the_file(sqlite_house: House) -> None:
    call_id = sqlite_house.kept_call(*BEFORE)
    folder = sqlite_house.folder
    assert any(b"zebrafish" in file.read_bytes() for file in files_of(folder))
    replace_by(sqlite_house, call_id, *AFTER)
    assert not any(b"zebrafish" in file.read_bytes() for file in files_of(folder))


def files_of(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_F7_a_call_whose_audio_is_not_what_was_certified_cannot_be_opened(house: House) -> None:
    call_id = house.kept_call(*BEFORE)
    house.store.put(f"calls/{call_id}/1/audio.flac", b"something else", content_type="audio/flac", tags={})
    with pytest.raises(ArtefactDamaged):
        house.kept_calls.open(call_id)
    house.store.delete_all_versions(f"calls/{call_id}/")
    with pytest.raises(ArtefactDamaged):
        house.kept_calls.open(call_id)


def test_who_listens_while_a_call_is_replaced_hears_what_took_its_place(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = house.kept_call(*BEFORE)
    really_get = type(house.store).get

    def replaced_before_it_is_read(store: ObjectStore, key: str) -> bytes:
        monkeypatch.undo()
        replace_by(house, call_id, *AFTER)
        return really_get(store, key)

    monkeypatch.setattr(type(house.store), "get", replaced_before_it_is_read)
    flac = house.room.audio(EVERYTHING, call_id)
    assert hashlib.sha256(flac).hexdigest() == house.row(call_id).certificate["audio_sha256"]
    assert house.did(call_id) == ["captured", "archived", "rechecked", "listened"]
