"""Silero's voice activity model with its convolutions as products of matrices, for speed.

Over four windows of 16 ms a convolution of onnxruntime costs several times what the same sums cost as products of
matrices (`make bench-transcribe` tells what voice activity takes).

`python -m transcribe.voice_model.rearrange` writes `model.onnx` anew from the model that faster-whisper carries; needs
the `dev` extra. Weights are copied, not changed: a test holds both to the same probabilities.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

MODEL = Path(__file__).with_name("model.onnx")
_CARRIED = "assets/silero_vad_v6.onnx"
_WINDOW, _HOP, _WINDOWS = 256, 128, 4
"""Samples of a window of the short-time Fourier transform, samples from one to the next, and how many a frame has."""
_REFLECTED = 64
"""So many samples are mirrored at a frame's end, to fill its last window."""
_BINS = _WINDOW // 2 + 1
_STATES = 128

Matrix = NDArray[np.float32]


class _Graph:
    """Nodes and weights as they are added; every node's result is named after its count."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        result = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [result], **attributes))
        return result

    def weight(self, values: object, kind: type = np.float32) -> str:
        name = f"weight_{len(self.weights)}"
        array: NDArray[Any] = np.ascontiguousarray(np.asarray(values, kind))
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def cut(self, tensor: str, start: int, end: int, axis: int) -> str:
        bounds = (self.weight([bound], np.int64) for bound in (start, end, axis))
        return self.add("Slice", tensor, *bounds)

    def shaped(self, tensor: str, *shape: int) -> str:
        return self.add("Reshape", tensor, self.weight(shape, np.int64))

    def convolved(self, beside: list[str], taps: Matrix, bias: Matrix) -> str:
        """Where one convolution stands: what lies `beside` each other there by its `taps`, [out, in, len(beside)]."""
        together = beside[0] if len(beside) == 1 else self.add("Concat", *beside, axis=1)
        matrix = taps.transpose(2, 1, 0).reshape(-1, taps.shape[0])
        return self.add("Relu", self.add("Gemm", together, self.weight(matrix), self.weight(bias)))


def rearranged(carried: onnx.ModelProto) -> onnx.ModelProto:
    """The same inputs, outputs and weights as `carried`; what it computes is the same but for rounding."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in carried.graph.initializer}
    taps = [tensors[f"encoder.conv_layers.{number}.weight"] for number in range(4)]
    biases = [tensors[f"encoder.conv_layers.{number}.bias"] for number in range(4)]
    graph = _Graph()
    windows = _spectrum(graph, tensors["encoder.feature_extractor.forward_basis_buffer"][:, 0])
    first = _first_convolution(graph, windows, taps[0], biases[0])
    half = [
        graph.convolved(first[:2], taps[1][:, :, 1:], biases[1]),
        graph.convolved(first[1:], taps[1], biases[1]),
    ]
    whole = graph.convolved(half, taps[2][:, :, 1:], biases[2])
    states = graph.convolved([whole], taps[3][:, :, 1:2], biases[3])
    _decoder(graph, states, carried, tensors)
    model = helper.make_graph(graph.nodes, "silero", carried.graph.input, carried.graph.output, graph.weights)
    return helper.make_model(model, opset_imports=carried.opset_import, ir_version=carried.ir_version)


def _spectrum(graph: _Graph, basis: Matrix) -> str:
    """How loud each frequency is in each window, [n_frames, 4 * 129]. `basis`: cosines, then sines, [258, 256]."""
    pads = graph.weight([0, 0, 0, _REFLECTED], np.int64)
    padded = graph.add("Pad", "input", pads, mode="reflect")
    cut = [graph.cut(padded, at * _HOP, at * _HOP + _WINDOW, 1) for at in range(_WINDOWS)]
    windows = graph.shaped(graph.add("Concat", *cut, axis=1), -1, _WINDOW)
    waves = [graph.add("MatMul", windows, graph.weight(part.T)) for part in (basis[:_BINS], basis[_BINS:])]
    squares = [graph.add("Mul", wave, wave) for wave in waves]
    return graph.shaped(graph.add("Sqrt", graph.add("Add", *squares)), -1, _WINDOWS * _BINS)


def _first_convolution(graph: _Graph, windows: str, taps: Matrix, bias: Matrix) -> list[str]:
    """Its result for each of the four windows; past the ends stands silence."""
    results = []
    for at in range(_WINDOWS):
        first, last = max(0, at - 1), min(_WINDOWS - 1, at + 1)
        around = graph.cut(windows, first * _BINS, (last + 1) * _BINS, 1)
        results.append(graph.convolved([around], taps[:, :, first - at + 1 : last - at + 2], bias))
    return results


def _decoder(graph: _Graph, states: str, carried: onnx.ModelProto, tensors: dict[str, Matrix]) -> None:
    """One step a frame, and the probability that comes of it."""
    lstm = next(node for node in carried.graph.node if node.op_type == "LSTM")
    weights = [graph.weight(tensors[name]) for name in lstm.input[1:4]]
    steps = graph.shaped(states, -1, 1, _STATES)
    remembered = helper.make_node("LSTM", [steps, *weights, "", "h", "c"], ["y", "hn", "cn"], hidden_size=_STATES)
    graph.nodes.append(remembered)
    heard = graph.add("Relu", graph.shaped("y", -1, _STATES))
    matrix, bias = (
        graph.weight(tensors["decoder.conv1d.weight"][:, :, 0].T),
        graph.weight(tensors["decoder.conv1d.bias"]),
    )
    graph.add("Sigmoid", graph.add("Gemm", heard, matrix, bias))
    flat = graph.weight([-1], np.int64)
    graph.nodes.append(helper.make_node("Reshape", [graph.nodes[-1].output[0], flat], ["speech_probs"]))


def carried_model() -> Path:
    """The file inside faster-whisper's package, found without importing it."""
    folders = spec.submodule_search_locations if (spec := find_spec("faster_whisper")) else None
    return Path((folders or [""])[0]) / _CARRIED


if __name__ == "__main__":
    onnx.save(rearranged(onnx.load(str(carried_model()))), str(MODEL))
