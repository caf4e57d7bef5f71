"""What a party's echo says on the other party's channel is none of that party's words."""

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Channel
from calls.transcript import Word
from transcribe.echoed_words import without_echoes

RATE_HZ = 8000
SPOKEN = {Channel.CALLER: (Word("mine", 1000, 1600),), Channel.AGENT: (Word("yours", 1000, 1600),)}


def voice(seed: int, duration_ms: int = 3000) -> NDArray[np.float64]:
    """Noise whose loudness goes up and down as syllables do, [n_samples]; no two seeds are alike."""
    dice = np.random.default_rng(seed)
    n_samples = duration_ms * RATE_HZ // 1000
    syllables = np.abs(np.sin(np.arange(n_samples) * 2 * np.pi * 4 / RATE_HZ))
    return dice.normal(0, 3000, n_samples) * syllables


def heard(caller: NDArray[np.float64], agent: NDArray[np.float64]) -> dict[Channel, tuple[Word, ...]]:
    samples = np.clip(np.round(np.stack([caller, agent], axis=1)), -32768, 32767).astype(np.int16)
    return without_echoes(SPOKEN, RawAudio(samples, RATE_HZ, (Channel.CALLER, Channel.AGENT)))


def late(sound: NDArray[np.float64], ms: int) -> NDArray[np.float64]:
    n_samples = ms * RATE_HZ // 1000
    return np.concatenate([np.zeros(n_samples), sound[: len(sound) - n_samples]])


@pytest.mark.parametrize(("echo_db", "late_ms"), [(-30, 0), (-20, 0), (-30, 150), (-20, 390), (-40, 60)])
def test_a_quiet_copy_of_the_other_party_has_no_words(echo_db: int, late_ms: int) -> None:
    caller = voice(1)
    echo = late(caller, late_ms) * 10 ** (echo_db / 20)
    assert heard(caller, echo) == {**SPOKEN, Channel.AGENT: ()}
    assert heard(echo, caller) == {**SPOKEN, Channel.CALLER: ()}


def test_a_copy_with_its_sign_turned_is_an_echo_too() -> None:
    assert heard(voice(1), voice(1) * -0.03) == {**SPOKEN, Channel.AGENT: ()}


@pytest.mark.parametrize("below_db", [0, 3, 6, 9])
def test_P12_words_said_over_an_echo_stay_though_they_are_quieter(below_db: int) -> None:
    assert heard(voice(1), voice(1) * 0.03 + voice(2) * 0.03 * 10 ** (-below_db / 20)) == SPOKEN


def test_P12_an_echo_of_what_nobody_wrote_down_on_its_own_channel_keeps_its_words() -> None:
    samples = np.stack([voice(1), late(voice(1), 200) * 0.03], axis=1).astype(np.int16)
    audio = RawAudio(samples, RATE_HZ, (Channel.CALLER, Channel.AGENT))
    for elsewhere in ((), (Word("before", 100, 790),), (Word("behind", 1410, 2000),)):
        spoken = {Channel.CALLER: elsewhere, Channel.AGENT: SPOKEN[Channel.AGENT]}
        assert without_echoes(spoken, audio) == spoken
    written = {**SPOKEN, Channel.CALLER: (Word("mine", 700, 900),)}
    assert without_echoes(written, audio)[Channel.AGENT] == ()


def test_a_short_word_behind_a_pause_is_measured_against_what_it_copies_alone() -> None:
    caller = voice(1)
    caller[: 1000 * RATE_HZ // 1000] = 0
    echo = caller * 10 ** (-17 / 20)
    short = {channel: (Word("no", 1000, 1200),) for channel in (Channel.CALLER, Channel.AGENT)}
    samples = np.stack([caller, echo], axis=1).astype(np.int16)
    audio = RawAudio(samples, RATE_HZ, (Channel.CALLER, Channel.AGENT))
    assert without_echoes(short, audio)[Channel.AGENT] == ()


def test_P12_a_quiet_party_that_speaks_while_the_other_one_does_keeps_its_words() -> None:
    assert heard(voice(1), voice(2) * 0.03) == SPOKEN


def test_P12_two_channels_with_one_sound_are_no_echo_of_each_other() -> None:
    assert heard(voice(1), voice(1) * 0.5) == SPOKEN


def test_a_copy_that_comes_before_its_original_is_no_echo() -> None:
    assert heard(late(voice(1), 200), voice(1) * 0.03) == SPOKEN


def test_silence_and_words_without_times_or_sound_stay_as_they_are() -> None:
    nothing = np.zeros(3000 * RATE_HZ // 1000)
    assert heard(nothing, nothing) == SPOKEN
    audio = RawAudio(np.zeros((800, 2), np.int16), RATE_HZ, (Channel.CALLER, Channel.AGENT))
    odd = {Channel.CALLER: (Word("typed"), Word("late", 5000, 6000)), Channel.AGENT: (Word("short", 50, 50),)}
    assert without_echoes(odd, audio) == odd


def test_one_channel_alone_keeps_its_words() -> None:
    audio = RawAudio(np.full((24_000, 1), 7, np.int16), RATE_HZ, (Channel.UNKNOWN,))
    assert without_echoes({Channel.UNKNOWN: (Word("one", 100, 900),)}, audio)[Channel.UNKNOWN]
