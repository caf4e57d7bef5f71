"""Which stretches of the masked sound are listened to again."""

from dataclasses import replace

import pytest

from calls.call import Channel
from calls.finding import Kind
from calls.redacted import RedactedCall, RedactedTurn
from calls.transcript import TimeSource, Turn, Window, Word
from redact.dialogue_context import read_turns
from redact.find_secrets import rule_detectors
from redact.listening_windows import LONGEST_WINDOW_MS, choose_windows
from redact.mask_text import mask_text
from redact.second_look import second_look
from redact.unsure_stretches import LEAST_SURE, MOST_UNSURE_SHARE, UNSURE_MARGIN_MS, unsure_stretches
from tests.redact.conversation import timed_turn
from tests.redact.looked_at import CALL, Clock, Hears, redacted_call


def test_windows_have_margins_are_joined_and_fit_the_encoder() -> None:
    ear = Hears()
    second_look(redacted_call(), ear, rule_detectors(), clock=Clock())
    (window,) = [window for window in ear.windows if window.channel is Channel.CALLER]
    assert window.start_ms < 5200 - 1500
    assert window.end_ms > 6400 + 1500
    assert window.end_ms - window.start_ms <= LONGEST_WINDOW_MS


def test_a_cue_without_a_mask_is_listened_to_again() -> None:
    turns = (CALL[0], timed_turn(Channel.CALLER, "I would rather not", 4000))
    assert {window.channel for window in choose_windows(redacted_call(turns))} == {Channel.CALLER, Channel.AGENT}


def is_heard(redacted: RedactedCall, channel: Channel, start_ms: int, end_ms: int) -> bool:
    return any(
        window.channel is channel and window.start_ms <= start_ms and window.end_ms >= end_ms
        for window in choose_windows(redacted)
    )


def test_a_cue_is_listened_after_although_an_unrelated_value_near_it_is_masked() -> None:
    turns = (
        timed_turn(Channel.AGENT, "What is your social security number?", 500),
        timed_turn(Channel.CALLER, "my name is Jane Miller okay", 3_000, ms_a_word=200),
    )
    redacted = redacted_call(turns)
    assert {mask.kind for mask in redacted.masks} == {Kind.PERSON}
    last_ms = max(mask.end_ms or 0 for mask in redacted.masks)
    assert is_heard(redacted, Channel.CALLER, last_ms, 11_900)


@pytest.mark.parametrize(
    "question",
    [
        "What is your phone number?",
        "What is the email address?",
        "Could I have your address?",
        "What is your account number?",
        "What is the IMEI?",
        "What is the customer number?",
        "And the expiry date?",
        "What are the last four digits?",
    ],
)
def test_a_cue_of_any_kind_without_a_mask_is_listened_after(question: str) -> None:
    turns = (timed_turn(Channel.AGENT, question, 500), timed_turn(Channel.CALLER, "I would rather not", 6_000))
    redacted = redacted_call(turns)
    assert redacted.masks == ()
    assert is_heard(redacted, Channel.CALLER, 6_000, 7_600)


@pytest.mark.parametrize(
    "question",
    [
        "Who am I speaking with?",
        "Could I have your full name, please?",
        "What is your last name?",
        "What was the name of your first pet?",
        "What's your mother's maiden name?",
        "What is the third letter of your memorable word?",
    ],
)
def test_a_question_for_a_name_or_a_security_answer_is_listened_after_although_no_cue_stands_in_it(
    question: str,
) -> None:
    turns = (timed_turn(Channel.AGENT, question, 500), timed_turn(Channel.CALLER, "I would rather not", 6_000))
    redacted = redacted_call(turns, hidden=())
    assert read_turns(turns)[0].cues == ()
    assert is_heard(redacted, Channel.CALLER, 6_000, 7_600)


def test_after_a_cue_what_is_masked_anyway_is_not_listened_to() -> None:
    turns = (timed_turn(Channel.AGENT, "What is your social security number?", 500),)
    everything = (Window(Channel.CALLER, 0, 12_000), Window(Channel.AGENT, 0, 12_000))
    assert choose_windows(replace(redacted_call(turns), unwritten=everything)) == ()


@pytest.mark.parametrize("question", ["What is the order number?", "How can I help you today?", "What colour was it?"])
def test_after_what_asks_for_nothing_hidden_nothing_is_listened_to(question: str) -> None:
    assert choose_windows(redacted_call((timed_turn(Channel.AGENT, question, 500),))) == ()


def test_a_label_is_no_cue() -> None:
    turns = (timed_turn(Channel.CALLER, "4111 1111 1111 1111", 500),)
    windows = choose_windows(redacted_call(turns))
    assert max(window.end_ms for window in windows) < 500 + 1_600 + 3_000


def unsure_word(text: str, start_ms: int, confidence: float, channel: Channel = Channel.CALLER) -> Turn:
    return Turn.of_words(channel, (Word(text, start_ms, start_ms + 400, confidence, TimeSource.ALIGNED),))


def test_words_that_the_writing_engine_was_not_sure_of_are_heard_again_with_margins() -> None:
    redacted = redacted_call((unsure_word("marble", 5_000, LEAST_SURE - 0.01), unsure_word("stone", 9_000, LEAST_SURE)))
    (window,) = choose_windows(redacted)
    assert window == Window(Channel.CALLER, 5_000 - UNSURE_MARGIN_MS, 5_400 + UNSURE_MARGIN_MS)


def test_of_unsure_stretches_the_least_sure_are_heard_up_to_a_share_of_the_call() -> None:
    """A call of 200 s, so 20 s of it: of stretches of 2.4 s, eight."""
    sureness = [0.4 - 0.01 * (k * 7 % 20) for k in range(20)]
    turns = tuple(unsure_word("marble", 1_000 + k * 5_000, confidence) for k, confidence in enumerate(sureness))
    redacted = replace(redacted_call(turns[:1]), turns=redacted_text(turns), duration_ms=200_000)
    stretches = unsure_stretches(redacted)
    assert sum(window.end_ms - window.start_ms for window in stretches) <= MOST_UNSURE_SHARE * 200_000
    least = sorted(range(20), key=lambda k: sureness[k])[:8]
    assert [window.start_ms for window in stretches] == [5_000 * k for k in least]


def test_a_long_row_of_unsure_words_is_heard_in_part_and_not_passed_over() -> None:
    words = tuple(Word("marble", 400 * k, 400 * (k + 1), 0.3, TimeSource.ALIGNED) for k in range(400))
    turns = (Turn.of_words(Channel.CALLER, words),)
    redacted = replace(redacted_call(()), turns=redacted_text(turns), duration_ms=160_000)
    heard_ms = sum(window.end_ms - window.start_ms for window in unsure_stretches(redacted))
    assert 0.5 * MOST_UNSURE_SHARE * 160_000 <= heard_ms <= MOST_UNSURE_SHARE * 160_000


def test_unsure_words_under_a_mask_are_not_listened_to() -> None:
    redacted = redacted_call((unsure_word("marble", 5_000, 0.1),))
    assert choose_windows(replace(redacted, unwritten=(Window(Channel.CALLER, 3_000, 9_000),))) == ()


def redacted_text(turns: tuple[Turn, ...]) -> tuple[RedactedTurn, ...]:
    return mask_text(turns, ())[0]
