"""Widening: text and sound hide the same, nothing hidden comes back, nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calls.audio import RedactedAudio
from calls.call import Channel, new_call_id
from calls.errors import BadInput, WrongState
from calls.finding import Kind
from calls.redacted import MaskedSpan, RedactedCall, RedactedTurn, RedactedWord
from calls.review import Widening
from calls.transcript import TimeSource
from redact.mask_sound import TONE_PEAK
from redact.widen_masks import widen_masks

RATE_HZ = 8000
BOTH = (Channel.CALLER, Channel.AGENT)
WORD_MS = 100
"""Word `n` of a turn lasts from its start + n × 100 ms for 90 ms."""


def turn(channel: Channel, text: str, start_ms: int, *, words: list[str] | None = None) -> RedactedTurn:
    said = words if words is not None else text.split()
    spoken = tuple(
        RedactedWord(
            word,
            start_ms + n * WORD_MS,
            start_ms + n * WORD_MS + 90,
            0.9,
            Kind(word[1:-1]) if word.startswith("[") else None,
        )
        for n, word in enumerate(said)
    )
    return RedactedTurn(channel, start_ms, start_ms + len(said) * WORD_MS, text, spoken)


def call(*turns: RedactedTurn, ms: int = 3000, seed: int = 1, quiet_agent: bool = True) -> RedactedCall:
    """A call of noise; each label of its turns has a mask of its word's milliseconds."""
    samples = np.random.default_rng(seed).integers(-8000, 8000, (ms * 8, 2)).astype(np.int16)
    if quiet_agent:
        samples[:, 1] = 0
    masks = tuple(
        MaskedSpan(word.masked, one.channel, word.start_ms, word.end_ms, number, at, at + len(word.text))
        for number, one in enumerate(turns)
        for word in one.words
        if word.masked is not None and (at := one.text.find(word.text)) >= 0
    )
    return RedactedCall(new_call_id(), "en", ms, turns, masks, (), RedactedAudio(samples, RATE_HZ, BOTH))


SAID = turn(Channel.CALLER, "my card is [CARD_NUMBER] and I am Jane Miller okay", 0)


def hidden(
    start_ms: int, end_ms: int, *turns: RedactedTurn, kind: Kind = Kind.PERSON, channel: Channel = Channel.CALLER
) -> RedactedCall:
    return widen_masks(call(*(turns or (SAID,))), Widening(channel, start_ms, end_ms, kind))


def labels(redacted: RedactedCall) -> list[str]:
    return [redacted.turns[mask.turn].text[mask.start : mask.end] for mask in redacted.masks]


TEXTS: list[tuple[int, int, str, str]] = [
    (700, 890, "my card is [CARD_NUMBER] and I am [PERSON] okay", "two words are one label"),
    (700, 700 + 1, "my card is [CARD_NUMBER] and I am [PERSON] Miller okay", "one millisecond touches a word"),
    (690, 700, "my card is [CARD_NUMBER] and I am Jane Miller okay", "the pause between two words touches none"),
    (789, 801, "my card is [CARD_NUMBER] and I am [PERSON] okay", "the end of one and the start of the next"),
    (0, 50, "[PERSON] card is [CARD_NUMBER] and I am Jane Miller okay", "the first word"),
    (900, 3000, "my card is [CARD_NUMBER] and I am Jane Miller [PERSON]", "the last word"),
    (300, 390, "my card is [CARD_NUMBER] and I am Jane Miller okay", "what is hidden already stays as it is"),
    (200, 500, "my card [PERSON] [CARD_NUMBER] [PERSON] I am Jane Miller okay", "on both sides of a label"),
    (0, 3000, "[PERSON] [CARD_NUMBER] [PERSON]", "everything"),
]


@pytest.mark.parametrize(("start_ms", "end_ms", "text", "remark"), TEXTS)
def test_words_that_the_span_touches_are_hidden_whole(start_ms: int, end_ms: int, text: str, remark: str) -> None:
    assert hidden(start_ms, end_ms).turns[0].text == text, remark


@pytest.mark.parametrize(("start_ms", "end_ms", "text", "remark"), TEXTS)
def test_every_mask_stands_on_its_label(start_ms: int, end_ms: int, text: str, remark: str) -> None:
    redacted = hidden(start_ms, end_ms)
    for mask, label in zip(redacted.masks, labels(redacted), strict=True):
        assert label in (f"[{mask.kind.value}]", ""), (remark, text)
    assert labels(redacted)[0] == "[CARD_NUMBER]"


def test_the_words_of_the_turn_are_those_of_its_text() -> None:
    words = hidden(700, 890).turns[0].words
    assert [word.text for word in words] == "my card is [CARD_NUMBER] and I am [PERSON] okay".split()
    (came,) = [word for word in words if word.masked is Kind.PERSON]
    assert (came.start_ms, came.end_ms) == (700, 890)


