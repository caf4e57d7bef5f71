"""Rights first, then the audit row, then the answer."""

import io

import pytest
import soundfile
import sqlalchemy as sa

from archive.call_details import CallDetailsInDatabase
from calls.access import Reader, Role
from calls.audit import Did
from calls.call import CallId
from calls.call_detail import CallDetail, CallOutcome
from calls.consent import Means
from calls.errors import AuditUnavailable, NotAllowed, NotFound, StoreUnavailable
from calls.lifecycle import State
from calls.ports.reading_room import CallFilter
from calls.redacted import Verdict
from calls.retention import Purpose
from tests.archive.houses import (
    EVERYTHING,
    NOON,
    House,
    certificate,
    event,
    in_redaction,
    reader,
    redacted_call,
    tags,
)

ANY = CallFilter()
QA = reader(Role.QA_MANAGER)
OFFICER = reader(Role.PRIVACY_OFFICER)
TRAINER = reader(Role.TRAINER)


def _found(house: House, text: str, who: Reader = EVERYTHING, wanted: CallFilter = ANY) -> list[CallId]:
    return [result.call_id for result in house.room.search(who, text, wanted)]


# ── showing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_is_shown_as_the_contract_says(house: House) -> None:
    call_id = house.kept_call("hello there", "card [CARD_NUMBER] yes")
    shown = house.room.show(QA, call_id)
    assert shown["call_id"] == call_id
    assert (shown["state"], shown["held"], shown["language"]) == ("archived", False, "en")
    assert (shown["started_at"], shown["duration_ms"]) == ("2026-03-01T11:55:00.000Z", 1_000)
    assert (shown["agent_id"], shown["queue"], shown["channels"]) == ("agent-7", "sales", ["caller", "agent"])
    assert shown["consent"] == {
        "notice_played": True,
        "notice": {"version": "1", "language": "en"},
        "outcome": "recorded",
        "how": None,
        "basis": None,
    }
    assert shown["tags"] == [
        {"purpose": "agent_training", "expires_at": "2026-08-28T12:00:00.000Z"},
        {"purpose": "service_quality", "expires_at": "2026-05-30T12:00:00.000Z"},
    ]
    assert [turn["text"] for turn in shown["turns"]] == ["hello there", "card [CARD_NUMBER] yes"]
    assert shown["turns"][1]["words"][1] == {
        "text": "[CARD_NUMBER]",
        "start_ms": 100,
        "end_ms": 190,
        "confidence": 0.9,
        "masked": "CARD_NUMBER",
    }
    assert shown["masks"] == [
        {"kind": "CARD_NUMBER", "channel": "agent", "start_ms": 300, "end_ms": 390, "turn": 1, "start": 5, "end": 18}
    ]
    assert shown["certificate"]["verdict"] == "clean"
    assert shown["certificate"]["checks"] == [{"name": "text_again", "passed": True, "detail": "0 findings in 2 turns"}]
    assert "caller_pseudonym" not in shown


def test_audio_is_the_masked_sound_as_flac(house: House) -> None:
    call_id = house.kept_call()
    samples, rate_hz = soundfile.read(io.BytesIO(house.room.audio(QA, call_id)), dtype="int16")
    expected = redacted_call(call_id).audio
    assert expected is not None
    assert rate_hz == 8_000
    assert (samples == expected.samples).all()


def test_a_text_conversation_has_no_audio(house: House) -> None:
    claim = in_redaction(house.work)
    redacted = redacted_call(claim.call_id, sound=False)
    house.archive.keep(redacted, certificate(), tags(), claim=claim, audit=event(call_id=claim.call_id))
    with pytest.raises(NotFound):
        house.room.audio(QA, claim.call_id)


def test_F7_audio_that_is_not_what_was_certified_is_not_served(house: House) -> None:
    call_id = house.kept_call()
    house.store.put(f"calls/{call_id}/1/audio.flac", b"something else", content_type="audio/flac", tags={})
    with pytest.raises(StoreUnavailable):
        house.room.audio(QA, call_id)


def _measured(call_id: CallId) -> CallDetail:
    return CallDetail(call_id, "ab" * 32, NOON, CallOutcome.RECORDED, captured_ms=1_000, gap_ms=40, drift_ms=-120)


def test_a_call_shows_what_its_recorder_measured(house: House) -> None:
    call_id = house.kept_call()
    assert (house.room.show(QA, call_id)["gap_ms"], house.room.show(QA, call_id)["drift_ms"]) == (None, None)
    CallDetailsInDatabase(house.database).enter([_measured(call_id)])
    assert (house.room.show(QA, call_id)["gap_ms"], house.room.show(QA, call_id)["drift_ms"]) == (40, -120)


def test_P1_of_an_objected_call_nothing_that_was_measured_is_shown(house: House) -> None:
    call_id = house.kept_call()
    CallDetailsInDatabase(house.database).enter([_measured(call_id)])
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    assert (house.room.show(QA, call_id)["gap_ms"], house.room.show(QA, call_id)["drift_ms"]) == (None, None)


def test_a_tombstone_shows_how_it_ended_and_nothing_else(house: House) -> None:
    call_id = house.kept_call()
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    shown = house.room.show(QA, call_id)
    assert (shown["state"], shown["turns"], shown["masks"], shown["tags"]) == ("erased", [], [], [])
    assert (shown["agent_id"], shown["queue"], shown["language"]) == (None, None, None)
    assert shown["consent"]["outcome"] == "objected"
    with pytest.raises(NotFound):
        house.room.audio(QA, call_id)


