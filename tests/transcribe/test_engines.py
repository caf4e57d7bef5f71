"""Both engines on the same weights: not one number changed, the same words, nothing heard where nobody speaks."""

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from audio_fixtures.telephone import RATE_HZ
from benchmarks.transcription.wordless import WORDLESS, wordless_sound
from calls.audio import RawAudio
from calls.call import Channel
from calls.ports.transcribers import Heed, unheeded
from tests.transcribe.conftest import sound_of
from transcribe import processor
from transcribe.bfloat16_encoder import Bfloat16Encoder
from transcribe.chunk import cut_chunks
from transcribe.ctranslate2_file import Tensors, read_tensors
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.hear_channel import ROOM_MS
from transcribe.models import WhisperWeights
from transcribe.openai_whisper_engine import OpenaiWhisperEngine
from transcribe.resample import MODEL_RATE_HZ, Samples16k
from transcribe.transcribe_call import CallTranscriber
from transcribe.voice_activity import VoiceActivity, widened
from transcribe.weight_conversion import openai_state

pytestmark = [pytest.mark.needs_models, pytest.mark.xdist_group("whisper")]

MOST_DIFFERENT = 0.05
"""Word error rate of one engine against the other, same weights and search: int8 against float32."""


@pytest.fixture(scope="module")
def tensors(weights: WhisperWeights) -> Tensors:
    return read_tensors(weights.folder / "model.bin")


