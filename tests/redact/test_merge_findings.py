from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn
from redact.merge_findings import merge_findings

TEXT = "My card is 4111-1111, 1111 1111. Call Jane at 202-555-0147 please."
TURN = Turn.of_text(Channel.CALLER, TEXT)


def finding(start: int, end: int, kind: Kind = Kind.CARD_NUMBER, confidence: float = 0.9) -> Finding:
    return Finding(kind, 0, start, end, confidence, "test", "test")


def texts(*findings: Finding) -> list[tuple[str, str]]:
    return [(f.kind.value, TEXT[f.start : f.end]) for f in merge_findings((TURN,), findings)]


def test_a_finding_grows_to_whole_words_but_leaves_the_sentence_its_marks() -> None:
    assert texts(finding(13, 15)) == [("CARD_NUMBER", "4111-1111")]


def test_a_small_gap_within_one_value_is_closed() -> None:
    assert texts(finding(11, 20), finding(22, 31)) == [("CARD_NUMBER", "4111-1111, 1111 1111")]


def test_overlapping_findings_become_the_surer_kind_over_both_stretches() -> None:
    phone = finding(TEXT.index("202"), TEXT.index("202") + 12, Kind.PHONE, 0.9)
    loose = finding(TEXT.index("at 202"), TEXT.index("202") + 3, Kind.ADDRESS, 0.5)
    assert texts(phone, loose) == [("PHONE", "at 202-555-0147")]


def test_a_kept_kind_never_uncovers_a_hidden_one() -> None:
    order = finding(11, 31, Kind.ORDER_NUMBER, 0.99)
    card = finding(11, 20, Kind.CARD_NUMBER, 0.5)
    assert texts(order, card) == [("CARD_NUMBER", "4111-1111, 1111 1111")]


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12), st.sampled_from(list(Kind)), st.floats(0.1, 1.0))


@given(st.lists(SPANS, max_size=12))
def test_merged_findings_are_disjoint_ordered_and_cover_every_hidden_character(
    spans: list[tuple[int, int, Kind, float]],
) -> None:
    given_findings = [finding(s, min(len(TEXT), s + n), kind, c) for s, n, kind, c in spans]
    merged = merge_findings((TURN,), given_findings)
    assert all(a.end <= b.start for a, b in pairwise(merged))
    hidden = {k for f in merged if f.kind not in KEPT_IN_ARCHIVE for k in range(f.start, f.end)}
    needed = {
        k for f in given_findings if f.kind not in KEPT_IN_ARCHIVE for k in range(f.start, f.end) if TEXT[k].isalnum()
    }
    assert needed <= hidden


@given(st.lists(SPANS, max_size=8))
def test_merging_twice_changes_nothing(spans: list[tuple[int, int, Kind, float]]) -> None:
    once = merge_findings((TURN,), [finding(s, min(len(TEXT), s + n), kind, c) for s, n, kind, c in spans])
    assert merge_findings((TURN,), once) == once


def test_turns_are_kept_apart() -> None:
    merged = merge_findings((TURN, TURN), [finding(11, 20), Finding(Kind.SSN, 1, 11, 20, 0.9, "test", "test")])
    assert [(f.turn, f.kind) for f in merged] == [(0, Kind.CARD_NUMBER), (1, Kind.SSN)]


@pytest.mark.parametrize("text", ["(4111)", '"4111",', "—4111—"])
def test_marks_around_a_value_do_not_break_it(text: str) -> None:
    (one,) = merge_findings((Turn.of_text(Channel.CALLER, text),), [Finding(Kind.SSN, 0, 2, 4, 0.9, "t", "t")])
    assert text[one.start : one.end].strip('()",—') == "4111"
