"""The switchboard's books against ours: each class by a table, the whole by any mixture (F27)."""

import hashlib
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call import new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.reconciliation import EXPLAINED, Reconciliation, SwitchboardCall, reconcile

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def code(sip_call_id: str) -> str:
    return hashlib.sha256(sip_call_id.encode()).hexdigest()


def codes(sip_call_id: str) -> tuple[str, ...]:
    return (code("newer key " + sip_call_id), code(sip_call_id))


def row(sip_call_id: str, *, answered: bool = True, line: int = 2, at: datetime = NOON) -> SwitchboardCall:
    return SwitchboardCall(line, sip_call_id, at, answered)


def detail(sip_call_id: str, outcome: str = "recorded", *, at: datetime = NOON, in_error: bool = False) -> CallDetail:
    told = CallOutcome(outcome)
    reason = "deadline" if told is CallOutcome.FAILED else None
    return CallDetail(new_call_id(), code(sip_call_id), at, told, reason, recorded_in_error=in_error)


def classes(found: Reconciliation) -> tuple[dict[str, int], int, int, int]:
    outcomes = {outcome.value: count for outcome, count in found.outcomes.items()}
    return outcomes, len(found.not_recorded), len(found.recorded_in_error), len(found.recorded_without_cdr)


TABLE = [
    # theirs, ours → outcomes, not recorded, recorded in error, recorded without CDR      remark
    ([row("a")], [detail("a")], ({"recorded": 1}, 0, 0, 0)),
    *(([row("a")], [detail("a", told)], ({told.value: 1}, 0, 0, 0)) for told in sorted(EXPLAINED)),
    ([row("a")], [], ({}, 1, 0, 0)),  # answered, and nobody knows of it
    ([row("a")], [detail("a", "not_answered")], ({}, 1, 0, 0)),  # we know of an INVITE, of no talk
    ([row("a")], [detail("a", "refused")], ({}, 1, 0, 0)),
    ([row("a")], [detail("a", "refused"), detail("a")], ({"recorded": 1}, 0, 0, 0)),  # the next recorder took it
    ([row("a", answered=False)], [], ({}, 0, 0, 0)),
    ([row("a", answered=False)], [detail("a", "not_answered")], ({}, 0, 0, 0)),
    ([row("a", answered=False)], [detail("a")], ({}, 0, 0, 1)),  # recorded, and nobody answered there
    ([row("a", answered=False), row("a")], [detail("a")], ({"recorded": 1}, 0, 0, 0)),  # challenged first
    ([row("a"), row("a")], [detail("a")], ({"recorded": 1}, 0, 0, 0)),  # a fork: one call
    ([row("a")], [detail("a"), detail("b")], ({"recorded": 1}, 0, 0, 1)),
    ([row("a")], [detail("a"), detail("b", "paused_whole")], ({"recorded": 1}, 0, 0, 1)),
    ([row("a")], [detail("a"), detail("b", "objected")], ({"recorded": 1}, 0, 0, 0)),  # nothing was kept of it
    ([row("a")], [detail("a"), detail("b", at=NOON - MINUTE)], ({"recorded": 1}, 0, 0, 0)),  # before the file begins
    ([row("a")], [detail("a"), detail("b", at=NOON + MINUTE)], ({"recorded": 1}, 0, 0, 0)),  # after it ends
    ([row("a")], [detail("a", in_error=True)], ({}, 0, 1, 0)),
    ([row("a")], [detail("a", "objected"), detail("a")], ({}, 0, 1, 0)),  # objected, and recorded all the same
    ([row("a")], [detail("a"), detail("b", in_error=True)], ({"recorded": 1}, 0, 1, 0)),  # one class only
]


@pytest.mark.parametrize(("theirs", "ours", "expected"), TABLE)
def test_F27_every_call_falls_into_its_class(
    theirs: list[SwitchboardCall], ours: list[CallDetail], expected: tuple[dict[str, int], int, int, int]
) -> None:
    found = reconcile(theirs, ours, codes)
    assert classes(found) == expected
    assert found.unexplained == sum(expected[1:])


def test_F27_a_line_that_is_not_recorded_is_named_and_a_failure_says_why() -> None:
    found = reconcile([row("a", line=7), row("b")], [detail("b", "failed")], codes)
    assert (found.not_recorded, found.reasons, found.matched) == ((7,), Counter({"deadline": 1}), 1)


def test_calls_of_an_older_key_are_matched_too() -> None:
    told = CallDetail(new_call_id(), code("newer key a"), NOON, CallOutcome.RECORDED)
    assert reconcile([row("a")], [told], codes).unexplained == 0


def test_an_empty_file_explains_nothing_and_complains_of_nothing() -> None:
    assert reconcile([], [detail("a")], codes).unexplained == 0


ids = st.sampled_from("abcdefgh")
rows = st.lists(st.builds(lambda i, a: row(i, answered=a), ids, st.booleans()))
details = st.lists(
    st.builds(lambda i, o, e: detail(i, o, in_error=e), ids, st.sampled_from(CallOutcome), st.booleans())
)


@given(theirs=rows, ours=details)
def test_F27_each_answered_call_is_counted_exactly_once_whatever_the_books_say(
    theirs: list[SwitchboardCall], ours: list[CallDetail]
) -> None:
    found = reconcile(theirs, ours, codes)
    answered = {call.sip_call_id for call in theirs if call.answered}
    wrongly_of = {told.call_id: told.sip_call_id_hmac for told in ours}
    wrongly = {wrongly_of[call_id] for call_id in found.recorded_in_error} & {code(one) for one in answered}
    assert found.answered == len(answered)
    assert found.outcomes.total() + len(found.not_recorded) + len(wrongly) == len(answered)
    assert len(set(found.recorded_in_error)) == len(found.recorded_in_error)
    assert not set(found.recorded_in_error) & set(found.recorded_without_cdr)


@given(theirs=rows, ours=details, order=st.randoms())
def test_F27_the_order_of_the_books_does_not_matter(
    theirs: list[SwitchboardCall], ours: list[CallDetail], order: object
) -> None:
    before = reconcile(theirs, ours, codes)
    order.shuffle(theirs)  # type: ignore[attr-defined]
    order.shuffle(ours)  # type: ignore[attr-defined]
    after = reconcile(theirs, ours, codes)
    assert (classes(before), before.matched) == (classes(after), after.matched)


def test_a_hundred_thousand_rows_take_a_few_seconds() -> None:
    theirs = [row(str(number), line=number) for number in range(100_000)]
    ours = [detail(str(number)) for number in range(100_000)]
    began_s = time.process_time()
    assert reconcile(theirs, ours, codes).outcomes[CallOutcome.RECORDED] == 100_000
    assert time.process_time() - began_s < 5
