"""Whisper by CTranslate2. The only file that imports faster_whisper.

Works on chunks in batches: one pass of the encoder gives language, words and times. Temperature 0 only: a chunk that
will not settle is dropped by `hallucination`, not tried again for minutes.
"""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.errors import ModelMissing, TranscriptionFailed
from calls.ports.transcribers import Heed, unheeded
from transcribe.bfloat16_encoder import Bfloat16Encoder
from transcribe.kept_memory import give_back_freed_memory, keep_freed_memory
from transcribe.models import WhisperWeights
from transcribe.processor import multiplies_bfloat16, prepare_libraries
from transcribe.resample import Samples16k
from transcribe.speech_engine import Heard, HeardWord, join_pieces, likeliest, spread_words

FRAME_MS = 10
_IN_BFLOAT16 = frozenset({"base"})
"""Whose encoder runs in bfloat16 on a CPU that is faster by it: by model, where that was measured to cost no words."""
_MERGES_BEFORE = {"base": 4}
"""The encoder's layer (from 0) that is given two frames as one, by model: where it was measured to cost no words."""
_SHORT_WINDOW_FRAMES = {"base": 2000}
"""The model hears 30 s at a time, of which short chunks leave most as silence that costs as much as speech. They get a
window of 20 s; by model, where that was measured to cost no words. In shorter ones it says a number twice at times."""
_FRAMES_OF_SILENCE = 100
"""At the least so many follow a chunk in a short window: by silence the model knows an end."""
_LOWEST_CONFIDENCE = 1e-4
_LOOKS_EVERY_S = 0.01
"""How often it is looked whether CTranslate2 has written a batch down: it says nothing on the way."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What bends the model's wording, all off. docs/spoken_secrets.md says what each does to spoken numbers."""

    prompt: str = ""
    """What the model is told was said before."""
    hotwords: str = ""
    temperature: float = 0.0
    """Above 0 words are drawn by chance, and there is no beam."""
    digits_one_by_one: bool = False
    """Pieces with more than one digit ("411") may not be written."""


AS_HEARD = Wording()


