"""Where the recognisers compute, and with what numbers: what the settings say, made one thing for each engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from calls.errors import BadSettings

_NEED_GPU = frozenset({"float16", "int8_float16"})
_BY_ITSELF = {"cpu": "int8", "cuda": "float16"}
"""What faster-whisper computes with where nothing is set; benchmarks know the CPU's alone."""
_OF_OPENAI_WHISPER = {"int8": "float32", "float32": "float32", "float16": "float16", "int8_float16": "float16"}
"""It rounds to no whole numbers, and on a CPU computes in float32 alone."""


@dataclass(frozen=True, slots=True)
class Precision:
    device: str
    """"cpu" or "cuda"."""
    faster_whisper: str
    """CTranslate2's compute type."""
    openai_whisper: str
    """"float32" or "float16"."""

    def of(self, engine: str) -> str:
        return self.faster_whisper if engine == "faster-whisper" else self.openai_whisper


def check_precision(device: str, compute_type: str) -> None:
    """Raises BadSettings for what no machine can do."""
    if device == "cpu" and compute_type in _NEED_GPU:
        raise BadSettings(
            f"HUSHTAPE_WHISPER_COMPUTE_TYPE: {compute_type} needs a GPU, and here Whisper runs on the CPU",
            hint="on a CPU it is int8 or float32",
        )


def choose_precision(device: str, compute_type: str, without_gpu: Callable[[], Sequence[str]]) -> Precision:
    """`device`: auto, cpu, cuda; `compute_type`: auto, int8, float32, float16, int8_float16.

    `without_gpu` tells which of the engines' libraries see no GPU here; it is not asked for a CPU. Both engines run on
    the same device. Raises BadSettings: a GPU that is not there, or numbers that the device does not compute with.
    """
    blind = [] if device == "cpu" else without_gpu()
    if device == "cuda" and blind:
        raise BadSettings(
            f"HUSHTAPE_WHISPER_DEVICE is cuda, but {' and '.join(blind)} {'see' if len(blind) > 1 else 'sees'} no GPU",
            hint="install the driver and builds with CUDA, or set it to cpu",
        )
    chosen = "cpu" if blind or device == "cpu" else "cuda"
    check_precision(chosen, compute_type)
    numbers = _BY_ITSELF[chosen] if compute_type == "auto" else compute_type
    return Precision(chosen, numbers, _OF_OPENAI_WHISPER[numbers])
