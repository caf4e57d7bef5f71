"""The sealed spool: what goes in comes out for the holder of the private key alone, whole or not at all."""

import errno
import json
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calls.audio import RawAudio, RawRecording
from calls.call import Call, CallEnding, CallId, Channel, Source, new_call_id
from calls.consent import ConsentDecision, Means, Notice, Outcome
from calls.errors import BadConversation, SealBroken, SpoolError, WrongState
from calls.ports.spool import RawConversation
from recorder.endings import write_ending
from recorder.intake import SealedIntake
from recorder.keys import load_private_keys, load_public_keys, make_wrapping_keys
from recorder.manifest import PCM
from recorder.sealed_call import SealedCall
from recorder.spool import SealedSpool

Change = Callable[[list[bytes]], list[bytes]]
STARTED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOUND = np.random.default_rng(7).integers(-20_000, 20_000, (24_000, 2), dtype=np.int16)


def decode_as_bytes(payload: bytes, channels: tuple[Channel, ...]) -> RawAudio:
    samples = np.frombuffer(payload, dtype="<i2").reshape(-1, len(channels))
    return RawAudio(samples, 16_000, channels)


def a_call(call_id: CallId | None = None, *, source: Source = Source.IN_PATH) -> Call:
    consent = ConsentDecision(Outcome.RECORDED, notice_played=True, notice=Notice("2026-01", "en"))
    return Call(
        call_id or new_call_id(),
        source,
        STARTED_AT,
        (Channel.CALLER, Channel.AGENT),
        consent,
        duration_ms=3000,
        agent_id="a7",
        queue="returns",
        caller_pseudonym="ab" * 32,
    )


class Workshop:
    def __init__(self, home: Path) -> None:
        self.dir = home / "spool"
        make_wrapping_keys(home / "private.json", home / "public.json")
        self.wrap = load_public_keys(home / "public.json")
        self.spool = SealedSpool(self.dir, load_private_keys(home / "private.json"), decode=decode_as_bytes)

    def writer(self, call: Call) -> SealedCall:
        return SealedCall(self.dir, self.wrap, call, payload=PCM, streams=("caller", "agent"), sip_call_id_hmac="00")

    def captured(self, *, after_s: float = 60.0) -> CallId:
        """A call of three sealed seconds on two channels."""
        call = a_call()
        writer = self.writer(call)
        for second in range(3):
            for column, stream in enumerate(("caller", "agent")):
                chunk = SOUND[second * 8000 : (second + 1) * 8000, column].tobytes()
                writer.append(stream, chunk, final=second == 2)
        writer.finish(call, captured_at=STARTED_AT + timedelta(seconds=after_s))
        return call.call_id

    def file(self, call_id: CallId, name: str) -> Path:
        return self.dir / call_id / name

    def records(self, call_id: CallId, stream: str) -> list[bytes]:
        payload, found = self.file(call_id, f"{stream}.sealed").read_bytes(), []
        while payload:
            end = 4 + int.from_bytes(payload[:4], "big")
            found.append(payload[:end])
            payload = payload[end:]
        return found

    def rewrite(self, call_id: CallId, stream: str, records: list[bytes]) -> None:
        self.file(call_id, f"{stream}.sealed").write_bytes(b"".join(records))


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_what_was_sealed_comes_back_on_its_channels(shop: Workshop) -> None:
    call_id = shop.captured()
    opened = shop.spool.open(call_id)
    assert isinstance(opened, RawRecording)
    assert opened.audio.channels == (Channel.CALLER, Channel.AGENT)
    assert opened.audio.rate_hz == 8000
    assert np.array_equal(opened.audio.samples, SOUND)


def test_the_manifest_carries_the_call_as_it_was(shop: Workshop) -> None:
    call_id = shop.captured()
    (captured,) = shop.spool.waiting()
    assert captured.call == a_call(call_id)
    assert captured.captured_at == STARTED_AT + timedelta(seconds=60)


def test_calls_wait_oldest_first_and_only_once_handed_over(shop: Workshop) -> None:
    late, early = shop.captured(after_s=90), shop.captured(after_s=30)
    unfinished = shop.writer(a_call())
    assert [captured.call_id for captured in shop.spool.waiting()] == [early, late]
    unfinished.destroy()