def test_a_call_in_work_shows_its_state_and_no_words(house: House) -> None:
    claim = in_redaction(house.work)
    shown = house.room.show(QA, claim.call_id)
    assert (shown["state"], shown["turns"], shown["certificate"]) == ("redacting", [], None)


def test_P6_every_read_is_in_the_audit_log(house: House) -> None:
    call_id = house.kept_call("a refund please")
    before = len(house.did())
    house.room.list_calls(OFFICER, ANY)
    house.room.show(OFFICER, call_id)
    house.room.audio(OFFICER, call_id)
    house.room.search(OFFICER, "refund", ANY)
    house.room.audit_events(OFFICER)
    house.room.pull_samples(TRAINER, n=1, seed=1, purpose=Purpose.AGENT_TRAINING)
    told = ["listed", "read", "listened", "searched", "read_audit", "pulled_sample"]
    assert house.did()[before:] == told
    assert "refund" not in str(house.audit_log.newest(limit=100)), "search words are not kept"


@pytest.mark.parametrize("what", ["list", "show", "audio", "search", "audit"])
def test_P6_nothing_is_served_when_it_cannot_be_audited(house: House, what: str) -> None:
    call_id = house.kept_call()
    with house.database.writing() as connection:
        if house.database.is_sqlite:
            connection.execute(
                sa.text("CREATE TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'full'); END")
            )
        else:
            connection.execute(sa.text("ALTER TABLE audit_events ADD CONSTRAINT full_up CHECK (seq < 0) NOT VALID"))
    reads = {
        "list": lambda: house.room.list_calls(EVERYTHING, ANY),
        "show": lambda: house.room.show(EVERYTHING, call_id),
        "audio": lambda: house.room.audio(EVERYTHING, call_id),
        "search": lambda: house.room.search(EVERYTHING, "refund", ANY),
        "audit": lambda: house.room.audit_events(EVERYTHING),
    }
    with pytest.raises(AuditUnavailable):
        reads[what]()


def test_F20_a_role_without_the_right_gets_nothing(house: House) -> None:
    call_id = house.kept_call()
    for who in (TRAINER, reader(Role.INTEGRATOR), reader(Role.AUDITOR), reader(Role.ADMIN), reader()):
        for read in (
            lambda who=who: house.room.list_calls(who, ANY),
            lambda who=who: house.room.show(who, call_id),
            lambda who=who: house.room.audio(who, call_id),
            lambda who=who: house.room.search(who, "refund", ANY),
        ):
            with pytest.raises(NotAllowed):
                read()
    with pytest.raises(NotAllowed):
        house.room.audit_events(QA)
    with pytest.raises(NotAllowed):
        house.room.pull_samples(QA, n=1, seed=1, purpose=Purpose.AGENT_TRAINING)
    with pytest.raises(NotAllowed):
        house.room.pull_samples(TRAINER, n=1, seed=1, purpose=Purpose.DISPUTE)


def test_quarantined_calls_are_for_privacy_officers_alone_and_for_seven_days(house: House) -> None:
    call_id = house.kept_call("a refund please", verdict=Verdict.QUARANTINED)
    assert house.room.show(OFFICER, call_id)["turns"][0]["text"] == "a refund please"
    assert house.room.list_calls(QA, ANY).calls == ()
    with pytest.raises(NotFound):
        house.room.show(QA, call_id)
    with pytest.raises(NotFound):
        house.room.audio(QA, call_id)
    assert _found(house, "refund", OFFICER) == [], "quarantine is not in the search index"
    house.clock.pass_(days=7)
    with pytest.raises(NotFound):
        house.room.show(OFFICER, call_id)


def test_P10_a_restricted_call_is_seen_by_nobody(house: House) -> None:
    call_id = house.kept_call("a refund please")
    house.hold(call_id)
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    assert house.row(call_id).state == State.RESTRICTED.value
    for read in (house.room.show, house.room.audio):
        with pytest.raises(NotFound):
            read(EVERYTHING, call_id)
    assert house.room.list_calls(EVERYTHING, ANY).calls == ()
    assert _found(house, "refund") == []
    assert house.room.pull_samples(EVERYTHING, n=5, seed=1, purpose=Purpose.AGENT_TRAINING) == []


@pytest.mark.parametrize("foreign", ["", "c_1", "../x", "c_" + "0" * 24, "x" * 10_000, "' OR 1=1 --", "\x00", "\ud800"])
def test_F20_an_unknown_id_is_not_found(house: House, foreign: str) -> None:
    with pytest.raises(NotFound):
        house.room.show(EVERYTHING, CallId(foreign))
    with pytest.raises(NotFound):
        house.room.audio(EVERYTHING, CallId(foreign))
    with pytest.raises(NotFound):
        house.archive.object_to(CallId(foreign), how=Means.API, audit=event(Did.OBJECTED))
    assert house.work.state_of(CallId(foreign)) is None


def test_the_newest_events_can_be_asked_for_without_end(house: House) -> None:
    house.kept_call()
    assert len(house.room.audit_events(OFFICER, limit=10**30)) == 2


def test_a_call_that_is_gone_says_since_when_and_not_that_it_started_then(house: House) -> None:
    call_id = house.kept_call()
    house.clock.pass_(days=1)
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    shown = house.room.show(EVERYTHING, call_id)
    assert (shown["started_at"], shown["gone_at"]) == (None, "2026-03-02T12:00:00.000Z")


def test_every_instant_that_is_shown_is_written_alike(house: House) -> None:
    shown = house.room.show(EVERYTHING, house.kept_call())
    instants = [shown["started_at"], shown["certificate"]["checked_at"], house.audit_log.newest(limit=1)[0]["at"]]
    assert all(instant.endswith("Z") for instant in instants)
