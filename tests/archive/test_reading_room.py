"""Rights first, then the audit row, then the answer."""

import io
from datetime import timedelta
from typing import Any

import pytest
import soundfile
import sqlalchemy as sa

from archive.call_details import CallDetailsInDatabase
from archive.tables import sample_exports
from calls.access import Reader, Role
from calls.audit import Did
from calls.call import CallEnding, CallId, new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.consent import Means, Outcome
from calls.errors import AuditUnavailable, BadInput, NotAllowed, NotFound, StoreUnavailable
from calls.finding import Kind
from calls.lifecycle import State
from calls.ports.reading_room import CallFilter
from calls.pseudonym import KeyedCaller
from calls.redacted import Verdict
from calls.retention import Purpose
from tests.archive.houses import (
    EVERYTHING,
    NOON,
    House,
    captured_call,
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


# ── rights ───────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── listing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pages_follow_one_another_newest_first_without_gaps(house: House) -> None:
    ids = [house.kept_call(started_at=NOON - timedelta(minutes=number // 2)) for number in range(7)]
    seen: list[str] = []
    cursor = None
    while True:
        page = house.room.list_calls(QA, ANY, cursor=cursor, limit=3)
        seen += [call["call_id"] for call in page.calls]
        assert all("turns" not in call and "checks" not in call["certificate"] for call in page.calls)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == sorted(ids)
    starts = [house.row(CallId(call_id)).started_at for call_id in seen]
    assert starts == sorted(starts, reverse=True)


@pytest.mark.parametrize("cursor", ["x", "", "é", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTpjXw", "a" * 1000])
def test_a_foreign_cursor_is_bad_input(house: House, cursor: str) -> None:
    with pytest.raises(BadInput):
        house.room.list_calls(QA, ANY, cursor=cursor)


def test_filters_narrow_the_list_and_the_search_alike(house: House) -> None:
    early = house.kept_call("a refund", started_at=NOON - timedelta(days=2), agent_id="a1", queue="q1")
    late = house.kept_call("a refund of [CARD_NUMBER]", started_at=NOON - timedelta(days=1), agent_id="a2", queue="q2")
    for wanted, expected in (
        (CallFilter(agent_id="a1"), early),
        (CallFilter(queue="q2"), late),
        (CallFilter(kind=Kind.CARD_NUMBER), late),
        (CallFilter(started_from=NOON - timedelta(days=1)), late),
        (CallFilter(started_before=NOON - timedelta(days=1)), early),
    ):
        assert [call["call_id"] for call in house.room.list_calls(QA, wanted).calls] == [expected]
        assert _found(house, "refund", QA, wanted) == [expected]
    for purpose, count in ((Purpose.AGENT_TRAINING, 2), (Purpose.DISPUTE, 0)):
        assert len(house.room.list_calls(QA, CallFilter(purpose=purpose)).calls) == count
        assert len(_found(house, "refund", QA, CallFilter(purpose=purpose))) == count


def test_calls_of_which_nothing_was_kept_are_listed_as_such(house: House) -> None:
    ending = CallEnding(new_call_id(), "cd" * 32, NOON, Outcome.OBJECTED, Means.DTMF, "caller")
    house.work.note_ending(ending, audit=event(Did.OBJECTED, ending.call_id))
    (listed,) = house.room.list_calls(QA, ANY).calls
    assert (listed["state"], listed["consent"]["how"], listed["certificate"]) == ("objected", "dtmf", None)


# ── searching ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_words_must_stand_in_one_turn_and_quoted_words_in_a_row(house: House) -> None:
    call_id = house.kept_call("I would like a Refund, please", "the order was late")
    for text, count in (
        ("refund", 1),
        ("REFUND please", 1),
        ("please refund", 1),
        ("refund late", 0),
        ('"like a refund"', 1),
        ('"refund a like"', 0),
        ('"a refund" would', 1),
        ('"open quote', 0),
        ('would "like a', 1),
        ("ref", 0),
    ):
        assert _found(house, text) == [call_id] * count, text


def test_a_snippet_marks_what_was_found(house: House) -> None:
    house.kept_call("word " * 40 + "my Refund is late" + " word" * 40, "no")
    (result,) = house.room.search(QA, '"refund is"', ANY)
    assert (result.turn, result.channel.value, result.start_ms) == (0, "caller", 0)
    assert "my ⟦Refund⟧ ⟦is⟧ late" in result.snippet
    assert result.snippet.startswith("…")
    assert result.snippet.endswith("…")
    assert len(result.snippet) < 200


HOSTILE_QUESTIONS = (
    "", " ", '"', '""', "'", "*", "ref*", "a AND", "OR NOT NEAR(", "words:refund", "^x", "-x", "+", "(", ")", "\\",
    "%", "_", "\x00", "refund\x00", "&", "|", "!", "<->", "a <-> b", "a:*", "'a':1", "🙂", "İ", "ﬁ", "\ud800", "é́",
    "; DROP TABLE calls", "{a b}: c", "١٢٣", "x" * 100_000, '"' * 1_000, "w " * 20_000,
    " ".join(f"w{n}" for n in range(20_000)),
    '"' + " ".join(f"w{n}" for n in range(20_000)),
    " ".join(f'"w{n} x"' for n in range(20_000)),
)  # fmt: skip


def test_any_input_is_a_valid_search(house: House) -> None:
    house.kept_call("nothing to be found")
    for text in HOSTILE_QUESTIONS:
        assert _found(house, text) == [], text[:20]


def test_unusual_words_are_found_as_they_stand(house: House) -> None:
    for word in ("İstanbul", "ﬁnance", "naïve", "Straße", "١٢٣", "don't", "4111-1111", "x" * 5_000):
        call_id = house.kept_call(f"before {word} after")
        assert _found(house, word) == [call_id], word[:20]
        assert _found(house, f'"before {word} after"') == [call_id], word[:20]


def test_text_that_a_database_refuses_is_kept_readable(house: House) -> None:
    call_id = house.kept_call("before\x00 \ud800 after")
    assert house.room.show(QA, call_id)["turns"][0]["text"] == "before� � after"


@pytest.mark.parametrize("odd", ["\x00", "a\ud800", "x" * 10_000, "'; --", "🙂"])
def test_F14_odd_names_are_kept_and_filtered_by_without_an_error(house: House, odd: str) -> None:
    call_id = house.kept_call("a refund", agent_id=odd, queue=odd)
    for wanted in (CallFilter(agent_id=odd), CallFilter(queue=odd)):
        assert [call["call_id"] for call in house.room.list_calls(QA, wanted).calls] == [call_id]
        assert _found(house, "refund", QA, wanted) == [call_id]
    assert house.room.list_calls(Reader(odd, frozenset({Role.QA_MANAGER})), ANY).calls != ()


def test_a_turn_that_is_too_long_for_the_index_is_kept_all_the_same(house: House) -> None:
    text = " ".join(f"{number}{'é' * 20}" for number in range(60_000))
    call_id = house.kept_call("first " + text)
    assert _found(house, "first") == [call_id]
    assert house.room.show(QA, call_id)["turns"][0]["text"] == "first " + text


# ── samples ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_P13_samples_tell_nothing_of_the_call(house: House) -> None:
    call_id = house.kept_call("my order is 12345", "thank you")
    (sample,) = house.room.pull_samples(TRAINER, n=10, seed=1, purpose=Purpose.AGENT_TRAINING)
    assert set(sample) == {"id", "month", "language", "turns"}
    assert (sample["month"], sample["language"]) == ("2026-03", "en")
    assert sample["turns"] == [
        {"channel": "caller", "text": "my order is [N]"},
        {"channel": "agent", "text": "thank you"},
    ]
    assert call_id not in str(sample)


def test_P13_a_pull_is_repeatable_and_two_seeds_cannot_be_linked(house: House) -> None:
    for number in range(6):
        house.kept_call(f"call {number}")
    pulls = [house.room.pull_samples(TRAINER, n=4, seed=seed, purpose=Purpose.AGENT_TRAINING) for seed in (1, 1, 2)]
    assert pulls[0] == pulls[1]
    assert len(pulls[0]) == len({sample["id"] for sample in pulls[0]}) == 4
    assert {sample["id"] for sample in pulls[0]}.isdisjoint(sample["id"] for sample in pulls[2])


def test_P13_who_hides_a_sample_learns_where_its_labels_stand_and_which_hide_the_same(house: House) -> None:
    house.kept_call("my card is [CARD_NUMBER] yes", "so [CARD_NUMBER]", "thank you")
    asked: list[tuple[list[dict[str, Any]], str]] = []

    def hide(turns: list[dict[str, Any]], draw: str) -> list[dict[str, Any]]:
        asked.append((turns, draw))
        return turns

    (sample,) = house.room_that_hides(hide).pull_samples(TRAINER, n=1, seed=1, purpose=Purpose.AGENT_TRAINING)
    ((turns, draw),) = asked
    assert draw == sample["id"]
    assert [turn["masks"] for turn in turns] == [
        [{"kind": "CARD_NUMBER", "start": 11, "end": 24, "value_number": 1}],
        [{"kind": "CARD_NUMBER", "start": 3, "end": 16, "value_number": 1}],
        [],
    ]
    assert all(set(turn) == {"channel", "text"} for turn in sample["turns"])


def test_P13_objectors_and_ended_purposes_are_absent_from_the_next_pull(house: House) -> None:
    gone, objects, stays = house.kept_call(), house.kept_call(caller_pseudonym="cd" * 32), house.kept_call()
    audit = event(Did.STANDING_OBJECTION_ADDED)

    def pull() -> int:
        return len(house.room.pull_samples(TRAINER, n=10, seed=1, purpose=Purpose.AGENT_TRAINING))

    assert pull() == 3
    house.archive.object_to(gone, how=Means.API, audit=event(Did.OBJECTED, gone))
    assert pull() == 2
    house.objections.add(KeyedCaller(("cd" * 32,), 1), audit=audit)
    assert pull() == 1
    house.clock.pass_(days=180)
    assert pull() == 0
    assert objects != stays


def test_P13_every_pull_is_in_the_ledger(house: House) -> None:
    call_id = house.kept_call()
    (sample,) = house.room.pull_samples(TRAINER, n=1, seed=1, purpose=Purpose.AGENT_TRAINING)
    house.archive.object_to(call_id, how=Means.API, audit=event(Did.OBJECTED, call_id))
    with house.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT call_id, sample_id, purpose, actor FROM sample_exports")).all()
    assert rows == [(call_id, sample["id"], "agent_training", "somebody")]


def test_P5_nothing_of_a_call_stands_in_the_audit_log(house: House) -> None:
    house.kept_call("zebrafish", caller_pseudonym="ee" * 32)
    house.room.search(QA, "zebrafish", ANY)
    told = str(house.audit_log.newest(limit=100))
    assert "zebrafish" not in told
    assert "ee" * 32 not in told
    assert captured_call().call_id not in told


def test_P13_hiding_blocks_no_writer_and_a_call_withdrawn_meanwhile_is_left_out(house: House) -> None:
    stays, goes = house.kept_call("one refund"), house.kept_call("two refunds")

    def withdraw_and_hide(turns: list[dict[str, Any]], _: str) -> list[dict[str, Any]]:
        house.archive.object_to(goes, how=Means.API, audit=event(Did.OBJECTED, goes))
        return turns

    room = house.room_that_hides(withdraw_and_hide)
    (sample,) = room.pull_samples(TRAINER, n=10, seed=1, purpose=Purpose.AGENT_TRAINING)
    assert [turn["text"] for turn in sample["turns"]] == ["one refund"]
    with house.database.reading() as connection:
        assert connection.execute(sa.select(sample_exports.c.call_id)).scalars().all() == [stays]
    assert house.did()[-2:] == ["objected", "pulled_sample"]


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