def test_the_sound_of_a_word_is_hidden_whole_and_the_rest_is_untouched() -> None:
    before = call(SAID)
    after = widen_masks(before, Widening(Channel.CALLER, 750, 760, Kind.PERSON))
    (mask,) = after.masks[1:]
    assert (mask.start_ms, mask.end_ms) == (700, 790)
    assert before.audio is not None
    assert after.audio is not None
    old, new = before.audio.samples, after.audio.samples
    assert new.shape == old.shape
    assert np.abs(new[700 * 8 : 790 * 8, 0]).max() <= TONE_PEAK
    assert np.array_equal(new[: 700 * 8], old[: 700 * 8])
    assert np.array_equal(new[790 * 8 :], old[790 * 8 :])


def test_P11_what_is_hidden_is_bit_identical_whatever_was_said() -> None:
    one, two = (
        widen_masks(call(SAID, seed=seed), Widening(Channel.CALLER, 500, 900, Kind.SSN)).audio for seed in (1, 2)
    )
    assert one is not None
    assert two is not None
    assert np.array_equal(one.samples[500 * 8 : 900 * 8, 0], two.samples[500 * 8 : 900 * 8, 0])


def test_the_other_party_is_masked_where_it_may_carry_an_echo() -> None:
    after = widen_masks(call(SAID, quiet_agent=False), Widening(Channel.CALLER, 700, 1200, Kind.PERSON))
    assert [(mask.channel, mask.start_ms, mask.end_ms) for mask in after.masks[1:]] == [
        (Channel.CALLER, 700, 1200),
        (Channel.AGENT, 700, 1200),
    ]
    assert set(labels(after)[1:]) == {"[PERSON]"}


def test_only_the_party_that_was_named_loses_words() -> None:
    agent = turn(Channel.AGENT, "thank you Jane", 700)
    assert hidden(700, 1000, SAID, agent).turns[1].text == "thank you Jane"


def test_a_span_over_two_turns_hides_in_both() -> None:
    later = turn(Channel.CALLER, "and my son Bob", 1000)
    redacted = hidden(900, 1200, SAID, later)
    assert [one.text for one in redacted.turns] == [
        "my card is [CARD_NUMBER] and I am Jane Miller [PERSON]",
        "[PERSON] son Bob",
    ]
    assert labels(redacted) == ["[CARD_NUMBER]", "[PERSON]", "[PERSON]"]


def test_a_span_without_words_is_silenced_all_the_same() -> None:
    redacted = hidden(2000, 2500)
    assert redacted.turns == call(SAID).turns or [one.text for one in redacted.turns] == [SAID.text]
    mask = redacted.masks[-1]
    assert (mask.start_ms, mask.end_ms, mask.turn, mask.start, mask.end) == (2000, 2500, 0, 0, 0)
    assert redacted.audio is not None
    assert np.abs(redacted.audio.samples[2000 * 8 : 2500 * 8, 0]).max() <= TONE_PEAK


def test_a_call_in_which_nobody_said_a_word_can_be_silenced() -> None:
    redacted = widen_masks(call(), Widening(Channel.CALLER, 0, 100, Kind.PERSON))
    assert redacted.masks == ()
    assert redacted.audio is not None
    assert np.abs(redacted.audio.samples[:800, 0]).max() <= TONE_PEAK


def test_a_word_whose_time_is_unknown_takes_its_turns_time_and_without_that_is_always_touched() -> None:
    untimed = RedactedWord("Jane", None, None, 0.9)
    in_turn = RedactedTurn(Channel.CALLER, 1000, 1500, "Jane", (untimed,))
    nowhere = RedactedTurn(Channel.CALLER, None, None, "Jane", (untimed,))
    redacted = hidden(1400, 1450, in_turn, nowhere)
    assert [one.text for one in redacted.turns] == ["[PERSON]", "[PERSON]"]
    assert {(mask.start_ms, mask.end_ms) for mask in redacted.masks} == {(1000, 1500)}
    assert hidden(1500, 1600, in_turn).turns[0].text == "Jane"


def with_times_of(source: TimeSource, one: RedactedTurn) -> RedactedTurn:
    return replace(one, words=tuple(replace(word, time_source=source) for word in one.words))


def test_words_of_which_only_the_segments_times_are_known_are_hidden_as_the_whole_turn() -> None:
    said = with_times_of(TimeSource.SEGMENT, turn(Channel.CALLER, "it is Jane Miller okay", 500))
    redacted = hidden(700, 790, said)
    assert redacted.turns[0].text == "[PERSON]"
    assert {(mask.start_ms, mask.end_ms) for mask in redacted.masks} == {(500, 1_000)}
    assert redacted.audio is not None
    assert np.abs(redacted.audio.channel(Channel.CALLER)[500 * 8 : 1_000 * 8]).max() <= TONE_PEAK
    assert hidden(1_000, 1_100, said).turns[0].text == "it is Jane Miller okay"