def test_the_conversion_changes_no_number_and_leaves_none_out(tensors: Tensors) -> None:
    state = openai_state(tensors)
    parameters = {name: tensor for name, tensor in tensors.items() if tensor.dtype == np.float16}
    key_biases = sum(tensor.size // 3 for name, tensor in parameters.items() if _is_self_attention_bias(name))
    key_biases += sum(tensor.size // 2 for name, tensor in parameters.items() if _is_cross_attention_bias(name))
    assert len(state) == 245
    assert sum(tensor.size for tensor in state.values()) == sum(t.size for t in parameters.values()) - key_biases
    for name, tensor in state.items():
        assert tensor.dtype == np.float16, name
        assert any(np.shares_memory(tensor, source) for source in parameters.values()), name


def test_query_key_and_value_stand_where_the_joined_matrix_has_them(tensors: Tensors) -> None:
    state = openai_state(tensors)
    for layer in range(6):
        joined = tensors[f"decoder/layer_{layer}/self_attention/linear_0/weight"]
        parts = [state[f"decoder.blocks.{layer}.attn.{part}.weight"] for part in ("query", "key", "value")]
        assert np.array_equal(np.concatenate(parts), joined)
        joined = tensors[f"decoder/layer_{layer}/attention/linear_1/weight"]
        parts = [state[f"decoder.blocks.{layer}.cross_attn.{part}.weight"] for part in ("key", "value")]
        assert np.array_equal(np.concatenate(parts), joined)


def test_openai_whisper_holds_exactly_these_numbers(reference: OpenaiWhisperEngine, tensors: Tensors) -> None:
    held = {name: values.numpy() for name, values in reference.parameters().items()}
    state = openai_state(tensors)
    assert held.keys() == state.keys()
    for name, values in state.items():
        assert np.array_equal(held[name], values.astype(np.float32)), name


@pytest.mark.parametrize(("in_bfloat16", "merged"), [(False, False), (True, False), (True, True)])
def test_both_engines_write_the_same_words(
    weights: WhisperWeights, reference: OpenaiWhisperEngine, in_bfloat16: bool, merged: bool
) -> None:
    chunks = [*_speech("payment_call"), *_speech("trade_in_call"), *_speech("overlapping_speech")]
    greedy = FasterWhisperEngine(weights, beam_size=1, encodes_in_bfloat16=in_bfloat16, merges_frames=merged)
    mine, theirs = (
        _words(" ".join(heard.text for heard in engine.hear(chunks, language="en", with_times=False)))
        for engine in (greedy, reference)
    )
    assert len(theirs) > 150
    assert _edits(theirs, mine) / len(theirs) <= MOST_DIFFERENT


def test_the_encoder_in_bfloat16_is_nearer_to_the_reference_than_the_one_in_eight_bits(
    weights: WhisperWeights, reference: OpenaiWhisperEngine
) -> None:
    features = np.random.default_rng(7).standard_normal((1, 80, 3000)).astype(np.float32) / 2
    wanted = reference.encode(features)
    in_bfloat16, in_eight_bits = (
        FasterWhisperEngine(weights, encodes_in_bfloat16=chosen, merges_frames=False).encode(features)
        for chosen in (True, False)
    )
    assert wanted.shape == in_bfloat16.shape == in_eight_bits.shape
    assert np.abs(in_bfloat16 - wanted).mean() < np.abs(in_eight_bits - wanted).mean() / 2


def test_merged_frames_are_half_as_many_and_words_keep_their_places(weights: WhisperWeights) -> None:
    chunk = _speech("payment_call")[0]
    whole, merged = (
        FasterWhisperEngine(weights, encodes_in_bfloat16=True, merges_frames=chosen) for chosen in (False, True)
    )
    features = np.zeros((1, 80, 3000), np.float32)
    assert whole.encode(features).shape[1] == 2 * merged.encode(features).shape[1] == 1500
    (by_all,), (by_half,) = whole.hear([chunk]), merged.hear([chunk])
    middles = {word.text: word.start_ms + word.end_ms for word in by_all.words}
    shared = [word for word in by_half.words if word.text in middles]
    apart_ms = [abs(word.start_ms + word.end_ms - middles[word.text]) / 2 for word in shared]
    assert len(apart_ms) > len(by_all.words) / 2
    assert np.median(apart_ms) <= 60


def test_a_short_chunk_costs_two_thirds_of_a_window_and_keeps_its_words(
    weights: WhisperWeights, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, short_s = _speech("payment_call")[0], 8
    chunks = [sound[at * MODEL_RATE_HZ : (at + short_s) * MODEL_RATE_HZ] for at in (0, short_s)]
    heard_frames = _spy_on_windows(monkeypatch)
    whole, short = (
        FasterWhisperEngine(weights, encodes_in_bfloat16=True, shortens_window=chosen).hear(chunks, language="en")
        for chosen in (False, True)
    )
    assert heard_frames == [3000, 3000, 2000, 2000]
    wanted, got = (_words(" ".join(heard.text for heard in engine)) for engine in (whole, short))
    assert len(wanted) > 20
    assert _edits(wanted, got) / len(wanted) <= 2 * MOST_DIFFERENT


def test_a_chunk_too_long_for_a_short_window_and_the_silence_after_it_gets_a_whole_one(
    weights: WhisperWeights, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_frames = _spy_on_windows(monkeypatch)
    engine = FasterWhisperEngine(weights, encodes_in_bfloat16=True)
    for n_seconds in (19, 19.01):
        engine.hear([np.zeros(round(n_seconds * MODEL_RATE_HZ), np.float32)], language="en", with_times=False)
    assert heard_frames == [2000, 3000]


@pytest.mark.parametrize(
    ("flags", "device", "compute_type", "precision"),
    [
        ("avx512f amx_bf16", "cpu", "int8", "int8 bfloat16 merged"),
        ("avx512f avx512_bf16", "cpu", "int8", "int8"),
        ("amx_bf16", "cpu", "float32", "float32"),
        ("amx_bf16", "cuda", "int8", "int8"),
    ],
)
def test_only_where_the_processor_multiplies_bfloat16_and_eight_bits_will_do_is_it_used_and_named(
    weights: WhisperWeights,
    monkeypatch: pytest.MonkeyPatch,
    flags: str,
    device: str,
    compute_type: str,
    precision: str,
) -> None:
    monkeypatch.setattr(processor, "flags", lambda: frozenset(flags.split()))
    engine = FasterWhisperEngine(weights, device=device, compute_type=compute_type)
    assert engine.model == f"whisper-base {precision} sha256:{weights.sha256[:12]}"


def test_a_known_language_is_not_detected_again_and_changes_no_word(faster: FasterWhisperEngine) -> None:
    chunks = _speech("payment_call")[:1]
    (detected,), (known,) = faster.hear(chunks), faster.hear(chunks, language="en")
    assert (detected.spoken_as, known.languages) == ("en", {"en": 1.0})
    assert known.words == detected.words


@pytest.mark.parametrize("name", WORDLESS)
def test_where_nobody_speaks_no_word_is_written(name: str, transcriber: CallTranscriber) -> None:
    samples = wordless_sound(name, 20)[:, None]
    transcript = transcriber.transcribe(RawAudio(samples, RATE_HZ, (Channel.UNKNOWN,)))
    assert (transcript.turns, transcript.language) == ((), "en")


def _speech(name: str) -> list[Samples16k]:
    audio, activity = sound_of(name), VoiceActivity()
    spans = {
        channel: widened(activity.speech(audio.channel(channel), audio.rate_hz), ROOM_MS, audio.duration_ms)
        for channel in audio.channels
    }
    return [
        chunk.samples
        for channel in audio.channels
        for chunk in cut_chunks(audio.channel(channel), audio.rate_hz, spans[channel])
    ]


def _spy_on_windows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many frames every window has that the encoder is given from now on."""
    heard_frames: list[int] = []
    encode = Bfloat16Encoder.encode

    def spy(self: Bfloat16Encoder, features: NDArray[np.float32], heed: Heed = unheeded) -> NDArray[np.float32]:
        heard_frames.append(features.shape[2])
        return encode(self, features, heed)

    monkeypatch.setattr(Bfloat16Encoder, "encode", spy)
    return heard_frames


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _edits(expected: list[str], got: list[str]) -> int:
    """Levenshtein distance in words."""
    row = list(range(len(got) + 1))
    for number, wanted in enumerate(expected, start=1):
        diagonal, row[0] = row[0], number
        for at, word in enumerate(got, start=1):
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + (wanted != word))
    return row[-1]


def _is_self_attention_bias(name: str) -> bool:
    return name.endswith("self_attention/linear_0/bias")


def _is_cross_attention_bias(name: str) -> bool:
    return name.endswith("attention/linear_1/bias") and "/self_attention/" not in name
