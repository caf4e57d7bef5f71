"""The committed model as a state to go on from: its eight-bit weights read back as 32-bit floats."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from redact.name_model.training.encoder import LAYERS

_DENSE = ("query", "key", "value", "attended", "inner", "outer")
_PREFIX = "classifier."


def committed_state(file: Path) -> dict[str, Tensor]:
    """The `state_dict` of the classifier in `file`, as `export` wrote it. The head's scores are as they were learnt.

    Dense weights have no names in the graph: they follow one another in the order in which the layers use them.
    """
    graph = onnx.load(str(file)).graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name.removeprefix(_PREFIX): tensor for name, tensor in tensors.items() if tensor.dtype == np.float32}
    state = {name: tensor for name, tensor in state.items() if not name.endswith("_scale")}
    state["words.weight"] = _in_floats(tensors, _PREFIX + "words.weight")
    dense = [name.removesuffix("_quantized") for name in tensors if name.endswith("_quantized") and "words" not in name]
    places = [f"layers.{number}.{part}.weight" for number in range(LAYERS) for part in _DENSE] + ["head.weight"]
    state |= {place: _in_floats(tensors, name).T for place, name in zip(places, dense, strict=True)}
    return {name: torch.from_numpy(tensor.copy()) for name, tensor in state.items()}


def _in_floats(tensors: dict[str, np.ndarray], name: str) -> np.ndarray:
    """`name`'s weights; scale and zero point are of the whole or of each column."""
    eight_bits = tensors[f"{name}_quantized"].astype(np.float32)
    whole: np.ndarray = (eight_bits - tensors[f"{name}_zero_point"].astype(np.float32)) * tensors[f"{name}_scale"]
    return whole
