"""Sound masks: all of the secret, little else, never the length, the same tone whatever was said (P11, P12)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from calls.audio import RawAudio, RawRecording
from calls.call import Channel, new_call_id
from calls.errors import FindingWithoutTimes
from calls.finding import Finding, Kind
from calls.transcript import TimeSource, Transcript, Turn, Window, Word
from redact.find_secrets import find_secrets, rule_detectors
from redact.mask_audio import (
    INTO_NEIGHBOUR_MS,
    NEVER_CLOSER_MS,
    PADDING_MS,
    SLIVER_MS,
    AudioMask,
    close_gaps,
    masks_of_findings,
)
from redact.redact_call import redact_call
from redact.speech_edges import NOISY_QUIET_MS, QUIET_MS
from tests.redact.conversation import timed_turn

RATE_HZ = 8000
BOTH = (Channel.CALLER, Channel.AGENT)


def noise(duration_ms: int, seed: int, channels: int = 2) -> np.ndarray:
    shape = (duration_ms * RATE_HZ // 1000, channels)
    return np.random.default_rng(seed).integers(-8000, 8000, shape).astype(np.int16)


def redacted_audio(samples: np.ndarray, turns: Sequence[Turn], channels: tuple[Channel, ...] = BOTH):  # type: ignore[no-untyped-def]
    audio = RawAudio(samples, RATE_HZ, channels)
    transcript = Transcript(tuple(turns), "en", audio.duration_ms)
    return redact_call(RawRecording(new_call_id(), audio), transcript, find_secrets(tuple(turns), rule_detectors()))


CALL = (timed_turn(Channel.CALLER, "okay my social is 219 09 9999 thank you", 1000),)


def test_every_millisecond_of_the_secret_is_masked_and_the_rest_is_untouched() -> None:
    raw = noise(6000, 1)
    redacted = redacted_audio(raw, CALL)
    assert redacted.audio is not None
    (own,) = [mask for mask in redacted.masks if mask.channel is Channel.CALLER]
    assert (own.start_ms, own.end_ms) == (2600 - 150, 3800 + 150)
    column = redacted.audio.channel(Channel.CALLER)
    first, end = own.start_ms * 8, own.end_ms * 8
    assert np.abs(column[first:end]).max() <= 800
    assert np.array_equal(column[:first], raw[:first, 0])
    assert np.array_equal(column[end:], raw[end:, 0])
    assert len(redacted.audio.samples) == len(raw)


def test_P11_a_mask_is_bit_identical_whatever_was_said() -> None:
    one, two = redacted_audio(noise(6000, 1), CALL), redacted_audio(noise(6000, 2), CALL)
    assert one.audio is not None
    assert two.audio is not None
    for mask in one.masks:
        assert mask.start_ms is not None
        assert mask.end_ms is not None
        stretch = slice(mask.start_ms * 8, mask.end_ms * 8)
        assert np.array_equal(one.audio.channel(mask.channel)[stretch], two.audio.channel(mask.channel)[stretch])


def test_the_other_channel_is_masked_too_where_it_is_silent_in_words() -> None:
    redacted = redacted_audio(noise(6000, 1), CALL)
    assert {mask.channel for mask in redacted.masks} == {Channel.CALLER, Channel.AGENT}


def test_a_digitally_quiet_other_channel_needs_no_mask() -> None:
    raw = noise(6000, 1)
    raw[:, 1] = 0
    assert {mask.channel for mask in redacted_audio(raw, CALL).masks} == {Channel.CALLER}


def test_the_agents_own_words_inside_a_mask_stay_when_they_are_no_echo() -> None:
    turns = (*CALL, timed_turn(Channel.AGENT, "okay", 3000))
    redacted = redacted_audio(noise(6000, 1), turns)
    agent = [mask for mask in redacted.masks if mask.channel is Channel.AGENT]
    assert [(mask.start_ms, mask.end_ms) for mask in agent] == [(2450, 3000), (3400, 3950)]


def test_an_echo_over_the_agents_words_is_masked_all_the_same() -> None:
    raw = noise(6000, 1)
    loudness = np.repeat(np.random.default_rng(5).random(6000 // 20), 160)
    raw[:, 0] = (raw[:, 0] * loudness).astype(np.int16)
    raw[:, 1] = raw[:, 0] // 4
    turns = (*CALL, timed_turn(Channel.AGENT, "okay", 3000))
    agent = [mask for mask in redacted_audio(raw, turns).masks if mask.channel is Channel.AGENT]
    assert [(mask.start_ms, mask.end_ms) for mask in agent] == [(2450, 3950)]


def test_the_end_of_an_echo_that_comes_late_is_masked_on_a_silent_party_too_and_never_past_the_call() -> None:
    raw = noise(4_200, 1)
    raw[:, 1] = 0
    late = 350 * RATE_HZ // 1000
    raw[late:, 1] = raw[:-late, 0] // 8
    redacted = redacted_audio(raw, CALL)
    (own,) = [mask for mask in redacted.masks if mask.channel is Channel.CALLER]
    (echo,) = [mask for mask in redacted.masks if mask.channel is Channel.AGENT]
    assert own.end_ms is not None
    assert echo.end_ms == min(own.end_ms + 350, 4_200)
    assert echo.end_ms >= 3800 + 350


def test_a_secret_behind_the_recordings_end_is_no_mask_of_nothing() -> None:
    with pytest.raises(FindingWithoutTimes, match="behind the recording's end"):
        masks_for(timed_turn(Channel.CALLER, "1234", 5000), slice(0, 1), 4_000)


@pytest.mark.parametrize("timed", [(), ("4111",), ("4111", "1111")])
def test_P12_where_only_a_part_of_a_value_has_times_the_whole_turn_is_masked(timed: tuple[str, ...]) -> None:
    text = "it is 4111 1111 1111 1111 okay"
    words = tuple(Word(word, 2_000 + k, 2_001 + k, 0.9, TimeSource.ALIGNED) for k, word in enumerate(timed))
    turn = Turn(Channel.CALLER, text, words, 1_000, 5_000)
    (mask,) = masks_of_findings((turn,), (Finding(Kind.CARD_NUMBER, 0, 6, 25, 0.9, "t", "t"),), 60_000)
    assert mask.start_ms <= 1_000
    assert mask.end_ms >= 5_000


def masks_for(turn: Turn, words: slice, duration_ms: int = 60_000, *others: Turn) -> tuple[int, int]:
    spans = turn.word_spans()[words]
    finding = Finding(Kind.SSN, 0, spans[0][0], spans[-1][1], 0.9, "t", "t")
    (mask,) = masks_of_findings((turn, *others), (finding,), duration_ms)
    return mask.start_ms, mask.end_ms


def test_aligned_words_get_their_padding_where_no_neighbour_is_near() -> None:
    turn = timed_turn(Channel.CALLER, "1234", 5000)
    assert masks_for(turn, slice(0, 1)) == (5000 - PADDING_MS[TimeSource.ALIGNED], 5400 + 300)


def test_attention_times_get_more_padding_and_trust_no_neighbour() -> None:
    turn = timed_turn(Channel.CALLER, "it is 1234 okay", 5000, source=TimeSource.ATTENTION)
    assert masks_for(turn, slice(2, 3)) == (5800 - 500, 6200 + 500)


def test_segment_times_widen_to_the_whole_turn() -> None:
    turn = timed_turn(Channel.CALLER, "it is 1234 okay", 5000, source=TimeSource.SEGMENT)
    assert masks_for(turn, slice(2, 3)) == (5000 - 500, 6600 + 500)


@pytest.mark.parametrize("silent", [0, 1, 2])
def test_a_word_without_sound_does_not_widen_to_the_whole_turn(silent: int) -> None:
    said = timed_turn(Channel.CALLER, "well it is 1 2 3 okay then", 5000)
    mark = Word("$", 9_000, 9_100, 0.9, TimeSource.SEGMENT)
    words = list(said.words)
    words[3 + silent] = mark
    turn = replace(Turn.of_words(Channel.CALLER, tuple(words)), start_ms=5000, end_ms=8200)
    start_ms, end_ms = masks_for(turn, slice(3, 6))
    assert 5000 + 2 * 400 <= start_ms < end_ms <= 5000 + 7 * 400


def test_P12_a_finding_of_nothing_but_marks_widens_to_the_whole_turn() -> None:
    words = (*timed_turn(Channel.CALLER, "it is", 5000).words, Word("$", 5800, 5900, 0.9, TimeSource.SEGMENT))
    turn = Turn.of_words(Channel.CALLER, words)
    assert masks_for(turn, slice(2, 3)) == (5000 - 500, 5900 + 500)


def spoken_over(end_ms: int) -> np.ndarray:
    raw = np.zeros((8000 * 8, 2), np.int16)
    raw[5000 * 8 : end_ms * 8, 0] = noise(8000, 4)[5000 * 8 : end_ms * 8, 0]
    return raw


def test_a_mask_follows_the_speech_when_the_recogniser_dropped_the_last_digit() -> None:
    turns = (timed_turn(Channel.AGENT, "last four of your social", 1000), timed_turn(Channel.CALLER, "999", 5000))
    (mask,) = redacted_audio(spoken_over(6300), turns).masks
    assert mask.end_ms is not None
    assert 6300 <= mask.end_ms <= 6320 + QUIET_MS


def test_a_mask_follows_speech_no_farther_than_the_next_written_word() -> None:
    turns = (
        timed_turn(Channel.AGENT, "last four of your social", 1000),
        timed_turn(Channel.CALLER, "999", 5000),
        timed_turn(Channel.CALLER, "thank you", 5900),
    )
    (mask,) = redacted_audio(spoken_over(6700), turns).masks
    assert mask.end_ms == 5900 + INTO_NEIGHBOUR_MS


def test_a_value_written_down_short_is_masked_over_the_word_that_stands_for_a_digit() -> None:
    """ "eight oh oh oh one six …" was written "all 16…": twelve digits, and the first four are an innocent word's."""
    question = timed_turn(Channel.AGENT, "what is your card number", 1000)
    raw = np.zeros((8000 * 12, 2), np.int16)
    raw[5000 * 8 : 9000 * 8, 0] = noise(12_000, 4)[5000 * 8 : 9000 * 8, 0]
    short = timed_turn(Channel.CALLER, "all 1687 3205 3953", 5400, ms_a_word=900)
    whole = timed_turn(Channel.CALLER, "yes 4111 1111 1111 1111", 5000, ms_a_word=800)
    (mask,) = redacted_audio(raw, (question, short)).masks
    assert mask.start_ms is not None
    assert mask.start_ms <= 5000
    (mask,) = redacted_audio(raw, (question, whole)).masks
    assert mask.start_ms is not None
    assert mask.start_ms >= 5600


