"""A channel's words by time: asked in any way, the answer is the one that a look at every word gives."""

from hypothesis import given
from hypothesis import strategies as st

from calls.call import Channel
from calls.transcript import Word
from redact.word_timeline import WordTimeline, end_of, start_of
from tests.redact.conversation import timed_turn

timed_words = st.lists(
    st.builds(
        lambda start_ms, length_ms: Word("word", start_ms, start_ms + length_ms),
        st.integers(0, 200),
        st.integers(0, 60),
    ),
    max_size=12,
)
instants = st.integers(-10, 270)


@given(timed_words, instants, st.integers(1, 80))
def test_the_words_of_which_a_part_is_heard(words: list[Word], start_ms: int, length_ms: int) -> None:
    end_ms = start_ms + length_ms
    heard = WordTimeline(words).between(start_ms, end_ms)
    assert heard == sorted((w for w in words if start_of(w) < end_ms and end_of(w) > start_ms), key=start_of)


@given(timed_words, instants, st.sets(st.integers(0, 11)))
def test_the_nearest_words_on_either_side_leave_out_those_that_are_named(
    words: list[Word], at_ms: int, named: set[int]
) -> None:
    but = [word for k, word in enumerate(words) if k in named]
    others = [word for k, word in enumerate(words) if k not in named]
    timeline = WordTimeline(words)
    before = max((end_of(w) for w in others if start_of(w) < at_ms), default=0)
    assert timeline.latest_end_before(at_ms, but=but) == before
    after = min((start_of(w) for w in others if start_of(w) >= at_ms), default=999)
    assert timeline.first_start_from(at_ms, but=but, or_else=999) == after


def test_only_the_channels_own_words_that_have_times_are_in_it() -> None:
    turns = (timed_turn(Channel.CALLER, "one two", 1000), timed_turn(Channel.AGENT, "three", 1200))
    timeline = WordTimeline.of((*turns, timed_turn(Channel.CALLER, "four", 9000)), Channel.CALLER)
    assert [word.text for word in timeline.between(0, 5000)] == ["one", "two"]
    assert WordTimeline([Word("untimed")]).between(0, 5000) == []
