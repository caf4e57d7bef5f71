"""CTranslate2's Whisper tensors under openai-whisper's names: the same numbers, not one of them changed.

CTranslate2 keeps query, key and value of self-attention in one matrix, and key and value of cross-attention in another;
openai-whisper has no bias on keys, so that part of the joined bias must be zero. Nothing may be left over.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.errors import ModelMissing
from transcribe.ctranslate2_file import Tensors

_NORM = {"gamma": "weight", "beta": "bias"}
_STRUCTURE = frozenset(
    {
        "activation",
        "alibi",
        "alignment_heads",
        "alignment_layer",
        "num_heads",
        "pre_norm",
        "scale_embeddings",
        "start_from_zero_embedding",
    }
)
_WHOLE = {
    "encoder/conv1/weight": "encoder.conv1.weight",
    "encoder/conv1/bias": "encoder.conv1.bias",
    "encoder/conv2/weight": "encoder.conv2.weight",
    "encoder/conv2/bias": "encoder.conv2.bias",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/gamma": "encoder.ln_post.weight",
    "encoder/layer_norm/beta": "encoder.ln_post.bias",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/gamma": "decoder.ln.weight",
    "decoder/layer_norm/beta": "decoder.ln.bias",
}
_BLOCK = {
    "self_attention/layer_norm": ("attn_ln",),
    "self_attention/linear_0": ("attn.query", "attn.key", "attn.value"),
    "self_attention/linear_1": ("attn.out",),
    "attention/layer_norm": ("cross_attn_ln",),
    "attention/linear_0": ("cross_attn.query",),
    "attention/linear_1": ("cross_attn.key", "cross_attn.value"),
    "attention/linear_2": ("cross_attn.out",),
    "ffn/layer_norm": ("mlp_ln",),
    "ffn/linear_0": ("mlp.0",),
    "ffn/linear_1": ("mlp.2",),
}
"""CTranslate2's name inside a layer → openai-whisper's names inside a block, in the order in which they are joined."""


def openai_state(tensors: Tensors) -> Tensors:
    """The `model_state_dict` of openai-whisper, as views on the same fp16 numbers.

    Raises ModelMissing for a tensor that has no place in openai-whisper, or a key bias that is not zero.
    """
    return {name: values for key, tensor in tensors.items() for name, values in _rename(key, tensor)}


def openai_dims(state: Tensors, n_heads: int) -> dict[str, int]:
    """openai-whisper's `ModelDimensions`, read off the shapes."""
    n_vocab, n_text_state = state["decoder.token_embedding.weight"].shape
    n_audio_ctx, n_audio_state = state["encoder.positional_embedding"].shape
    return {
        "n_mels": state["encoder.conv1.weight"].shape[1],
        "n_audio_ctx": n_audio_ctx,
        "n_audio_state": n_audio_state,
        "n_audio_head": n_heads,
        "n_audio_layer": _count_blocks(state, "encoder"),
        "n_vocab": n_vocab,
        "n_text_ctx": state["decoder.positional_embedding"].shape[0],
        "n_text_state": n_text_state,
        "n_text_head": n_heads,
        "n_text_layer": _count_blocks(state, "decoder"),
    }


def _count_blocks(state: Tensors, side: str) -> int:
    return len({name.split(".")[2] for name in state if name.startswith(f"{side}.blocks.")})


def _rename(key: str, tensor: NDArray[Any]) -> Iterator[tuple[str, NDArray[Any]]]:
    side, _, rest = key.partition("/")
    if rest in _STRUCTURE:
        return
    if key in _WHOLE:
        yield _WHOLE[key], tensor
        return
    layer, _, rest = rest.partition("/")
    part, _, kind = rest.rpartition("/")
    if not layer.startswith("layer_") or part not in _BLOCK:
        raise ModelMissing(f"the weights hold {key}, which openai-whisper does not know", hint="use the pinned weights")
    block = f"{side}.blocks.{layer.removeprefix('layer_')}"
    names = _BLOCK[part]
    for name, values in zip(names, np.split(tensor, len(names)), strict=True):
        if name.endswith(".key") and kind == "bias":
            _check_zero(key, values)
        else:
            yield f"{block}.{name}.{_NORM.get(kind, kind)}", values


def _check_zero(key: str, values: NDArray[Any]) -> None:
    if np.any(values):
        raise ModelMissing(f"the weights hold a key bias in {key}", hint="use the pinned weights")