@pytest.mark.parametrize(("number", "goes_over"), [("555 0147", False), ("2555 0147", True)])
def test_a_whole_local_number_is_not_masked_over_the_word_beside_it(number: str, goes_over: bool) -> None:
    said = timed_turn(Channel.CALLER, f"certainly {number} okay", 5000, ms_a_word=800)
    first, end = (said.text.index(number), said.text.index(number) + len(number))
    finding = Finding(Kind.PHONE, 0, first, end, 0.9, "t", "t")
    raw = np.zeros((8000 * 12, 2), np.int16)
    raw[5000 * 8 : 8200 * 8, 0] = noise(12_000, 4)[5000 * 8 : 8200 * 8, 0]
    audio = RawAudio(raw, RATE_HZ, BOTH)
    (mask,) = redact_call(RawRecording(new_call_id(), audio), Transcript((said,), "en", 12_000), (finding,)).masks
    assert mask.start_ms is not None
    assert (mask.start_ms < 5800 - NEVER_CLOSER_MS) is goes_over


def test_a_mask_goes_over_a_word_that_sounds_like_a_digit_and_not_over_another() -> None:
    question = timed_turn(Channel.AGENT, "and the expiry date", 1000)
    long_after = 10_000  # an answer at once would be hidden as a whole
    raw = np.zeros((13_000 * 8, 2), np.int16)
    raw[long_after * 8 : (long_after + 1200) * 8, 0] = noise(1200, 4)[:, 0]
    for before, starts_ms in (("all", long_after - QUIET_MS), ("in", long_after + 250)):
        (mask,) = redacted_audio(raw, (question, timed_turn(Channel.CALLER, f"{before} 9 30", long_after))).masks
        assert mask.start_ms == starts_ms


