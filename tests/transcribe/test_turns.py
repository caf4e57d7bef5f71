"""Words on one clock: turns, order, language votes, and words that nobody said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call import Channel
from calls.transcript import TimeSource, Word
from transcribe.hallucination import why_not_heard
from transcribe.language import LanguageVote, language_of_call
from transcribe.speech_engine import Heard, HeardWord, join_pieces, spread_words
from transcribe.timed_words import in_order
from transcribe.turns import interleave


def word(text: str, start_ms: int, end_ms: int) -> Word:
    return Word(text, start_ms, end_ms, 0.9, TimeSource.ALIGNED)


def test_a_turn_ends_when_the_other_party_speaks_in_the_pause() -> None:
    turns = interleave(
        {
            Channel.CALLER: [word("hello", 0, 400), word("sure", 1200, 1500)],
            Channel.AGENT: [word("yes?", 500, 1000)],
        }
    )
    assert [(turn.channel, turn.text) for turn in turns] == [
        (Channel.CALLER, "hello"),
        (Channel.AGENT, "yes?"),
        (Channel.CALLER, "sure"),
    ]


def test_a_short_pause_alone_ends_no_turn_and_a_long_one_does() -> None:
    spoken = [word("one", 0, 400), word("two", 1200, 1500), word("three", 3000, 3300)]
    assert [turn.text for turn in interleave({Channel.CALLER: spoken})] == ["one two", "three"]


def test_overlapping_turns_are_both_kept_whole() -> None:
    turns = interleave(
        {
            Channel.CALLER: [word("no", 0, 900), word("wait", 900, 2000)],
            Channel.AGENT: [word("so", 500, 1500)],
        }
    )
    assert [turn.text for turn in turns] == ["no wait", "so"]


@given(st.lists(st.tuples(st.integers(-500, 9000), st.integers(-500, 9000)), max_size=12))
def test_times_never_run_backwards_nor_leave_the_file(times: list[tuple[int, int]]) -> None:
    ordered = in_order([word("x", start_ms, end_ms) for start_ms, end_ms in times], 5000)
    at_ms = 0
    for one in ordered:
        assert one.start_ms is not None
        assert one.end_ms is not None
        assert 0 <= one.start_ms <= one.end_ms <= 5000
        assert one.start_ms >= min(at_ms, 4990)
        at_ms = one.end_ms


def votes(*chunks: tuple[dict[str, float], int]) -> list[LanguageVote]:
    return [LanguageVote(probabilities, speech_ms) for probabilities, speech_ms in chunks]


ENGLISH, SPANISH, MUDDLED = {"en": 0.98, "es": 0.01}, {"en": 0.03, "es": 0.95}, {"en": 0.4, "es": 0.35, "cy": 0.2}

LANGUAGES = [
    ("both English", [votes((ENGLISH, 20_000)), votes((ENGLISH, 9000))], "en"),
    ("nobody spoke", [[], []], "en"),
    ("one party Spanish", [votes((ENGLISH, 20_000)), votes((SPANISH, 9000))], "es"),
    ("a stretch of Spanish in an English channel", [votes((ENGLISH, 90_000), (SPANISH, 9000))], "und"),
    ("cannot tell", [votes((MUDDLED, 20_000))], "und"),
    ("a few muddled words beside English", [votes((ENGLISH, 20_000)), votes((MUDDLED, 900))], "en"),
    ("nothing but a few muddled words", [votes((MUDDLED, 900)), []], "und"),
    ("few words, but surely Spanish", [votes((ENGLISH, 20_000)), votes((SPANISH, 2500))], "es"),
]


@pytest.mark.parametrize(("channels", "language"), [x[1:] for x in LANGUAGES], ids=[x[0] for x in LANGUAGES])
def test_P12_the_language_of_a_call_is_english_only_when_sure(
    channels: list[list[LanguageVote]], language: str
) -> None:
    assert language_of_call(channels) == language


def heard(text: str, *, no_speech: float = 0.1, mean_logprob: float = -0.3) -> Heard:
    return Heard(spread_words(text, 10_000, 0.9), {"en": 1.0}, "en", no_speech, mean_logprob, True)


SAID = [
    ("four one one one one one one one one one one one one one one one", None, "repeated digits are a number"),
    ("1111-1111-1111-1111 1111-1111-1111-1111 1111-1111-1111-1111", None, "also when written as numerals"),
    ("Yes, yes, yes.", None, "a little repetition is speech"),
    ("♪ ♪", "no_word", "music signs are no words"),
    ("thank you so much " * 12, "compression", "a loop"),
]


@pytest.mark.parametrize(("text", "rule", "remark"), SAID, ids=[remark for *_, remark in SAID])
def test_a_loop_is_no_speech_but_a_number_is(text: str, rule: str | None, remark: str) -> None:
    assert why_not_heard(heard(text)) == rule, remark


def test_words_over_no_speech_need_some_confidence() -> None:
    assert why_not_heard(heard("Thank you.", no_speech=0.9, mean_logprob=-1.2)) == "no_speech"
    assert why_not_heard(heard("Thank you.", no_speech=0.9, mean_logprob=-0.2)) is None


def test_pieces_without_a_blank_belong_to_the_word_before() -> None:
    pieces = [HeardWord(" 411", 0, 500, 0.9), HeardWord("-2222", 500, 1200, 0.5), HeardWord(" ok", 1300, 1500, 0.8)]
    assert [(w.text, w.start_ms, w.end_ms, w.confidence) for w in join_pieces(pieces)] == [
        ("411-2222", 0, 1200, 0.5),
        ("ok", 1300, 1500, 0.8),
    ]


@pytest.mark.parametrize("silent", [" —", " ...", " …", " ♪", " -"])
def test_P12_what_nobody_can_say_takes_no_time_from_what_was_said(silent: str) -> None:
    pieces = [
        HeardWord(" Sure", 0, 400, 0.9),
        HeardWord(silent, 400, 3_400, 0.9),
        HeardWord(" 4263", 1_500, 2_500, 0.9),
    ]
    assert [word.text for word in join_pieces(pieces)] == ["Sure", "4263"]
    assert [word.text for word in spread_words(f" Sure{silent} 4263", 1_000, 0.9)] == ["Sure", "4263"]


@pytest.mark.parametrize("sign", ["&", "@", "%", "$25", "é"])
def test_a_sign_that_is_read_aloud_is_a_word(sign: str) -> None:
    assert [word.text for word in join_pieces([HeardWord(f" {sign}", 0, 400, 0.9)])] == [sign]


def test_what_was_heard_shows_in_no_repr() -> None:
    assert "secret" not in repr(heard("secret")) + repr(HeardWord("secret", 0, 1, 1.0))
