"""Our weights as whisper.cpp reads them: one file in its ggml format, the same numbers in float16.

Format (whisper.cpp, `whisper_model_load`): i32 magic, the sizes, the kind of numbers; the mel filters as f32; the
vocabulary's pieces, each after its length; every tensor: i32 rank, length of its name, kind of numbers, its dimensions
from the last to the first, its name, its numbers. Vectors and positions are float32 throughout. Little endian.
"""

import base64
import struct
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from transcribe.ctranslate2_file import Tensors

_MAGIC = 0x67676D6C
_FLOAT32, _FLOAT16 = 0, 1
SIZES = (
    "n_vocab",
    "n_audio_ctx",
    "n_audio_state",
    "n_audio_head",
    "n_audio_layer",
    "n_text_ctx",
    "n_text_state",
    "n_text_head",
    "n_text_layer",
    "n_mels",
)
_COLUMNS = ("encoder.conv1.bias", "encoder.conv2.bias")
_IN_FLOAT32 = (*_COLUMNS, "encoder.positional_embedding", "decoder.positional_embedding")


def write_ggml(dims: dict[str, int], state: Tensors, file: Path) -> None:
    """`dims` and `state` under openai-whisper's names (`transcribe.weight_conversion`); multilingual models alone."""
    assets = files("whisper") / "assets"
    with np.load(BytesIO((assets / "mel_filters.npz").read_bytes())) as filters:
        mel = filters[f"mel_{dims['n_mels']}"].astype("<f4")
    pieces = [
        base64.b64decode(line.split()[0]) for line in (assets / "multilingual.tiktoken").read_bytes().splitlines()
    ]
    with file.open("wb") as out:
        _write_numbers(out, _MAGIC, *(dims[size] for size in SIZES), _FLOAT16, *mel.shape)
        out.write(mel.tobytes())
        _write_numbers(out, len(pieces))
        for piece in pieces:
            _write_numbers(out, len(piece))
            out.write(piece)
        for name, values in state.items():
            _write_tensor(out, name, values)


def _write_tensor(out: BinaryIO, name: str, values: NDArray[np.float16]) -> None:
    values = values[:, None] if name in _COLUMNS else values
    is_whole = values.ndim < 2 or name in _IN_FLOAT32
    _write_numbers(out, values.ndim, len(name), _FLOAT32 if is_whole else _FLOAT16, *reversed(values.shape))
    out.write(name.encode())
    out.write(values.astype("<f4" if is_whole else "<f2").tobytes())


def _write_numbers(out: BinaryIO, *numbers: int) -> None:
    out.write(struct.pack(f"<{len(numbers)}i", *numbers))
