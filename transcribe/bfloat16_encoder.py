"""Whisper's encoder in bfloat16, by PyTorch, where the processor multiplies matrices of it (Intel AMX).

There it takes about half of the time of CTranslate2's, whose attention is in float32, and its answers are nearer to
those of the weights as they are than answers in eight bits (`docs/decisions/0033-the-encoder-in-bfloat16.md`).

In between, two neighbouring frames may become their mean: what follows, the decoder's look at every frame for every
token before all, then costs half (`docs/decisions/0035-two-frames-become-one.md`).
"""

from itertools import count, takewhile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.ports.transcribers import Heed, unheeded
from transcribe.ctranslate2_file import Tensors, read_tensors
from transcribe.models import WhisperWeights
from transcribe.processor import prepare_libraries

_HEAD_SIZE = 64
"""Of every Whisper model."""
_PARTS = ("self_attention/linear_0", "self_attention/linear_1", "ffn/linear_0", "ffn/linear_1")
_NORMS = ("self_attention/layer_norm", "ffn/layer_norm")


class Bfloat16Encoder:
    """The encoder of `weights` (Radford et al. 2022, section 2.2), from their CTranslate2 file.

    What each layer adds up stays in float32, matrices and what they multiply are bfloat16. `threads` counts for the
    whole process, as PyTorch has it.
    """

    def __init__(self, weights: WhisperWeights, *, threads: int, merges_before: int | None = None) -> None:
        """`merges_before`: the layer (from 0) that is given two frames as one; None: every frame stays."""
        prepare_libraries()
        import torch

        torch.set_num_threads(threads)
        self._merges_before = merges_before
        tensors = read_tensors(weights.folder / "model.bin")
        names = takewhile(lambda name: f"{name}/{_PARTS[0]}/weight" in tensors, map("encoder/layer_{}".format, count()))
        self._convolutions = [_dense(tensors, f"encoder/conv{number}") for number in (1, 2)]
        self._positions = _exact(tensors["encoder/position_encodings/encodings"])
        self._layers = [
            (
                [_dense(tensors, f"{name}/{part}") for part in _PARTS],
                [_norm(tensors, f"{name}/{norm}") for norm in _NORMS],
            )
            for name in names
        ]
        self._last_norm = _norm(tensors, "encoder/layer_norm")

    def encode(self, features: NDArray[np.float32], heed: Heed = unheeded) -> NDArray[np.float32]:
        """`features`: float32 [n_chunks, n_mels, n_frames], `n_frames` a multiple of 4, 3000 at the most.

        Answers float32 [n_chunks, n_states, d], a state for every two frames, or for every four where they are merged.
        `heed` is asked before every layer.
        """
        import torch

        with torch.inference_mode():
            encoded: NDArray[np.float32] = self._encode(torch.from_numpy(features), heed).numpy()
        return encoded

    def _encode(self, features: Any, heed: Heed) -> Any:
        import torch
        from torch.nn.functional import conv1d, gelu, layer_norm, linear, scaled_dot_product_attention

        first, second = self._convolutions
        sound = gelu(conv1d(features.to(torch.bfloat16), *first, padding=1))
        states = gelu(conv1d(sound, *second, stride=2, padding=1)).transpose(1, 2).float()
        states = states + self._positions[: states.shape[1]]
        for number, ((joined, attended, inner, outer), (before, between)) in enumerate(self._layers):
            heed()
            if number == self._merges_before:
                states = states.unflatten(1, (-1, 2)).mean(2)
            n_chunks, n_frames, size = states.shape
            normal = layer_norm(states, (size,), *before).to(torch.bfloat16)
            heads = linear(normal, *joined).view(n_chunks, n_frames, 3, size // _HEAD_SIZE, _HEAD_SIZE)
            mixed = scaled_dot_product_attention(*heads.permute(2, 0, 3, 1, 4)).transpose(1, 2).flatten(2)
            states += linear(mixed, *attended).float()
            normal = layer_norm(states, (size,), *between).to(torch.bfloat16)
            states += linear(gelu(linear(normal, *inner)), *outer).float()
        return layer_norm(states, (size,), *self._last_norm)


def _exact(tensor: NDArray[Any]) -> Any:
    import torch

    return torch.from_numpy(tensor.astype(np.float32))


def _dense(tensors: Tensors, name: str) -> tuple[Any, Any]:
    """Weight and bias, rounded."""
    import torch

    return tuple(_exact(tensors[f"{name}/{part}"]).to(torch.bfloat16) for part in ("weight", "bias"))


def _norm(tensors: Tensors, name: str) -> tuple[Any, Any]:
    return _exact(tensors[f"{name}/gamma"]), _exact(tensors[f"{name}/beta"])