class FasterWhisperEngine:
    """`compute_type`: CTranslate2's ("int8", "float32" on a CPU; "float16", "int8_float16" on a GPU)."""

    engine = "faster-whisper"

    def __init__(
        self,
        weights: WhisperWeights,
        *,
        device: str = "cpu",
        compute_type: str = "int8",
        threads: int = 2,
        beam_size: int = 5,
        batch_size: int = 4,
        wording: Wording = AS_HEARD,
        encodes_in_bfloat16: bool | None = None,
        merges_frames: bool = True,
        shortens_window: bool = True,
    ) -> None:
        """`encodes_in_bfloat16` None: on a processor that is faster by it, with a model for which that was measured,
        unless nothing may be rounded (float32).

        There two of the encoder's frames become one (`merges_frames`), and short chunks are not padded to 30 s
        (`shortens_window`).
        """
        self._weights = weights
        self._device, self._compute_type, self._threads = device, compute_type, threads
        self._beam_size, self._batch_size, self._wording = beam_size, batch_size, wording
        if encodes_in_bfloat16 is None:
            can = device == "cpu" and compute_type == "int8" and multiplies_bfloat16()
            encodes_in_bfloat16 = can and weights.name in _IN_BFLOAT16
        self._encodes_in_bfloat16 = encodes_in_bfloat16
        self._merges_before = _MERGES_BEFORE.get(weights.name) if encodes_in_bfloat16 and merges_frames else None
        self._short_window = _SHORT_WINDOW_FRAMES.get(weights.name, 0) if encodes_in_bfloat16 and shortens_window else 0

    @property
    def model(self) -> str:
        precision = self._compute_type + (" bfloat16" if self._encodes_in_bfloat16 else "")
        precision += " merged" if self._merges_before else ""
        return f"whisper-{self._weights.name} {precision} sha256:{self._weights.sha256[:12]}"

    def warm_up(self) -> None:
        """Load the model."""
        self._loaded  # noqa: B018
        if self._encodes_in_bfloat16:
            self._encoder  # noqa: B018
        give_back_freed_memory()

    def encode(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the encoder makes of log-mel features, float32 [n_chunks, n_mels, n_frames], 3000 frames at most.

        float32 [n_chunks, n_states, d]; a state for every two frames, or for every four where frames are merged.
        """
        return np.array(self._encode(features))

    def hear(
        self,
        chunks: Sequence[Samples16k],
        *,
        language: str | None = None,
        with_times: bool = True,
        heed: Heed = unheeded,
    ) -> list[Heard]:
        """As `SpeechEngine.hear`. A batch that CTranslate2 is writing down then is written to its end, for nobody."""
        heard: list[Heard] = []
        for at in range(0, len(chunks), self._batch_size):
            try:
                heard += self._hear_batch(chunks[at : at + self._batch_size], language, with_times, heed)
            except (RuntimeError, ValueError) as error:
                raise TranscriptionFailed(
                    f"faster-whisper could not transcribe a chunk ({type(error).__name__})",
                    hint="run `hushtape doctor`",
                ) from error
        return heard

    @cached_property
    def _loaded(self) -> Any:
        prepare_libraries()
        import faster_whisper

        keep_freed_memory()
        try:
            return faster_whisper.WhisperModel(
                str(self._weights.folder),
                device=self._device,
                compute_type=self._compute_type,
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelMissing("faster-whisper cannot load the weights", hint="run `hushtape doctor`") from error

    def _hear_batch(
        self, chunks: Sequence[Samples16k], language: str | None, with_times: bool, heed: Heed
    ) -> list[Heard]:
        heed()
        features, n_frames = self._features(chunks)
        encoded = self._encode(features, heed)
        heed()
        scores = self._languages(encoded, language, len(chunks))
        spoken_as = [likeliest(row) for row in scores]
        results = self._generate(encoded, spoken_as, heed)
        tokens = [self._text_tokens(result) for result in results]
        if with_times:
            words = self._timed_words(encoded, tokens, n_frames, spoken_as, heed)
        else:
            words = self._spread_words(tokens, n_frames, spoken_as, results)
        return [
            Heard(row_words, row, tag, result.no_speech_prob, _mean_logprob(result), with_times)
            for row_words, row, tag, result in zip(words, scores, spoken_as, results, strict=True)
        ]

    def _languages(self, encoded: Any, language: str | None, n_chunks: int) -> list[dict[str, float]]:
        """What is known is not detected again: that takes a pass of the decoder."""
        if language:
            return [{language: 1.0}] * n_chunks
        return [{tag[2:-2]: float(p) for tag, p in row} for row in self._loaded.model.detect_language(encoded)]

    def _features(self, chunks: Sequence[Samples16k]) -> tuple[NDArray[np.float32], list[int]]:
        """Log-mel features padded to one window, float32 [n_chunks, n_mels, n_frames], and how many hold sound."""
        extract = self._loaded.feature_extractor
        n_frames = [min(math.ceil(len(chunk) / extract.hop_length), extract.nb_max_frames) for chunk in chunks]
        is_short = max(n_frames) + _FRAMES_OF_SILENCE <= self._short_window
        window = self._short_window if is_short else extract.nb_max_frames
        padded = np.zeros((len(chunks), extract.mel_filters.shape[0], window), np.float32)
        for number, chunk in enumerate(chunks):
            features = extract(chunk)[:, :window]
            padded[number, :, : features.shape[1]] = features
        return padded, n_frames

    @cached_property
    def _encoder(self) -> Bfloat16Encoder:
        return Bfloat16Encoder(self._weights, threads=self._threads, merges_before=self._merges_before)

    def _encode(self, features: NDArray[np.float32], heed: Heed = unheeded) -> Any:
        """As `encode`. On a CPU chunk by chunk: several at once take their memory and no less time."""
        if self._device != "cpu":
            return self._loaded.encode(features)
        from ctranslate2 import StorageView

        return StorageView.from_array(np.concatenate([self._encode_one(one[None], heed) for one in features]))

    def _encode_one(self, features: NDArray[np.float32], heed: Heed) -> NDArray[np.float32]:
        heed()
        if self._encodes_in_bfloat16:
            return self._encoder.encode(features, heed)
        return np.array(self._loaded.encode(features))

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        return Tokenizer(self._loaded.hf_tokenizer, self._loaded.model.is_multilingual, "transcribe", language)

    def _generate(self, encoded: Any, spoken_as: Sequence[str], heed: Heed) -> list[Any]:
        """One result a chunk. CTranslate2 has no way to end it; waiting for it ends."""
        from faster_whisper.transcribe import get_suppressed_tokens

        tokenizers = {tag: self._tokenizer(tag) for tag in set(spoken_as)}
        wording = self._wording
        is_drawn = wording.temperature > 0
        waiting = self._loaded.model.generate(
            encoded,
            [self._prompt(tokenizers[tag]) for tag in spoken_as],
            beam_size=1 if is_drawn else self._beam_size,
            max_length=self._loaded.max_length,
            suppress_blank=True,
            suppress_tokens=[*get_suppressed_tokens(tokenizers[spoken_as[0]], [-1]), *self._unwanted_pieces],
            return_scores=True,
            return_no_speech_prob=True,
            sampling_topk=0 if is_drawn else 1,
            sampling_temperature=wording.temperature,
            asynchronous=True,
        )
        while not all(result.done() for result in waiting):
            heed()
            time.sleep(_LOOKS_EVERY_S)
        return [result.result() for result in waiting]

    def _prompt(self, tokenizer: Any) -> list[int]:
        before = tokenizer.encode(f" {self._wording.prompt}") if self._wording.prompt else []
        prompt: list[int] = self._loaded.get_prompt(
            tokenizer, before, without_timestamps=True, hotwords=self._wording.hotwords or None
        )
        return prompt

    @cached_property
    def _unwanted_pieces(self) -> list[int]:
        if not self._wording.digits_one_by_one:
            return []
        pieces = self._loaded.hf_tokenizer.get_vocab()
        return [number for piece, number in pieces.items() if len(re.findall(r"\d", piece)) > 1 and piece[0] != "<"]

    def _text_tokens(self, result: Any) -> list[int]:
        end_of_text = self._tokenizer("en").eot
        return [token for token in result.sequences_ids[0] if token < end_of_text]

    def _timed_words(
        self, encoded: Any, tokens: list[list[int]], n_frames: list[int], spoken_as: Sequence[str], heed: Heed
    ) -> list[tuple[HeardWord, ...]]:
        """Each chunk's words with the attention's times, taken in the language that the chunk was decoded in."""
        merged = 1 if self._merges_before is None else 2
        words: dict[int, tuple[HeardWord, ...]] = {}
        for rows in self._taken_together(spoken_as):
            heed()
            tag = spoken_as[rows[0]]
            found = self._loaded.find_alignment(
                self._tokenizer(tag),
                [tokens[row] for row in rows],
                _states_of(encoded, rows),
                [n_frames[row] // merged for row in rows],
            )
            for row, pieces in zip(rows, found, strict=True):
                words[row] = join_pieces([_piece(piece, merged) for piece in pieces], tag)
        return [words[row] for row in range(len(tokens))]

    def _taken_together(self, spoken_as: Sequence[str]) -> list[list[int]]:
        """The chunks, by number, whose attention is taken at once: those of one language. On a CPU each by itself, for
        several at once take their memory and no less time."""
        if self._device == "cpu":
            return [[row] for row in range(len(spoken_as))]
        return [[row for row, tag in enumerate(spoken_as) if tag == one] for one in dict.fromkeys(spoken_as)]

    def _spread_words(
        self, tokens: list[list[int]], n_frames: list[int], spoken_as: Sequence[str], results: Sequence[Any]
    ) -> list[tuple[HeardWord, ...]]:
        """Each chunk's words without times."""
        return [
            spread_words(self._tokenizer(tag).decode(row), frames * FRAME_MS, math.exp(_mean_logprob(result)), tag)
            for row, frames, tag, result in zip(tokens, n_frames, spoken_as, results, strict=True)
        ]


def _states_of(encoded: Any, rows: list[int]) -> Any:
    """The states of some chunks; of all of them as they are."""
    from ctranslate2 import Device, StorageView

    if len(rows) == encoded.shape[0]:
        return encoded
    here = encoded if encoded.device == "cpu" else encoded.to_device(Device.cpu)
    return StorageView.from_array(np.asarray(here)[rows])


def _piece(piece: dict[str, Any], merged: int) -> HeardWord:
    """Its times count states as if none were `merged`."""
    return HeardWord(
        piece["word"],
        round(float(piece["start"]) * 1000) * merged,
        round(float(piece["end"]) * 1000) * merged,
        max(float(piece["probability"]), _LOWEST_CONFIDENCE),
    )


def _mean_logprob(result: Any) -> float:
    n_tokens = len(result.sequences_ids[0])
    return float(result.scores[0]) * n_tokens / (n_tokens + 1)