def noisy_999(ends_ms: int) -> list[tuple[int | None, int | None]]:
    """Masks of a "999" of 5,000 to `ends_ms` by its own times, which sounds louder than the line until 5,400 ms."""
    raw = np.random.default_rng(5).normal(0, 150, (8 * 9000, 2)).astype(np.int16)
    raw[5000 * 8 : 5400 * 8, 0] += noise(9000, 4)[5000 * 8 : 5400 * 8, 0] // 4
    word = Word("999", 5000, ends_ms, 0.9, TimeSource.ALIGNED)
    turns = (timed_turn(Channel.AGENT, "last four of your social", 1000), Turn.of_words(Channel.CALLER, (word,)))
    own = [mask for mask in redacted_audio(raw, turns).masks if mask.channel is Channel.CALLER]
    return [(mask.start_ms, mask.end_ms) for mask in own]


def test_a_mask_does_not_follow_the_noise_of_the_line_and_gives_silence_back() -> None:
    assert noisy_999(5400) == [(5000 - NOISY_QUIET_MS, 5400 + NOISY_QUIET_MS)]


def test_P12_a_soft_end_that_noise_drowns_stays_masked_until_its_words_own_end() -> None:
    assert noisy_999(7400) == [(5000 - NOISY_QUIET_MS, 7400)]


