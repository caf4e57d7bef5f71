"""The second look: clean sound passes, anything that is still heard or read quarantines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from calls.audio import RawAudio, RawRecording, RedactedAudio
from calls.call import Channel, new_call_id
from calls.errors import StepFailed
from calls.finding import Finding, Kind
from calls.ports.spool import RawConversation
from calls.ports.transcribers import Watch, unwatched
from calls.redacted import OBJECTION_CHECK, Certificate, RedactedCall, RedactedTurn, Verdict
from calls.transcript import TimeSource, Transcript, Turn, Window, Word
from redact.callers_wish import DOUBTFUL_BY_MODEL
from redact.dialogue_context import read_turns
from redact.find_secrets import find_secrets, rule_detectors
from redact.heard_again import Heard, unexplained
from redact.listening_windows import LONGEST_WINDOW_MS, choose_windows
from redact.mask_text import mask_text
from redact.objection_model import second_opinion
from redact.redact_call import redact_call
from redact.second_look import SOUND_CHECK, second_look
from redact.unsure_stretches import LEAST_SURE, MOST_UNSURE_SHARE, UNSURE_MARGIN_MS, unsure_stretches
from tests.redact.conversation import timed_turn, turns_of


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, tzinfo=UTC)


class Hears:
    """A checking transcriber that hears these turns, whatever it is given."""

    engine, model = "twin", "none"

    def __init__(self, *turns: Turn) -> None:
        self._turns = turns
        self.windows: tuple[Window, ...] = ()

    def listen_again(
        self,
        audio: RedactedAudio,  # noqa: ARG002
        windows: Sequence[Window],
        watch: Watch = unwatched,  # noqa: ARG002
    ) -> Sequence[Turn]:
        self.windows = tuple(windows)
        return self._turns


CALL = (
    timed_turn(Channel.AGENT, "What is your social security number?", 500),
    timed_turn(Channel.CALLER, "okay it is 219 09 9999 thank you, I paid 45 dollars", 4000),
)


def redacted_call(turns: tuple[Turn, ...] = CALL, hidden: Sequence[Finding] | None = None) -> RedactedCall:
    audio = RawAudio(np.full((12_000 * 8, 2), 500, np.int16), 8000, (Channel.CALLER, Channel.AGENT))
    findings = find_secrets(turns, rule_detectors()) if hidden is None else hidden
    return redact_call(RawRecording(new_call_id(), audio), Transcript(turns, "en", 12_000), findings)


def look(redacted: RedactedCall, *heard: Turn) -> Certificate:
    """On a channel of which nothing is `heard` here the checker hears just what was left to be heard."""
    besides = [turn for turn in left_to_hear(redacted) if turn.channel not in {one.channel for one in heard}]
    return second_look(redacted, Hears(*heard, *besides), rule_detectors(), clock=Clock())


def left_to_hear(redacted: RedactedCall) -> tuple[Turn, ...]:
    innocent = ((turn, [word for word in turn.words if word.masked is None]) for turn in redacted.turns)
    return tuple(
        Turn.of_words(turn.channel, tuple(Word(word.text, word.start_ms, word.end_ms) for word in words))
        for turn, words in innocent
        if words
    )


def failed(certificate: Certificate) -> list[str]:
    return [check.name for check in certificate.checks if not check.passed]


def test_a_well_masked_call_is_clean_and_says_with_what_it_was_checked() -> None:
    certificate = look(redacted_call(), timed_turn(Channel.CALLER, "okay it is thank you I paid 45 dollars", 4000))
    assert failed(certificate) == []
    assert certificate.verdict is Verdict.CLEAN
    assert {"rules", "detectors", "checked by twin"} <= {part for part, _ in certificate.versions}


def test_P12_a_mask_under_which_anything_but_the_tone_sounds_quarantines_and_says_where() -> None:
    redacted = redacted_call()
    assert redacted.audio is not None
    mask = redacted.masks[0]
    assert mask.end_ms is not None
    samples = redacted.audio.samples.copy()
    samples[mask.end_ms * 8 - 1, redacted.audio.channels.index(mask.channel)] += 1
    leaking = replace(redacted, audio=replace(redacted.audio, samples=samples))
    certificate = look(leaking)
    assert failed(certificate) == ["masks"]
    (check,) = [check for check in certificate.checks if not check.passed]
    assert check.where == (Window(mask.channel, mask.start_ms or 0, mask.end_ms),)


@pytest.mark.parametrize(
    ("name", "written", "is_news"),
    [
        ("John", "please hold on a moment", True),
        ("Mary", "that may take a while", True),
        ("Sam", "I am still here", True),
        ("Hannah", "so hannas account", False),
        ("John", "thank you John", False),
    ],
)
def test_a_name_that_is_heard_is_accounted_for_by_the_name_and_not_by_a_short_word_in_it(
    name: str, written: str, is_news: bool
) -> None:
    turn = timed_turn(Channel.AGENT, f"with {name} today", 1000)
    finding = Finding(Kind.PERSON, 0, 5, 5 + len(name), 0.9, "t", "t")
    assert unexplained(Heard(turn, written), finding) is is_news


@pytest.mark.parametrize(
    ("password", "written", "is_news"),
    [
        ("rose", "some prose about it", True),
        ("rose", "a Rose, you said", False),
        ("purple kangaroo", "a purple kangaroo.", False),
        ("purple kangaroo", "purple, and some kangaroo", True),
    ],
)
def test_a_password_that_is_heard_is_accounted_for_by_whole_words_alone(
    password: str, written: str, is_news: bool
) -> None:
    turn = timed_turn(Channel.CALLER, f"it is {password} okay", 1000)
    finding = Finding(Kind.CREDENTIAL, 0, 6, 6 + len(password), 0.9, "t", "t")
    assert unexplained(Heard(turn, written), finding) is is_news


@pytest.mark.parametrize(
    ("kind", "heard", "written", "is_news"),
    [
        (Kind.CREDENTIAL, "sunflower 12", "it came on the 12 of May", True),
        (Kind.CREDENTIAL, "sunflower 12", "the Sunflower, and 12 of them", False),
        (Kind.CREDENTIAL, "sunflower 12", "the sunflowers, and 12 of them", True),
        (Kind.CREDENTIAL, "sunflower 12", "the sunflower, and 13 of them", True),
        (Kind.CREDENTIAL, "849 201", "so 849201 it is", False),
        (Kind.CREDENTIAL, "8 4 9 dash 2 0 1", "so 849201 it is", False),
        (Kind.EMAIL, "jane 12 at example dot com", "it came on the 12 of May", True),
        (Kind.EMAIL, "jane 12 at example dot com", "write to jane12@example.com", False),
        (Kind.EMAIL, "j a n e 12", "it came on the 12 of May", True),
        (Kind.EMAIL, "j a n e 12", "Jane 12", False),
        (Kind.CUSTOMER_ID, "PAX 4471", "and 4471 of them", True),
        (Kind.CUSTOMER_ID, "papa alpha 4471", "PA4471", False),
        (Kind.DEVICE_SERIAL, "KQR 4471", "the KQR-4471", False),
        (Kind.PHONE, "212 555 0147 extension 12", "call 2125550147 and press 12", False),
    ],
)
def test_a_value_of_words_and_digits_is_accounted_for_by_both_of_them(
    kind: Kind, heard: str, written: str, is_news: bool
) -> None:
    turn = timed_turn(Channel.CALLER, f"it is {heard} okay", 1000)
    finding = Finding(kind, 0, 6, 6 + len(heard), 0.9, "t", "t")
    assert unexplained(Heard(turn, written), finding) is is_news


def test_P12_a_password_of_which_only_the_digits_are_written_near_it_quarantines() -> None:
    turns = (
        timed_turn(Channel.AGENT, "What is the password?", 500),
        timed_turn(Channel.CALLER, "it came on the 12 of May", 4_000),
    )
    heard = timed_turn(Channel.CALLER, "my password is sunflower 12 it came on the 12 of May", 4_000, 200)
    assert SOUND_CHECK in failed(look(redacted_call(turns, hidden=()), heard))


def test_P12_silenced_speech_that_still_sounds_quarantines() -> None:
    redacted = replace(redacted_call(), unwritten=(Window(Channel.CALLER, 9_000, 9_500),))
    assert failed(look(redacted)) == ["masks"]


def test_digits_still_heard_inside_a_mask_quarantine() -> None:
    certificate = look(redacted_call(), timed_turn(Channel.CALLER, "okay it is 219 09 99", 4000))
    assert "digits inside masks" in failed(certificate)
    assert certificate.verdict is Verdict.QUARANTINED


def test_a_secret_that_the_writing_engine_missed_quarantines() -> None:
    turns = (CALL[0], timed_turn(Channel.CALLER, "okay it is thank you", 4000))
    heard = timed_turn(Channel.CALLER, "okay it is 219-09-9999 thank you", 4000)
    certificate = look(redacted_call(turns), CALL[0], heard)
    assert failed(certificate) == ["sound read again"]


def test_a_finding_left_in_the_text_quarantines() -> None:
    assert "text read again" in failed(look(redacted_call(hidden=())))


def test_a_name_that_only_the_other_engine_understood_quarantines() -> None:
    certificate = look(redacted_call(), timed_turn(Channel.CALLER, "okay it is Jane Miller speaking", 4000))
    assert failed(certificate) == ["sound read again"]


def test_an_innocent_number_that_both_engines_heard_is_no_leak() -> None:
    certificate = look(redacted_call(), timed_turn(Channel.CALLER, "thank you I paid 45 dollars", 5500))
    assert certificate.verdict is Verdict.CLEAN


def test_P12_a_language_outside_the_supported_set_quarantines() -> None:
    assert failed(look(replace(redacted_call(), language="de"))) == ["language"]


def test_a_text_conversation_is_read_again_without_an_engine() -> None:
    turns = turns_of("my social is 219-09-9999")
    redacted = redact_call(
        RawConversation(new_call_id(), turns), Transcript(turns, "en", 0), find_secrets(turns, rule_detectors())
    )
    assert look(redacted).verdict is Verdict.CLEAN


def test_no_check_holds_a_word_of_the_call() -> None:
    certificate = look(redacted_call(), timed_turn(Channel.CALLER, "okay it is 219 09 9999 Jane Miller", 4000))
    assert not any(word in check.detail for check in certificate.checks for word in ("219", "9999", "Jane", "Miller"))


def test_labels_are_not_found_again() -> None:
    turns = turns_of("my name is Jane Miller, card 4111 1111 1111 1111, expires 04/27, the code is on the back, 123")
    redacted = redact_call(
        RawConversation(new_call_id(), turns), Transcript(turns, "en", 0), find_secrets(turns, rule_detectors())
    )
    assert failed(look(redacted)) == []


def test_a_masked_password_is_not_found_again_in_the_marks_that_stand_for_it() -> None:
    turns = turns_of("agent: What's the password?", "caller: It's purple kangaroo.")
    redacted = redact_call(RawConversation(new_call_id(), turns), Transcript(turns, "en", 0), _found(turns))
    assert redacted.turns[1].text == "It's [CREDENTIAL]."
    assert second_look(redacted, Hears(), rule_detectors(), clock=Clock()).verdict is Verdict.CLEAN


def _found(turns: tuple[Turn, ...]) -> tuple[Finding, ...]:
    return find_secrets(turns, rule_detectors())


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


def test_the_kinds_of_a_failed_check_are_named() -> None:
    certificate = look(redacted_call(), timed_turn(Channel.CALLER, "okay it is Jane Miller speaking", 4000))
    assert Kind.PERSON.value in next(check.detail for check in certificate.checks if not check.passed)


def test_P12_a_checker_that_hears_nothing_proves_nothing() -> None:
    redacted = redacted_call()
    certificate = second_look(redacted, Hears(), rule_detectors(), clock=Clock())
    assert failed(certificate) == ["checker heard the call"]
    assert certificate.verdict is Verdict.QUARANTINED


def test_a_mask_without_words_beside_it_needs_nothing_to_be_heard() -> None:
    turn = timed_turn(Channel.CALLER, "my social is 219 09 9999", 1000)
    redacted = redacted_call((turn,))
    certificate = second_look(redacted, Hears(), rule_detectors(), clock=Clock())
    assert "checker heard the call" not in failed(certificate)


class Suspects:
    """A second opinion that takes every word of a caller for a refusal."""

    def chances(self, turns: Sequence[Turn]) -> tuple[float, ...]:
        return tuple(0.0 if turn.channel is Channel.AGENT else 0.8 for turn in turns)


class Breaks:
    def chances(self, turns: Sequence[Turn]) -> tuple[float, ...]:
        raise StepFailed(f"the objection model failed on {len(turns)} turns (RuntimeError)")


def test_a_call_waits_where_only_the_learnt_opinion_suspects_an_objection_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(second_opinion, "second_opinion", Suspects)
    (check,) = [check for check in look(redacted_call()).checks if check.name == OBJECTION_CHECK]
    assert (check.passed, check.detail) == (False, f"doubtful: {DOUBTFUL_BY_MODEL}")
    assert {window.channel for window in check.where} == {Channel.CALLER}


def test_words_that_only_look_like_a_refusal_beside_masks_keep_no_call_whose_raw_words_were_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(second_opinion, "second_opinion", Suspects)
    (check,) = [check for check in look(replace(redacted_call(), doubted=())).checks if check.name == OBJECTION_CHECK]
    assert (check.passed, check.detail) == (True, "none")


def test_P12_a_fault_in_the_learnt_opinion_ends_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "second_opinion", Breaks)
    with pytest.raises(StepFailed):
        look(redacted_call())
