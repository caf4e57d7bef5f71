"""What the benchmark of transcription counts is right."""

import math
import sys
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.transcription.__main__ import _own_goals, _word_goal
from benchmarks.transcription.goals import tell_goals
from benchmarks.transcription.heard_by import ENGINE, HEARD_APART, _told_apart
from benchmarks.transcription.measure import Cost, SubjectFailed, measure
from benchmarks.transcription.subjects import Result
from benchmarks.transcription.word_errors import WordErrors, _errors_of, mean_errors, more_errors, spread, word_errors
from benchmarks.transcription.word_times import Heard, _digits, exactness
from calls.transcript import TimeSource, Word


@pytest.mark.parametrize(
    ("expected", "heard", "errors", "apart", "remark"),
    [
        ("Hello there.", "hello there", 0, 0, "case and marks do not count"),
        ("my social", "my socialist", 1, 1, "another word"),
        ("four one one, two two", "411-22", 2, 0, "digits grouped otherwise are no error when they stand apart"),
        ("four one one, two two", "411-2", 2, 1, "a lost digit is one either way"),
        ("yes", "", 1, 1, "nothing heard"),
    ],
)
def test_words_are_compared_as_whisper_compares_them(
    expected: str, heard: str, errors: int, apart: int, remark: str
) -> None:
    assert word_errors(expected, heard).errors == errors, remark
    assert word_errors(expected, heard, digits_apart=True).errors == apart, remark


def test_an_error_is_counted_at_its_word() -> None:
    errors = word_errors("my card is blue and my cat is red", "so my card was blue and my fat is red indeed")
    assert errors.of_words == (1, 0, 1, 0, 0, 0, 1, 0, 1)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_errors_by_word_are_the_fewest_that_turn_one_text_into_the_other(wanted: list[str], got: list[str]) -> None:
    assert sum(_errors_of(wanted, got)) == (_distance(tuple(wanted), tuple(got)) if wanted else 0)


@cache
def _distance(wanted: tuple[str, ...], got: tuple[str, ...]) -> int:
    if not wanted or not got:
        return len(wanted) + len(got)
    return min(
        _distance(wanted[1:], got) + 1,
        _distance(wanted, got[1:]) + 1,
        _distance(wanted[1:], got[1:]) + (wanted[0] != got[0]),
    )


def test_chance_is_told_from_a_difference() -> None:
    rng = np.random.default_rng(7)
    heard, again, worse = (
        WordErrors(tuple((rng.random(3_000) < share).astype(float).tolist())) for share in (0.2, 0.2, 0.25)
    )
    more, low, high = more_errors(heard, again)
    assert low < 0 < high
    assert low < more < high
    assert more_errors(worse, heard)[1] > 0


def test_words_are_as_good_only_where_no_more_are_wrong_and_chance_is_told_beside_it() -> None:
    rng = np.random.default_rng(8)
    one, other = (WordErrors(tuple((rng.random(3_000) < 0.2).astype(float).tolist())) for _ in range(2))
    fewer, more = sorted((one, other), key=lambda errors: errors.rate)
    assert more_errors(more, fewer)[1] < 0 < more_errors(more, fewer)[0]
    assert _word_goal("a peer", "", fewer, more, 0.01)[1]
    assert _word_goal("a peer", "", fewer, fewer, 0.01)[1]
    assert not _word_goal("a peer", "", more, fewer, 0.01)[1]
    assert "own runs differ by 0.0100" in _word_goal("a peer", "", more, fewer, 0.01)[0]
    assert "own runs" not in _word_goal("a peer", "", more, fewer, None)[0]


def test_runs_of_one_system_lie_apart_as_far_as_the_best_and_the_worst() -> None:
    assert spread([0.2, 0.23, 0.21]) == pytest.approx(0.03)


def test_errors_of_several_runs_are_their_mean() -> None:
    mean = mean_errors([WordErrors((0, 1, 2)), WordErrors((1, 1, 0))])
    assert mean.of_words == (0.5, 1, 1)
    assert mean.rate == pytest.approx(2.5 / 3)


def test_a_small_process_is_small_however_large_the_one_that_measures_it() -> None:
    ours = bytearray(b"x" * 400_000_000)
    cost = measure([sys.executable, "-c", "sum(range(10))"], threads=1)
    assert len(ours) > 0
    assert cost.peak_mb < 200
    assert cost.cpu_s > 0
    assert cost.wall_s > 0


