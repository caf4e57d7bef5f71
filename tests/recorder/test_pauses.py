"""Notes of pauses that telephones asked for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calls.call import Channel, new_call_id
from calls.consent import Means
from recorder.pauses import forget_pause, note_pause, read_pauses

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_notes_come_back_in_their_order_until_they_are_forgotten(tmp_path: Path) -> None:
    call_id = new_call_id()
    for seconds, paused in ((1, False), (0, True)):
        at = NOON + timedelta(seconds=seconds)
        note_pause(tmp_path, call_id, paused=paused, by=Channel.CALLER, at=at, how=Means.DTMF)
    first, second = read_pauses(tmp_path)
    assert (first.call_id, first.paused, first.by, first.at) == (call_id, True, Channel.CALLER, NOON)
    assert first.how is Means.DTMF
    assert (second.paused, second.at) == (False, NOON + timedelta(seconds=1))
    for _ in range(2):
        forget_pause(tmp_path, first.name)
    assert list(read_pauses(tmp_path)) == [second]


def test_a_note_of_an_earlier_version_was_made_for_a_telephone(tmp_path: Path) -> None:
    (tmp_path / "pauses").mkdir()
    old = b'{"call_id": "c_0123456789abcdef01234567", "paused": true, "by": "agent", "at": "2026-11-22T12:00:00+00:00"}'
    (tmp_path / "pauses" / "old.json").write_bytes(old)
    (note,) = read_pauses(tmp_path)
    assert (note.by, note.how, note.at) == (Channel.AGENT, Means.SIP, NOON)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"{}",
        b'{"call_id": "c_1", "paused": true, "by": "caller", "at": "2026-11-22T12:00:00+00:00"}',
        b'{"call_id": "c_0123456789abcdef01234567", "paused": "yes", "by": "caller", "at": "2026-11-22T12:00:00"}',
        b'{"call_id": "c_0123456789abcdef01234567", "paused": true, "by": "Jane", "at": "2026-11-22T12:00:00+00:00"}',
    ],
)
def test_what_is_no_note_is_removed(tmp_path: Path, note: bytes) -> None:
    (tmp_path / "pauses").mkdir()
    (tmp_path / "pauses" / "bad.json").write_bytes(note)
    assert list(read_pauses(tmp_path)) == []
    assert not list((tmp_path / "pauses").iterdir())


def test_without_any_note_there_is_none(tmp_path: Path) -> None:
    assert list(read_pauses(tmp_path)) == []