def test_P4_no_window_of_the_sound_lies_in_the_spool(shop: Workshop) -> None:
    shop.captured()
    haystack = b"".join(path.read_bytes() for path in shop.dir.rglob("*") if path.is_file())
    plain = SOUND[:, 0].tobytes() + SOUND[:, 1].tobytes()
    assert not any(plain[at : at + 64] in haystack for at in range(0, len(plain) - 64, 4096))
    assert SOUND.tobytes()[:64] not in haystack


def test_the_names_and_fields_on_disk_tell_nothing_personal(shop: Workshop) -> None:
    call_id = shop.captured()
    fields = json.loads(json.loads(shop.file(call_id, "manifest.json").read_bytes())["body"])
    assert set(fields) == {
        *("call_id", "source", "started_at", "channels", "consent", "duration_ms", "agent_id", "queue"),
        *(
            "caller_pseudonym",
            "references",
            "truncated",
            "payload",
            "streams",
            "sip_call_id_hmac",
            "captured_at",
            "chunks",
        ),
    }


@pytest.mark.parametrize("name", ["key.wrapped", "caller.sealed", "agent.sealed", "manifest.json"])
@pytest.mark.parametrize("where", [0.1, 0.5, 0.98])
def test_a_changed_byte_anywhere_breaks_the_seal(shop: Workshop, name: str, where: float) -> None:
    call_id = shop.captured()
    path = shop.file(call_id, name)
    payload = bytearray(path.read_bytes())
    payload[int(len(payload) * where)] ^= 1
    path.write_bytes(payload)
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (lambda r: r[:-1], "the end cut off"),
        (lambda r: [r[1], r[0], r[2]], "two chunks exchanged"),
        (lambda r: [*r, r[2]], "the last one doubled"),
        (lambda r: [r[0], r[0], r[2]], "one put in another's place"),
        (lambda r: [r[0], r[2]], "one taken out"),
        (lambda r: [r[0], r[1], r[2][:-10]], "the last one cut short"),
        (lambda r: r[:0], "all of them gone"),
        (lambda r: [*r, b"\0\0\0\0"], "something appended"),
    ],
)
def test_chunks_cut_moved_or_doubled_break_the_seal(shop: Workshop, change: Change, remark: str) -> None:
    call_id = shop.captured()
    shop.rewrite(call_id, "agent", change(shop.records(call_id, "agent")))
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)
    assert remark


def test_a_stream_cannot_be_cut_by_changing_the_manifest_too(shop: Workshop) -> None:
    call_id = shop.captured()
    shop.rewrite(call_id, "agent", shop.records(call_id, "agent")[:2])
    path = shop.file(call_id, "manifest.json")
    envelope = json.loads(path.read_bytes())
    path.write_text(json.dumps(envelope | {"body": envelope["body"].replace('"agent": 3', '"agent": 2')}))
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)


def test_channels_cannot_be_exchanged(shop: Workshop) -> None:
    call_id = shop.captured()
    caller, agent = shop.records(call_id, "caller"), shop.records(call_id, "agent")
    shop.rewrite(call_id, "caller", agent)
    shop.rewrite(call_id, "agent", caller)
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)


@pytest.mark.parametrize("name", ["caller.sealed", "key.wrapped", "manifest.json"])
def test_parts_of_another_call_do_not_open_here(shop: Workshop, name: str) -> None:
    mine, other = shop.captured(), shop.captured()
    shop.file(mine, name).write_bytes(shop.file(other, name).read_bytes())
    with pytest.raises(SealBroken):
        shop.spool.open(mine)


def test_a_whole_call_under_another_id_does_not_open(shop: Workshop) -> None:
    mine = shop.captured()
    moved = new_call_id()
    (shop.dir / mine).rename(shop.dir / moved)
    with pytest.raises(SealBroken):
        shop.spool.open(moved)


def test_another_private_key_opens_nothing(shop: Workshop, tmp_path: Path) -> None:
    call_id = shop.captured()
    make_wrapping_keys(tmp_path / "other/private.json", tmp_path / "other/public.json")
    stranger = SealedSpool(shop.dir, load_private_keys(tmp_path / "other/private.json"), decode=decode_as_bytes)
    with pytest.raises(SealBroken):
        stranger.open(call_id)


