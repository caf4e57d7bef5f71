"""The review desk against others who come first, and what it leaves behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from calls.access import Role
from calls.audit import Did
from calls.call import CallId, Channel
from calls.consent import Means
from calls.errors import EpochChanged, StoreUnavailable, Superseded
from calls.finding import Kind
from calls.redacted import LANGUAGE_CHECK, OBJECTION_CHECK, Certificate, Check, Verdict
from calls.review import Widening
from tests.archive.houses import NOON, House, event, in_redaction, reader, redacted_call, tags

OFFICER = reader(Role.PRIVACY_OFFICER)
FIRST_WORD = Widening(Channel.AGENT, 0, 90, Kind.PERSON)


def _quarantined(house: House, *texts: str) -> CallId:
    claim = in_redaction(house.work)
    checks = (Check(LANGUAGE_CHECK, True, ""), Check(OBJECTION_CHECK, True, ""), Check("doubt", False, ""))
    house.archive.keep(
        redacted_call(claim.call_id, *texts),
        Certificate(Verdict.QUARANTINED, NOON, checks),
        tags(),
        claim=claim,
        audit=event(call_id=claim.call_id),
    )
    return claim.call_id


def _before_the_commit(house: House, monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """`deed` happens once, after the first object of a new version was put."""
    really_put, waiting = house.store.put, [deed]

    def put(key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        really_put(key, body, content_type=content_type, tags=tags)
        if waiting:
            waiting.pop()()

    monkeypatch.setattr(house.store, "put", put)


def test_P1_an_objection_during_a_widening_wins_and_nothing_is_left(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = _quarantined(house)
    objection = event(Did.OBJECTED, call_id)
    _before_the_commit(house, monkeypatch, lambda: house.archive.object_to(call_id, how=Means.API, audit=objection))
    with pytest.raises(EpochChanged):
        house.review.widen(OFFICER, call_id, FIRST_WORD)
    assert list(house.store.list(f"calls/{call_id}/")) == []
    assert "widened" not in house.did(call_id)


def test_of_two_widenings_at_once_none_undoes_the_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    call_id = _quarantined(house)
    other = Widening(Channel.AGENT, 410, 420, Kind.ADDRESS)
    _before_the_commit(house, monkeypatch, lambda: house.review.widen(OFFICER, call_id, other))
    with pytest.raises(Superseded):
        house.review.widen(OFFICER, call_id, FIRST_WORD)
    assert house.review.show(OFFICER, call_id)["turns"][1]["text"] == "the card is [CARD_NUMBER] [ADDRESS] you"
    assert len(list(house.store.list(f"calls/{call_id}/"))) == 2


def test_a_sweep_during_a_release_leaves_its_objects_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    call_id = _quarantined(house)
    _before_the_commit(house, monkeypatch, house.sweep)
    house.review.release(OFFICER, call_id)
    assert len(list(house.store.list(f"calls/{call_id}/"))) == 2


def test_what_is_not_what_was_certified_is_neither_heard_nor_released(house: House) -> None:
    call_id = _quarantined(house)
    key = next(key for key in house.store.list(f"calls/{call_id}/") if key.endswith(".flac"))
    house.store.put(key, b"something else", content_type="audio/flac", tags={})
    for deed in (house.review.listen, house.review.release):
        with pytest.raises(StoreUnavailable):
            deed(OFFICER, call_id)


def test_P8_a_widened_word_leaves_no_byte_in_the_sqlite_file_its_log_or_the_store(
    sqlite_house: House, tmp_path: Path
) -> None:
    call_id = _quarantined(sqlite_house, "hello there", "zebrafish is my name")
    heap = lambda: b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())  # noqa: E731
    assert b"zebrafish" in heap(), "the positive control"
    sqlite_house.review.widen(OFFICER, call_id, FIRST_WORD)
    assert b"zebrafish" not in heap()
