"""Bad telephone lines do to sound what they say, and what is written of it stays close to what a clean line gives."""

import numpy as np
import pytest

from audio_fixtures.telephone import RATE_HZ
from benchmarks.transcription.bad_lines import PACKET_MS, are_lost, louder, speech_level, with_losses, with_noise_below
from benchmarks.transcription.voices import ALL, Said, heard_rows, some_turns, totals
from benchmarks.transcription.word_errors import word_errors
from calls.audio import RawAudio
from calls.call import Channel
from calls.transcript import Transcript, Word
from tests.fixtures_manifest import CHANNEL_ORDER, Secret, fixture
from tests.transcribe.conftest import sound_of
from transcribe.transcribe_call import CallTranscriber

NAME = "payment_call"
LOST = 0.03
MOST_MORE_ERRORS = 0.10
"""Of the call's words, so many more may be wrong with 3 % of its packets lost."""
NEAR_MS = 500
PACKET = RATE_HZ * PACKET_MS // 1000


def caller_said() -> Said:
    phrases = [phrase.text for phrase in fixture(NAME).phrases if phrase.channel is Channel.CALLER]
    return Said(" ".join(phrases), sound_of(NAME).channel(Channel.CALLER))


def with_losses_on_both(concealed: bool) -> RawAudio:
    audio = sound_of(NAME)
    channels = [with_losses(audio.channel(channel), LOST, concealed=concealed) for channel in CHANNEL_ORDER]
    return RawAudio(np.stack(channels, axis=1), audio.rate_hz, CHANNEL_ORDER)


def text_of(transcript: Transcript, channel: Channel) -> str:
    return " ".join(turn.text for turn in transcript.turns if turn.channel is channel)


def words_of(transcript: Transcript) -> list[tuple[Channel, Word]]:
    return [(turn.channel, word) for turn in transcript.turns for word in turn.words]


def errors_of(transcript: Transcript) -> float:
    """Over both channels, digits apart."""
    total = word_errors("", "")
    for channel in CHANNEL_ORDER:
        said = " ".join(phrase.text for phrase in fixture(NAME).phrases if phrase.channel is channel)
        total += word_errors(said, text_of(transcript, channel), digits_apart=True)
    return total.rate


@pytest.fixture(scope="module")
def clean(transcriber: CallTranscriber) -> Transcript:
    return transcriber.transcribe(sound_of(NAME))


def test_lost_packets_are_the_share_that_is_asked_for_and_all_others_come_through() -> None:
    samples = np.full(RATE_HZ * 60, 1000, np.int16)
    gaps, concealed = (with_losses(samples, LOST, concealed=conceals) for conceals in (False, True))
    lost = are_lost(len(samples), LOST)
    assert lost.mean() == pytest.approx(LOST, abs=0.01)
    assert np.array_equal((gaps.reshape(-1, PACKET) == 0).all(axis=1), lost)
    assert np.array_equal(gaps.reshape(-1, PACKET)[~lost], samples.reshape(-1, PACKET)[~lost])
    assert np.array_equal(concealed.reshape(-1, PACKET)[~lost], samples.reshape(-1, PACKET)[~lost])
    first = int(np.flatnonzero(lost)[0])
    assert concealed[first * PACKET] == 500, "the packet before, half as loud"


def test_noise_is_as_far_below_the_speech_as_asked_for() -> None:
    speech = caller_said().samples
    noise = with_noise_below(speech, 15).astype(np.float64) - speech
    below_db = 20 * np.log10(speech_level(speech) / np.sqrt((noise**2).mean()))
    assert below_db == pytest.approx(15, abs=0.5)


def test_too_loud_is_clipped_and_too_quiet_is_not() -> None:
    speech = caller_said().samples
    assert np.abs(louder(speech, 20).astype(np.int32)).max() > 32_000
    assert np.abs(louder(speech, -20).astype(np.int32)).max() == pytest.approx(np.abs(speech).max() / 10, rel=0.1)


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
@pytest.mark.parametrize("concealed", [False, True], ids=["gaps", "concealed"])
def test_P12_with_three_packets_in_a_hundred_lost_words_are_found_and_none_made_up(
    concealed: bool, clean: Transcript, transcriber: CallTranscriber
) -> None:
    heard = transcriber.transcribe(with_losses_on_both(concealed))
    assert errors_of(heard) <= errors_of(clean) + MOST_MORE_ERRORS
    card = fixture(NAME).secrets[0]
    numbers = [word for channel, word in words_of(heard) if channel is card.channel and _middle(word, card)]
    assert sum(letter.isdigit() for word in numbers for letter in word.text) >= 12
    for channel, word in words_of(heard):
        assert any(
            (word.start_ms or 0) < phrase.end_ms + NEAR_MS and (word.end_ms or 0) > phrase.start_ms - NEAR_MS
            for phrase in fixture(NAME).phrases
            if phrase.channel is channel
        ), word


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_P12_where_the_line_is_dead_for_two_seconds_no_word_is_made_up(transcriber: CallTranscriber) -> None:
    audio = sound_of(NAME)
    card = fixture(NAME).secrets[0]
    start_ms, end_ms = card.start_ms + 1500, card.start_ms + 3500
    samples = audio.samples.copy()
    samples[start_ms * RATE_HZ // 1000 : end_ms * RATE_HZ // 1000] = 0
    heard = transcriber.transcribe(RawAudio(samples, audio.rate_hz, audio.channels))
    inside = [
        word
        for _, word in words_of(heard)
        if start_ms < ((word.start_ms or 0) + (word.end_ms or 0)) / 2 < end_ms
        and (word.end_ms or 0) - (word.start_ms or 0) < end_ms - start_ms
    ]
    assert inside == []


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_the_table_of_voices_has_a_row_for_each_voice_on_each_line_and_adds_them_up(
    transcriber: CallTranscriber,
) -> None:
    said = caller_said()
    lines = {"clean": lambda samples: samples, "silent": np.zeros_like}
    rows = list(heard_rows(transcriber, {"joe": said}, lines))
    clean, silent = rows
    assert [(row.voice, row.condition) for row in rows] == [("joe", "clean"), ("joe", "silent")]
    assert clean.errors.n_words == silent.errors.n_words == word_errors(said.text, "").n_words
    assert clean.errors_digits_apart.rate < 0.2
    assert silent.errors.rate == 1
    summed = {(row.voice, row.condition): row.errors for row in totals(rows)}
    assert set(summed) == {("joe", ALL), (ALL, "clean"), (ALL, "silent"), (ALL, ALL)}
    assert summed[ALL, ALL].n_words == 2 * clean.errors.n_words
    assert summed[ALL, ALL].errors == clean.errors.errors + silent.errors.errors
    assert list(heard_rows(transcriber, {"joe": said}, {"clean": lines["clean"]})) == [clean], "the same each time"


def test_the_voices_say_the_same_turns_each_time_and_as_many_words_as_asked_for() -> None:
    turns = some_turns(150)
    assert turns == some_turns(150)
    assert 150 <= len(" ".join(turns).split()) < 180
    assert some_turns(60) == turns[: len(some_turns(60))]


def _middle(word: Word, card: Secret) -> bool:
    middle_ms = ((word.start_ms or 0) + (word.end_ms or 0)) / 2
    return card.start_ms <= middle_ms <= card.end_ms
