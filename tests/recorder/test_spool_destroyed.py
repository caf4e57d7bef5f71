"""What is destroyed in the spool is gone, whoever else is at it and wherever it breaks off (P1, F5, F25)."""

import errno
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from calls.call import CallId
from calls.errors import SpoolError
from tests.recorder.spool_workshop import Workshop


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_destroying_takes_everything_and_may_be_done_twice(shop: Workshop) -> None:
    call_id = shop.captured()
    assert shop.spool.holds(call_id)
    shop.spool.destroy(call_id)
    shop.spool.destroy(call_id)
    assert not shop.spool.holds(call_id)
    assert shop.spool.waiting() == []
    with pytest.raises(SpoolError):
        shop.spool.open(call_id)


@pytest.mark.parametrize("how_many", [2, 4])
def test_F25_a_folder_destroyed_by_several_at_once_is_gone_and_nobody_fails(shop: Workshop, how_many: int) -> None:
    for _ in range(30):
        call_id = shop.captured()
        together = threading.Barrier(how_many)

        def destroy(call_id: CallId = call_id, together: threading.Barrier = together) -> None:
            together.wait()
            shop.spool.destroy(call_id)

        with ThreadPoolExecutor(how_many) as pool:
            for done in [pool.submit(destroy) for _ in range(how_many)]:
                done.result()
        assert not shop.spool.holds(call_id)


@pytest.mark.parametrize("step", range(1, 12))
def test_F25_whatever_another_destroyer_does_at_each_step_is_no_error(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The other one finishes the whole folder just before our n-th look at the disk."""
    call_id = shop.captured()
    looks = 0

    def meanwhile(original: Callable[..., object]) -> Callable[..., object]:
        def looking(*arguments: Any, **named: Any) -> object:
            nonlocal looks
            looks += 1
            if looks == step:
                shutil.rmtree(shop.dir / call_id, ignore_errors=True)
            return original(*arguments, **named)

        return looking

    for owner, name in ((os, "open"), (os, "fsync"), (Path, "unlink"), (Path, "iterdir"), (Path, "rmdir")):
        monkeypatch.setattr(owner, name, meanwhile(getattr(owner, name)))
    shop.spool.destroy(call_id)
    monkeypatch.undo()
    assert not shop.spool.holds(call_id)
    assert looks >= step or step > 8


def test_F25_a_file_that_its_writer_adds_meanwhile_is_destroyed_too(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = shop.captured()
    rmdir, added = Path.rmdir, []

    def add_first(folder: Path) -> None:
        if not added:
            added.append(folder / "suspended.json")
            added[0].write_bytes(b"{}")
        rmdir(folder)

    monkeypatch.setattr(Path, "rmdir", add_first)
    shop.spool.destroy(call_id)
    assert added
    assert not shop.spool.holds(call_id)


@pytest.mark.parametrize("trouble", [errno.EACCES, errno.EIO])
def test_F5_a_disk_that_refuses_to_destroy_is_a_spool_error_and_it_can_be_done_again(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    call_id = shop.captured()

    def refuse(folder: Path) -> None:
        raise OSError(trouble, os.strerror(trouble), str(folder))

    monkeypatch.setattr(Path, "rmdir", refuse)
    with pytest.raises(SpoolError, match=call_id):
        shop.spool.destroy(call_id)
    monkeypatch.undo()
    shop.spool.destroy(call_id)
    assert not shop.spool.holds(call_id)


def test_a_crash_between_key_and_manifest_leaves_nothing_to_hand_over(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is key, manifest, state, the rest: whichever unlink is the last one done."""
    call_id = shop.captured()
    gone: list[str] = []
    unlink = Path.unlink

    def note(path: Path, missing_ok: bool = False) -> None:
        gone.append(path.name)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", note)
    shop.spool.destroy(call_id)
    assert gone[:3] == ["key.wrapped", "manifest.json", "state.json"]
    assert set(gone[3:]) == {"chunks.sealed"}


@pytest.mark.parametrize("damaged", [False, True])
def test_F25_a_call_destroyed_while_the_spool_is_listed_is_left_out(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    stays, goes = shop.captured(), shop.captured()
    if damaged:
        shop.file(goes, "manifest.json").write_bytes(b"\xff{")
    read = Path.read_bytes

    def destroy_around(path: Path) -> bytes:
        if path.parent.name != goes:
            return read(path)
        payload = read(path) if damaged else b""
        shutil.rmtree(path.parent)
        return payload if damaged else read(path)

    monkeypatch.setattr(Path, "read_bytes", destroy_around)
    assert [captured.call_id for captured in shop.spool.waiting()] == [stays]


def test_the_key_is_overwritten_before_it_is_unlinked(shop: Workshop, tmp_path: Path) -> None:
    call_id = shop.captured()
    kept = tmp_path / "second-name"
    kept.hardlink_to(shop.file(call_id, "key.wrapped"))
    before = kept.read_bytes()
    shop.spool.destroy(call_id)
    assert kept.read_bytes() != before
