"""Calls of hours: a few chunks in memory at a time, somebody who watches, and a stop that does not wait for the end."""

import time
from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Channel
from calls.ports.transcribers import Heed, Watch, unheeded, unwatched
from tests.transcribe.conftest import sound_of
from transcribe import voice_activity
from transcribe.chunk import cut_chunks
from transcribe.hear_channel import CHUNKS_AT_ONCE
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard, spread_words
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import SpeechSpan, VoiceActivity
from transcribe.word_timing import WordAligner

RATE_HZ = 8000
CHUNK_MS = 28_000
MINUTES = 10
CHUNKS_A_CHANNEL = MINUTES * 60_000 // CHUNK_MS


class Counter:
    """An engine that hears nothing, and counts what it is given at once and what it hears."""

    engine, model = "twin", "none"

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.n_heard = 0

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
        self.batches.append(len(chunks))
        for _ in chunks:
            heed()
            self.n_heard += 1
        return [Heard(spread_words("♪", 100, 0.9), {"en": 1.0}, language or "en", 0.1, -0.3, False) for _ in chunks]


class AlwaysTalking(VoiceActivity):
    """Voice activity that takes everything for speech, in spans as long as they get."""

    def speech(self, samples: NDArray[np.int16], rate_hz: int, watch: Watch = unwatched) -> list[SpeechSpan]:
        del watch
        end_ms = len(samples) * 1000 // rate_hz
        return [SpeechSpan(at, at + CHUNK_MS) for at in range(0, end_ms - CHUNK_MS + 1, CHUNK_MS)]


class Stop(Exception):
    """What a watcher raises to end the work."""


@pytest.fixture
def long_call() -> RawAudio:
    return RawAudio(np.zeros((MINUTES * 60 * RATE_HZ, 2), np.int16), RATE_HZ, (Channel.CALLER, Channel.AGENT))


def test_a_long_call_is_heard_a_few_chunks_at_a_time(long_call: RawAudio) -> None:
    engine = Counter()
    CallTranscriber(engine, activity=AlwaysTalking()).transcribe(long_call)
    assert max(engine.batches) <= CHUNKS_AT_ONCE
    assert sum(engine.batches) >= 2 * CHUNKS_A_CHANNEL


def test_a_watcher_sees_the_work_grow_to_its_end(long_call: RawAudio) -> None:
    shares: list[float] = []
    CallTranscriber(Counter(), activity=AlwaysTalking()).transcribe(long_call, shares.append)
    told = [share for share, _ in groupby(shares)]
    assert len(told) == 1 + 4 * CHUNKS_A_CHANNEL, "nothing yet; every chunk, and again as speech that was left out"
    assert all(earlier < later for earlier, later in pairwise(told)), "asked again, it is told the same share"
    assert told[0] == 0
    assert 0.97 < shares[-1] <= 1


def test_what_a_watcher_raises_ends_the_work_before_another_chunk_is_heard(long_call: RawAudio) -> None:
    engine = Counter()

    def stop(share: float) -> None:
        del share
        raise Stop

    with pytest.raises(Stop):
        CallTranscriber(engine, activity=AlwaysTalking()).transcribe(long_call, stop)
    assert engine.n_heard == 0


@pytest.mark.parametrize("asked", [1, 2, CHUNKS_A_CHANNEL, 2 * CHUNKS_A_CHANNEL + 1, 4 * CHUNKS_A_CHANNEL + 5])
def test_a_stop_is_heeded_while_left_out_speech_is_heard_again_too(long_call: RawAudio, asked: int) -> None:
    engine = Counter()
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        if len(shares) == asked:
            raise Stop

    with pytest.raises(Stop):
        CallTranscriber(engine, activity=AlwaysTalking()).transcribe(long_call, stop)
    assert engine.n_heard < asked
    assert len(shares) == asked


def test_a_stop_is_heeded_while_speech_is_looked_for(long_call: RawAudio) -> None:
    blocks: list[float] = []

    def stop(share: float) -> None:
        blocks.append(share)
        if len(blocks) == 2:
            raise Stop

    with pytest.raises(Stop):
        VoiceActivity().speech(long_call.channel(Channel.CALLER), RATE_HZ, stop)
    assert blocks == pytest.approx([1 / MINUTES, 2 / MINUTES])


def test_voice_activity_hears_the_same_in_blocks_of_any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    audio = sound_of("payment_call")
    caller, activity = audio.channel(Channel.CALLER), VoiceActivity()
    whole = activity.speech(caller, audio.rate_hz)
    monkeypatch.setattr(voice_activity, "_BLOCK_S", 4)
    in_blocks = activity.speech(caller, audio.rate_hz)
    assert len(in_blocks) == len(whole)
    for one, other in zip(in_blocks, whole, strict=True):
        assert one.start_ms == pytest.approx(other.start_ms, abs=64)
        assert one.end_ms == pytest.approx(other.end_ms, abs=64)


def test_a_text_full_of_numbers_is_aligned_in_the_time_that_other_texts_take() -> None:
    """The lattice of all ways to say them took minutes to search twice."""
    audio = sound_of("payment_call")
    (chunk, *_) = cut_chunks(audio.channel(Channel.CALLER), audio.rate_hz, [SpeechSpan(8000, 28_000)])
    words = ["236-865-87013-831-2", "297-1716-108-298-2", "5629", "1930-4923-8557-0336"] * 2
    started_s = time.process_time()
    WordAligner().align(words, chunk.samples)
    assert time.process_time() - started_s < 30
