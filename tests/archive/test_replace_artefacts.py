"""Replacing a kept call's artefacts in the real archive: rows, index, deleted bytes, and the sweep beside it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.replace_artefacts import REPLACED_WITHIN
from calls.audit import Did
from calls.call import CallId
from calls.errors import ArtefactDamaged, LeaseLost, Superseded
from calls.ports import CallFilter, ObjectStore
from calls.redacted import Verdict
from tests.archive.houses import EVERYTHING, House, certificate, event, redacted_call

BEFORE = ("I would like a zebrafish please", "the card is [CARD_NUMBER] thank you")
AFTER = ("I would like a [CARD_NUMBER] please", "the card is [CARD_NUMBER] thank you")


def replace_by(house: House, call_id: CallId, *texts: str) -> None:
    kept = house.kept_calls.open(call_id)
    redacted = redacted_call(call_id, *texts)
    house.kept_calls.replace(kept, redacted, certificate(), audit=event(Did.RECHECKED, call_id))


def found(house: House, text: str) -> list[CallId]:
    return [result.call_id for result in house.room.search(EVERYTHING, text, CallFilter())]


def while_objects_are_put(house: House, monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    really_put = type(house.store).put

    def watched(store: ObjectStore, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        really_put(store, key, body, content_type=content_type, tags=tags)
        do()

    monkeypatch.setattr(type(house.store), "put", watched)


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


def test_the_sweep_leaves_the_objects_of_a_running_replacement_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = house.kept_call(*BEFORE)
    while_objects_are_put(house, monkeypatch, house.sweep)
    house.clock.pass_(hours=1)  # so that the sweep walks the whole store
    replace_by(house, call_id, *AFTER)
    assert list(house.store.list("calls/")) == [f"calls/{call_id}/2/audio.flac", f"calls/{call_id}/2/transcript.json"]


def test_F1_objects_of_a_replacement_that_was_killed_go_with_the_sweep_and_the_call_is_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = house.kept_call(*BEFORE)

    def killed() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        while_objects_are_put(house, patched, killed)
        with pytest.raises(KeyboardInterrupt):
            replace_by(house, call_id, *AFTER)
    assert any(key.startswith(f"calls/{call_id}/2/") for key in house.store.list("calls/"))
    house.clock.pass_(hours=1)
    house.sweep()
    assert list(house.store.list("calls/")) == [f"calls/{call_id}/1/audio.flac", f"calls/{call_id}/1/transcript.json"]
    assert found(house, "zebrafish") == [call_id]
    replace_by(house, call_id, *AFTER)
    assert {key.split("/")[2] for key in house.store.list("calls/")} == {"3"}


def test_a_replacement_that_takes_too_long_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    call_id = house.kept_call(*BEFORE)
    with monkeypatch.context() as patched:
        while_objects_are_put(house, patched, lambda: house.clock.pass_(seconds=REPLACED_WITHIN.total_seconds() / 2))
        with pytest.raises(LeaseLost):
            replace_by(house, call_id, *AFTER)
    assert found(house, "zebrafish") == [call_id]
    assert {key.split("/")[2] for key in house.store.list("calls/")} == {"1"}


def test_a_call_that_expires_while_it_is_replaced_is_gone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    call_id = house.kept_call(*BEFORE)
    house.clock.pass_(days=180)
    with monkeypatch.context() as patched:
        while_objects_are_put(house, patched, house.sweep)
        with pytest.raises(Superseded):
            replace_by(house, call_id, *AFTER)
    assert house.row(call_id).lease_until is None
    assert house.row(call_id).state == "expired"
    house.sweep()
    assert list(house.store.list("calls/")) == []


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
