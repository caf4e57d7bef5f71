"""Contacts that objected: remembered as codes, over a restart, by all recorders of a spool, for a day."""

import os
import time
from functools import partial
from pathlib import Path

import pytest

from calls.pseudonym import pseudonym_of_sip_call_id
from recorder import objected_contacts
from recorder.objected_contacts import KEPT_S, LOOK_EVERY_S, ObjectedContacts

CODED = partial(pseudonym_of_sip_call_id, key=b"k" * 32)


def files_of(spool_dir: Path) -> list[Path]:
    return sorted((spool_dir / "objected").iterdir())


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_contacts_are_kept_as_codes_alone(tmp_path: Path) -> None:
    contacts = ObjectedContacts(tmp_path, CODED)
    assert not contacts.include(["grp-1"])
    contacts.add(["grp-1"])
    assert contacts.include(["other", "grp-1"])
    assert not contacts.include(["other"])
    assert "grp-1" not in repr(vars(contacts))
    (file,) = files_of(tmp_path)
    assert (file.name, file.read_bytes(), file.stat().st_mode & 0o077) == (CODED("grp-1"), b"", 0)


def test_P1_a_restart_forgets_no_objection(tmp_path: Path) -> None:
    ObjectedContacts(tmp_path, CODED).add(["grp-1", "ses-1"])
    after = ObjectedContacts(tmp_path, CODED)
    after.tick(time.monotonic())
    assert after.include(["grp-1"])
    assert after.include(["ses-1"])
    assert after.version > 0


def test_P1_what_another_recorder_of_this_spool_heard_counts_here_too(tmp_path: Path) -> None:
    here, there = ObjectedContacts(tmp_path, CODED), ObjectedContacts(tmp_path, CODED)
    now_s = time.monotonic()
    here.tick(now_s)
    seen = here.version
    there.add(["grp-1"])
    here.tick(now_s + LOOK_EVERY_S)
    assert here.include(["grp-1"])
    assert here.version > seen
    seen = here.version
    here.tick(now_s + 2 * LOOK_EVERY_S)
    assert here.version == seen


def test_P14_after_a_day_they_are_forgotten_in_memory_and_on_disk(tmp_path: Path) -> None:
    contacts = ObjectedContacts(tmp_path, CODED)
    contacts.add(["grp-1"])
    began_s = time.monotonic()
    contacts.tick(began_s + KEPT_S - 60)
    assert contacts.include(["grp-1"])
    (file,) = files_of(tmp_path)
    aged(file, KEPT_S + 1)
    contacts.tick(began_s + KEPT_S + 1)
    assert not contacts.include(["grp-1"])
    assert files_of(tmp_path) == []


@pytest.mark.parametrize(("age_s", "is_kept"), [(KEPT_S - 60, True), (KEPT_S + 60, False)])
def test_P14_a_restart_does_not_begin_the_day_anew(tmp_path: Path, age_s: float, is_kept: bool) -> None:
    ObjectedContacts(tmp_path, CODED).add(["grp-1"])
    aged(files_of(tmp_path)[0], age_s)
    after, now_s = ObjectedContacts(tmp_path, CODED), time.monotonic()
    after.tick(now_s)
    assert after.include(["grp-1"]) is is_kept
    assert bool(files_of(tmp_path)) is is_kept
    if is_kept:
        aged(files_of(tmp_path)[0], KEPT_S + 1)
        after.tick(now_s + 61)
        assert not after.include(["grp-1"])


def test_whoever_objects_again_is_remembered_for_another_day(tmp_path: Path) -> None:
    here, there = ObjectedContacts(tmp_path, CODED), ObjectedContacts(tmp_path, CODED)
    here.add(["grp-1"])
    aged(files_of(tmp_path)[0], KEPT_S)
    there.add(["grp-1"])
    here.tick(time.monotonic() + KEPT_S + 1)
    assert here.include(["grp-1"])
    assert files_of(tmp_path) != []


def test_the_oldest_are_forgotten_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objected_contacts, "MOST", 3)
    contacts = ObjectedContacts(tmp_path, CODED)
    contacts.add(["first"])
    contacts.add(["second", "third", "fourth"])
    assert not contacts.include(["first"])
    assert contacts.include(["second"])
    assert [path.name for path in files_of(tmp_path)] == sorted(map(CODED, ["second", "third", "fourth"]))


def test_a_folder_that_cannot_be_written_leaves_the_objection_in_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "objected").write_bytes(b"not a folder")
    contacts = ObjectedContacts(tmp_path, CODED)
    contacts.add(["grp-1"])
    contacts.tick(time.monotonic())
    assert contacts.include(["grp-1"])
    told = capsys.readouterr()
    assert "objected_contact_not_written" in told.out + told.err


def test_what_is_no_code_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "objected").mkdir()
    (tmp_path / "objected" / "README").write_bytes(b"")
    contacts = ObjectedContacts(tmp_path, CODED)
    contacts.tick(time.monotonic())
    assert not contacts.include(["README"])
    assert [path.name for path in files_of(tmp_path)] == ["README"]
