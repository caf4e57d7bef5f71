"""What the review desk leaves behind. Its promises stand in tests/contracts, its new versions in test_new_version."""

from pathlib import Path

import pytest

from calls.access import Role
from calls.call import Channel
from calls.errors import ArtefactDamaged
from calls.finding import Kind
from calls.review import Widening
from tests.archive.houses import House, reader

OFFICER = reader(Role.PRIVACY_OFFICER)


def test_what_is_not_what_was_certified_is_neither_heard_nor_released(house: House) -> None:
    call_id = house.quarantined()
    key = next(key for key in house.store.list(f"calls/{call_id}/") if key.endswith(".flac"))
    house.store.put(key, b"something else", content_type="audio/flac", tags={})
    for deed in (house.review.listen, house.review.release):
        with pytest.raises(ArtefactDamaged):
            deed(OFFICER, call_id)


def test_P8_a_widened_word_leaves_no_byte_in_the_sqlite_file_its_log_or_the_store(
    sqlite_house: House, tmp_path: Path
) -> None:
    call_id = sqlite_house.quarantined("hello there", "zebrafish is my name")
    heap = lambda: b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())  # noqa: E731
    assert b"zebrafish" in heap(), "the positive control"
    sqlite_house.review.widen(OFFICER, call_id, Widening(Channel.AGENT, 0, 90, Kind.PERSON))
    assert b"zebrafish" not in heap()
