"""What can be heard but gives no believable words is told, so that the redaction can silence it."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Channel
from calls.ports.transcribers import Heed, Watch, unheeded, unwatched
from calls.transcript import TimeSource, Transcript, Window, Word
from tests.fixtures_manifest import fixture
from tests.transcribe.conftest import sound_of
from transcribe.loud_sound import loud_spans
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import SpeechSpan, VoiceActivity

RATE_HZ = 8000


class Mumbler:
    """An engine that is never sure of anything."""

    engine, model = "twin", "none"

    def warm_up(self) -> None:
        """There is nothing to load."""

    def hear(
        self,
        chunks: Sequence[Samples16k],
        *,
        language: str | None = None,
        with_times: bool = True,
        heed: Heed = unheeded,
    ) -> list[Heard]:
        assert with_times
        heed()
        return [Heard((), {language or "en": 1.0}, "en", 0.9, -3.0, False) for _ in chunks]


class Deaf(VoiceActivity):
    """Voice activity that takes nothing for speech, as Silero does with speech that is driven into clipping."""

    def speech(self, samples: NDArray[np.int16], rate_hz: int, watch: Watch = unwatched) -> list[SpeechSpan]:
        del samples, rate_hz, watch
        return []


def noise(dbfs: float, n_ms: int) -> NDArray[np.int16]:
    """White noise, int16 [n_samples] at 8 kHz."""
    drawn = np.random.default_rng(7).normal(0, 32768 * 10 ** (dbfs / 20), n_ms * RATE_HZ // 1000)
    return np.clip(drawn, -32768, 32767).astype(np.int16)


def silence(n_ms: int) -> NDArray[np.int16]:
    return np.zeros(n_ms * RATE_HZ // 1000, np.int16)


def heard_by_nobody(caller: NDArray[np.int16]) -> Transcript:
    """What is told of a sound in which voice activity hears no speech; the agent says nothing."""
    sound = RawAudio(np.stack([caller, np.zeros_like(caller)], axis=1), RATE_HZ, (Channel.CALLER, Channel.AGENT))
    return CallTranscriber(Mumbler(), activity=Deaf()).transcribe(sound)


def overdriven(name: str) -> RawAudio:
    """A fixture thirty times too loud and clipped."""
    sound = sound_of(name)
    loud = np.clip(sound.samples.astype(np.int32) * 30, -32768, 32767).astype(np.int16)
    return RawAudio(loud, sound.rate_hz, sound.channels)


def test_P12_every_stretch_of_speech_without_words_is_named() -> None:
    sound: RawAudio = sound_of("objection_demo")
    transcript = CallTranscriber(Mumbler()).transcribe(sound)
    assert transcript.turns == ()
    for phrase in fixture("objection_demo").phrases:
        middle_ms = (phrase.start_ms + phrase.end_ms) // 2
        assert any(w.channel is phrase.channel and w.start_ms <= middle_ms < w.end_ms for w in transcript.unwritten)


def test_silence_is_no_unwritten_speech() -> None:
    transcript = CallTranscriber(Mumbler()).transcribe(sound_of("silence"))
    assert transcript.unwritten == ()
    assert transcript.language == "en"


def test_P12_loud_sound_that_is_no_speech_to_voice_activity_is_unwritten_all_the_same() -> None:
    transcript = heard_by_nobody(np.concatenate([silence(1000), noise(-10, 2000), silence(1000)]))
    assert transcript.unwritten == (Window(Channel.CALLER, 1000, 3000),)


def test_P12_digits_read_one_by_one_are_one_stretch() -> None:
    digits = [part for _ in range(8) for part in (noise(-20, 300), silence(400))]
    (window,) = heard_by_nobody(np.concatenate(digits)).unwritten
    assert (window.start_ms, window.end_ms) == (0, 8 * 700 - 400)


@pytest.mark.parametrize(
    ("dbfs", "n_ms", "why"),
    [(-45, 5000, "line noise"), (-34, 5000, "a quiet breath"), (-10, 500, "a click or a cough")],
)
def test_what_is_quiet_or_short_stays(dbfs: float, n_ms: int, why: str) -> None:
    sound = np.concatenate([silence(1000), noise(dbfs, n_ms), silence(1000)])
    assert heard_by_nobody(sound).unwritten == (), why


def test_P12_a_quiet_party_is_loud_from_far_below_its_own_words() -> None:
    word = Word("hello", 0, 1000, 0.9, TimeSource.ALIGNED)
    sound = np.concatenate([noise(-25, 1000), silence(1000), noise(-36, 1000), silence(1000), noise(-45, 1000)])
    assert loud_spans(sound, RATE_HZ, [word]) == [SpeechSpan(0, 1000), SpeechSpan(2000, 3000)]
    assert loud_spans(sound, RATE_HZ, []) == [SpeechSpan(0, 1000)]


def test_no_sound_is_not_loud() -> None:
    assert loud_spans(silence(0), RATE_HZ, []) == []


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_P12_an_overdriven_card_number_is_written_or_unwritten_but_never_passed_over(
    transcriber: CallTranscriber,
) -> None:
    transcript = transcriber.transcribe(overdriven("payment_call"))
    for secret in fixture("payment_call").secrets:
        known = [(w.start_ms, w.end_ms) for w in transcript.unwritten if w.channel is secret.channel] + [
            ((word.start_ms or 0) - 250, (word.end_ms or 0) + 250)
            for turn in transcript.turns
            if turn.channel is secret.channel
            for word in turn.words
        ]
        unknown = [
            ms for ms in range(secret.start_ms, secret.end_ms, 10) if not any(start <= ms < end for start, end in known)
        ]
        assert len(unknown) * 10 < 600, secret.kind


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
@pytest.mark.parametrize("name", ["demo_call", "payment_call", "overlapping_speech", "long_pause"])
def test_innocent_speech_is_never_unwritten(name: str, transcriber: CallTranscriber) -> None:
    assert transcriber.transcribe(sound_of(name)).unwritten == ()


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_music_on_hold_is_unwritten_and_raises_no_doubt(transcriber: CallTranscriber) -> None:
    transcript = transcriber.transcribe(sound_of("hold_music"))
    (window,) = transcript.unwritten
    (music,) = [phrase for phrase in fixture("hold_music").phrases if not phrase.text]
    assert window.channel is music.channel
    assert window.start_ms == pytest.approx(music.start_ms, abs=150)
    assert window.end_ms == pytest.approx(music.end_ms, abs=150)
    assert transcript.language == "en"


VOWELS_HZ = [(730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480)]
"""Resonances of "a", "i", "u", "e" (Peterson and Barney 1952)."""


def sung(n_notes: int) -> NDArray[np.float64]:
    """A melody in vowels with vibrato, float [n_samples] at 8 kHz, half a second a note: voice activity takes it for
    speech."""
    drawn = np.random.default_rng(2)
    at_s = np.arange(RATE_HZ // 2) / RATE_HZ
    swell = np.minimum(1, np.minimum(at_s / 0.03, (0.5 - at_s) / 0.05))
    notes = []
    for number in range(n_notes):
        pitch_hz = 110 * 2 ** (drawn.choice([0, 2, 4, 5, 7, 9, 11, 12]) / 12) * drawn.choice([1, 2])
        phase = 2 * np.pi * pitch_hz * at_s + 0.03 * pitch_hz / 5.5 * np.sin(2 * np.pi * 5.5 * at_s)
        overtones = range(1, int(3600 / pitch_hz) + 1)
        loudness = [
            sum(1 / (1 + ((overtone * pitch_hz - at_hz) / 90) ** 2) for at_hz in VOWELS_HZ[number % 4])
            for overtone in overtones
        ]
        notes.append(swell * sum(loud * np.sin(n * phase) for n, loud in zip(overtones, loudness, strict=True)))
    return np.concatenate(notes)


def at_speech_level(sound: NDArray[np.float64]) -> NDArray[np.int16]:
    """As loud as speech on a telephone: -22 dBFS."""
    scaled = sound / np.sqrt(np.mean(sound**2)) * 10 ** (-22 / 20)
    return np.clip(scaled * 32768, -32768, 32767).astype(np.int16)


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_P12_singing_that_voice_activity_takes_for_speech_gives_no_words(transcriber: CallTranscriber) -> None:
    singing = at_speech_level(sung(40))
    spans = VoiceActivity().speech(singing, RATE_HZ)
    assert sum(span.duration_ms for span in spans) > 10_000, "else nothing is tested here"
    transcript = transcriber.transcribe(RawAudio(singing[:, None], RATE_HZ, (Channel.CALLER,)))
    assert [turn.text for turn in transcript.turns] == []
    unwritten = [(window.start_ms, window.end_ms) for window in transcript.unwritten]
    assert all(any(start <= span.start_ms and span.end_ms <= end for start, end in unwritten) for span in spans)


@pytest.mark.needs_models
@pytest.mark.xdist_group("whisper")
def test_a_chord_at_the_loudness_of_speech_is_no_speech_to_voice_activity(transcriber: CallTranscriber) -> None:
    at_s = np.arange(10 * RATE_HZ) / RATE_HZ
    chord = sum(np.sin(2 * np.pi * n * f * at_s) / n for f in (130.8, 164.8, 196.0) for n in range(1, 9))
    sound = at_speech_level(np.asarray(chord) * (1.2 + np.sin(2 * np.pi * 4 * at_s)))
    assert VoiceActivity().speech(sound, RATE_HZ) == []
    transcript = transcriber.transcribe(RawAudio(sound[:, None], RATE_HZ, (Channel.CALLER,)))
    assert transcript.turns == ()
    assert sum(window.end_ms - window.start_ms for window in transcript.unwritten) > 9_000
