"""Chunks of one batch may be in different languages: each is written, cut and timed by its own."""

from collections.abc import Sequence
from typing import Any

import pytest

from calls.call import Channel
from tests.transcribe.conftest import sound_of
from transcribe.chunk import cut_chunks
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard
from transcribe.voice_activity import VoiceActivity

pytestmark = [pytest.mark.needs_models, pytest.mark.xdist_group("whisper")]


def chunks() -> list[Samples16k]:
    audio = sound_of("payment_call")
    caller = audio.channel(Channel.CALLER)
    spans = VoiceActivity().speech(caller, audio.rate_hz)
    return [chunk.samples for chunk in cut_chunks(caller, audio.rate_hz, spans, longest_ms=8000)][:2]


def sounds_like(engine: FasterWhisperEngine, languages: Sequence[str], patch: pytest.MonkeyPatch) -> None:
    def told(_encoded: Any, _language: str | None, n_chunks: int) -> list[dict[str, float]]:
        return [{tag: 1.0} for tag in languages[:n_chunks]]

    patch.setattr(engine, "_languages", told)


def words_of(heard: Heard) -> list[tuple[str, int, int]]:
    return [(word.text, word.start_ms, word.end_ms) for word in heard.words]


def test_each_chunk_is_heard_as_if_it_were_alone(faster: FasterWhisperEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = chunks()
    alone = [*faster.hear([first], language="en"), *faster.hear([second], language="ja")]
    sounds_like(faster, ["en", "ja"], monkeypatch)
    together = faster.hear([first, second])
    assert [heard.spoken_as for heard in together] == ["en", "ja"]
    assert [words_of(heard) for heard in together] == [words_of(heard) for heard in alone]


def test_on_a_gpu_attention_is_taken_of_the_chunks_of_each_language_together(
    faster: FasterWhisperEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = [*chunks(), chunks()[0]]
    sounds_like(faster, ["en", "ja", "en"], monkeypatch)
    one_by_one = [words_of(heard) for heard in faster.hear(sound)]
    monkeypatch.setattr(faster, "_taken_together", lambda _: [[0, 2], [1]])
    assert [words_of(heard) for heard in faster.hear(sound)] == one_by_one
    assert one_by_one[0] == one_by_one[2]


def test_P12_what_was_heard_in_a_language_without_blanks_is_many_short_words(faster: FasterWhisperEngine) -> None:
    (heard,) = faster.hear(chunks()[:1], language="ja")
    assert len(heard.words) >= 4
    assert max(len(word.text) for word in heard.words) <= 12
    starts = [word.start_ms for word in heard.words]
    assert starts == sorted(starts)
