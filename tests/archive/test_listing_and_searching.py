"""Lists of calls, and searches in what was said."""

from datetime import timedelta

import pytest

from calls.access import Reader, Role
from calls.audit import Did
from calls.call import CallEnding, CallId, new_call_id
from calls.consent import Means, Outcome
from calls.errors import BadInput
from calls.finding import Kind
from calls.ports.reading_room import CallFilter
from calls.retention import Purpose
from tests.archive.houses import (
    EVERYTHING,
    NOON,
    House,
    event,
    reader,
)

ANY = CallFilter()
QA = reader(Role.QA_MANAGER)


def _found(house: House, text: str, who: Reader = EVERYTHING, wanted: CallFilter = ANY) -> list[CallId]:
    return [result.call_id for result in house.room.search(who, text, wanted)]


# ── showing ──────────────────────────────────────────────────────────────────────────────────────────────────────


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


def test_a_number_said_in_groups_is_found_as_one_and_by_its_groups(house: House) -> None:
    call_id = house.kept_call("The order is 19 68-400, please", "thank you")
    for text, count in (("1968400", 1), ("68", 1), ('"19 68 400 please"', 1), ("19684", 0)):
        assert _found(house, text) == [call_id] * count, text
    (result,) = house.room.search(QA, "1968400", ANY)
    assert result.snippet == "The order is ⟦19⟧ ⟦68⟧-⟦400⟧, please"


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
