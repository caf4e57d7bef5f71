"""The key behind the codes changes: who objected before is still recognised, and a missing version records nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from calls.call_detail import CallOutcome
from calls.consent import RecordingPolicy, Standing
from calls.pseudonym import KeyRing
from calls.recording_rules import RecordingRules, write_rules
from recorder.keys import KeyRingFile, load_key_ring, make_pseudonym_key, rotate_pseudonym_key
from recorder.rekeys import Rekey, forget_rekey, note_rekey, read_rekeys
from recorder.rules import RulesFile
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NUMBER = "+12125550147"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    make_pseudonym_key(tmp_path / "keys" / "pseudonym.key")
    return tmp_path / "keys" / "pseudonym.key"


def test_a_rotation_adds_a_version_and_keeps_the_older_ones(key_file: Path) -> None:
    before = load_key_ring(key_file)
    assert [rotate_pseudonym_key(key_file) for _ in range(2)] == [2, 3]
    after = load_key_ring(key_file)
    assert (after.newest, after.by_version[1], after.signing_key) == (3, before.by_version[1], before.signing_key)
    assert after.codes_of_number(NUMBER)[-1:] == before.codes_of_number(NUMBER)
    assert len(set(after.codes_of_sip_call_id("x@h"))) == 3
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in key_file.parent.iterdir())


def test_ten_versions_are_counted_and_other_files_are_none_of_them(key_file: Path) -> None:
    for version in range(2, 11):
        assert rotate_pseudonym_key(key_file) == version
    for name in ("pseudonym.old.key", "pseudonym.1.key", "pseudonym.02.key", "other.2.key"):
        (key_file.parent / name).write_bytes(b"x")
    assert sorted(load_key_ring(key_file).by_version) == list(range(1, 11))


def test_a_running_process_sees_a_new_version_and_survives_a_bad_one(key_file: Path) -> None:
    held = KeyRingFile(key_file)
    rotate_pseudonym_key(key_file)
    assert held.ring().newest == 2
    (key_file.parent / "pseudonym.3.key").write_bytes(b"short")
    assert held.ring().newest == 2


def rules_file(tmp_path: Path, keys: KeyRing, rules: RecordingRules, told: list[tuple[str, str, int]]) -> RulesFile:
    (tmp_path / "rules.json").write_bytes(write_rules(rules, keys.signing_key))
    return RulesFile(tmp_path / "rules.json", lambda: keys, lambda *note: told.append(note))


def test_an_objection_made_under_an_older_key_holds_and_is_told_to_be_keyed_anew(tmp_path: Path) -> None:
    keys, told = KeyRing({1: b"1" * 32, 2: b"2" * 32}), []
    new, old = keys.codes_of_number(NUMBER)
    rules = rules_file(tmp_path, keys, RecordingRules(NOW, standing_objections=frozenset({old})), told)
    assert rules.look_up(queue=None, caller_codes=(new, old), now=NOW)[1] is Standing.OBJECTS
    assert told == [(old, new, 2)]
    both = RecordingRules(NOW, standing_objections=frozenset({new}), key_versions=frozenset({2}))
    assert rules_file(tmp_path, keys, both, told).look_up(queue=None, caller_codes=(new, old), now=NOW)[1] is (
        Standing.OBJECTS
    )
    assert len(told) == 1


def test_rules_keyed_with_a_version_that_is_not_here_record_nothing(tmp_path: Path) -> None:
    keys = KeyRing({1: b"1" * 32})
    rules = rules_file(tmp_path, keys, RecordingRules(NOW, key_versions=frozenset({1, 2})), [])
    codes = keys.codes_of_number(NUMBER)
    assert rules.look_up(queue=None, caller_codes=codes, now=NOW) == (RecordingPolicy.NEVER, Standing.UNKNOWN)


def test_notes_wait_until_they_are_carried_out_and_nonsense_goes(tmp_path: Path) -> None:
    note_rekey(tmp_path, "old", "new", 2)
    (tmp_path / "rekeys" / "bad.json").write_bytes(b"{}")
    (note,) = read_rekeys(tmp_path)
    assert note == Rekey(note.name, "old", "new", 2)
    for _ in range(2):
        forget_rekey(tmp_path, note.name)
    assert list(read_rekeys(tmp_path)) == []
    assert not list((tmp_path / "rekeys").iterdir())


@pytest.mark.needs_sip
def test_a_caller_on_the_list_is_not_recorded_after_a_rotation_and_is_keyed_anew(lab: TelephoneLab) -> None:
    key_file = lab.home / "keys/pseudonym.key"
    (old,) = load_key_ring(key_file).codes_of_number(NUMBER)
    lab.write_rules(standing_objections=frozenset({old}))
    lab.start_recorder()
    rotate_pseudonym_key(key_file)
    lab.agent()
    result_of(lab.caller("--hangup-after", "1.2", user=NUMBER))
    assert lab.the_detail().outcome is CallOutcome.STANDING_OBJECTION
    (note,) = wait_for(lambda: list(lab.spool.rekeys()))
    assert (note.old, note.new, note.key_version) == (old, load_key_ring(key_file).codes_of_number(NUMBER)[0], 2)
    assert lab.files_of_calls() == []