@pytest.mark.parametrize("source", [TimeSource.ALIGNED, TimeSource.ATTENTION, TimeSource.SEGMENT])
def test_P12_no_mask_ends_inside_its_words_own_times_wherever_those_come_from(source: TimeSource) -> None:
    raw = np.zeros((8000 * 8, 2), np.int16)
    raw[3000 * 8 : 3400 * 8, 0] = noise(400, 4)[:, 0]
    turn = timed_turn(Channel.CALLER, "219 09 9999", 2600, source=source)
    (own,) = [mask for mask in redacted_audio(raw, (turn,)).masks if mask.channel is Channel.CALLER]
    assert own.start_ms is not None
    assert own.end_ms is not None
    assert own.start_ms <= 2600
    assert own.end_ms >= 3800


def test_where_noise_drowns_a_soft_beginning_more_silence_stays_masked() -> None:
    spoken = slice(2600 * 8, 3800 * 8)
    lengths_ms = []
    for level in (0, 700):
        raw = np.random.default_rng(3).integers(-level, level + 1, (6000 * 8, 2)).astype(np.int16)
        raw[spoken, 0] = noise(1200, 4)[:, 0]
        aligned = (timed_turn(Channel.CALLER, "219 09 9999", 2600),)
        (own,) = [mask for mask in redacted_audio(raw, aligned).masks if mask.channel is Channel.CALLER]
        lengths_ms.append((own.end_ms or 0) - (own.start_ms or 0))
    assert lengths_ms == [1200 + 2 * QUIET_MS, 1200 + 2 * NOISY_QUIET_MS]


def test_a_mask_never_leaves_the_call() -> None:
    turn = timed_turn(Channel.CALLER, "1234", 100)
    assert masks_for(turn, slice(0, 1), 450) == (0, 450)


