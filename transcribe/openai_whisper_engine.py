"""The reference Whisper, by PyTorch. The only file that imports whisper.

Reads the same weights as faster-whisper (`weight_conversion`), and keeps them in float32. It computes in float32, or
rounds what it multiplies to float16 where it is told to (on a GPU). Temperature 0 only, chunks of at most 30 s: the
time a chunk can take is bounded.
"""

import gzip
import math
import warnings
from base64 import b85encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.errors import ModelMissing, TranscriptionFailed
from calls.ports.transcribers import Heed, unheeded
from transcribe.ctranslate2_file import read_tensors
from transcribe.kept_memory import keep_freed_memory
from transcribe.models import WhisperWeights
from transcribe.own_model import alignment_heads
from transcribe.processor import prepare_libraries
from transcribe.resample import MODEL_RATE_HZ, Samples16k
from transcribe.speech_engine import Heard, HeardWord, join_pieces, likeliest, spread_words
from transcribe.weight_conversion import openai_dims, openai_state

_LOWEST_CONFIDENCE = 1e-4


class OpenaiWhisperEngine:
    """`beam_size` 1 is greedy. `device`: "cpu" or "cuda"; `compute_type`: "float32", or "float16" on a GPU."""

    engine = "openai-whisper"

    def __init__(
        self,
        weights: WhisperWeights,
        *,
        device: str = "cpu",
        compute_type: str = "float32",
        threads: int = 2,
        beam_size: int = 1,
        batch_size: int = 4,
    ) -> None:
        self._weights, self._threads = weights, threads
        self._device, self._compute_type = device, compute_type
        self._beam_size, self._batch_size = beam_size, batch_size

    @property
    def model(self) -> str:
        return f"whisper-{self._weights.name} {self._compute_type} sha256:{self._weights.sha256[:12]}"

    def warm_up(self) -> None:
        """Load the model."""
        self._loaded  # noqa: B018

    def parameters(self) -> dict[str, Any]:
        """The loaded tensors by openai-whisper's names: what the conversion is checked against."""
        return dict(self._loaded.state_dict())

    def encode(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the encoder makes of log-mel features, float32 [n_chunks, n_mels, 3000]: float32 [n_chunks, 1500, d]."""
        import torch

        with torch.inference_mode():
            encoded: NDArray[np.float32] = self._encode(torch.from_numpy(features)).float().cpu().numpy()
        return encoded

    def hear(
        self,
        chunks: Sequence[Samples16k],
        *,
        language: str | None = None,
        with_times: bool = True,
        heed: Heed = unheeded,
    ) -> list[Heard]:
        """As `SpeechEngine.hear`; `heed` is asked before every layer of the encoder, and every token."""
        heard: list[Heard] = []
        for at in range(0, len(chunks), self._batch_size):
            try:
                heard += self._hear_batch(chunks[at : at + self._batch_size], language, with_times, heed)
            except (RuntimeError, ValueError) as error:
                raise TranscriptionFailed(
                    f"openai-whisper could not transcribe a chunk ({type(error).__name__})",
                    hint="run `hushtape doctor`",
                ) from error
        return heard

    @contextmanager
    def _asking(self, heed: Heed) -> Iterator[None]:
        """PyTorch asks before each layer of the encoder runs, and each time the decoder does. Not for the alignment:
        whisper would leave hooks of its own behind."""
        asked = [*self._loaded.encoder.blocks, self._loaded.decoder]
        hooks = [module.register_forward_pre_hook(lambda *_: heed()) for module in asked]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    @cached_property
    def _loaded(self) -> Any:
        prepare_libraries()
        import torch
        import whisper

        keep_freed_memory()
        torch.set_num_threads(self._threads)
        tensors = read_tensors(self._weights.folder / "model.bin")
        state = openai_state(tensors)
        dims = openai_dims(tensors, state)
        model = whisper.model.Whisper(whisper.model.ModelDimensions(**dims))
        # float32 holds every float16 number exactly: nothing is rounded
        numbers = {name: torch.from_numpy(values.astype(np.float32)) for name, values in state.items()}
        try:
            model.load_state_dict(numbers, strict=True, assign=True)
        except RuntimeError as error:
            raise ModelMissing("openai-whisper cannot load the weights", hint="run `hushtape doctor`") from error
        model.set_alignment_heads(_dump_of(alignment_heads(self._weights.folder, dims), dims))
        with warnings.catch_warnings():
            # whisper leaves its vocabulary file to the garbage collector; read once, it is cached
            warnings.simplefilter("ignore", ResourceWarning)
            whisper.tokenizer.get_tokenizer(model.is_multilingual, num_languages=model.num_languages)
        return model.to(self._device).eval()

    def _hear_batch(
        self, chunks: Sequence[Samples16k], language: str | None, with_times: bool, heed: Heed
    ) -> list[Heard]:
        import torch
        import whisper

        n_mels = self._loaded.dims.n_mels
        features = [whisper.log_mel_spectrogram(whisper.pad_or_trim(chunk), n_mels) for chunk in chunks]
        with torch.inference_mode():
            with self._asking(heed):
                encoded = self._encode(torch.stack(features))
                _, scores = self._loaded.detect_language(encoded)
            return [
                self._decode(row, score, language or likeliest(score), chunk, with_times, heed)
                for row, score, chunk in zip(encoded, scores, chunks, strict=True)
            ]

    def _encode(self, features: Any) -> Any:
        import torch

        return self._loaded.encoder(features.to(self._device, getattr(torch, self._compute_type)))

    def _decode(
        self,
        encoded: Any,
        scores: dict[str, float],
        language: str,
        chunk: Samples16k,
        with_times: bool,
        heed: Heed,
    ) -> Heard:
        import whisper

        options = whisper.DecodingOptions(
            language=language,
            beam_size=self._beam_size if self._beam_size > 1 else None,
            without_timestamps=True,
            fp16=self._compute_type == "float16",
        )
        with self._asking(heed):
            result = whisper.decode(self._loaded, encoded, options)
        if with_times:
            heed()
            words = self._align(encoded, result.tokens, language, len(chunk))
        else:
            confidence = max(math.exp(result.avg_logprob), _LOWEST_CONFIDENCE)
            words = spread_words(result.text, len(chunk) * 1000 // MODEL_RATE_HZ, confidence, language)
        return Heard(words, scores, language, result.no_speech_prob, result.avg_logprob, with_times)

    def _align(self, encoded: Any, tokens: list[int], language: str, n_samples: int) -> tuple[HeardWord, ...]:
        from whisper import timing, tokenizer

        speaks = tokenizer.get_tokenizer(
            self._loaded.is_multilingual, num_languages=self._loaded.num_languages, language=language, task="transcribe"
        )
        pieces = timing.find_alignment(
            _Encoded(self._loaded), speaks, [t for t in tokens if t < speaks.eot], encoded, math.ceil(n_samples / 160)
        )
        return join_pieces(
            [
                HeardWord(
                    piece.word,
                    round(float(piece.start) * 1000),
                    round(float(piece.end) * 1000),
                    max(float(piece.probability), _LOWEST_CONFIDENCE),
                )
                for piece in pieces
            ],
            language,
        )


def _dump_of(heads: Sequence[tuple[int, int]], dims: Mapping[str, int]) -> bytes:
    """The alignment heads as openai-whisper takes them: a flag for each head, gzipped, base85."""
    flags = np.zeros((dims["n_text_layer"], dims["n_text_head"]), np.bool_)
    for layer, head in heads:
        flags[layer, head] = True
    return b85encode(gzip.compress(flags.tobytes()))


class _Encoded:
    """The model as `find_alignment` calls it, except that the sound is encoded already: saves a second pass."""

    def __init__(self, model: Any) -> None:
        self.dims, self.decoder, self.device = model.dims, model.decoder, model.device
        self.alignment_heads = model.alignment_heads
        self._model = model

    def __call__(self, encoded: Any, tokens: Any) -> Any:
        return self._model.decoder(tokens, encoded)
