"""A call whose parties speak different languages: English is written as ever, the call is not taken for English.

The Spanish is an English voice's, of which Whisper is not sure that it is Spanish; no free voice of another language
can be had from the packages that these tests use.
"""

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Channel
from calls.transcript import TimeSource, Transcript, Word
from tests.cli.command_line import SPANISH
from tests.fixtures_manifest import fixture
from tests.transcribe.conftest import sound_of
from transcribe.chunk import cut_chunks
from transcribe.decode import decode_audio
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.language import UNSURE, LanguageVote, language_of_call
from transcribe.speech_engine import SpeechEngine
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import VoiceActivity

pytestmark = [pytest.mark.needs_models, pytest.mark.xdist_group("whisper")]

PARTIES = (Channel.CALLER, Channel.AGENT)


def with_spanish_agent() -> RawAudio:
    """The caller of the payment call, and an agent who speaks Spanish for nine seconds."""
    english = sound_of("payment_call")
    spoken = decode_audio(SPANISH.read_bytes(), PARTIES, max_duration_s=60)
    spanish = soxr.resample(spoken.samples[:, 0], spoken.rate_hz, english.rate_hz)[: len(english.samples)]
    agent = np.zeros(len(english.samples), np.int16)
    agent[: len(spanish)] = spanish
    return RawAudio(np.stack([english.channel(Channel.CALLER), agent], axis=1), english.rate_hz, PARTIES)


@pytest.fixture(scope="module")
def mixed(transcriber: CallTranscriber) -> Transcript:
    return transcriber.transcribe(with_spanish_agent())


def words_of(transcript: Transcript, channel: Channel) -> list[Word]:
    return [word for turn in transcript.turns if turn.channel is channel for word in turn.words]


def test_P12_a_call_with_one_party_in_spanish_is_not_taken_for_english(mixed: Transcript) -> None:
    assert mixed.language in {"es", UNSURE}


def test_the_party_who_speaks_english_is_written_and_aligned_as_if_the_other_did_too(mixed: Transcript) -> None:
    words = words_of(mixed, Channel.CALLER)
    card = next(secret for secret in fixture("payment_call").secrets if secret.channel is Channel.CALLER)
    spoken = [w for w in words if card.start_ms <= ((w.start_ms or 0) + (w.end_ms or 0)) / 2 <= card.end_ms]
    assert sum(letter.isdigit() for word in spoken for letter in word.text) >= 12
    assert {word.time_source for word in spoken} == {TimeSource.ALIGNED}


def test_P12_spanish_words_are_written_and_their_times_not_trusted_like_english_ones(mixed: Transcript) -> None:
    words = words_of(mixed, Channel.AGENT)
    assert len(words) >= 10
    assert TimeSource.ALIGNED not in {word.time_source for word in words}


def votes_of(engine: SpeechEngine, samples: NDArray[np.int16], rate_hz: int) -> list[LanguageVote]:
    """One a window, as the transcription takes them."""
    chunks = list(cut_chunks(samples, rate_hz, VoiceActivity().speech(samples, rate_hz)))
    heard = engine.hear([chunk.samples for chunk in chunks], with_times=False)
    return [LanguageVote(one.languages, chunk.speech_ms) for one, chunk in zip(heard, chunks, strict=True)]


def test_P12_many_windows_of_english_do_not_outvote_one_party_in_spanish(faster: FasterWhisperEngine) -> None:
    call = with_spanish_agent()
    english = votes_of(faster, np.tile(call.channel(Channel.CALLER), 3), call.rate_hz)
    spanish = votes_of(faster, call.channel(Channel.AGENT), call.rate_hz)
    assert len(english) >= 3
    assert language_of_call([english]) == "en"
    assert language_of_call([english, spanish]) in {"es", UNSURE}
    assert language_of_call([spanish, english]) == language_of_call([english, spanish])