def test_parts_of_one_value_less_than_a_second_apart_are_one_stretch() -> None:
    turns = (timed_turn(Channel.CALLER, "4111 1111", 1000), timed_turn(Channel.CALLER, "1111 1111", 2900))
    findings = [Finding(Kind.CARD_NUMBER, k, 0, 9, 0.9, "t", "t", group=7) for k in (0, 1)]
    first, second = close_gaps(masks_of_findings(turns, findings, 10_000), findings)
    assert first.end_ms == second.start_ms


@pytest.mark.parametrize(("gap_ms", "closes"), [(SLIVER_MS - 1, True), (SLIVER_MS, False)])
def test_only_a_sliver_between_masks_of_two_values_is_masked(gap_ms: int, closes: bool) -> None:
    findings = [Finding(kind, 0, 0, 4, 0.9, "t", "t") for kind in (Kind.SSN, Kind.PERSON)]
    masks = [
        AudioMask(Channel.CALLER, 1_000, 2_000, Kind.SSN, 0),
        AudioMask(Channel.CALLER, 2_000 + gap_ms, 4_000, Kind.PERSON, 1),
    ]
    first, second = close_gaps(masks, findings)
    assert first.end_ms == (second.start_ms if closes else 2_000)
    assert close_gaps([masks[0], replace(masks[1], channel=Channel.AGENT)], findings)[0] == masks[0]


def test_P12_a_finding_without_times_in_a_call_with_sound_stops_the_call() -> None:
    turn = Turn(Channel.CALLER, "1234", (Word("1234"),))
    with pytest.raises(FindingWithoutTimes) as caught:
        masks_of_findings((turn,), [Finding(Kind.SSN, 0, 0, 4, 0.9, "t", "t")], 1000)
    assert "1234" not in str(caught.value)


def test_mono_audio_is_masked_on_its_one_channel() -> None:
    turns = (timed_turn(Channel.UNKNOWN, "okay my social is 219 09 9999 thank you", 1000),)
    redacted = redacted_audio(noise(6000, 3, channels=1), turns, (Channel.UNKNOWN,))
    assert [mask.channel for mask in redacted.masks] == [Channel.UNKNOWN]


def test_a_call_of_text_alone_has_no_sound() -> None:
    from calls.ports.spool import RawConversation

    raw = RawConversation(new_call_id(), (Turn.of_text(Channel.CALLER, "my social is 219-09-9999"),))
    redacted = redact_call(raw, Transcript(raw.turns, "en", 0), find_secrets(raw.turns, rule_detectors()))
    assert redacted.audio is None
    assert [(mask.kind, mask.start_ms) for mask in redacted.masks] == [(Kind.SSN, None)]


def test_P12_speech_that_nobody_could_write_down_is_silenced_and_nothing_beside_it() -> None:
    raw = noise(6000, 3)
    unwritten = (Window(Channel.AGENT, 2000, 3500),)
    transcript = Transcript((), "en", 6000, unwritten=unwritten)
    redacted = redact_call(RawRecording(new_call_id(), RawAudio(raw, RATE_HZ, BOTH)), transcript, ())
    assert redacted.audio is not None
    agent = redacted.audio.channel(Channel.AGENT)
    assert np.abs(agent[2000 * 8 : 3500 * 8]).max() <= 800
    assert np.array_equal(agent[: 2000 * 8], raw[: 2000 * 8, 1])
    assert np.array_equal(agent[3500 * 8 :], raw[3500 * 8 :, 1])
    assert np.array_equal(redacted.audio.channel(Channel.CALLER), raw[:, 0])


def test_an_echo_of_minus_12_db_150_ms_late_under_the_agents_words_is_masked() -> None:
    raw = noise(6000, 1)
    raw[1200:, 1] += (raw[:-1200, 0] // 4).astype(np.int16)
    turns = (*CALL, timed_turn(Channel.AGENT, "okay", 3000))
    agent = [mask for mask in redacted_audio(raw, turns).masks if mask.channel is Channel.AGENT]
    assert [(mask.start_ms, mask.end_ms) for mask in agent] == [(2450, 3950 + 150)]