@pytest.mark.parametrize("source", [TimeSource.ALIGNED, TimeSource.ATTENTION])
def test_a_mark_without_sound_is_hidden_by_what_touches_its_own_place_alone(source: TimeSource) -> None:
    said = with_times_of(source, turn(Channel.CALLER, "paid $ 45 to Jane", 0))
    words = list(said.words)
    words[1] = replace(words[1], time_source=TimeSource.SEGMENT)
    mixed = replace(said, words=tuple(words))
    assert hidden(400, 490, mixed).turns[0].text == "paid $ 45 to [PERSON]"
    assert hidden(100, 190, mixed).turns[0].text == "paid [PERSON] 45 to Jane"


def test_where_words_times_come_from_stays_known() -> None:
    said = with_times_of(TimeSource.ALIGNED, turn(Channel.CALLER, "it is Jane Miller okay", 0))
    redacted = hidden(200, 390, said)
    assert [word.text for word in redacted.turns[0].words] == ["it", "is", "[PERSON]", "okay"]
    assert {word.time_source for word in redacted.turns[0].words} == {TimeSource.ALIGNED}


def test_what_hangs_on_a_hidden_word_goes_with_it() -> None:
    quoted = turn(
        Channel.CALLER, 'he said "Jane" [PERSON]\'s here', 0, words=["he", "said", "Jane", "[PERSON]", "here"]
    )
    assert hidden(200, 290, quoted).turns[0].text == "he said [PERSON] [PERSON]'s here"
    assert hidden(300, 390, quoted).turns[0].text == 'he said "Jane" [PERSON] here'


def test_the_milliseconds_of_old_masks_stay() -> None:
    before = call(SAID)
    after = widen_masks(before, Widening(Channel.CALLER, 0, 290, Kind.ADDRESS))
    old, moved = before.masks[0], after.masks[0]
    assert (moved.kind, moved.start_ms, moved.end_ms) == (old.kind, old.start_ms, old.end_ms)
    assert moved.start != old.start


@pytest.mark.parametrize(
    ("channel", "start_ms", "end_ms", "remark"),
    [
        (Channel.UNKNOWN, 0, 100, "no such voice"),
        (Channel.CALLER, 100, 100, "empty"),
        (Channel.CALLER, 200, 100, "backwards"),
        (Channel.CALLER, -1, 100, "before the call"),
        (Channel.CALLER, 3000, 3100, "behind the call"),
    ],
)
def test_a_span_that_is_not_in_the_call_is_refused(channel: Channel, start_ms: int, end_ms: int, remark: str) -> None:
    with pytest.raises(BadInput):
        hidden(start_ms, end_ms, channel=channel)
    assert remark


def test_a_span_that_ends_behind_the_call_ends_with_it() -> None:
    mask = hidden(2900, 90_000).masks[-1]
    assert (mask.start_ms, mask.end_ms) == (2900, 3000)


def test_doubts_about_an_objection_stay_with_the_call() -> None:
    doubting = replace(call(turn(Channel.CALLER, "hello there", 0)), doubted=(0,))
    assert widen_masks(doubting, Widening(Channel.CALLER, 0, 400, Kind.PERSON)).doubted == (0,)


def test_a_text_conversation_has_nothing_to_widen_by() -> None:
    silent = RedactedCall(new_call_id(), "en", 0, (SAID,), (), (), audio=None)
    with pytest.raises(WrongState):
        widen_masks(silent, Widening(Channel.CALLER, 0, 100, Kind.PERSON))


SPANS = st.tuples(st.sampled_from(BOTH), st.integers(0, 2998), st.integers(1, 3000), st.sampled_from(list(Kind)))
WORDS = st.lists(st.sampled_from(["yes", "Jane", "4242", "[SSN]", "o'neil,", "…"]), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=3), st.lists(SPANS, min_size=1, max_size=3))
def test_whatever_is_widened_nothing_comes_back_and_every_mask_stands_on_its_label(
    said: list[list[str]], spans: list[tuple[Channel, int, int, Kind]]
) -> None:
    redacted = call(*(turn(BOTH[n % 2], " ".join(words), n * 800) for n, words in enumerate(said)))
    for channel, start_ms, lasts_ms, kind in spans:
        before = redacted
        redacted = widen_masks(before, Widening(channel, start_ms, start_ms + lasts_ms, kind))
        assert [one.text for one in redacted.turns if one.channel is not channel] == [
            one.text for one in before.turns if one.channel is not channel
        ]
        for one in redacted.turns:
            for word in one.words:
                readable = word.masked is None and word.start_ms is not None and word.end_ms is not None
                is_in = one.channel is channel and word.start_ms < start_ms + lasts_ms and word.end_ms > start_ms  # type: ignore[operator]
                assert not (readable and is_in)
        assert len(redacted.masks) > len(before.masks) or not redacted.turns
        assert set(labels(redacted)) <= {f"[{kind.value}]" for kind in Kind} | {""}
        assert redacted.audio is not None
        assert before.audio is not None
        assert redacted.audio.samples.shape == before.audio.samples.shape