def test_a_subject_that_fails_says_why_in_one_line() -> None:
    with pytest.raises(SubjectFailed, match="no such model"):
        measure([sys.executable, "-c", "import sys; sys.exit('first\\nno such model')"], threads=1)


def word(start_ms: int, end_ms: int, source: TimeSource = TimeSource.ALIGNED) -> Word:
    return Word("411", start_ms, end_ms, 0.9, source)


NUMBERS = [[(1000.0, 1400.0), (1600.0, 2000.0)], [(5000.0, 5400.0)]]
DIGITS = [(1000.0, 1400.0), (1600.0, 2000.0), (5000.0, 5400.0)]


def test_padding_covers_digits_and_errors_are_those_of_both_ends() -> None:
    one = exactness([Heard(NUMBERS[:1], DIGITS[:2], [word(1100, 1900)])])
    assert one.errors_ms.tolist() == [100, 100]
    assert (len(one.apart_ms), one.n_digits, one.n_bare) == (800, 2, 0)
    assert [(one.apart_ms <= padding_ms).mean() for padding_ms in (0, 50, 100)] == [0.75, 0.875, 1]
    assert one.padding_ms == 100


def test_a_number_that_no_word_hits_counts_with_the_nearest_word() -> None:
    both = exactness([Heard(NUMBERS, DIGITS, [word(1000, 2000)])])
    assert both.errors_ms.tolist() == [0, 0, 4000, 3400]
    assert (both.n_digits, both.n_bare) == (3, 1)
    assert both.padding_ms == math.inf


def test_words_count_for_where_their_times_come_from() -> None:
    heard = [Heard(NUMBERS, DIGITS, [word(1000, 1990), word(5100, 5400, TimeSource.ATTENTION)])]
    aligned, attention = exactness(heard, TimeSource.ALIGNED), exactness(heard, TimeSource.ATTENTION)
    assert (aligned.errors_ms.tolist(), aligned.n_digits, aligned.padding_ms) == ([0, 10], 2, 10)
    assert (attention.errors_ms.tolist(), attention.n_digits, attention.padding_ms) == ([100, 0], 1, 100)
    assert exactness(heard).errors_ms.tolist() == [0, 10, 100, 0]


def test_nothing_is_near_where_no_word_was_written() -> None:
    nothing = exactness([Heard(NUMBERS, DIGITS, [])])
    assert (nothing.mean_ms, nothing.padding_ms, nothing.n_bare) == (math.inf, math.inf, 3)
    assert exactness([Heard(NUMBERS, DIGITS, [])], TimeSource.ALIGNED).n_digits == 0


def test_digits_lie_where_their_phones_do() -> None:
    told = [("pau", 0.2), ("t", 0.3), ("uw", 0.5), ("pau", 0.7), ("ey", 0.8), ("t", 0.9), ("pau", 1.0)]
    assert list(_digits(["two", "eight"], told)) == [(200, 500), (700, 900)]
    with pytest.raises(ValueError, match="other phones"):
        list(_digits(["two"], told))


def test_what_is_heard_apart_is_told_apart_from_what_is_heard_once() -> None:
    parts: Counter[str] = Counter({ENGINE: 10.0})

    def hear() -> None:
        parts[ENGINE] += 2

    _told_apart(hear, parts)()
    assert parts == {ENGINE: 10, HEARD_APART: 2}


@pytest.mark.parametrize(
    ("all_but_loading", "over", "is_met"), [(13, "0.0%", True), (13.5, "4.2%", True), (14.2, "10.0%", False)]
)
def test_over_the_bare_engine_comes_all_but_hearing_loading_and_alignment(
    all_but_loading: float, over: str, is_met: bool
) -> None:
    parts = {ENGINE: 10, HEARD_APART: 2, "all but loading": all_but_loading, "alignment": 1}
    told, met = _own_goals(Result(Cost(1, 1, 1), WordErrors(), WordErrors(), 0, parts))[0]
    assert f"{over} (at most 5%); hearing apart adds 20.0% to hearing once" in told
    assert met is is_met


def test_a_goal_that_is_missed_is_told_and_ends_the_command_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert (tell_goals([("fast", True), ("small", False)]), tell_goals([("fast", True)])) == (1, 0)
    assert capsys.readouterr().out.splitlines() == ["met    fast", "MISSED small", "met    fast"]
