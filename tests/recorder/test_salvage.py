"""What a start finds after a crash."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from calls.audio import RawRecording
from calls.call import Source
from calls.consent import Means, Outcome
from calls.errors import SealBroken
from recorder import salvage as salvaging
from recorder.intake import SealedIntake
from recorder.salvage import Salvage, salvage
from tests.recorder.spool_workshop import SOUND, Workshop, a_call, chunk_of


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_F2_a_call_cut_by_a_crash_is_handed_over_truncated(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    for second in range(2):
        writer.append(chunk_of(SOUND[second * 8000 : (second + 1) * 8000]))
    writer.close()
    with shop.file(call.call_id, "chunks.sealed").open("ab") as file:
        file.write(b"\0\0\x10\0half of a record")
    assert salvage(shop.dir).handed_over == (call.call_id,)
    (captured,) = shop.spool.waiting()
    assert captured.call.truncated
    assert captured.call.duration_ms == 2000
    assert captured.call.consent == call.consent
    opened = shop.spool.open(call.call_id)
    assert isinstance(opened, RawRecording)
    assert np.array_equal(opened.audio.samples, SOUND[:16_000])


def test_P1_a_call_with_an_objection_pending_is_buried(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(bytes(32_000))
    writer.suspend(how=Means.SIP, actor="caller")
    writer.close()
    assert salvage(shop.dir).buried == (call.call_id,)
    assert not shop.spool.holds(call.call_id)
    (ending,) = shop.spool.endings()
    assert (ending.call_id, ending.outcome, ending.how) == (call.call_id, Outcome.OBJECTED, Means.SIP)
    assert ending.sip_call_id_hmac == "00"


def test_a_suspension_that_was_lifted_does_not_bury(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(bytes(32_000))
    writer.suspend(how=Means.DTMF, actor="caller")
    writer.lift_suspension()
    writer.close()
    assert salvage(shop.dir).handed_over == (call.call_id,)


def test_living_writers_are_left_alone(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(bytes(32_000))
    assert salvage(shop.dir) == Salvage()
    writer.append(b"", final=True)
    writer.finish(call, captured_at=call.started_at)
    assert salvage(shop.dir) == Salvage()
    assert isinstance(shop.spool.open(call.call_id), RawRecording)


def test_a_call_without_any_sound_is_only_put_on_record(shop: Workshop) -> None:
    call = a_call()
    shop.writer(call).close()
    assert salvage(shop.dir).buried == (call.call_id,)
    assert [ending.outcome for ending in shop.spool.endings()] == [Outcome.POLICY]


def test_an_import_that_was_never_acknowledged_is_removed_without_a_trace(shop: Workshop) -> None:
    call = a_call(source=Source.IMPORT)
    session = SealedIntake(shop.dir, shop.wrap).begin(call, payload="audio")
    session.write(b"x" * 600_000)
    session._sealed.close()  # what the kernel does when the process dies
    assert salvage(shop.dir).buried == (call.call_id,)
    assert not shop.spool.holds(call.call_id)
    assert shop.spool.endings() == []


def test_a_folder_that_died_before_its_state_was_written_is_removed(shop: Workshop) -> None:
    call = a_call()
    shop.writer(call).close()
    shop.file(call.call_id, "state.json").unlink()
    assert salvage(shop.dir).buried == (call.call_id,)
    assert not shop.spool.holds(call.call_id)


def test_a_salvaged_call_is_still_sealed_against_change(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(bytes(32_000))
    writer.close()
    salvage(shop.dir)
    path = shop.file(call.call_id, "manifest.json")
    path.write_bytes(path.read_bytes().replace(b"returns", b"another"))
    with pytest.raises(SealBroken):
        shop.spool.open(call.call_id)


def test_salvage_of_no_spool_at_all_finds_nothing(tmp_path: Path) -> None:
    assert salvage(tmp_path / "none", tmp_path / "neither") == Salvage()


def test_what_a_crash_left_of_a_destroyed_call_is_removed_without_a_second_ending(shop: Workshop) -> None:
    call_id = shop.captured()
    for name in ("key.wrapped", "manifest.json", "state.json"):
        shop.file(call_id, name).unlink()
    assert salvage(shop.dir).buried == (call_id,)
    assert not shop.spool.holds(call_id)
    assert shop.spool.endings() == []


def test_a_crash_between_the_last_chunk_and_the_hand_over_loses_nothing(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(chunk_of(SOUND), final=True)
    writer.close()
    assert salvage(shop.dir).handed_over == (call.call_id,)
    opened = shop.spool.open(call.call_id)
    assert isinstance(opened, RawRecording)
    assert np.array_equal(opened.audio.samples, SOUND)


def test_F25_a_call_that_the_pipeline_is_destroying_gets_no_second_ending(shop: Workshop) -> None:
    """Its key went first; whatever is left of it at a recorder's start is removed, and nothing is put on record."""
    call_id = shop.captured()
    for name in ("key.wrapped", "manifest.json"):
        shop.file(call_id, name).unlink()
    assert salvage(shop.dir).buried == (call_id,)
    assert not shop.spool.holds(call_id)
    assert shop.spool.endings() == []


def test_F25_a_folder_that_vanishes_during_the_salvage_is_no_error(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(bytes(32_000))
    writer.close()
    cut = salvaging._cut_to_whole

    def vanish(path: Path) -> tuple[int, int]:
        shutil.rmtree(path.parent)
        return cut(path)

    monkeypatch.setattr(salvaging, "_cut_to_whole", vanish)
    assert salvage(shop.dir) == Salvage()
    monkeypatch.undo()
    assert not shop.spool.holds(call.call_id)
    assert shop.spool.endings() == []
