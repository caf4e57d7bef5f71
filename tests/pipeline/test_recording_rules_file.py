"""The rules that the recorder reads, as the side with the database writes them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from calls.errors import SpoolError
from calls.recording_rules import RecordingRules, read_rules
from pipeline.recording_rules_file import RulesWriter

KEY = b"k" * 32
RULES = RecordingRules(datetime(2026, 11, 22, tzinfo=UTC), standing_objections=frozenset({"ab" * 32}))


def writer_of(path: Path) -> RulesWriter:
    return RulesWriter(path, KEY, lambda: RULES)


@pytest.mark.parametrize("left_behind", [False, True])
def test_the_rules_are_for_their_owner_alone_even_in_an_open_home(tmp_path: Path, left_behind: bool) -> None:
    tmp_path.chmod(0o755)
    path = tmp_path / "recording_rules.json"
    if left_behind:
        for name in (path, path.with_suffix(".new")):
            name.write_bytes(b"old")
            name.chmod(0o644)
    writer_of(path).refresh()
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_rules(path.read_bytes(), KEY) == RULES
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_made_for_the_rules_is_closed_to_others(tmp_path: Path) -> None:
    writer_of(tmp_path / "run" / "recording_rules.json").refresh()
    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o700


def test_rules_that_cannot_be_written_are_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"")
    with pytest.raises(SpoolError):
        writer_of(tmp_path / "run" / "recording_rules.json").refresh()