def test_a_damaged_manifest_is_still_listed_so_that_the_call_meets_its_end(shop: Workshop) -> None:
    call_id = shop.captured()
    shop.file(call_id, "manifest.json").write_bytes(b"\xff{")
    assert [captured.call_id for captured in shop.spool.waiting()] == [call_id]
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)


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
    assert set(gone[3:]) == {"caller.sealed", "agent.sealed"}


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


@pytest.mark.parametrize("name", ["../x", "c_", "c_zz", "/etc/passwd", "c_" + "a" * 24 + "/.."])
def test_what_is_no_call_id_reaches_no_path(shop: Workshop, name: str) -> None:
    with pytest.raises(SpoolError):
        shop.spool.open(CallId(name))
    with pytest.raises(SpoolError):
        shop.spool.destroy(CallId(name))


def test_channels_of_different_length_are_refused_unless_truncated(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append("caller", bytes(100), final=True)
    writer.append("agent", bytes(98), final=True)
    writer.finish(call, captured_at=STARTED_AT)
    with pytest.raises(SealBroken):
        shop.spool.open(call.call_id)


def test_nothing_can_be_added_after_the_hand_over(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append("caller", b"", final=True)
    writer.append("agent", b"", final=True)
    writer.finish(call, captured_at=STARTED_AT)
    with pytest.raises((WrongState, KeyError)):
        writer.append("caller", b"xx")


def test_endings_wait_until_they_are_forgotten(shop: Workshop) -> None:
    ending = CallEnding(new_call_id(), "ff" * 32, STARTED_AT, Outcome.OBJECTED, Means.DTMF, "caller")
    write_ending(shop.dir, ending)
    write_ending(shop.dir, ending)
    assert shop.spool.endings() == [ending]
    shop.spool.forget_ending(ending.call_id)
    shop.spool.forget_ending(ending.call_id)
    assert shop.spool.endings() == []


def test_an_imported_sound_file_comes_back_through_the_decoder(shop: Workshop) -> None:
    call = a_call(source=Source.IMPORT)
    session = SealedIntake(shop.dir, shop.wrap).begin(call, payload="audio")
    payload = SOUND.tobytes() * 8
    for at in range(0, len(payload), 100_000):
        session.write(payload[at : at + 100_000])
    assert session.finish() == call.call_id
    opened = shop.spool.open(call.call_id)
    assert isinstance(opened, RawRecording)
    assert np.array_equal(opened.audio.samples, np.tile(SOUND, (8, 1)))
    assert payload[:64] not in shop.file(call.call_id, "payload.sealed").read_bytes()


def test_an_import_that_was_given_up_leaves_nothing(shop: Workshop) -> None:
    call = a_call(source=Source.IMPORT)
    session = SealedIntake(shop.dir, shop.wrap).begin(call, payload="audio")
    session.write(b"x" * 600_000)
    session.abort()
    session.abort()
    assert not shop.spool.holds(call.call_id)
    assert shop.spool.waiting() == []


def test_a_conversation_comes_back_as_turns(shop: Workshop) -> None:
    call = a_call(source=Source.CONVERSATION)
    session = SealedIntake(shop.dir, shop.wrap).begin(call, payload="conversation")
    session.write(json.dumps({"id": "b1", "turns": [{"channel": "agent", "text": "How may I help?"}]}).encode())
    session.finish()
    opened = shop.spool.open(call.call_id)
    assert isinstance(opened, RawConversation)
    assert [(turn.channel, turn.text) for turn in opened.turns] == [(Channel.AGENT, "How may I help?")]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"turns": 3}',
        b'{"turns": [3]}',
        b'{"turns": [{"channel": "robot", "text": "x"}]}',
        b'{"turns": [{"channel": "agent", "text": 3}]}',
        b'{"turns": [{"channel": "agent"}]}',
        b"[" * 100_000,
    ],
)
def test_a_malformed_conversation_is_a_typed_error_without_its_words(shop: Workshop, payload: bytes) -> None:
    call = a_call(source=Source.CONVERSATION)
    session = SealedIntake(shop.dir, shop.wrap).begin(call, payload="conversation")
    session.write(payload)
    session.finish()
    with pytest.raises(BadConversation):
        shop.spool.open(call.call_id)
