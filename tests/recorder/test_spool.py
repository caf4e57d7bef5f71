"""The sealed spool: what goes in comes out for the holder of the private key alone, whole or not at all."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from calls.audio import RawRecording
from calls.call import CallEnding, CallId, Channel, Source, new_call_id
from calls.consent import Means, Outcome
from calls.errors import BadConversation, SealBroken, SpoolError, WrongState
from calls.ports.spool import RawConversation
from recorder.endings import write_ending
from recorder.intake import SealedIntake
from recorder.keys import load_private_keys, make_wrapping_keys
from recorder.spool import SealedSpool
from tests.recorder.spool_workshop import SOUND, STARTED_AT, Workshop, a_call, decode_as_bytes

Change = Callable[[list[bytes]], list[bytes]]


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
            "sip_call_id_hmac",
            "captured_at",
            "chunks",
        ),
    }


@pytest.mark.parametrize("name", ["key.wrapped", "chunks.sealed", "manifest.json"])
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
    shop.rewrite(call_id, change(shop.records(call_id)))
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)
    assert remark


def test_a_call_cannot_be_cut_by_changing_the_manifest_too(shop: Workshop) -> None:
    call_id = shop.captured()
    shop.rewrite(call_id, shop.records(call_id)[:2])
    path = shop.file(call_id, "manifest.json")
    envelope = json.loads(path.read_bytes())
    path.write_text(json.dumps(envelope | {"body": envelope["body"].replace('"chunks": 3', '"chunks": 2')}))
    with pytest.raises(SealBroken):
        shop.spool.open(call_id)


@pytest.mark.parametrize("name", ["chunks.sealed", "key.wrapped", "manifest.json"])
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


@pytest.mark.parametrize("name", ["../x", "c_", "c_zz", "/etc/passwd", "c_" + "a" * 24 + "/.."])
def test_what_is_no_call_id_reaches_no_path(shop: Workshop, name: str) -> None:
    with pytest.raises(SpoolError):
        shop.spool.open(CallId(name))
    with pytest.raises(SpoolError):
        shop.spool.destroy(CallId(name))


def test_sound_that_its_channels_cannot_share_evenly_is_refused(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(bytes(100 + 98), final=True)
    writer.finish(call, captured_at=STARTED_AT)
    with pytest.raises(SealBroken):
        shop.spool.open(call.call_id)


def test_nothing_can_be_added_after_the_hand_over(shop: Workshop) -> None:
    call = a_call()
    writer = shop.writer(call)
    writer.append(b"", final=True)
    writer.finish(call, captured_at=STARTED_AT)
    with pytest.raises(WrongState):
        writer.append(b"xx")


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
    assert payload[:64] not in shop.file(call.call_id, "chunks.sealed").read_bytes()


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
