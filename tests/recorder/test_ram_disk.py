"""Plaintext in memory only: where it may lie, how it is taken, what is left of it."""

import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from calls.consent import Notice, RecordingPolicy, Standing
from calls.errors import BadSettings
from calls.pseudonym import KeyRing
from calls.recording_rules import RecordingRules, read_rules, write_rules
from recorder import capture
from recorder.announcement import Announcement
from recorder.ram_disk import WAV_HEADER_BYTES, RamFolder, WavTail, check_in_memory
from recorder.rules import RulesFile
from recorder.salvage import salvage
from tests.recorder.telephone_lab import tone, write_wav

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def ram_dir() -> Iterator[Path]:
    folder = Path("/dev/shm") / f"hushtape-test-{secrets.token_hex(6)}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_a_folder_on_a_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="not on a RAM disk"):
        check_in_memory(tmp_path / "deeper")


def test_what_is_taken_is_gone_from_memory_and_the_rest_follows(ram_dir: Path) -> None:
    path = ram_dir / "leg.wav"
    sound = np.arange(40_000, dtype="<i2").tobytes()
    path.write_bytes(bytes(WAV_HEADER_BYTES) + sound[:50_001])
    tail = WavTail(path)
    assert tail.take() == sound[:50_000]
    assert tail.take() == b""
    assert path.stat().st_blocks * 512 <= 2 * 4096
    assert path.read_bytes()[WAV_HEADER_BYTES:50_000] == bytes(50_000 - WAV_HEADER_BYTES)
    with path.open("ab") as file:
        file.write(sound[50_001:])
    assert tail.take() == sound[50_000:]
    tail.remove()
    assert not path.exists()


def test_a_file_without_its_header_yet_holds_nothing(ram_dir: Path) -> None:
    (ram_dir / "leg.wav").write_bytes(b"RIFF")
    tail = WavTail(ram_dir / "leg.wav")
    assert tail.take() == b""
    assert not tail.is_complete()
    tail.remove()


def test_the_header_says_when_the_writer_is_done(ram_dir: Path) -> None:
    tail = WavTail(write_wav(ram_dir / "leg.wav", tone(0.1, 440)))
    assert tail.is_complete()
    tail.remove()


def test_P4_a_dead_recorders_folder_is_removed_and_a_living_ones_is_not(ram_dir: Path, tmp_path: Path) -> None:
    living, dead = RamFolder(ram_dir), RamFolder(ram_dir)
    (dead.path / "leg.wav").write_bytes(b"sound")
    os.close(dead._lock)  # what the kernel does when the process dies
    assert salvage(tmp_path, ram_dir).ram_folders_removed == 1
    assert list(ram_dir.iterdir()) == [living.path]
    living.remove()


@pytest.mark.parametrize("payload", [b"", b"no sound", b"RIFF\x24\0\0\0WAVE"])
def test_an_unreadable_notice_stops_the_start(tmp_path: Path, payload: bytes) -> None:
    (tmp_path / "notice.wav").write_bytes(payload)
    with pytest.raises(BadSettings):
        Announcement.load(tmp_path / "notice.wav", Notice("1", "en"))


def test_the_shipped_notice_can_be_played() -> None:
    shipped = Path(capture.__file__).parent / "notices/en.wav"
    assert 2 < Announcement.load(shipped, Notice("1", "en")).duration_s < 15


def rules_file(tmp_path: Path, rules: RecordingRules) -> RulesFile:
    (tmp_path / "rules.json").write_bytes(write_rules(rules, KEY))
    return RulesFile(tmp_path / "rules.json", lambda: KeyRing({1: KEY}))


def test_rules_are_read_afresh_for_every_call(tmp_path: Path) -> None:
    rules = rules_file(tmp_path, RecordingRules(NOW))
    look = {"queue": None, "caller_codes": ("ab",), "now": NOW}
    assert rules.look_up(**look) == (RecordingPolicy.RECORD, Standing.NONE)
    rules_file(tmp_path, RecordingRules(NOW, standing_objections=frozenset({"ab"})))
    assert rules.look_up(**look) == (RecordingPolicy.RECORD, Standing.OBJECTS)
    (tmp_path / "rules.json").unlink()
    assert rules.look_up(**look) == (RecordingPolicy.NEVER, Standing.UNKNOWN)


@pytest.mark.parametrize(("age_s", "standing"), [(59, Standing.NONE), (61, Standing.UNKNOWN), (-61, Standing.UNKNOWN)])
def test_stale_rules_record_nothing(tmp_path: Path, age_s: int, standing: Standing) -> None:
    rules = rules_file(tmp_path, RecordingRules(NOW - timedelta(seconds=age_s)))
    assert rules.look_up(queue=None, caller_codes=(), now=NOW)[1] is standing


def test_rules_signed_with_another_key_record_nothing(tmp_path: Path) -> None:
    path = rules_file(tmp_path, RecordingRules(NOW)).path
    found = RulesFile(path, lambda: KeyRing({1: b"x" * 32})).look_up(queue=None, caller_codes=(), now=NOW)
    assert found == (RecordingPolicy.NEVER, Standing.UNKNOWN)


def test_rules_are_parsed_once_as_long_as_nobody_replaces_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, parsed = rules_file(tmp_path, RecordingRules(NOW)), []

    def parse(signed: bytes, key: bytes) -> RecordingRules | None:
        parsed.append(len(signed))
        return read_rules(signed, key)

    monkeypatch.setattr("recorder.rules.read_rules", parse)
    for _ in range(3):
        rules.look_up(queue=None, caller_codes=("ab",), now=NOW)
    assert len(parsed) == 1
    assert rules.replace(write_rules(RecordingRules(NOW + timedelta(seconds=1)), KEY))
    for _ in range(3):
        rules.look_up(queue=None, caller_codes=("ab",), now=NOW)
    assert len(parsed) == 1 + 2 + 1, "once each for the replacement, what it replaced, and the next call"
