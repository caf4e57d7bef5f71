"""Words on one clock: turns, order, language votes, and words that nobody said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.call import Channel
from calls.transcript import TimeSource, Turn, Word
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
    ("Thank you. Thank you. Thank you. Thank you.", "made_of_nothing", "what Whisper writes over noise"),
    ("you you you", "made_of_nothing", "over hum"),
    ("Thanks for watching!", "made_of_nothing", "over music"),
    ("Thank you. Thank you.", None, "people say it twice"),
    ("Thank you. Thank you. Thank you so much.", None, "and more than twice, in other words"),
    ("Thank you. Thank you. Thank you. Thank you. Bye.", None, "something else is said, too"),
    ("You.", None, "an answer"),
    ("You, you said that", None, "a false start"),
    ("No, no, no, no.", None, "an answer is never dropped"),
    ("no " * 40, None, "however often it is said"),
    ("Yes. Yes. Yes. Yes.", None, "nor is a yes"),
    ("yes no " * 20, None, "nor the two in turns"),
    ("four four four four", None, "digits are never dropped"),
    ("oh oh oh seven seven seven " * 8, None, "however many"),
    ("4444 4444 4444 4444", None, "nor numerals"),
    ("Stop. Stop. Stop. Stop. Stop. Stop. Stop. Stop. Stop.", None, "a wish is never dropped"),
    ("Hello? Hello? Hello? Hello? Hello? Hello? Hello? Hello?", None, "whoever waits says it often"),
    ("don’t don't " * 20, None, "with either apostrophe"),
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


def cut(language: str, *pieces: str) -> list[tuple[str, int, int]]:
    """Pieces of 100 ms each as words."""
    heard = [HeardWord(text, 100 * number, 100 * number + 100, 0.9) for number, text in enumerate(pieces)]
    return [(word.text, word.start_ms, word.end_ms) for word in join_pieces(heard, language)]


def test_P12_a_sentence_in_a_language_without_blanks_is_many_words() -> None:
    assert cut("zh", "我的", "卡", "号", "是", "。") == [
        ("我的", 0, 100),
        ("卡", 100, 200),
        ("号", 200, 300),
        ("是。", 300, 400),
    ]
    assert cut("ja", "ありがとう", "ござ", "います") == [
        ("ありがとう", 0, 100),
        ("ござ", 100, 200),
        ("います", 200, 300),
    ]
    assert cut("th", "ส", "ว", "ั", "ส", "ดี") == [("ส", 0, 100), ("วั", 100, 300), ("ส", 300, 400), ("ดี", 400, 500)]
    assert cut("ko", " 안녕", "하세요") == [("안녕하세요", 0, 200)]


def test_what_is_no_sign_of_such_a_language_stays_whole_in_it() -> None:
    assert cut("zh", "打", "411", "1", "-", "22", "给", "Mar", "ia") == [
        ("打", 0, 100),
        ("4111-22", 100, 500),
        ("给", 500, 600),
        ("Maria", 600, 800),
    ]
    assert cut("zh", " hello", " there", "!") == [("hello", 0, 100), ("there!", 100, 200)]


def test_P12_punctuation_takes_no_time_from_what_was_said_without_blanks() -> None:
    pieces = [HeardWord("好", 0, 300, 0.9), HeardWord("，", 300, 5_000, 0.9), HeardWord("是", 5_000, 5_300, 0.9)]
    assert [(word.text, word.end_ms) for word in join_pieces(pieces, "zh")] == [("好，", 300), ("是", 5_300)]


def test_without_times_every_sign_has_its_share() -> None:
    words = spread_words("我的卡 4111是。", 800, 0.9, "zh")
    assert [word.text for word in words] == ["我", "的", "卡", "4111", "是。"]
    assert (words[0].start_ms, words[-1].end_ms) == (0, 800)
    assert [word.text for word in spread_words("my card", 800, 0.9, "zh")] == ["my", "card"]


def test_words_without_blanks_are_one_text_and_each_is_found_in_it() -> None:
    words = tuple(Word(text, 0, 100) for text in ("打", "4111", "给", "他，", "好"))
    turn = Turn.of_words(Channel.CALLER, words)
    assert turn.text == "打 4111 给他，好"
    assert [turn.text[start:end] for start, end in turn.word_spans()] == [word.text for word in words]


@pytest.mark.parametrize("sign", ["&", "@", "%", "$25", "é"])
def test_a_sign_that_is_read_aloud_is_a_word(sign: str) -> None:
    assert [word.text for word in join_pieces([HeardWord(f" {sign}", 0, 400, 0.9)])] == [sign]


def test_what_was_heard_shows_in_no_repr() -> None:
    assert "secret" not in repr(heard("secret")) + repr(HeardWord("secret", 0, 1, 1.0))
