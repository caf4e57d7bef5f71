"""The second look: clean sound passes, anything that is still heard or read quarantines."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from calls.call import Channel, new_call_id
from calls.errors import StepFailed
from calls.finding import Finding, Kind
from calls.ports.spool import RawConversation
from calls.redacted import OBJECTION_CHECK, Certificate, RedactedCall, Verdict
from calls.transcript import Transcript, Turn, Window, Word
from redact.callers_wish import DOUBTFUL_BY_MODEL
from redact.find_secrets import find_secrets, rule_detectors
from redact.heard_again import Heard, unexplained
from redact.objection_model import second_opinion
from redact.redact_call import redact_call
from redact.second_look import SOUND_CHECK, second_look
from tests.redact.conversation import timed_turn, turns_of
from tests.redact.looked_at import CALL, Clock, Hears, redacted_call


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


def _found(turns: tuple[Turn, ...]) -> tuple[Finding, ...]:
    return find_secrets(turns, rule_detectors())


def test_a_masked_password_is_not_found_again_in_the_marks_that_stand_for_it() -> None:
    turns = turns_of("agent: What's the password?", "caller: It's purple kangaroo.")
    redacted = redact_call(RawConversation(new_call_id(), turns), Transcript(turns, "en", 0), _found(turns))
    assert redacted.turns[1].text == "It's [CREDENTIAL]."
    assert second_look(redacted, Hears(), rule_detectors(), clock=Clock()).verdict is Verdict.CLEAN


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
