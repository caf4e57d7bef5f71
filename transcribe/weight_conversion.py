"""CTranslate2's Whisper tensors under openai-whisper's names: the same numbers, not one of them changed.

CTranslate2 keeps query, key and value of self-attention in one matrix, and key and value of cross-attention in another;
openai-whisper has no bias on keys, so that part of the joined bias must be zero. Nothing may be left over.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.errors import ModelMissing
from transcribe.ctranslate2_file import Tensors

_ONE_CONVERSION = "use a whole conversion of a Whisper model"
_NORM = {"gamma": "weight", "beta": "bias"}
_STRUCTURE: dict[str, int | None] = {
    "activation": 3,
    "alibi": 0,
    "alibi_use_positive_positions": 0,
    "alignment_heads": None,
    "alignment_layer": None,
    "num_heads": None,
    "pre_norm": 1,
    "scale_alibi": 0,
    "scale_embeddings": 0,
    "start_from_zero_embedding": 0,
}
"""What is no weight but says how CTranslate2 counts, and what it says for Whisper (activation 3: GELU); None: any."""
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
    """The `model_state_dict` of openai-whisper, as views on the same numbers.

    Raises ModelMissing for a tensor that has no place in openai-whisper, numbers rounded to whole ones, or a key bias
    that is not zero.
    """
    if any(np.issubdtype(tensor.dtype, np.integer) and tensor.ndim for tensor in _numbers(tensors)):
        raise ModelMissing(
            "the weights are rounded to whole numbers, which openai-whisper cannot read",
            hint="convert with --quantization float16; HUSHTAPE_WHISPER_COMPUTE_TYPE=int8 rounds them when it loads",
        )
    try:
        return {name: values for key, tensor in tensors.items() for name, values in _rename(key, tensor)}
    except (ValueError, IndexError) as error:
        raise ModelMissing("a tensor of the weights has a shape that Whisper has not", hint=_ONE_CONVERSION) from error


def openai_dims(tensors: Tensors, state: Tensors) -> dict[str, int]:
    """openai-whisper's `ModelDimensions`, read off the shapes of `state` and the numbers of heads in `tensors`.

    Raises ModelMissing when a part of the model is not there, or is not what a Whisper model has in its place.
    """
    try:
        n_vocab, n_text_state = state["decoder.token_embedding.weight"].shape
        n_audio_ctx, n_audio_state = state["encoder.positional_embedding"].shape
        dims = {
            "n_mels": state["encoder.conv1.weight"].shape[1],
            "n_audio_ctx": n_audio_ctx,
            "n_audio_state": n_audio_state,
            "n_audio_head": int(tensors["encoder/num_heads"]),
            "n_audio_layer": _count_blocks(state, "encoder"),
            "n_vocab": n_vocab,
            "n_text_ctx": state["decoder.positional_embedding"].shape[0],
            "n_text_state": n_text_state,
            "n_text_head": int(tensors["decoder/num_heads"]),
            "n_text_layer": _count_blocks(state, "decoder"),
        }
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise ModelMissing("the weights lack a part of the model", hint=_ONE_CONVERSION) from error
    _check_complete(state, dims)
    return dims


def _numbers(tensors: Tensors) -> Iterator[NDArray[Any]]:
    return (tensor for key, tensor in tensors.items() if key.partition("/")[2] not in _STRUCTURE)


def _count_blocks(state: Tensors, side: str) -> int:
    return len({name.split(".")[2] for name in state if name.startswith(f"{side}.blocks.")})


def _check_complete(state: Tensors, dims: Mapping[str, int]) -> None:
    wanted = {*_WHOLE.values()}
    for side, n_layers in (("encoder", dims["n_audio_layer"]), ("decoder", dims["n_text_layer"])):
        wanted |= {f"{side}.blocks.{number}.{part}" for number in range(n_layers) for part in _parts_of(side)}
    if state.keys() != wanted:
        raise ModelMissing("the weights lack a part of the model", hint=_ONE_CONVERSION)


def _parts_of(side: str) -> Iterator[str]:
    for part, names in _BLOCK.items():
        if part.startswith("attention/") and side == "encoder":
            continue
        for name in names:
            yield f"{name}.weight"
            if not name.endswith(".key"):
                yield f"{name}.bias"


def _rename(key: str, tensor: NDArray[Any]) -> Iterator[tuple[str, NDArray[Any]]]:
    side, _, rest = key.partition("/")
    if rest in _STRUCTURE:
        _check_structure(key, rest, tensor)
        return
    if key in _WHOLE:
        yield _WHOLE[key], tensor
        return
    layer, _, rest = rest.partition("/")
    part, _, kind = rest.rpartition("/")
    if not layer.startswith("layer_") or part not in _BLOCK:
        raise ModelMissing(f"the weights hold {key}, which openai-whisper does not know", hint=_ONE_CONVERSION)
    block = f"{side}.blocks.{layer.removeprefix('layer_')}"
    names = _BLOCK[part]
    for name, values in zip(names, np.split(tensor, len(names)), strict=True):
        if name.endswith(".key") and kind == "bias":
            _check_zero(key, values)
        else:
            yield f"{block}.{name}.{_NORM.get(kind, kind)}", values


def _check_structure(key: str, part: str, tensor: NDArray[Any]) -> None:
    usual = _STRUCTURE[part]
    if tensor.ndim or (usual is not None and int(tensor) != usual):
        raise ModelMissing(f"the weights say {key} otherwise than Whisper's do", hint=_ONE_CONVERSION)


def _check_zero(key: str, values: NDArray[Any]) -> None:
    if np.any(values):
        raise ModelMissing(f"the weights hold a key bias in {key}", hint=_ONE_CONVERSION)
