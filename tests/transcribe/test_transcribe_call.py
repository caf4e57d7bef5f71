"""A recorded call becomes a conversation with word times that can be trusted."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from calls.audio import MaskSound, RawAudio, RedactedAudio
from calls.call import Channel
from calls.transcript import TimeSource, Transcript, Window, Word
from redact.mask_sound import mask_samples
from tests.fixtures_manifest import fixture
from tests.transcribe.conftest import sound_of
from transcribe.openai_whisper_engine import OpenaiWhisperEngine
from transcribe.transcribe_call import CallTranscriber

pytestmark = [pytest.mark.needs_models, pytest.mark.xdist_group("whisper")]

WITHIN_MS = 150
"""How far a phrase's first or last aligned word may lie from the manifest's exact time."""


@pytest.fixture(scope="module")
def payment(transcriber: CallTranscriber) -> Transcript:
    return transcriber.transcribe(sound_of("payment_call"))


def words_of(transcript: Transcript, channel: Channel) -> list[Word]:
    return [word for turn in transcript.turns if turn.channel is channel for word in turn.words]


def spoken_between(words: Sequence[Word], start_ms: int, end_ms: int) -> list[Word]:
    """Words whose middle lies inside."""
    return [w for w in words if start_ms <= ((w.start_ms or 0) + (w.end_ms or 0)) / 2 <= end_ms]


def test_the_parties_take_turns_in_the_order_in_which_they_spoke(payment: Transcript) -> None:
    expected = []
    for phrase in fixture("payment_call").phrases:
        if phrase.text and (not expected or expected[-1] is not phrase.channel):
            expected.append(phrase.channel)
    heard = []
    for turn in payment.turns:
        if not heard or heard[-1] is not turn.channel:
            heard.append(turn.channel)
    assert heard == expected
    assert payment.language == "en"
    assert payment.engine == "faster-whisper"


def test_it_says_what_it_was_written_with(payment: Transcript) -> None:
    versions = dict(payment.versions)
    assert versions.keys() == {"written by faster-whisper", "aligner"}
    assert re.fullmatch(r"whisper-base .* sha256:[0-9a-f]{12}", versions["written by faster-whisper"])
    assert re.fullmatch(r"pocketsphinx \d+\.\d+.*", versions["aligner"])


def test_word_times_are_monotonic_and_inside_the_file(payment: Transcript) -> None:
    for channel in (Channel.CALLER, Channel.AGENT):
        times = [(word.start_ms or 0, word.end_ms or 0) for word in words_of(payment, channel)]
        assert times == sorted(times)
        assert all(0 <= start < end <= payment.duration_ms for start, end in times)
        assert all(end <= start for (_, end), (start, _) in pairwise(times))


def test_words_are_aligned(payment: Transcript) -> None:
    words = [word for turn in payment.turns for word in turn.words]
    aligned = [word for word in words if word.time_source is TimeSource.ALIGNED]
    assert len(aligned) >= 0.95 * len(words)


@pytest.mark.parametrize("name", ["payment_call", "trade_in_call"])
def test_spoken_secrets_lie_where_the_manifest_says(name: str, transcriber: CallTranscriber) -> None:
    transcript = transcriber.transcribe(sound_of(name))
    for secret in fixture(name).secrets:
        words = spoken_between(words_of(transcript, secret.channel), secret.start_ms, secret.end_ms)
        assert words, secret.kind
        assert words[0].start_ms == pytest.approx(secret.start_ms, abs=WITHIN_MS), secret.kind
        assert words[-1].end_ms == pytest.approx(secret.end_ms, abs=WITHIN_MS), secret.kind
        assert {word.time_source for word in words} == {TimeSource.ALIGNED}


def test_the_same_sound_gives_the_same_transcript(payment: Transcript, transcriber: CallTranscriber) -> None:
    assert transcriber.transcribe(sound_of("payment_call")) == payment


def test_crosstalk_gives_no_party_the_words_of_the_other(payment: Transcript, transcriber: CallTranscriber) -> None:
    sound = sound_of("payment_call")
    carried_over = np.round(sound.samples[:, ::-1] * 10 ** (-30 / 20)).astype(np.int16)
    crossed = transcriber.transcribe(RawAudio(sound.samples + carried_over, sound.rate_hz, sound.channels))
    for channel, other in (sound.channels, sound.channels[::-1]):
        words, alone = words_of(crossed, channel), words_of(payment, channel)
        assert abs(len(words) - len(alone)) <= 2
        for phrase in (phrase for phrase in fixture("payment_call").phrases if phrase.channel is other):
            assert not spoken_between(words, phrase.start_ms, phrase.end_ms)


def test_a_long_pause_and_silence_hold_no_words(transcriber: CallTranscriber) -> None:
    phrases = [phrase for phrase in fixture("long_pause").phrases if phrase.text]
    for turn in transcriber.transcribe(sound_of("long_pause")).turns:
        assert any(
            (turn.start_ms or 0) < phrase.end_ms + 500 and (turn.end_ms or 0) > phrase.start_ms - 500
            for phrase in phrases
            if phrase.channel is turn.channel
        )
    assert transcriber.transcribe(sound_of("silence")).turns == ()


def test_an_empty_recording_has_no_turns(transcriber: CallTranscriber) -> None:
    empty = RawAudio(np.zeros((0, 2), np.int16), 8000, (Channel.CALLER, Channel.AGENT))
    assert transcriber.transcribe(empty).turns == ()


def test_the_other_engine_hears_again_only_where_somebody_speaks(reference: OpenaiWhisperEngine) -> None:
    audio = sound_of("payment_call")
    secret = fixture("payment_call").secrets[0]
    redacted = RedactedAudio(audio.samples, audio.rate_hz, audio.channels)
    spoken = Window(secret.channel, secret.start_ms - 100, secret.end_ms + 100)
    silent = Window(Channel.AGENT, secret.start_ms + 500, secret.end_ms - 500)
    turns = CallTranscriber(reference).listen_again(redacted, [spoken, silent])
    assert [turn.channel for turn in turns] == [secret.channel]
    assert sum(letter.isdecimal() for letter in turns[0].text) >= 12
    assert turns[0].start_ms == pytest.approx(secret.start_ms, abs=400)


def test_a_masked_window_says_nothing(reference: OpenaiWhisperEngine) -> None:
    audio = sound_of("payment_call")
    samples = audio.samples.copy()
    samples[:] = (2000 * np.sin(2 * np.pi * 180 * np.arange(len(samples)) / audio.rate_hz)).astype(np.int16)[:, None]
    redacted = RedactedAudio(samples, audio.rate_hz, audio.channels)
    window = Window(Channel.CALLER, 1000, 15_000)
    assert CallTranscriber(reference).listen_again(redacted, [window]) == []


@pytest.mark.parametrize("sound", list(MaskSound))
def test_P11_recognition_of_a_mask_yields_nothing(sound: MaskSound, reference: OpenaiWhisperEngine) -> None:
    masked = mask_samples(sound, 0, 16 * 8_000, 8_000)[:, None]
    redacted = RedactedAudio(masked, 8_000, (Channel.CALLER,), sound)
    assert CallTranscriber(reference).listen_again(redacted, [Window(Channel.CALLER, 1_000, 15_000)]) == []
